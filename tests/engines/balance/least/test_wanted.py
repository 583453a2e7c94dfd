"""The least additions to a floor or a coefficient that a plan sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import Wanted, additions, additions_to, additions_to_mean, coefficient_of_variation

from .. import town

NAN = float("nan")
GROUND = town.indicator("ground", floor=2.0, cv_max=0.3)
ROOMS = town.indicator("rooms", cv_max=0.5, scale=100.0, whole=True)
SCORE = town.indicator("score", floor=60.0, cv_max=0.1, resource=False)
SIZE = town.indicator("size", floor=45.0, direction="lower")
SCHOOLS = {
    "s1": ("c1", 100, (900, 3)),
    "s2": ("c1", 100, (100, 1)),
    "s3": ("c1", 100, (500, NAN)),
    "t1": ("c2", 100, (500, 0)),
    "t2": ("c2", 100, (500, 4)),
}


def problem(**more):
    return town.problem((GROUND, ROOMS), SCHOOLS, **more)


def totals(wanted, asked=None):
    table = additions_to(asked or problem(), wanted).totals_table()
    return {row["area"]: (row["total"], row["total_bound"]) for row in table.rows(named=True)}


def test_every_unit_reaches_the_wanted_floor_and_not_the_packs():
    # 6 a pupil: s2 lacks 500, s3 100, and each of t1, t2 100
    assert totals(Wanted("ground", "primary", "2025", floor=6.0)) == {"c1": (600, 600), "c2": (200, 200)}


def test_what_the_pack_asks_for_asked_by_hand_is_the_same():
    pack = town.pack(GROUND, ROOMS, at_least=1)
    stated = additions(problem(), pack).totals_table().filter(indicator="ground")
    assert totals(Wanted("ground", "primary", "2025", floor=2.0, cv_max=0.3)) == {
        row["area"]: (row["total"], row["total_bound"]) for row in stated.rows(named=True)
    }


def test_a_coefficient_is_reached_and_one_less_misses_it():
    found = additions_to(problem(), Wanted("ground", "primary", "2025", cv_max=0.4))
    (added,) = found.additions_table().filter(area="c1")["addition"].to_list()
    pupils = np.array([100, 100, 100])
    assert coefficient_of_variation([900, 100 + added, 500], pupils) <= 0.4 < coefficient_of_variation([900, 99 + added, 500], pupils)


def test_the_mean_needs_no_more_than_every_unit():
    wanted = Wanted("ground", "primary", "2025", floor=6.0)
    assert additions_to_mean(problem(), wanted) == {"c1": 300, "c2": 200}  # c1 has 1,500 of 1,800
    assert additions_to_mean(problem(), Wanted("rooms", "primary", "2025", floor=3.0)) == {"c1": 2, "c2": 2}  # s3 has no value


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 500)), min_size=1, max_size=5), st.integers(1, 20))
def test_the_fewest_units_for_a_mean(schools, floor):
    named = {f"s{at}": ("c1", pupils, (amount,)) for at, (pupils, amount) in enumerate(schools)}
    asked = town.problem((GROUND,), named)
    found = additions_to_mean(asked, Wanted("ground", "primary", "2025", floor=float(floor)))["c1"]
    pupils, amount = sum(p for p, _ in schools), sum(a for _, a in schools)
    assert amount + found >= floor * pupils
    assert found == 0 or amount + found - 1 < floor * pupils


def test_only_its_own_period():
    both = problem(periods=("2024", "2025"))
    assert totals(Wanted("ground", "primary", "2024", floor=6.0), both) == {"c1": (600, 600), "c2": (200, 200)}


@pytest.mark.parametrize("indicator", ["score", "size", "books"])
def test_what_no_addition_improves_is_refused(indicator):
    asked = town.problem((GROUND, SCORE, SIZE), {"s1": ("c1", 100, (900, 5, 7))})
    for ask in (additions_to, additions_to_mean):
        with pytest.raises(ValueError, match=indicator):
            ask(asked, Wanted(indicator, "primary", "2025", floor=1.0))
