"""The invented bureau: its committed files are the generator's, its sums are those of a real one's shape, its oddities are there."""

import json

import polars as pl
import pytest
from python_calamine import CalamineWorkbook
from shapely import coverage_is_valid
from shapely.geometry import shape

from junheng import packs
from junheng.examples import science
from junheng.examples.chengdu.sheets import ROWS_ABOVE
from junheng.examples.science import bodies, projects
from junheng.examples.science.city import COUNTIES, YEARS, shared_out
from junheng.examples.science.sheets import mapping, year_sheets
from junheng.tables import check_region


@pytest.fixture(scope="module")
def report():
    return check_region(science.FOLDER, packs.load("science_cn/annual").vocabulary)


@pytest.fixture(scope="module")
def observations(report):
    tables = report.region.tables
    return tables["observations"].join(tables["units"].select("unit", "kind", county="area"), on="unit")


@pytest.mark.parametrize("year", YEARS)
def test_committed_cells_are_those_of_the_generator(year):
    book = CalamineWorkbook.from_path(str(science.FOLDER / f"{year}.xlsx"))
    wanted = year_sheets(year)
    assert book.sheet_names == [sheet.name for sheet in wanted]
    for sheet in wanted:
        found = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        assert found[0][0] == sheet.title
        assert "合成示例" in sheet.title
        assert found[ROWS_ABOVE:] == [["" if value is None else value for value in row] for row in sheet.rows], sheet.name


def test_committed_mapping_and_outlines_are_those_of_the_generator(tmp_path):
    assert (science.FOLDER / "mapping.toml").read_text(encoding="utf-8") == mapping()
    science.outlines.write(tmp_path / "areas.geojson")
    assert (science.FOLDER / "areas.geojson").read_bytes() == (tmp_path / "areas.geojson").read_bytes()


def test_counties_cover_the_city_without_a_gap():
    features = json.loads((science.FOLDER / "areas.geojson").read_text(encoding="utf-8"))["features"]
    outlines = {feature["properties"]["area"]: shape(feature["geometry"]) for feature in features}
    counties = [outlines[county.code] for county in COUNTIES]
    assert coverage_is_valid(counties)
    assert sum(county.area for county in counties) == pytest.approx(outlines["990100"].area)


def test_the_last_year_has_the_volume_of_a_real_one(observations):
    last = observations.filter(pl.col("period") == "2025", pl.col("level") == "municipal")

    def total(measure, kind):
        return last.filter(pl.col("measure") == measure, pl.col("kind") == kind)["value"].sum()

    programmes = [programme.kind for programme in projects.PROGRAMMES if programme.level == "municipal"]
    assert [total("approved", kind) for kind in programmes] == [163, 125, 28, 20, 29, 29]
    assert [total("funds_approved", kind) / 10_000 for kind in programmes] == [2133.5, 1490.5, 863, 4095, 580, 1245]
    assert (bodies.HOLDERS, bodies.INSTRUMENTS) == (78, 526)
    holders = observations.filter(pl.col("period") == "2025", pl.col("kind") == "holder", pl.col("measure") == "instruments")
    assert (holders.height, holders["value"].sum()) == (78, 526)


def test_nothing_is_more_than_the_whole_of_which_it_is_a_part(observations):
    sums = dict(observations.filter(pl.col("period") == "2025").group_by("measure").agg(pl.col("value").sum()).iter_rows())
    for part, whole in (
        ("approved", "applied"),
        ("funds_paid", "funds_due"),
        ("funds_first", "funds_approved"),
        ("accepted", "due"),
        ("hours_external", "hours_effective"),
        ("hours_effective", "hours_rated"),
        ("entered", "instruments"),
        ("firm_rd", "rd_spending"),
        ("firm_patents", "patents_granted"),
        ("graduates", "tenants"),
        ("experts_recused", "experts_drawn"),
    ):
        assert 0 < sums[part] < sums[whole], part


def test_what_was_planted_is_there(report, observations):
    back = observations.filter(pl.col("unit") == projects.RETURNED, pl.col("period") == "2024")
    assert {"terminated", "funds_returned"} == set(back["measure"])
    unit, year = bodies.WITHOUT_HOURS
    hours = observations.filter(pl.col("unit") == unit, pl.col("measure") == "hours_effective")["period"].to_list()
    assert sorted(hours) == [str(each) for each in YEARS if each != year]
    assert report.open_issues == ()
    assert {waiver.rule for waiver in report.waivers} == {"period_gap"}
    major = observations.filter(pl.col("kind") == "major_programme", pl.col("period") == "2025").pivot(
        "measure", index="unit", values="value"
    )
    assert 0 < (major["funds_first"] * 100 < major["funds_approved"] * 60).sum() < 10


def test_no_sentence_of_the_check_asks_for_pupils(report):
    assert {issue.rule for issue in report.issues} == {"period_gap"}


@pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (7, [5, 1, 1]), (3, [100, 1, 1]), (1000, [3, 7, 11, 13])])
def test_shares_add_up_and_leave_nobody_out(total, weights):
    parts = shared_out(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 1
