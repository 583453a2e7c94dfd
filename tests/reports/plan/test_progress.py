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


@pytest.mark.parametrize(
    ("value", "state", "distance"),
    [(12, State.DONE, -2), (10, State.DONE, 0), (9, State.AHEAD, 1), (2, State.BEHIND, 8), (18, State.BEHIND, 3)],
)
def test_a_range_is_reached_inside_and_missed_on_both_sides(value, state, distance):
    found = progress([Point(date(2026, 6, 30), value)], target=10, high=15, comparison="range", begins=BEGINS, due=DUE, today=HALF)
    assert (found.state, found.distance) == (state, distance)


def test_a_range_is_come_to_from_above():
    points = [Point(date(2025, 12, 31), 25), Point(date(2026, 6, 30), 20)]
    found = progress(points, target=10, high=15, comparison="range", begins=BEGINS, due=DUE, today=HALF)
    assert (found.state, found.share, found.distance) == (State.ON_COURSE, 0.5, 5)


@pytest.mark.parametrize(("value", "state"), [(95, State.DONE), (94.9, State.AHEAD), (150, State.DONE)])
def test_about_is_reached_a_twentieth_below(value, state):
    assert stands(value, comparison="about").state is state


def test_equal_means_at_least():
    assert stands(130, comparison="=").state is State.DONE
