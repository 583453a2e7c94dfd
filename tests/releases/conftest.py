"""A region that fits in the head: a city of two counties, three schools, two measures, two years."""

import polars as pl
import pytest

from junheng.language import Text
from junheng.tables.issue import Issue, Place, Severity
from junheng.tables.region import Description, Region, Source, Waiver
from junheng.tables.schema import TABLES

ROWS = {
    "areas": [("5101", "成都市", None, "city"), ("510104", "锦江区", "5101", "county"), ("510181", "都江堰市", "5101", "county")],
    "units": [
        ("001", "青禾路小学", "510104", "primary_school", "public", "urban", 104.08, 30.65),
        ("002", "幸福学校", "510181", "nine_year", "public", "town", 103.6, 31.0),
        ("003", "村小", "510181", "primary_school", None, "rural", None, None),
    ],
    "measures": [("books", "图书", "Books", "volume"), ("sports_area", "体育场馆面积", None, "m2")],
    "observations": [
        (unit, "primary", measure, period, value)
        for unit, start in (("001", 279.0), ("002", 137.0), ("003", 40.5))
        for measure, factor in (("books", 1.0), ("sports_area", 3.25))
        for period, growth in (("2024", 0.0), ("2025", 4.0))
        for value in [start * factor + growth]
    ],
    "enrolment": [("001", "primary", "total", "2025", 45), ("002", "primary", "1", "2025", 37), ("003", "primary", "total", "2025", 0)],
}


def frame(name, rows=()):
    table = TABLES[name]
    traced = [(*row, f"数据/{name}.csv", None, at, None) for at, row in enumerate(rows, start=2)]
    return pl.DataFrame(traced, schema=table.polars_schema(), orient="row")


@pytest.fixture
def make_frame():
    return frame


@pytest.fixture
def region():
    return small_region()


def small_region():
    return Region(
        description=Description("small", Text("小区域", "Small"), "education_cn/hq2017", "county", True, Text("测试", "Test"), "CC0-1.0"),
        tables={name: frame(name, ROWS.get(name, ())) for name in TABLES},
        geometry={
            "510104": {"type": "Polygon", "coordinates": [[[104.0, 30.5], [104.2, 30.5], [104.1, 30.7], [104.0, 30.5]]]},
            "5101": {"type": "Point", "coordinates": [104.0657, 30.6595]},
        },
        sources=(Source("数据/units.csv", "ab" * 32, 310), Source("datapackage.json", "cd" * 32, 900)),
        warnings=(warning("implausible_value", "数据/observations.csv", 7),),
        waivers=(Waiver("implausible_value", "数据/observations.csv", "已电话核实", row=7),),
    )


def warning(rule, file, row=None, column=None, sheet=None):
    return Issue(
        rule,
        Severity.WARNING,
        Place(file, sheet, row, column),
        "亩",
        Text("数值异常。", "An implausible value."),
        Text("核对。", "Check it."),
    )


@pytest.fixture
def make_warning():
    return warning
