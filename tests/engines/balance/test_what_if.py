"""Changing figures and judging again: the same as stating the changed county from the start."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import Change, Verdict, judge, what_if

from . import town

GROUND = town.indicator("ground", floor=7.5, cv_max=0.3)
ROOMS = town.indicator("rooms", floor=2.0, cv_max=0.5, scale=100.0)
SCORE = town.indicator("score", floor=60.0, resource=False)
SCHOOLS = {
    "s1": ("c1", 100, (900.0, 3.0)),
    "s2": ("c1", 100, (300.0, 2.0)),
    "s3": ("c2", 200, (1800.0, 5.0)),
}
figures = st.tuples(st.sampled_from(list(SCHOOLS)), st.sampled_from(["ground", "rooms", "pupils"]), st.integers(1, 2_000))
PACK = town.pack(GROUND, ROOMS, at_least=2)
PROBLEM = town.problem((GROUND, ROOMS), SCHOOLS)


def change(unit, what, to):
    return Change(unit, "primary", "2025", what, to)


def test_one_school_rises_and_its_county_with_it():
    answer = what_if(PROBLEM, PACK, [change("s2", "ground", 750)])
    assert answer.turned() == (("s2", Verdict.FAILS, Verdict.MEETS),)
    assert answer.areas_table().select("area", "meets", "meets_after").rows() == [("c1", False, True)]  # the other county is not touched
    table = answer.coefficients_table()
    assert table["indicator"].to_list() == ["ground", "rooms"]
    assert table["cv_before"].to_list() == pytest.approx([0.5, 0.2])
    assert table["cv_after"].to_list() == pytest.approx([0.75 / 8.25, 0.2])
    units = answer.units_table()
    assert units.select("unit", "indicator", "value", "value_after", "meets", "meets_after").row(0) == (
        "s2",
        "ground",
        3.0,
        7.5,
        False,
        True,
    )


def test_more_pupils_lower_every_indicator():
    answer = what_if(PROBLEM, PACK, [change("s1", "pupils", 200)])
    assert answer.units_table()["value_after"].to_list() == [4.5, 1.5]
    assert answer.after.coefficients.mean[0] == pytest.approx([4.0, 100 * 5 / 300])
    assert answer.left == ()


def test_an_indicator_without_a_resource_is_set_as_it_is_and_left_when_pupils_change():
    problem = town.valued(town.problem((GROUND, SCORE), SCHOOLS), np.array([[9.0, 50.0], [3.0, 70.0], [9.0, 80.0]]))
    answer = what_if(problem, town.pack(GROUND, SCORE, at_least=2), [change("s1", "score", 65), change("s1", "pupils", 90)])
    assert answer.after.problem.value[0].tolist() == [10.0, 65.0]
    assert answer.left == ("score",)


def test_a_later_change_of_the_same_figure_holds_and_two_counties_may_change_at_once():
    answer = what_if(PROBLEM, PACK, [change("s1", "rooms", 9), change("s3", "rooms", 4), change("s1", "rooms", 3)])
    assert answer.areas_table()["area"].to_list() == ["c1", "c2"]
    assert answer.coefficients_table().filter(area="c1")["cv_after"].to_list() == pytest.approx([0.5, 0.2])


def test_a_missing_value_is_filled():
    schools = SCHOOLS | {"s2": ("c1", 100, (float("nan"), 2.0))}
    answer = what_if(town.problem((GROUND, ROOMS), schools), PACK, [change("s2", "ground", 750)])
    assert answer.turned() == (("s2", Verdict.UNKNOWN, Verdict.MEETS),)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(SCHOOLS)), st.sampled_from(["ground", "rooms", "pupils"]), st.integers(1, 2_000)),
        min_size=1,
        max_size=5,
    )
)
def test_it_is_what_the_changed_county_would_be(asked):
    schools = {code: [area, pupils, list(amounts)] for code, (area, pupils, amounts) in SCHOOLS.items()}
    for unit, what, to in asked:
        if what == "pupils":
            schools[unit][1] = to
        else:
            schools[unit][2][["ground", "rooms"].index(what)] = float(to)
    stated = judge(town.problem((GROUND, ROOMS), {code: tuple(row) for code, row in schools.items()}), PACK)
    answer = what_if(PROBLEM, PACK, [change(*each) for each in asked]).after
    areas = [stated.problem.areas.index(answer.problem.areas[i]) for i in answer.peers.area]
    assert answer.coefficients.cv == pytest.approx(stated.coefficients.cv[areas], rel=1e-12)
    assert answer.area.tolist() == stated.area[areas].tolist()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (change("s9", "rooms", 1), "no unit 's9'; there are s1, s2, s3"),
        (change("s1", "halls", 1), "no indicator 'halls'; there are ground, rooms, pupils"),
        (Change("s1", "junior", "2025", "rooms", 1), "no level 'junior'; there are primary"),
        (Change("s1", "primary", "2024", "rooms", 1), "no period '2024'"),
        (change("s1", "rooms", -1), "cannot be an amount"),
        (change("s1", "rooms", float("nan")), "cannot be an amount"),
        (change("s1", "pupils", 10.5), "cannot be an amount"),
        (change("s1", "pupils", 0), "a unit without pupils is not compared"),
    ],
)
def test_what_cannot_be_is_refused(asked, message):
    with pytest.raises(ValueError, match=message):
        what_if(PROBLEM, PACK, [asked])


def test_the_problem_stays_as_it_was():
    before = PROBLEM.amount.copy()
    what_if(PROBLEM, PACK, [change("s2", "ground", 750)])
    assert (PROBLEM.amount == before).all()
