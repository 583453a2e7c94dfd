"""The figures of many groups at once, in numpy: what a web request uses, since compiled code takes seconds to load.

The same figures come from `one_pass` for large problems; formulas are numbered as in docs/methods/balance.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.problem import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Spread:
    """One array per figure, (group, indicator); NaN where a figure has no value."""

    units: FloatArray  # that have a value
    zeros: FloatArray  # units whose value is zero; Theil L is NaN where there are any
    pupils: FloatArray  # of the units that have a value
    mean: FloatArray
    cv: FloatArray
    cv_unweighted: FloatArray
    gini: FloatArray
    theil_t: FloatArray
    theil_l: FloatArray


def side_by_side(columns: Iterable[Spread]) -> Spread:
    """The indicators of several spreads of the same groups as one."""
    each = tuple(columns)
    return Spread(*(np.concatenate([getattr(one, f.name) for one in each], axis=-1) for f in fields(Spread)))


def spread(columns: Iterable[FloatArray], weight: IntArray, start: IntArray) -> Spread:
    """The figures of each indicator.

    Parameters
    ----------
    columns : (indicator,) of (member,) float
        NaN where missing: that unit does not count for this indicator.
    weight : (member,) int
        Pupils, above zero.
    start : (group + 1,) int
        Where each group begins.
    """
    return side_by_side(_spread(column, weight.astype(np.float64), start) for column in columns)


def _spread(value: FloatArray, weight: FloatArray, start: IntArray) -> Spread:
    count = len(start) - 1
    group = np.repeat(np.arange(count), np.diff(start))
    known = ~np.isnan(value)
    group, x, w = group[known], value[known], weight[known]
    order = np.lexsort((x, group))
    x, w = x[order], w[order]  # `group` is the same in this order

    def total(parts: NDArray[np.float64] | None = None) -> FloatArray:
        return np.bincount(group, parts, minlength=count).astype(np.float64)[:, None]

    with np.errstate(divide="ignore", invalid="ignore"):
        units, pupils = total(), total(w)
        mean, plain_mean = total(w * x) / pupils, total(x) / units
        ratio = x / mean[group, 0]
        logarithm = np.log(ratio)
        before = np.cumsum(w) - w - (np.cumsum(pupils[:, 0]) - pupils[:, 0])[group]
        variance = total(w * (x - mean[group, 0]) ** 2) / pupils
        plain_variance = total((x - plain_mean[group, 0]) ** 2) / units
        zeros, negatives = total((x == 0).astype(np.float64)), total((x < 0).astype(np.float64))
        defined = (negatives == 0) & (mean > 0)
        return Spread(
            units=units,
            zeros=zeros,
            pupils=pupils,
            mean=mean,
            cv=np.where(mean > 0, np.sqrt(variance) / mean, np.nan),
            cv_unweighted=np.where(plain_mean > 0, np.sqrt(plain_variance) / plain_mean, np.nan),
            gini=np.where(defined, _not_below_zero(total(w * x * (2 * before + w - pupils[group, 0])) / (pupils * pupils * mean)), np.nan),
            theil_t=np.where(defined, _not_below_zero(total(w * np.where(x == 0, 0.0, ratio * logarithm)) / pupils), np.nan),
            theil_l=np.where(defined & (zeros == 0), _not_below_zero(-total(w * logarithm) / pupils), np.nan),
        )


def _not_below_zero(figure: FloatArray) -> FloatArray:
    """None of these is ever negative; their sums round to a last bit below zero where all values are equal."""
    clipped: FloatArray = np.maximum(figure, 0.0) + 0.0  # -0.0 becomes 0.0
    return clipped
