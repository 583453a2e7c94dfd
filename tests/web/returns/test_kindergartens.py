"""A form that townships fill in, one row a kindergarten, from what is known to a release with a new unit in it."""

import dataclasses
import os

import polars as pl
import pytest

from junheng.releases import latest
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.long_work import release_returns
from junheng.web.returns.models import Cell, Return

from ..monitor import town
from .filling import explain_all, fill
from .test_release import Telling


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The town with a township, and in it one kindergarten."""
    region = town.region()
    tables = dict(region.tables)
    tables["areas"] = pl.concat(
        [tables["areas"], town.frame("areas", [{"area": "0101", "name": "河镇", "parent": "01", "kind": "township"}])]
    )
    kindergarten = {
        "unit": "K1",
        "name": "河镇幼儿园",
        "area": "0101",
        "kind": "kindergarten",
        "ownership": "public",
        "longitude": 104.5,
        "latitude": 30.5,
    }
    tables["units"] = pl.concat([tables["units"], town.frame("units", [kindergarten])])
    children = [{"unit": "K1", "level": "preschool", "grade": grade, "period": "2025", "pupils": 30} for grade in ("K1", "K2")]
    tables["enrolment"] = pl.concat([tables["enrolment"], town.frame("enrolment", children)])
    town.load(tmp_path / "regions" / "town", dataclasses.replace(region, tables=tables))
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    return tmp_path


@pytest.fixture
def township(commission):
    services.open_returns(commission, "town", "kindergartens", "2026")
    return Return.objects.get()


REST = {
    "inclusive": "1",
    "classes": "3",
    "children": "70",
    "teachers": "6",
    "teachers_certified": "6",
    "building_area": "800",
    "outdoor_area": "300",
}


def test_the_list_is_carried_over_and_last_year_found_by_code(township):
    assert {cell.address: cell.value for cell in Cell.objects.all()} == {
        "kindergartens/0001/unit": "K1",
        "kindergartens/0001/name": "河镇幼儿园",
        "kindergartens/0001/ownership": "public",
    }
    assert services.describe(township)["context"]["last"]["kindergartens/K1/children"] == "60"


def test_a_new_kindergarten_becomes_a_unit_of_the_release(township, actor, commission, home):
    clerk = actor(Role.COUNTY, area="0101")
    fill(clerk, township, {f"kindergartens/0001/{column}": value for column, value in REST.items()})
    new = REST | {"unit": "K2", "name": "新园", "ownership": "民办", "children": "20", "classes": "1"}
    fill(clerk, township, {f"kindergartens/0002/{column}": value for column, value in new.items()})
    explain_all(clerk, township)
    services.submit(clerk, township)
    services.approve(actor(Role.COUNTY, area="01"), township)
    services.approve(commission, township)
    job = services.release(commission, "town", "kindergartens", "2026", "学前")
    release_returns(Telling(), **job.arguments)
    tables = latest(home / "regions" / "town").tables
    units = tables["units"].filter(kind="kindergarten").select("unit", "name", "area", "ownership", "longitude", "_file", "_row").rows()
    path = "returns/kindergartens/0101/2026"
    assert units == [("K1", "河镇幼儿园", "0101", "public", 104.5, path, 1), ("K2", "新园", "0101", "private", None, path, 2)]
    counted = tables["enrolment"].filter(level="preschool").select("unit", "period", "grade", "pupils").rows()
    assert counted == [("K1", "2025", "K1", 30), ("K1", "2025", "K2", 30), ("K1", "2026", "total", 70), ("K2", "2026", "total", 20)]
    assert tables["observations"].filter(unit="K2", measure="outdoor_area").select("level", "period", "value").rows() == [
        ("preschool", "2026", 300)
    ]


def test_one_code_cannot_stand_twice(township, actor):
    clerk = actor(Role.COUNTY, area="0101")
    fill(clerk, township, {"kindergartens/0002/unit": "K1"})
    assert [finding["row"] for finding in services.findings_of(township) if finding["check"] == "unique"] == ["0002"]


def test_a_township_without_any_says_so(township, actor, commission, home):
    clerk = actor(Role.COUNTY, area="0101")
    township = services.mark_nothing(clerk, township, nothing=True)
    assert {finding["check"] for finding in services.findings_of(township)} == {"nothing_but_filled"}
    services.delete_rows(clerk, township, "kindergartens", ["0001"], version=township.version)
    assert services.findings_of(township) == []
    services.submit(clerk, township)


def test_a_unit_of_another_place_is_not_taken_over(township, actor):
    """A code that belongs to a unit elsewhere is a mistake or a move, and no township decides that."""
    clerk = actor(Role.COUNTY, area="0101")
    fill(clerk, township, {"kindergartens/0002/unit": "S4"})
    assert ("taken", "kindergartens/0002/unit") in {(f["check"], f["cells"][0]) for f in services.findings_of(township)}
