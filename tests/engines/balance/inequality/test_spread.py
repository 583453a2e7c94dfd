"""Numpy and compiled code against plain loops over the definitions, and against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from junheng.engines.balance import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from junheng.engines.balance.inequality.spread import Spread
from junheng.engines.balance.inequality.spread import spread as by_numpy

FIGURES = ("units", "zeros", "pupils", "mean", "cv", "cv_unweighted", "gini", "theil_t", "theil_l")


def compiled(columns, weight, start):
    from junheng.engines.balance.inequality import one_pass

    return one_pass.spread(list(columns), weight, start)


def by_definition(columns, weight, start) -> Spread:
    """One group and one indicator at a time, with the functions that state the formulas."""
    figures = {name: np.full((len(start) - 1, len(columns)), math.nan) for name in FIGURES}
    for g in range(len(start) - 1):
        for k, column in enumerate(columns):
            x, w = column[start[g] : start[g + 1]], weight[start[g] : start[g + 1]]
            x, w = x[~np.isnan(x)], w[~np.isnan(x)]
            one = {"units": len(x), "zeros": (x == 0).sum(), "pupils": w.sum()}
            if len(x):
                one["mean"] = (w @ x) / w.sum()
            if x.any():
                one |= {
                    "cv": coefficient_of_variation(x * w, w),
                    "cv_unweighted": plain_coefficient_of_variation(x),
                    "gini": gini(x, w),
                    "theil_t": theil_t(x, w),
                }
                if x.all():
                    one["theil_l"] = theil_l(x, w)
            for name, figure in one.items():
                figures[name][g, k] = figure
    return Spread(**figures)


def groups(sizes, seed, *, missing=0.1, zero=0.02):
    rng = np.random.default_rng(seed)
    start = np.concatenate([[0], np.cumsum(sizes)])
    columns = np.exp(rng.normal(1.5, 1.0, (3, start[-1])))
    columns[rng.random(columns.shape) < zero] = 0
    columns[rng.random(columns.shape) < missing] = math.nan
    columns.flags.writeable = False
    return columns, rng.integers(1, 3000, start[-1]), start


CASES = {
    "small groups": groups([1, 2, 3, 7, 8, 9, 15, 16, 17, 67] * 3, 1),
    "around the size from which pairs give way to sorting": groups([200, 207, 208, 209, 216, 1000], 2),
    "nothing missing": groups([5, 40, 300], 3, missing=0, zero=0),
    "groups without a value, or with zeros only": groups([1, 1, 1, 4, 4, 4], 4, missing=0.7, zero=0.7),
    "more groups than a thread takes at once": groups([3] * 1200, 5),
}


@pytest.mark.parametrize("way", [by_numpy, compiled])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_figures_are_those_of_the_definitions(way, case):
    found, expected = way(*case), by_definition(*case)
    for name in FIGURES:
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-11, atol=1e-11, err_msg=name)


@pytest.mark.parametrize("way", [by_numpy, compiled])
def test_equal_values_have_no_spread_to_the_last_bit(way):
    found = way([np.full(9, 4.2), np.full(9, 1e9)], np.arange(1, 10), np.array([0, 9]))
    for name in ("cv", "cv_unweighted", "gini", "theil_t", "theil_l"):
        np.testing.assert_allclose(getattr(found, name), 0, atol=1e-14)
        assert not np.signbit(getattr(found, name)).any()


@pytest.mark.parametrize("way", [by_numpy, compiled])
def test_nearly_equal_values_keep_their_digits(way):
    value = 1e6 + np.arange(10.0)  # the naive Σx² − mean² loses all of them
    found = way([value], np.full(10, 3), np.array([0, 10]))
    assert found.cv[0, 0] == pytest.approx(value.std() / value.mean(), rel=1e-9)


@pytest.mark.parametrize("way", [by_numpy, compiled])
def test_a_negative_value_leaves_gini_and_theil_undefined(way):
    found = way([np.array([-1.0, 2, 5])], np.array([1, 1, 1]), np.array([0, 3]))
    assert found.cv[0, 0] == pytest.approx(np.std([-1, 2, 5]) / 2)
    assert np.isnan([found.gini[0, 0], found.theil_t[0, 0], found.theil_l[0, 0]]).all()


def test_the_number_of_cores_changes_no_bit(monkeypatch):
    columns, weight, start = groups([67] * 1500 + [5000], 6)
    figures = []
    for cores in (1, 2, 5):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        figures.append(compiled(columns, weight, start))
    for name in FIGURES:
        assert getattr(figures[0], name).tobytes() == getattr(figures[1], name).tobytes() == getattr(figures[2], name).tobytes()


@pytest.mark.parametrize("x", [1e-300, 1e-8, 0.5, 0.7071067811865476, 1, 1.0000001, 1.4142135623730951, 2, 6.33, 7e5, 1e300])
def test_the_logarithm_is_right_to_the_last_bits(x):
    from junheng.engines.balance.inequality import one_pass

    assert one_pass._ln(float(x)) == pytest.approx(math.log(x), rel=3e-16, abs=1e-16)


def test_pysal_agrees():
    from inequality.gini import Gini
    from inequality.theil import Theil

    columns, weight, start = groups([30, 250], 7, missing=0, zero=0)
    found = compiled(columns, np.ones_like(weight), start)
    for g in range(2):
        for k, column in enumerate(columns):
            value = column[start[g] : start[g + 1]]
            assert found.gini[g, k] == pytest.approx(Gini(value).g, abs=1e-9)
            assert found.theil_t[g, k] == pytest.approx(Theil(value).T, abs=1e-9)


def test_groups_are_found_where_a_key_changes(monkeypatch):
    from junheng.engines.balance.inequality import one_pass

    monkeypatch.setattr(one_pass, "_ROWS_AT_ONCE", 3)
    year = np.array([1, 1, 1, 1, 2, 2, 2, 2])
    county = np.array([7, 7, 8, 8, 8, 8, 9, 9])
    assert one_pass.starts(year, county).tolist() == [0, 2, 4, 6, 8]
    assert one_pass.starts(year).tolist() == [0, 4, 8]
    assert one_pass.starts(year[:0], county[:0]).tolist() == [0]
