"""A region whose trade has no pupils: what was returned, what indicators make of it, and the way to the rows."""

import html
import re

import pytest

from .conftest import LANGUAGES, page, text_of

REGION = "science-synthetic"


def rows_of(response):
    """Cells of every row of every table, by the first of them."""
    body = response.content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]
    return {row[0]: row[1:] for row in cells if row}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_it_speaks_of_pupils_or_schools(visitor, language):
    for address in (page("region", REGION), page("area", REGION, "990101"), page("units", REGION), page("unit", REGION, "Y001")):
        main = re.search(r"<main.*?</main>", visitor(address, language).content.decode(), re.DOTALL)[0]
        said = main.replace("per pupil", "")  # the lead says that nothing is
        for word in ("pupil", "school", "学生数", "学校", "学段", "学年"):
            assert word not in said, (address, word)


def test_the_region_says_its_indicators_and_sums_with_the_year_before(visitor):
    rows = rows_of(visitor(page("region", REGION)))
    assert rows["Applications"] == ["1,270 projects", "1,210", "+5.0%"]
    assert rows["First payment as a share of the grant"][0].startswith("62.7")
    assert rows["First payment as a share of the grant"][2:] == ["60.0", "2 of 20"]
    assert rows["Holder of large instruments"] == ["78"]


def test_an_area_and_a_level_narrow_what_is_added_up(visitor):
    everywhere, there = (
        rows_of(visitor(page(*place, level="municipal")))["Approved projects"][0]
        for place in (("region", REGION), ("area", REGION, "990101"))
    )
    assert everywhere == "394 projects"
    assert 0 < int(there.split()[0]) < 394


def test_a_figure_leads_to_its_rows(visitor):
    body = visitor(page("region", REGION, level="municipal")).content.decode()
    link = re.search(r'<a class="fig" href="([^"]*overall:990100:municipal:approval_rate:2025[^"]*)">([^<]+)</a>', body)
    assert link[2] == "38.1"
    said = text_of(visitor(html.unescape(link[1])))
    assert "394 projects ÷ 1,033 projects × 100" in said
    assert "2025.xlsx" in said


def test_the_units_of_a_kind_have_its_figures_beside_them(visitor):
    rows = rows_of(visitor(page("units", REGION, kind="major_programme", size=200)))
    assert len(rows) > 90
    assert "First payment (%)" in rows["Unit"]
    some = text_of(visitor(page("units", REGION)))
    assert "Choose a kind" in some


def test_a_list_leaves_as_a_file(visitor):
    text = visitor(page("indicator", REGION, "first_payment", format="csv")).content.decode("utf-8-sig")
    lines = [line for line in text.splitlines() if "Major project" in line]
    assert len(lines) == 20
    totals = visitor(page("region", REGION, format="csv"))
    assert totals["Content-Type"].startswith("text/csv")
    assert "synthetic" in totals["Content-Disposition"]
    assert sum("9901" in line for line in totals.content.decode("utf-8-sig").splitlines()) == 10


def test_a_holder_is_held_against_the_benchmark_of_the_other_standard(visitor):
    rows = rows_of(visitor(page("unit", REGION, "Y001", pack="science_cn/instruments2019")))
    hours = rows["Effective hours per instrument hours/set"]
    assert len(hours) == 7  # five years, the line, the verdict
    assert hours[-1].endswith("1,440")


def test_hours_that_nobody_kept_are_a_gap(visitor):
    assert rows_of(visitor(page("unit", REGION, "Y017")))["Effective hours hours"][2] == "–"


def test_what_it_takes_is_no_question_here(visitor):
    assert "Nothing has to be added here" in text_of(visitor(page("needs", REGION)))


@pytest.mark.parametrize(
    ("address", "what_there_is"),
    [
        (page("area", REGION, "510104"), "砚湖区"),
        (page("indicator", REGION, "sports_area"), "Approval rate"),
        (page("unit", REGION, "nobody"), "list of units"),
        (page("region", REGION, period="1999"), "2021, 2022"),
        (page("region", REGION, level="primary"), "national, provincial, municipal, all"),
        (page("trace", REGION, "cv:990101:municipal:mean_grant:2025"), "no such figure"),
    ],
)
def test_who_is_lost_is_told_what_there_is(visitor, address, what_there_is):
    response = visitor(address)
    assert response.status_code == 404
    said = text_of(response)
    assert what_there_is in said or "There is no figure" in said


def test_the_palette_finds_its_units(visitor):
    for sought in ("砚湖区", "Approval rate", "澜屿市材料研究所"):
        assert f"/monitor/{REGION}/" in visitor(f"/jump/?q={sought}").content.decode(), sought
