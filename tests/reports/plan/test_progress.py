"""The five states by hand-made cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.reports.plan.progress import Point, State, progress

BEGINS, DUE = date(2026, 1, 1), date(2026, 12, 31)
HALF = date(2026, 7, 2)


def stands(*values, today=HALF, target=100, comparison=">=", days=(date(2026, 3, 1), date(2026, 6, 30))):
    points = [Point(day, value) for day, value in zip(days, values, strict=False)]
    return progress(points, target=target, comparison=comparison, begins=BEGINS, due=DUE, today=today)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ((20, 50), State.ON_COURSE),
        ((20, 30), State.BEHIND),
        ((20, 80), State.AHEAD),
        ((20, 100), State.DONE),
        ((20, 130), State.DONE),
        ((), State.OTHER),
    ],
)
def test_counts_by_half_of_the_year(values, state):
    assert stands(*values).state is state


def test_less_is_better_where_the_target_says_so():
    found = progress(
        [Point(date(2025, 12, 31), 0.9), Point(date(2026, 6, 30), 0.7)], target=0.5, comparison="<=", begins=BEGINS, due=DUE, today=HALF
    )
    assert (found.state, round(found.share, 3), round(found.distance, 3), round(found.trend, 3)) == (State.ON_COURSE, 0.5, 0.2, -0.2)


def test_what_is_past_its_day_and_not_there_is_behind():
    assert stands(20, 99, today=date(2027, 1, 5)).state is State.BEHIND


def test_reports_of_the_future_do_not_count():
    assert stands(20, 100, today=date(2026, 4, 1)).share == pytest.approx(0.2)


@given(st.floats(0, 1000), st.floats(1, 1000))
def test_reached_is_done_whatever_the_day(value, target):
    found = stands(0, value, target=target)
    assert (found.state is State.DONE) == (value >= target)
