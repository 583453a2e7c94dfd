"""A template over the example region: every figure with its trace, the same bytes again, wrong templates refused by line."""

import io
import json
import re

import docx
import pytest

from junheng.examples import copy_example
from junheng.packs import load, report_templates
from junheng.releases import draft
from junheng.reports import FigureId, trace
from junheng.reports.check import Document, Severity, check, quantities
from junheng.reports.check.readers.reading import read_bytes
from junheng.reports.ledger import Ledger
from junheng.reports.summary import TemplateError, entries, pdf_file, read_template, trace_json, web_page, word_file, write_summary
from junheng.tables import read_region

PACK = "education_cn/hq2017"


@pytest.fixture(scope="module")
def pack():
    return load(PACK)


@pytest.fixture(scope="module")
def release(pack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("region") / "chengdu"
    copy_example("chengdu-synthetic", folder)
    return draft(read_region(folder, pack.vocabulary))


@pytest.fixture(scope="module")
def summary(release, pack):
    return write_summary(read_template(report_templates(PACK)["balance-report"]), release, pack)


def template(body, title="题"):
    return read_template(f'+++\ntitle = "{title}"\n+++\n{body}\n')


def written(body, release, pack, **where):
    return write_summary(template(body), release, pack, **where).text.strip()


def test_every_figure_is_the_one_that_its_trace_gives(summary, release, pack):
    found = entries(summary, release, pack)
    assert len(found) == len(summary.figures) > 300
    for entry in found[:: len(found) // 10]:  # ten and more, all over the text
        again = trace(release, pack, entry.traces[0].figure)
        assert again.value == entry.traces[0].value
        if len(entry.traces) == 1 and again.value is not None and entry.text[:1].isdigit():
            stated = float(re.match(r"[\d.]+", entry.text.replace(",", ""))[0])
            assert stated == round(again.value, again.decimals)


def test_ten_figures_lead_to_rows_of_the_files(summary, release, pack):
    found = entries(summary, release, pack)
    content = json.loads(trace_json(summary, found, language="zh"))
    told = 0
    for one in content["text"][:: len(content["text"]) // 12]:
        figure = content["figures"][one["made_from"][0]]
        rows = [content["rows"][number] for first, last in figure["rows"] for number in range(first, last + 1)]
        rows += figure["parts"]
        assert rows
        told += bool(figure["rows"]) and all({"file", "row"} <= set(content["rows"][run[0]]) for run in figure["rows"])
    assert told >= 10


def test_the_checker_finds_nothing_in_what_was_written_from_data(summary):
    assert [one for one in check(summary.text).findings if one.severity is not Severity.INFO] == []


def test_the_same_release_gives_the_same_bytes(summary, release, pack):
    again = write_summary(read_template(report_templates(PACK)["balance-report"]), release, pack)
    assert word_file(summary, language="zh") == word_file(again, language="zh")
    assert pdf_file(summary, language="zh") == pdf_file(again, language="zh")
    first, second = entries(summary, release, pack), entries(again, release, pack)
    assert web_page(summary, first, language="zh") == web_page(again, second, language="zh")
    assert trace_json(summary, first, language="zh") == trace_json(again, second, language="zh")


def test_the_word_file_has_the_text_and_the_official_layout(summary):
    file = docx.Document(io.BytesIO(word_file(summary, language="zh")))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert summary.title in text
    assert "演示数据" in text
    section = file.sections[0]
    assert [round(each.mm) for each in (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)] == [
        37,
        28,
        26,
        35,
    ]
    assert len(file.tables) == 3


def test_the_pdf_says_what_the_word_file_says(summary):
    text = read_bytes("a.pdf", pdf_file(summary, language="zh")).text.replace("\n", "")
    found = [one.text for one in quantities(read_bytes("a.docx", word_file(summary, language="zh")).text)]
    assert summary.title in text
    assert all(figure in text for figure in found[:60])


@pytest.mark.parametrize("name", ["annual-summary", "public-notice", "quarterly-brief"])
@pytest.mark.parametrize("area", ["", "510104"])
def test_every_template_is_traced_throughout_and_passes_the_check(name, area, release, pack):
    made = write_summary(read_template(report_templates(PACK)[name]), release, pack, area=area)
    assert [figure.text for figure in made.figures if not figure.made_from and not figure.source] == []
    assert [one.text for block in made.blocks for span in _words(block) for one in quantities(span) if one.kind != "number"] == []
    assert [one for one in check(made.text).findings if one.severity is not Severity.INFO] == []


def _words(block):
    """What a template says in words of its own."""
    return [span for span in getattr(block, "spans", ()) if isinstance(span, str)]


def test_a_change_is_the_difference_of_what_is_written(release, pack):
    now, before = (float(written(f"{{cv primary sports_area{where}}}", release, pack)) for where in ("", " -1"))
    text = written("{change cv primary sports_area}", release, pack)
    word = "上升" if now > before else "下降" if now < before else "持平"
    assert text == (word if word == "持平" else f"{word}{abs(now - before):.3f}")


def test_names_areas_and_phrases(release, pack):
    assert written("{here}{year}{cv primary sports_area @锦江区}", release, pack) == written(
        "{here}{year}{cv primary sports_area @510104}", release, pack
    )
    said = written("{met cv primary sports_area @510104|在内|超出}", release, pack)
    value = trace(release, pack, FigureId.read("cv:510104:primary:sports_area:2025")).value
    assert said == ("在内" if value <= 0.5 else "超出")


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("好\n{cv primary unknown}", 5, "没有指标"),
        ("{cv nowhere sports_area}", 4, "没有学段"),
        ("{weight primary sports_area}", 4, "数字类型"),
        ("{cv primary sports_area @火星区}", 4, "没有地区"),
        ("{cv primary sports_area -40}", 4, "更早"),
        ("{what}", 4, "读不懂"),
        ("@each school", 4, "@each"),
        ("@each area\n好", 4, "没有 @end"),
        ("@end", 4, "没有对应"),
        ("@picture x", 4, "不认识"),
    ],
)
def test_wrong_templates_are_refused_by_line(body, line, said, release, pack):
    with pytest.raises(TemplateError) as refused:
        write_summary(template(body), release, pack)
    assert f"第 {line} 行" in refused.value.text.zh
    assert said in refused.value.text.zh


@pytest.mark.parametrize(
    "field", ["cv primary sports_area{}", "change cv primary sports_area{}", "met cv primary sports_area{}|达标|未达标"]
)
def test_a_period_before_is_that_of_every_field(field, release, pack):
    for back, year in ((" -1", "2024"), ("", "2025")):
        (figure,) = write_summary(template("{" + field.format(back) + "}"), release, pack).figures
        assert figure.made_from[0].period == year
    with pytest.raises(TemplateError, match="none of"):
        written("{" + field.format(" 1") + "}", release, pack)


def test_a_period_that_the_release_does_not_have(release, pack):
    with pytest.raises(TemplateError) as refused:
        written("好", release, pack, period="1999")
    assert "1999" in refused.value.text.zh


def test_words_of_a_region_are_escaped(release, pack):
    summary = write_summary(template("<b>{cv primary sports_area}</b>", title="<i>题</i>"), release, pack)
    page = web_page(summary, entries(summary, release, pack), language="zh").decode()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "&lt;i&gt;题" in page


def test_a_summary_written_from_the_data_agrees_with_it_and_a_changed_digit_does_not(summary, release, pack):
    ledger = Ledger(release, pack)
    text = summary.text
    assert list(ledger.against(Document(text))) == []
    place = text.index("校际差异系数0.") + len("校际差异系数0.")
    harmed = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
    (finding,) = ledger.against(Document(harmed))
    assert finding.severity is Severity.ERROR
    assert finding.computed == text[place - 2 : place + 3]
    assert "cv:510100:primary:teachers_qualified:2025" in finding.explanation.zh
