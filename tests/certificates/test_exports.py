"""Every export is made from the certificate alone, and says what it says."""

import csv
import html
import io
import json
import re

import pytest

from junheng.certificates import Certificate, grouped, listing, notice, result_rows, slips, witness_sheet
from junheng.certificates.comparison import compare
from junheng.certificates.concealment import identifier
from junheng.engines.allotment import METHODS, certify, seal_draw
from junheng.reports.draw_files import draw_files

from ..engines.allotment.halls import AT, FAMILIES, RULES, SOURCES, lists

OFFICE = 'office = "区教育局招生办"\nobjections = "公示期 5 个工作日，电话 028-0000 0000 <招生办>"\n'


def drawn(method):
    rules = OFFICE + RULES[method]
    return certify(rules, lists(method), seal_draw(rules, lists(method), at=AT), SOURCES)


def words(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.split("</style>")[1]))


@pytest.mark.parametrize("method", METHODS)
def test_files_come_from_the_file_of_the_certificate(method):
    certificate = drawn(method)
    files = draw_files(certificate, language="zh")
    assert draw_files(Certificate.from_json(files["certificate.json"].decode()), language="zh") == files
    rows = list(csv.DictReader(io.StringIO(files["result.csv"].decode())))
    assert [(row["code"], row["name"], row["result"]) for row in rows] == result_rows(certificate)
    public = json.loads(files["published.json"])
    assert {**json.loads(files["certificate.json"]), "private": 0} == {**public, "private": 0}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_notice_and_witness_sheet_say_what_the_certificate_says(method, language):
    certificate = drawn(method)
    for page in (notice(certificate, language=language), witness_sheet(certificate, language=language)):
        said = words(page)
        assert certificate.short_code in said
        assert grouped(certificate.digest) in said
        assert grouped(certificate.seed) in said
        assert all(source.value in said for source in certificate.sources)
        assert all(grouped(seal.list_sha256) in said and grouped(seal.rules_sha256) in said for seal in certificate.seals)
        assert "区教育局招生办" in said
    said = words(notice(certificate, language=language))
    assert "028-0000 0000 <招生办>" in said
    shown = re.findall(r"<li><span>(.*?)</span> (.*?) <b>(.*?)</b></li>", notice(certificate, language=language))
    assert [html.unescape(got) for _, _, got in shown] == [got for _, _, got in result_rows(certificate.published())]


def test_nothing_public_names_anybody():
    files = draw_files(drawn("lottery"), language="zh")
    for name in ("published.json", "notice.html", "witness.html"):
        text = files[name].decode()
        assert not [code for code in FAMILIES.codes if code in text]
        assert not [who for who in FAMILIES.column("name") if who in text]
        assert not [salt for _, salt in slips(drawn("lottery")) if salt in text]


def test_slips_lead_to_the_published_codes():
    certificate = drawn("lottery")
    assert sorted(identifier(*slip) for slip in slips(certificate)) == list(certificate.lists["list"].codes)


def test_the_comparison_is_on_the_notice():
    register = listing(("code", "name"), [*(row[:2] for row in FAMILIES.rows[1:]), ("20269999", "马小甲")])
    compared = compare(FAMILIES, register, name="入学报名名单", reasons={FAMILIES.codes[0]: "补报", "20269999": "迁出"})
    rules = RULES["lottery"]
    certificate = certify(rules, lists("lottery"), seal_draw(rules, lists("lottery"), at=AT, comparison=compared), SOURCES)
    said = words(notice(certificate))
    assert grouped(register.sha256) in said
    assert "马*甲：迁出" in said
    assert "补报" in said
    assert "入学报名名单 20 行，名单 20 行，相同 19 行，缺 1 行，增 1 行" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_notice_and_sheet_print_to_one_page_each(page, tmp_path, language):
    for name, text in (
        ("notice", notice(drawn("lottery"), language=language)),
        ("witness", witness_sheet(drawn("lottery"), language=language)),
    ):
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        page.goto((tmp_path / f"{name}.html").as_uri())
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, name
