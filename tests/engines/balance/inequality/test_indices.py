"""Each measure against its definition, its published example and the properties that define it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t

BOOKS = [279, 137, 935, 160, 402]
PUPILS = [45, 37, 89, 76, 55]

positive = st.floats(0.01, 1e6)
schools = st.lists(st.tuples(positive, st.integers(1, 5_000)), min_size=2, max_size=30)


def test_the_standards_own_example():
    assert coefficient_of_variation(BOOKS, PUPILS) == pytest.approx(0.51526, abs=5e-6)
    assert round(coefficient_of_variation(np.array(BOOKS), np.array(PUPILS)), 2) == 0.52


def test_plain_form_counts_each_school_once():
    assert plain_coefficient_of_variation([2, 4, 4, 4, 5, 5, 7, 9]) == pytest.approx(2 / 5)  # mean 5, deviation 2
    assert plain_coefficient_of_variation([1, 3]) == coefficient_of_variation([1, 3], [1, 1]) == 0.5


def test_gini_by_hand():
    assert gini([0, 1], [1, 1]) == pytest.approx(0.5)
    assert gini([0, 1], [3, 1]) == pytest.approx(0.75)  # three of four have nothing


def test_theil_by_hand():
    assert theil_t([1, 3], [1, 1]) == pytest.approx((0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2)
    assert theil_l([1, 3], [1, 1]) == pytest.approx((math.log(2 / 1) + math.log(2 / 3)) / 2)
    assert theil_t([0, 2], [1, 1]) == pytest.approx(math.log(2))


@given(schools)
def test_gini_is_the_mean_difference_of_all_pairs(rows):
    value, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    pairs = sum(wi * wj * abs(xi - xj) for xi, wi in zip(value, weight, strict=True) for xj, wj in zip(value, weight, strict=True))
    assert gini(value, weight) == pytest.approx(pairs / (2 * weight.sum() * (weight @ value)), abs=1e-12)


@pytest.mark.parametrize("measure", [gini, theil_t, theil_l, lambda x, w: coefficient_of_variation(np.multiply(x, w), w)])
@given(rows=schools, factor=st.floats(0.1, 10))
def test_scale_and_replication_change_nothing(measure, rows, factor):
    value, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    once = measure(value, weight)
    assert once >= -1e-12
    assert measure(value * factor, weight) == pytest.approx(once, rel=1e-9, abs=1e-9)
    assert measure(np.tile(value, 2), np.tile(weight, 2)) == pytest.approx(once, rel=1e-9, abs=1e-9)
    assert measure(value, weight * 3) == pytest.approx(once, rel=1e-9, abs=1e-9)
    assert measure(np.full_like(value, 7), weight) == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: coefficient_of_variation([1, 2, 3], [5, 0, 0]), r"pupils\[1\] = 0"),
        (lambda: coefficient_of_variation([1, 2, -3], [5, 5, 5]), r"amount\[2\] = -3"),
        (lambda: coefficient_of_variation([1, math.nan], [5, 5]), r"amount\[1\] = nan"),
        (lambda: coefficient_of_variation([0, 0], [5, 5]), "zero everywhere"),
        (lambda: coefficient_of_variation([1, 2], [5]), "one to one"),
        (lambda: coefficient_of_variation([], []), "at least one"),
        (lambda: plain_coefficient_of_variation([1, -1]), r"value\[1\] = -1"),
        (lambda: gini([1, math.inf], [1, 1]), r"value\[1\] = inf"),
        (lambda: theil_t([1, 2], [1, -2]), r"weight\[1\] = -2"),
        (lambda: theil_l([1, 0, 0], [1, 1, 1]), r"value\[1\] is zero: Theil L is undefined"),
    ],
)
def test_what_has_no_answer_is_refused_with_its_place(call, message):
    with pytest.raises(ValueError, match=message):
        call()
