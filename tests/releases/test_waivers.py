"""A waiver covers a warning by rule and file, and by sheet, row and column where it names them."""

import pytest

from junheng.releases import unwaived, waiver_of
from junheng.tables.region import Waiver


@pytest.mark.parametrize(
    ("places", "covers"),
    [
        ({}, True),
        ({"row": 7}, True),
        ({"row": 8}, False),
        ({"column": "图书"}, True),
        ({"column": "教师"}, False),
        ({"sheet": "小学"}, True),
        ({"sheet": "初中"}, False),
        ({"sheet": "小学", "row": 7, "column": "图书"}, True),
        ({"sheet": "小学", "row": 7, "column": "教师"}, False),
    ],
)
def test_places_narrow_a_waiver(make_warning, places, covers):
    issue = make_warning("implausible_value", "a.xlsx", row=7, column="图书", sheet="小学")
    waiver = Waiver("implausible_value", "a.xlsx", "已核实", **places)
    assert (waiver_of(issue, [waiver]) is waiver) == covers


def test_another_rule_or_file_is_not_covered(make_warning):
    issue = make_warning("implausible_value", "a.xlsx")
    waivers = [Waiver("total_row", "a.xlsx", "x"), Waiver("implausible_value", "b.xlsx", "x")]
    assert unwaived([issue], waivers) == (issue,)


def test_a_warning_of_a_whole_file_is_not_covered_by_a_waiver_of_one_row(make_warning):
    issue = make_warning("implausible_value", "a.xlsx")
    assert unwaived([issue], [Waiver("implausible_value", "a.xlsx", "x", row=7)]) == (issue,)
