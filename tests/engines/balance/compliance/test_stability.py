"""Leaving out a school and moving values within their rounding, against doing just that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.engines.balance import Verdict, coefficient_of_variation, judge, stability

from .. import town

GROUND = town.indicator("ground", floor=7.5, cv_max=0.3)
ROOMS = town.indicator("rooms", floor=2.0, cv_max=0.5, scale=100.0)
rows_of = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 2_000)), min_size=2, max_size=12)


def of(schools, *indicators, **question):
    return judge(town.problem(indicators, schools), town.pack(*indicators, **question))


def test_the_one_school_that_keeps_a_county_from_meeting():
    schools = {"s1": ("c1", 100, (900, 3)), "s2": ("c1", 100, (800, 3)), "s3": ("c1", 100, (300, 3)), "s4": ("c2", 100, (300, 3))}
    found = stability(of(schools, GROUND, ROOMS, at_least=2))
    assert found.turns.tolist() == [False, False, True, False]  # without its only school a county is no county
    assert found.table().select("area", "meets", "turned_by").rows() == [("c1", False, ["s3"]), ("c2", False, [])]


@settings(deadline=None)
@given(rows_of)
def test_closed_forms_are_what_leaving_out_gives(rows):
    schools = {f"s{n:02}": ("c1", pupils, (float(amount),)) for n, (amount, pupils) in enumerate(rows)}
    found = stability(of(schools, GROUND, at_least=1))
    for left in range(len(rows)):
        rest = [row for n, row in enumerate(rows) if n != left]
        without = of({f"s{n:02}": ("c1", p, (float(a),)) for n, (a, p) in enumerate(rest)}, GROUND, at_least=1)
        if sum(a for a, _ in rest):
            amount, pupils = zip(*rest, strict=True)
            assert found.cv_without[left, 0] == pytest.approx(coefficient_of_variation(amount, pupils), abs=1e-9)
        if abs(np.nan_to_num(without.coefficients.cv[0, 0]) - 0.3) > 1e-6:
            assert found.area_without[left] == without.area[0]


@pytest.mark.parametrize(("ground", "low", "high"), [(750, 0, 1), (749.6, 0, 1), (750.6, 1, 1), (749.4, 0, 0)])
def test_a_school_on_its_floor_turns_within_the_last_digit(ground, low, high):
    """Two decimals are shown, so 7.50 may be anything from 7.495 to 7.505."""
    found = stability(of({"s1": ("c1", 100, (ground,))}, GROUND, at_least=1))
    assert (found.unit_low[0], found.unit_high[0]) == (low, high)


def test_a_ceiling_is_worst_at_the_upper_end():
    size = town.indicator("size", floor=45.0, direction="lower", resource=False, decimals=0)
    problem = town.valued(town.problem((size,), {"s1": ("c1", 100, (0,))}), np.array([[45.0]]))
    found = stability(judge(problem, town.pack(size, at_least=1)))
    assert (found.unit_low[0], found.unit_high[0]) == (Verdict.FAILS, Verdict.MEETS)


def test_a_county_near_its_limit_turns_within_rounding():
    plain = replace(town.indicator("ground", cv_max=0.5), floor={})
    firm = stability(of({"s1": ("c1", 100, (100.0,)), "s2": ("c1", 100, (250.0,))}, plain))
    close = stability(of({"s1": ("c1", 100, (100.0,)), "s2": ("c1", 100, (300.0,))}, plain))  # 0.5
    assert (firm.area_worst[0], firm.area_best[0]) == (Verdict.MEETS, Verdict.MEETS)
    assert (close.area_worst[0], close.area_best[0]) == (Verdict.FAILS, Verdict.MEETS)
    assert close.table()["within_rounding"].to_list() == [True]


@settings(deadline=None)
@given(rows_of, st.lists(st.floats(-1, 1), min_size=12, max_size=12))
def test_bounds_hold_for_every_value_within_the_rounding(rows, moves):
    schools = {f"s{n:02}": ("c1", pupils, (float(amount + 1),)) for n, (amount, pupils) in enumerate(rows)}
    verdicts = of(schools, GROUND)
    half = np.full((len(rows), 1), 0.005)
    found = stability(verdicts, half)
    moved = np.maximum(verdicts.problem.value[:, 0] + 0.005 * np.array(moves[: len(rows)]), 0)
    if moved.sum() > 0:
        cv = coefficient_of_variation(moved * verdicts.problem.pupils, verdicts.problem.pupils)
        assert found.cv_low[0, 0] - 1e-9 <= cv <= found.cv_high[0, 0] + 1e-9
    assert found.cv_low[0, 0] - 1e-9 <= found.cv_low_found[0, 0] <= verdicts.coefficients.cv[0, 0] + 1e-12
    assert verdicts.coefficients.cv[0, 0] - 1e-12 <= found.cv_high_found[0, 0] <= found.cv_high[0, 0] + 1e-9
