"""Printed papers: the same bytes everywhere, our own fonts, and what the certificate says."""

import hashlib
import os
import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from junheng.certificates import facts_of, listing, notice, read_listing, slips, witness_sheet
from junheng.draw import typed_sources
from junheng.engines.allotment import certify, seal_draw
from junheng.examples.rosters import FOLDER
from junheng.reports.documents import notice_pdf, qr_svg, setting, slips_pdf, witness_pdf
from junheng.reports.documents.draw_papers import _data
from junheng.reports.draws import Drawing, Sealing, engine_of

from ...engines.allotment.halls import AT, RULES, SOURCES, lists

FONTS = setting.HERE / "fonts"


@pytest.fixture(scope="module")
def certificate():
    """The classes of the shipped entry grade of 268."""
    folder = FOLDER / "entry-grade-synthetic"
    rules = (folder / "rules.toml").read_text(encoding="utf-8")
    engine = engine_of(rules)
    people = engine.prepared({"list": read_listing(folder / "roster.csv")})
    sealed = engine.seal(rules, people, Sealing("2026-08-25T18:00:00+08:00"))
    typed = [(one.name, "40771") for one in engine.sources(rules)]
    sources = typed_sources(engine.sources(rules), typed, at="2026-08-28T10:00:00+08:00")
    return engine.certify(Drawing(rules, people, sealed, sources))


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_bytes_elsewhere(certificate, language, tmp_path):
    (tmp_path / "c.json").write_text(certificate.to_json(), encoding="utf-8")
    script = (
        "import sys, hashlib; from pathlib import Path; from junheng.certificates import Certificate\n"
        "from junheng.reports.documents import *\n"
        "c = Certificate.from_json(Path(sys.argv[1]).read_text(encoding='utf-8')); language = sys.argv[2]\n"
        "for made in (notice_pdf(c, language=language), witness_pdf(c, language=language), slips_pdf(c, language=language)):\n"
        "    print(hashlib.sha256(made).hexdigest())\n"
    )
    elsewhere = {"PATH": os.environ["PATH"], "HOME": os.fspath(tmp_path), "TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, tmp_path / "c.json", language]
    there = subprocess.run(command, cwd=tmp_path, env=elsewhere, capture_output=True, text=True, check=True).stdout.split()
    here = [paper(certificate, language=language) for paper in (notice_pdf, witness_pdf, slips_pdf)]
    assert there == [hashlib.sha256(pdf).hexdigest() for pdf in here]
    assert all(b"CreationDate" not in pdf for pdf in here)


def test_only_our_own_fonts_are_embedded(certificate):
    for pdf in (notice_pdf(certificate), witness_pdf(certificate), slips_pdf(certificate)):
        embedded = {name.split(b"+")[-1].decode() for name in re.findall(rb"/BaseFont\s*/([\w+-]+)", pdf)}
        assert embedded <= {"NotoSansSC-Regular", "NotoSerifSC-SemiBold", "DejaVuSansMono", "DejaVuSansMono-Bold"} | {
            f"{name}-Identity-H" for name in ("NotoSansSC-Regular", "NotoSerifSC-SemiBold", "DejaVuSansMono", "DejaVuSansMono-Bold")
        }, embedded
        assert any("NotoSansSC" in name for name in embedded)


def test_fonts_are_those_that_were_cut():
    listed = dict(reversed(line.split("  ")) for line in (FONTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert {path.name for path in FONTS.iterdir()} == {*listed, "SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
        if name.endswith(".ttf"):
            licence = (FONTS / f"LICENSE-{name.split('-')[0]}.txt").read_text(encoding="utf-8")
            assert "SIL OPEN FONT LICENSE" in licence
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 11_000_000


@pytest.mark.parametrize(("name", "encoding"), [("NotoSansSC-Regular.ttf", "gbk"), ("NotoSerifSC-SemiBold.ttf", "gb2312")])
def test_every_chinese_character_of_the_encoding_has_a_shape(name, encoding):
    shapes = TTFont(FONTS / name).getBestCmap()
    missing = []
    for point in range(0x4E00, 0xA000):
        try:
            chr(point).encode(encoding)
        except UnicodeEncodeError:
            continue
        if point not in shapes:
            missing.append(chr(point))
    assert missing == []
    assert all(ord(char) in shapes for char in "，。：（）“”·—*0123456789abcdef")
    assert (ord("喆") in shapes) == (encoding == "gbk")  # a name that leaves GB 2312


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper_and_page_say_the_same(certificate, language):
    """What typst is given is what the page shows: both come from `facts_of`, which reads the published part alone."""
    given = _data(certificate, language, "https://example.org/draws/key/")
    facts = facts_of(certificate, language=language)
    page, sheet = notice(certificate, language=language), witness_sheet(certificate, language=language)
    for name in ("digest", "seed", "short_code", "line"):
        assert given[name] == getattr(facts, name)
        assert given[name].replace("<", "&lt;") in page
        assert given[name] in sheet
    assert [term["value"] for term in given["seals"] if term["code"]] == re.findall(r'<dd><span class="mono">(.*?)</span>', sheet)[:3]
    roll = [(end, name) for group in given["groups"] for end, name, _ in group["rows"]]
    assert roll == [(end, name) for _, end, name in certificate.result["roll"]]
    assert roll == re.findall(r"<li><span>(.*?)</span> (.*?)</li>", page)
    assert notice_pdf(certificate, language=language) == notice_pdf(certificate.published(), language=language)


def test_one_page_for_a_grade_of_268(certificate):
    for language in ("zh", "en"):
        assert pages(notice_pdf(certificate, language=language)) == 1
        assert pages(witness_pdf(certificate, language=language)) == 1
    assert pages(slips_pdf(certificate)) == 27


def test_slips_need_the_offices_own_certificate(certificate):
    assert len(slips(certificate)) == 268
    assert slips_pdf(certificate, verifier="https://example.org/draws/verify.html") != slips_pdf(certificate)
    with pytest.raises(KeyError):
        slips_pdf(certificate.published())


def test_a_long_list_goes_on_on_the_next_page():
    many = {"list": listing(("code", "name"), [(f"2026{n:05}", "马小甲") for n in range(900)])}
    rules = RULES["lottery"]
    certificate = certify(rules, many, seal_draw(rules, many, at=AT), SOURCES)
    assert pages(notice_pdf(certificate)) > 1


def test_what_a_list_says_is_text_and_never_code():
    """A title that looks like a template's command is printed as it stands."""
    rules = 'office = "#panic() $x$ *b* <label>"\n' + RULES["lottery"]
    certificate = certify(rules, lists("lottery"), seal_draw(rules, lists("lottery"), at=AT), SOURCES)
    assert notice_pdf(certificate).startswith(b"%PDF")


def test_a_code_is_one_svg():
    assert qr_svg("https://example.org/", inline=True).startswith("<svg")
    assert 'style="' not in qr_svg("x", inline=True)
