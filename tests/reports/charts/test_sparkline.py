import math

import pytest

from junheng.reports.charts.sparkline import sparkline


def test_the_newest_value_ends_the_line():
    line = sparkline([1, 2, 3], width=72, height=20)
    assert line.lines == ("2,17 35,10 68,3",)
    assert line.end == ("68", "3")


def test_a_gap_breaks_the_line_and_a_lonely_year_is_a_dot():
    line = sparkline([1, None, 2, math.nan, 3, 4])
    assert len(line.lines) == 1
    assert len(line.dots) == 2


def test_a_line_that_ends_early_has_no_end_dot():
    assert sparkline([1, 2, None]).end is None


@pytest.mark.parametrize("values", [[], [1], [None, 3, None]])
def test_one_value_is_no_line(values):
    assert sparkline(values) is None


def test_a_flat_line_lies_in_the_middle():
    assert sparkline([2, 2], height=20).lines == ("2,10 68,10",)


@pytest.mark.parametrize(
    ("values", "better", "verdict"),
    [([1, 2], "higher", "good"), ([1, 2], "lower", "bad"), ([2, 1], "lower", "good"), ([1, 1], "higher", ""), ([1, 2], "none", "")],
)
def test_the_way_is_judged_by_what_is_better(values, better, verdict):
    assert sparkline(values, better=better).verdict == verdict


def test_the_reference_is_on_the_drawing():
    assert sparkline([1, 2], reference=3, height=20).reference == "3"
