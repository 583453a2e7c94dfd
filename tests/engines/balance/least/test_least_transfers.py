"""Least transfers against the definition, a cone solver, enumeration, and a check that must see every change."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from junheng.engines.balance import Rule, coefficient_of_variation, least_transfers
from junheng.engines.balance.least.check_transfers import bound, verify
from junheng.engines.balance.least.collisions import why_not

from ..cone import least_moved

NAN = float("nan")

counties = st.lists(st.tuples(st.integers(0, 400), st.integers(5, 2_500)), min_size=1, max_size=25)
hamlets = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 7)), min_size=1, max_size=4)


def columns(rows):
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


def checked(amount, pupils, **question):
    """The answer, confirmed by its check."""
    amount, pupils = np.asarray(amount, dtype=float), np.asarray(pupils, dtype=float)
    question = {"scale": 1.0, "cv_max": NAN, "floor": NAN} | question
    answer = least_transfers(amount, pupils, **question)
    assert verify(answer, amount, pupils, **question) == ()
    return answer


def test_two_schools_by_hand():
    """Moving c leaves (15 − c) ÷ 25 between them: 0.5 at c = 2.5, three in whole ones."""
    answer = checked([10, 40], [100, 100], cv_max=0.5)
    assert answer.change == pytest.approx([2.5, -2.5])
    assert answer.bound == pytest.approx(2.5)
    assert answer.whole.tolist() == [3, -3]


def test_one_level_up_one_level_down():
    """Six alike: the two poorest come up to one level, the two richest down to another, the middle stays."""
    answer = checked([1, 2, 5, 5, 8, 9], [10] * 6, cv_max=0.4)
    low, high = answer.levels
    after = np.array([1, 2, 5, 5, 8, 9]) + answer.change
    assert after == pytest.approx([10 * low, 10 * low, 5, 5, 10 * high, 10 * high])
    assert coefficient_of_variation(after, [10] * 6) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("amount", "pupils", "question", "whole"),
    [
        ([25, 35], [100, 100], {"cv_max": 0.3}, [0, 0]),  # already within
        ([0, 0], [10, 20], {"cv_max": 0.3}, [0, 0]),  # nobody has anything: equal
        ([7], [3], {"cv_max": 0.0}, [0]),
        ([10, 40], [100, 100], {"cv_max": 0.0}, [15, -15]),
        ([10, 40], [100, 100], {"floor": 0.2}, [10, -10]),  # only the floor asks
        ([10, 40], [100, 100], {"cv_max": 0.5, "floor": 0.2}, [10, -10]),
        ([10, NAN, 40], [100, 900, 100], {"cv_max": 0.5}, [3, 0, -3]),
    ],
)
def test_edges(amount, pupils, question, whole):
    assert checked(amount, pupils, **question).whole.tolist() == whole


@settings(deadline=None)
@given(counties, st.floats(0.03, 1.5), st.sampled_from([NAN, 0.05, 0.4]))
def test_a_cone_solver_agrees(rows, cv_max, floor):
    amount, pupils = columns(rows)
    assume(amount.sum() > 0)
    assume(np.isnan(floor) or abs(amount.sum() / pupils.sum() - floor) > 1e-6)  # a solver cannot tell at the edge
    answer, peer = checked(amount, pupils, cv_max=cv_max, floor=floor), least_moved(amount, pupils, 1.0, cv_max, floor)
    assert (answer.collision == (Rule.TOTAL, Rule.FLOOR)) == (peer is None)
    if peer is not None:
        assert answer.moved == pytest.approx(peer, abs=1e-6 * amount.sum())
        assert answer.bound == pytest.approx(answer.moved, abs=1e-10 * amount.sum())


@settings(deadline=None)
@given(hamlets, st.floats(0.05, 0.9), st.sampled_from([NAN, 0.3, 0.6]))
def test_whole_units_and_collisions_against_enumeration(rows, cv_max, floor):
    amount, pupils = columns(rows)
    total = int(amount.sum())
    assume(total > 0)
    answer = checked(amount, pupils, cv_max=cv_max, floor=floor)

    def fewest(cv_max, floor):
        held = np.array([h for h in product(range(total + 1), repeat=len(amount)) if sum(h) == total], dtype=float)
        value, mean = held / pupils, total / pupils.sum()
        cv = np.sqrt((pupils * (value - mean) ** 2).sum(axis=1) / pupils.sum()) / mean
        good = (cv <= cv_max + 1e-12) & (value >= floor - 1e-12).all(axis=1)
        return int(np.maximum(held - amount, 0).sum(axis=1)[good].min()) if good.any() else -1

    least = 0.0 if np.isnan(floor) else floor
    assert answer.whole_moved == answer.whole_bound == fewest(cv_max, least)
    if Rule.WHOLE in answer.collision:  # the smallest set: without any one of them it can be done
        assert Rule.FLOOR not in answer.collision or fewest(cv_max, 0.0) >= 0 or Rule.SPREAD not in answer.collision
        assert Rule.SPREAD not in answer.collision or fewest(np.inf, least) >= 0


def test_equality_by_moving_alone():
    answer = checked([85_218_748, 234_901_948], [898, 1912], scale=100.0, cv_max=0.0)
    assert answer.levels[0] == answer.levels[1] == pytest.approx(100 * (85_218_748 + 234_901_948) / 2810)
    assert answer.collision == (Rule.TOTAL, Rule.SPREAD, Rule.WHOLE)  # the mean times the pupils is no whole number


def test_a_mean_below_the_floor_collides_with_adding_nothing():
    answer = checked([10, 40], [100, 100], cv_max=0.5, floor=0.3)
    assert answer.collision == (Rule.TOTAL, Rule.FLOOR)
    assert answer.shortage == pytest.approx(10)
    assert [text.zh for text in why_not(answer, floor=0.3, cv_max=0.5)] == [
        "以下要求不能同时满足：总量不变；每校不低于底线 0.30。",
        "各校平均低于底线，至少还须增加 10。",
    ]


def test_whole_units_collide_with_the_coefficient():
    answer = checked([0, 3], [7, 3], cv_max=0.05)
    assert answer.collision == (Rule.TOTAL, Rule.SPREAD, Rule.WHOLE)
    assert answer.moved == pytest.approx(answer.bound)  # in fractions it can be done
    assert "only whole units are moved" in why_not(answer, floor=NAN, cv_max=0.05)[0].en


@settings(deadline=None)
@given(counties, st.floats(0.05, 1.0), st.lists(st.floats(-3, 3), min_size=25, max_size=25), st.floats(-1, 2))
def test_no_multipliers_prove_too_much(rows, cv_max, pull, price):
    amount, pupils = columns(rows)
    assume(amount.sum() > 0)
    answer = checked(amount, pupils, cv_max=cv_max)
    claimed = bound(amount, pupils, np.zeros_like(amount), cv_max, np.array(pull[: len(amount)]), price)
    assert claimed <= answer.moved + 1e-9 * amount.sum()


@pytest.mark.parametrize("field", ["change", "moved", "bound", "whole", "whole_moved", "whole_bound", "pull", "price"])
def test_one_changed_figure_is_found(field):
    amount, pupils = np.array([279, 137, 935, 160, 402.0]), np.array([45, 37, 89, 76, 55.0])
    question = {"scale": 1.0, "cv_max": 0.35, "floor": 3.0}
    answer = least_transfers(amount, pupils, **question)
    value = getattr(answer, field)
    if isinstance(value, np.ndarray):
        changed = value.copy()
        changed[int(np.argmax(changed))] += 0.1 if field == "pull" else 1
    else:
        changed = value + (0.1 if field == "price" else 1)
    assert verify(answer, amount, pupils, **question) == ()
    assert verify(replace(answer, **{field: changed}), amount, pupils, **question)
