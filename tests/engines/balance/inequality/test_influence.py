"""Each measure without each unit, against computing it again without that unit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from junheng.engines.balance.inequality.influence import MEASURES, leave_one_out

AGAIN = {
    "cv": lambda x, w: coefficient_of_variation(x * w, w),
    "cv_unweighted": lambda x, w: plain_coefficient_of_variation(x),
    "gini": gini,
    "theil_t": theil_t,
    "theil_l": theil_l,
}


@given(st.lists(st.tuples(st.floats(1, 100), st.integers(1, 3000)), min_size=2, max_size=25))
def test_without_each_unit_as_if_it_had_never_been_there(rows):
    value, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    without = leave_one_out(value, weight)
    assert set(without) == set(MEASURES) == set(AGAIN)
    for name, again in AGAIN.items():
        expected = [again(np.delete(value, i), np.delete(weight, i)) for i in range(len(value))]
        # A coefficient is a root: where nothing is left of a variance, rounding leaves 1e-16 of the squared distance.
        np.testing.assert_allclose(without[name], expected, rtol=1e-7, atol=1e-6 if name.startswith("cv") else 1e-7, err_msg=name)


def test_a_zero_leaves_theil_l_defined_only_without_it():
    without = leave_one_out(np.array([0.0, 1, 3]), np.array([1.0, 1, 1]))
    assert np.isnan(without["theil_l"]).tolist() == [False, True, True]
    assert without["theil_t"][1] == pytest.approx(np.log(2))


def test_nothing_is_left_of_one_unit_or_of_none_that_has_anything():
    assert np.isnan(leave_one_out(np.array([2.0]), np.array([9.0]))["gini"]).all()
    assert np.isnan(leave_one_out(np.array([0.0, 2.0]), np.array([1.0, 1.0]))["cv"]).tolist() == [False, True]
