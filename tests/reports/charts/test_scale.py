import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from junheng.reports.charts.scale import LENGTH, Axis, fitting, percent, round_step


@pytest.mark.parametrize(("at", "text"), [(0, "0%"), (5, "0.5%"), (667, "66.7%"), (1000, "100%")])
def test_thousandths_as_svg_writes_them(at, text):
    assert percent(at) == text


@pytest.mark.parametrize(("length", "about", "step"), [(24, 5, 5), (1, 4, 0.25), (0.9, 5, 0.2), (12_000, 5, 2_500), (10, 5, 2)])
def test_steps_are_round(length, about, step):
    assert math.isclose(round_step(length, about), step)


def test_ticks_have_the_digits_that_their_step_needs():
    ticks = Axis(0, 1).ticks(4)
    assert [(tick.value, tick.decimals, tick.percent) for tick in ticks] == [
        (0.0, 2, "0%"),
        (0.25, 2, "25%"),
        (0.5, 2, "50%"),
        (0.75, 2, "75%"),
        (1.0, 2, "100%"),
    ]


def test_an_axis_without_length_draws_everything_at_its_start():
    assert Axis(3, 3).at(3) == 0
    assert Axis(3, 3).ticks() == ()


def test_a_far_value_does_not_press_the_others_together():
    axis = fitting([*range(1, 100), 5_000])
    assert axis.high < 200
    assert not axis.holds(5_000)
    assert axis.at(5_000) == LENGTH


def test_a_value_a_little_farther_out_is_not_clipped():
    assert fitting([*range(1, 100), 110]).holds(110)


def test_the_floor_is_always_on_the_axis():
    assert fitting([1.0, 2.0], must=(7.5,)).holds(7.5)


@example([5e-324])
@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_positions_never_leave_the_drawing(values):
    axis = fitting(values)
    assert all(0 <= axis.at(value) <= LENGTH for value in values)
