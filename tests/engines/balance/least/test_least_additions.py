"""Least additions against the definition, a cone solver, enumeration, and a check that must see every change."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from junheng.engines.balance import coefficient_of_variation, least_additions
from junheng.engines.balance.least.check_additions import bound, verify

from ..cone import least_sum

NAN = float("nan")
PUPILS = [45, 37, 89, 76, 55]
BOOKS = [279, 137, 935, 160, 402]

counties = st.lists(st.tuples(st.integers(0, 400), st.integers(5, 2_500)), min_size=1, max_size=25)
hamlets = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 7)), min_size=1, max_size=4)


def columns(rows):
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


def checked(amount, pupils, *, scale=1.0, cv_max=NAN, floor=NAN, start=None):
    """The answer, confirmed by its check."""
    amount, pupils = np.asarray(amount, dtype=float), np.asarray(pupils, dtype=float)
    start = np.array([0, len(amount)]) if start is None else np.asarray(start)
    limits, floors = np.broadcast_to(np.asarray(cv_max, float), len(start) - 1), np.broadcast_to(np.asarray(floor, float), len(amount))
    answer = least_additions(amount, pupils, scale=scale, cv_max=limits, floor=floors, start=start)
    assert verify(answer, amount, pupils, scale=scale, cv_max=limits, floor=floors, start=start) == ()
    return answer


def test_two_schools_by_hand():
    """(0.4 − ℓ) ÷ (0.4 + ℓ) = 0.5 at ℓ = 2/15, so 10/3 are missing, four in whole ones: 0.26 ÷ 0.54 < 0.5 < 0.27 ÷ 0.53."""
    answer = checked([10, 40], [100, 100], cv_max=0.5)
    assert answer.level[0] == pytest.approx(2 / 15)
    assert answer.addition == pytest.approx([10 / 3, 0])
    assert answer.bound[0] == pytest.approx(10 / 3)
    assert answer.whole.tolist() == [4, 0]
    assert answer.whole_bound[0] == 4


def test_the_standards_example_within_the_junior_limit():
    answer = checked(BOOKS, PUPILS, cv_max=0.45)
    assert coefficient_of_variation(BOOKS + answer.addition, PUPILS) == pytest.approx(0.45)
    assert (answer.addition > 0).tolist() == [False, False, False, True, False]  # only the poorest is lifted
    assert coefficient_of_variation(BOOKS + answer.whole, PUPILS) <= 0.45
    fewer = answer.whole - (answer.whole > 0)
    assert coefficient_of_variation(BOOKS + fewer, PUPILS) > 0.45


def test_the_worked_example_of_the_method_note():
    answer = checked(BOOKS, PUPILS, cv_max=0.40)
    assert answer.level[0] == pytest.approx(3.858, abs=5e-4)
    assert answer.addition == pytest.approx([0, 5.74, 0, 133.20, 0], abs=5e-3)
    assert answer.margin == pytest.approx([0.5821, 0, 1.6521, 0, 0.8577], abs=5e-5)
    assert answer.bound[0] == pytest.approx(138.94, abs=5e-3)
    assert answer.whole.tolist() == [0, 6, 0, 133, 0]
    assert answer.whole_bound[0] == 139


@pytest.mark.parametrize(
    ("amount", "pupils", "cv_max", "floor", "whole"),
    [
        ([30, 30], [100, 100], 0.3, NAN, [0, 0]),  # already equal
        ([25, 35], [100, 100], 0.3, NAN, [0, 0]),  # already within
        ([0, 0, 0], [10, 20, 30], 0.3, NAN, [0, 0, 0]),  # nobody has anything: equal
        ([0, 0, 0], [10, 20, 30], 0.3, 0.25, [3, 5, 8]),
        ([7], [3], 0.0, NAN, [0]),  # one school is equal to itself
        ([7], [3], 0.5, 3.0, [2]),
        ([10, 40], [100, 100], 0.0, NAN, [30, 0]),  # all must be equal
        ([10, 40, 7], [100, 100, 30], 0.0, NAN, [30, 0, 5]),
        ([10, 40], [100, 100], 0.5, 2.0, [190, 160]),  # a floor above everything decides alone
        ([5, 5, 40], [50, 50, 50], 0.8, NAN, [4, 3, 0]),  # ties are lifted together, the odd one goes to the first
        ([10, 40], [100, 100], NAN, NAN, [0, 0]),  # nothing is asked for
        ([10, 40], [100, 100], NAN, 0.2, [10, 0]),
        ([3], [200], NAN, 1.5e-2, [0]),  # on the floor is not below it
    ],
)
def test_edges(amount, pupils, cv_max, floor, whole):
    answer = checked(amount, pupils, cv_max=cv_max, floor=floor)
    assert answer.whole.tolist() == whole
    assert answer.whole_total[0] == answer.whole_bound[0] == sum(whole)


def test_on_the_floor_in_decimals_is_not_below_it():
    """4.2 teachers per 100 of 1,000 pupils are 42, whatever 4.2 is in binary."""
    assert checked([42], [1000], scale=100, floor=4.2).whole.tolist() == [0]
    assert checked([41], [1000], scale=100, floor=4.2).whole.tolist() == [1]


def test_sums_of_many_digits_take_nothing_away_from_a_floor():
    """At 10¹¹ yuan the last bits of a sum are whole yuan; the bound gives way, the floor does not."""
    pupils = np.arange(1_000, 1_200, dtype=float)
    answer = checked(np.full(200, 4e8) + pupils, pupils, cv_max=0.5, floor=5e5)
    assert ((4e8 + pupils + answer.whole) / pupils >= 5e5).all()
    assert (answer.whole >= 0).all()


def test_equality_in_whole_units_may_not_exist():
    answer = checked([10.5, 40], [100, 100], cv_max=0.0)
    assert not answer.reached[0]
    assert answer.addition == pytest.approx([29.5, 0])
    assert answer.whole.tolist() == [0, 0]


def test_missing_amounts_are_left_out_and_counted():
    some = checked([10, NAN, 40], [100, 900, 100], cv_max=0.5)
    assert some.missing.tolist() == [1]
    assert some.whole.tolist() == [4, 0, 0]
    none = checked([NAN, NAN], [1, 2], cv_max=0.5, floor=3)
    assert (none.missing.tolist(), none.whole.tolist(), none.total.tolist()) == ([2], [0, 0], [0])


def test_groups_do_not_touch_each_other():
    amount, pupils = np.array([10, 40, NAN, 5, 5, 40, 1e9]), np.array([100, 100, 50, 50, 50, 50, 1.0])
    start = [0, 2, 3, 6, 7]
    together = checked(amount, pupils, cv_max=[0.5, 0.5, 0.8, 0.1], start=start)
    alone = [checked(amount[a:b], pupils[a:b], cv_max=limit) for a, b, limit in zip(start, start[1:], [0.5, 0.5, 0.8, 0.1], strict=False)]
    assert together.whole.tolist() == [unit for answer in alone for unit in answer.whole.tolist()]
    assert together.total == pytest.approx([answer.total[0] for answer in alone])


@pytest.mark.parametrize(("amount", "pupils", "message"), [([1, -2], [5, 5], "row 1 is negative"), ([1, 2], [5, 0], "row 1 has none")])
def test_what_cannot_be_is_refused(amount, pupils, message):
    with pytest.raises(ValueError, match=message):
        least_additions(amount, pupils, scale=1, cv_max=0.5)


@settings(deadline=None)
@given(counties, st.floats(0.03, 1.5), st.sampled_from([NAN, 0.05, 0.4]))
def test_a_cone_solver_agrees(rows, cv_max, floor):
    amount, pupils = columns(rows)
    assume(amount.sum() > 0)
    answer = checked(amount, pupils, cv_max=cv_max, floor=floor)
    size = amount.sum() + answer.total[0]
    assert answer.total[0] == pytest.approx(least_sum(amount, pupils, 1.0, cv_max, floor), abs=1e-6 * size)
    assert answer.bound[0] == pytest.approx(answer.total[0], abs=1e-10 * size)
    assert answer.residual[0] < 1e-10


@settings(deadline=None)
@given(counties, st.floats(0.03, 1.5), st.sampled_from([NAN, 0.05, 0.4]))
def test_water_filling(rows, cv_max, floor):
    """Everybody ends at the level or at what they had."""
    amount, pupils = columns(rows)
    answer = checked(amount, pupils, cv_max=cv_max, floor=floor)
    base = np.fmax(amount / pupils, floor)
    assert (amount + answer.addition) / pupils == pytest.approx(np.fmax(base, answer.level[0]), rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(hamlets, st.floats(0.12, 0.9), st.sampled_from([NAN, 0.5]))
@example([(0, 1), (3, 1)], 0.5, NAN)
def test_whole_units_against_enumeration(rows, cv_max, floor):
    amount, pupils = columns(rows)
    answer = checked(amount, pupils, cv_max=cv_max, floor=floor)
    total = int(answer.whole_total[0])
    assume(total <= 9)
    assert answer.whole_bound[0] == total

    def holds(added):
        held = amount + added
        low = not np.isnan(floor) and (held / pupils < floor - 1e-12).any()
        return not low and (held.sum() == 0 or coefficient_of_variation(held, pupils) <= cv_max + 1e-12)

    fewer = (added for added in product(range(total), repeat=len(amount)) if sum(added) < total)
    assert holds(answer.whole)
    assert not any(holds(np.array(added)) for added in fewer)


@settings(deadline=None)
@given(counties, st.one_of(st.just(0.0), st.floats(0.05, 1.0)), st.lists(st.floats(0, 5), min_size=25, max_size=25))
def test_no_multipliers_prove_too_much(rows, cv_max, margins):
    """The bound is one for whatever margins a solver, or a forger, hands in."""
    amount, pupils = columns(rows)
    answer = checked(amount, pupils, cv_max=cv_max)
    claimed = bound(amount, pupils, amount, np.array(margins[: len(amount)]), cv_max)
    assert claimed <= answer.total[0] + 1e-9 * (amount.sum() + answer.total[0] + 1)


def test_fewer_pupils_per_unit_leave_a_stated_gap_rather_than_run_on():
    """Units this coarse against a limit this tight need a search that stops; what is proved is still a bound."""
    amount, pupils = np.ones(40), np.arange(1000, 1040, dtype=float) ** 2 + 1
    answer = checked(amount, pupils, cv_max=0.0005)
    assert 0 < answer.whole_bound[0] < answer.whole_total[0]
    assert coefficient_of_variation(amount + answer.whole, pupils) <= 0.0005 + 1e-12


@pytest.mark.parametrize("field", ["addition", "total", "bound", "whole", "whole_total", "whole_bound", "margin"])
def test_one_changed_figure_is_found(field):
    amount, pupils = np.array(BOOKS, dtype=float), np.array(PUPILS, dtype=float)
    question = {"scale": 1.0, "cv_max": np.array([0.35]), "floor": np.full(5, 3.0), "start": np.array([0, 5])}
    answer = least_additions(amount, pupils, **question)
    changed = getattr(answer, field).copy()
    changed[np.argmax(changed)] += 0.1 if field == "margin" else 1
    assert verify(answer, amount, pupils, **question) == ()
    assert verify(replace(answer, **{field: changed}), amount, pupils, **question)


def test_too_little_is_found():
    amount, pupils = np.array(BOOKS, dtype=float), np.array(PUPILS, dtype=float)
    question = {"scale": 1.0, "cv_max": np.array([0.45]), "floor": np.full(5, NAN), "start": np.array([0, 5])}
    answer = least_additions(amount, pupils, **question)
    one_less = answer.whole - (answer.whole > 0)
    forged = replace(answer, whole=one_less, whole_total=answer.whole_total - 1, whole_bound=answer.whole_bound - 1)
    assert [finding.en for finding in verify(forged, amount, pupils, **question)] == [
        "Group 0: the coefficient is still above its limit afterwards."
    ]
