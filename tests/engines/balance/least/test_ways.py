"""The least ways for one school, against trying every addition."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.engines.balance import Verdict, judge, ways, what_if

from .. import town

NAN = float("nan")
NAMES = ("qualified", "backbone", "arts", "teaching", "sports", "equipment", "rooms")
FLOORS = (4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3)
SCALES = (100.0, 100.0, 100.0, 1.0, 1.0, 1.0, 100.0)
SEVEN = tuple(town.indicator(name, floor=floor, scale=scale) for name, floor, scale in zip(NAMES, FLOORS, SCALES, strict=True))


def of(amounts, *, indicators=SEVEN, pupils=1284, at_least=6, rest_share=0.85):
    problem = town.problem(indicators, {"s": ("c", pupils, tuple(amounts))})
    pack = town.pack(*indicators, at_least=at_least, rest_share=rest_share)
    return ways(problem, pack, "s", "primary", "2025"), problem, pack


def plans(found):
    return [{NAMES[step.indicator]: step.addition for step in way.steps} for way in found.ways]


def test_six_of_seven_and_the_rest_at_its_share():
    """1,284 pupils: a ground of 6,831 m² lacks 2,799 to 7.5 a pupil and 1,355 to 85 % of it; one backbone teacher is missing."""
    found, problem, pack = of((62, 12, 12, 6215, 6831, 3081600, 31))
    assert plans(found) == [{"sports": 2799}, {"backbone": 1, "sports": 1355}]
    assert [way.reached for way in found.ways] == [6, 6]
    assert [[step.to_floor for step in way.steps] for way in found.ways] == [[True], [True, False]]
    for way in found.ways:
        assert what_if(problem, pack, way.changes).turned() == (("s", Verdict.FAILS, Verdict.MEETS),)


def test_only_the_rest_is_short():
    found, *_ = of((62, 13, 12, 6215, 5000, 3081600, 31))
    assert plans(found) == [{"sports": 8186 - 5000}]


def test_a_floor_no_dearer_than_its_share_leaves_one_way():
    """Of 100 pupils one teacher is both the floor and its share, so the ground need not reach its own."""
    found, *_ = of((5, 0, 1, 450, 600, 200_000, 3), pupils=100)
    assert plans(found) == [{"backbone": 1, "sports": 38}]


def test_nothing_to_do():
    found, *_ = of((62, 13, 12, 6215, 9630, 3081600, 31))
    assert (found.ways, found.verdict, found.blocked) == ((), Verdict.MEETS, ())


def test_a_missing_value_blocks():
    found, *_ = of((62, 12, 12, 6215, 6831, 3081600, NAN))
    assert (found.ways, found.verdict, found.blocked) == ((), Verdict.FAILS, (6,))


def test_what_no_addition_can_raise_blocks():
    score = town.indicator("score", floor=60.0, resource=False)
    found, *_ = of((50.0,), indicators=(score,), at_least=1)
    assert (found.ways, found.blocked) == ((), (0,))


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*[st.integers(0, 4)] * 3),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from([0.0, 0.6, 0.85]),
)
def test_every_way_that_no_other_beats_and_no_other(amounts, pupils, at_least, rest_share):
    three = tuple(town.indicator(name, floor=floor) for name, floor in (("a", 1.5), ("b", 1.0), ("c", 2.0)))
    found, _, pack = of(map(float, amounts), indicators=three, pupils=pupils, at_least=at_least, rest_share=rest_share)

    plans = list(product(range(7), repeat=3))
    tried = {f"{n:03}": ("c", pupils, tuple(np.add(amounts, plan).astype(float))) for n, plan in enumerate(plans)}
    verdicts = judge(town.problem(three, tried), pack).unit
    good = {plan for plan, verdict in zip(plans, verdicts, strict=True) if verdict == Verdict.MEETS}
    least = {plan for plan in good if not any(other != plan and all(o <= p for o, p in zip(other, plan, strict=True)) for other in good)}
    ours = {tuple({step.indicator: step.addition for step in way.steps}.get(at, 0) for at in range(3)) for way in found.ways}
    assert (ours or {(0, 0, 0)}) == least
    changed = [len(way.steps) for way in found.ways]
    assert changed == sorted(changed)


def test_a_school_that_is_not_there_is_refused():
    problem = town.problem(SEVEN, {"s": ("c", 10, (1,) * 7)})
    with pytest.raises(ValueError, match="no unit 't'"):
        ways(problem, town.pack(*SEVEN, at_least=6), "t", "primary", "2025")
