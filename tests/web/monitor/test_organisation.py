"""Pages of a region whose schools opened, closed, merged and moved: old periods keep the old tree."""

import os

import pytest

from . import town
from .conftest import page, text_of

#: All on the first day of 2025: S3 comes from the second county, S5 goes into S4, S2 opens.
CHANGES = [
    {"unit": "S2", "date": "2025-09-01", "change": "opened"},
    {"unit": "S3", "date": "2025-09-01", "change": "moved", "from_area": "02"},
    {"unit": "S5", "date": "2025-09-01", "change": "merged", "successor": "S4"},
    {"unit": "S6", "date": "2026-03-01", "change": "closed"},
]


@pytest.fixture
def home(tmp_path, monkeypatch):
    region = town.region(unit_changes=CHANGES, without={("S2", "2024"), ("S5", "2025")})
    town.load(tmp_path / "regions" / "shifting", region)
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    return tmp_path


def listed(response):
    said = text_of(response)
    return {unit for unit in ("S1", "S2", "S4", "S6") if f"{unit} 小学" in said} | {
        unit for unit, name in town.NAMES.items() if name in said
    }


def test_the_list_of_a_county_has_the_schools_that_lay_in_it_then(visitor):
    lists = {
        (area, period): listed(visitor(page("units", "shifting", area=area, period=period)))
        for area in ("01", "02")
        for period in ("2024", "2025")
    }
    assert lists == {
        ("01", "2024"): {"S1"},
        ("02", "2024"): {"S3", "S4", "S5", "S6"},
        ("01", "2025"): {"S1", "S2", "S3"},
        ("02", "2025"): {"S4", "S6"},
    }


def test_a_county_says_why_its_schools_are_not_those_of_the_year_before(visitor):
    said = text_of(visitor(page("area", "shifting", "01", period="2025"), "zh-hans"))
    assert "学校与上年不同" in said
    assert "S2 小学于 2025-09-01 设立。" in said
    assert "于 2025-09-01 由西县划归东县。" in said
    assert "并入" not in said
    other = text_of(visitor(page("area", "shifting", "02", period="2025")))
    assert "was merged into S4 小学 on 2025-09-01." in other
    assert "moved from 西县 to 东县 on 2025-09-01." in other
    assert "closed" not in other  # in March 2026, which is after the first day of 2025
    assert "not those of" not in text_of(visitor(page("area", "shifting", "01", period="2024")))


def test_the_history_of_a_county_is_of_its_schools_of_each_year(visitor):
    """In 2024 the first county had S1 alone, so nothing differed in it."""
    response = visitor(page("indicator", "shifting", "sports_area", area="01", period="2025"))
    assert response.status_code == 200
    trace = text_of(visitor(page("trace", "shifting", "units:01:primary:sports_area:2024")))
    assert "Which units an area has is read on 2024-09-01." in trace
    assert "S1 小学" in trace
    assert "S2 小学" not in trace


@pytest.mark.parametrize(
    ("unit", "period", "reason"),
    [("S2", "2024", "S2 小学 opened on 2025-09-01."), ("S5", "2025", "was merged into S4 小学 on 2025-09-01.")],
)
def test_a_school_that_is_not_there_is_not_without_data(visitor, unit, period, reason):
    said = text_of(visitor(page("unit", "shifting", unit, period=period)))
    assert reason in said
    assert "This unit does not exist in this period" in said
    assert "no figures" not in said


def test_a_school_s_page_tells_its_changes_and_the_county_of_the_period(visitor):
    before = visitor(page("unit", "shifting", "S3", period="2024"))
    after = visitor(page("unit", "shifting", "S3", period="2025"))
    assert "What has changed" in text_of(before)
    assert 'href="/monitor/shifting/area/02/?period=2024"' in before.content.decode()
    assert 'href="/monitor/shifting/area/01/?period=2025"' in after.content.decode()
    assert "What has changed" not in text_of(visitor(page("unit", "shifting", "S1")))
