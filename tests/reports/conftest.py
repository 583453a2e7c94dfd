"""A city of two counties, three schools and a training centre, over two years; every sum can be done in the head."""

import polars as pl
import pytest

from junheng.language import Text
from junheng.packs import load
from junheng.releases import draft
from junheng.tables.region import Description, Region
from junheng.tables.schema import TABLES

ROWS = {
    "areas": [("5101", "成都市", None, "city"), ("510104", "锦江区", "5101", "county"), ("510181", "都江堰市", "5101", "county")],
    "units": [
        ("001", "青禾路小学", "510104", "primary_school", "public", "urban", None, None),
        ("002", "幸福学校", "510181", "nine_year", "public", "town", None, None),
        ("003", "村小", "510181", "primary_school", "public", "rural", None, None),
        ("004", "培训中心", "510104", "vocational_school", "public", "urban", None, None),
    ],
    "measures": [(code, None, code, unit) for code, unit in (("teachers", "teacher"), ("sports_area", "m2"), ("equipment_value", "yuan"))],
    "observations": [
        ("001", "primary", "teachers", "2025", 10.0),
        ("002", "primary", "teachers", "2025", 6.0),
        ("002", "junior", "teachers", "2025", 4.0),
        ("003", "primary", "teachers", "2025", 2.0),
        ("001", "primary", "teachers", "2024", 8.0),
        ("003", "primary", "teachers", "2024", 8.0),
        ("001", "primary", "sports_area", "2025", 900.0),
        ("002", "all", "sports_area", "2025", 600.0),  # shared by 30 and 20 pupils: 360 and 240, with weights of one
        ("001", "primary", "equipment_value", "2025", 123_000.0),
        ("004", "all", "equipment_value", "2025", 45_600.0),  # it has no pupils, and its equipment counts all the same
    ],
    "enrolment": [
        ("001", "primary", "total", "2025", 150),
        ("002", "primary", "total", "2025", 30),
        ("002", "junior", "total", "2025", 20),
        ("003", "primary", "total", "2025", 20),
        ("001", "primary", "total", "2024", 160),
    ],
}


def _frame(name):
    table = TABLES[name]
    traced = [(*row, f"{name}.csv", None, at, None) for at, row in enumerate(ROWS.get(name, ()), start=2)]
    return pl.DataFrame(traced, schema=table.polars_schema(), orient="row")


def _square(west):
    ring = [[west, 30.5], [west + 0.2, 30.5], [west + 0.2, 30.7], [west, 30.7], [west, 30.5]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture(scope="session")
def hamlet():
    """The release and its pack."""
    pack = load("education_cn/basic2012")
    region = Region(
        description=Description("hamlet", Text("小城", "Hamlet"), pack.name, "county", True, Text("测试", "Test"), "CC0-1.0"),
        tables={name: _frame(name) for name in TABLES},
        geometry={"510104": _square(104.0), "510181": _square(104.2)},
        sources=(),
        warnings=(),
        waivers=(),
    )
    return draft(region), pack
