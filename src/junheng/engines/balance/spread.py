"""The figures of many groups at once, in numpy: what a web request uses, since compiled code takes seconds to load.

The same figures come from `one_pass` for large problems; formulas are numbered as in docs/methods/balance.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.problem import FloatArray, IntArray

#: Shares of the pupils whose quantiles are given.
QUANTILES = (0.10, 0.25, 0.75, 0.90)


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
    p10: FloatArray
    p25: FloatArray
    p75: FloatArray
    p90: FloatArray


def stacked(columns: Iterable[Spread]) -> Spread:
    """One column per indicator."""
    each = tuple(columns)
    return Spread(*(np.stack([getattr(column, f.name) for column in each], axis=-1) for f in fields(Spread)))


def spread(value: FloatArray, weight: FloatArray, start: IntArray) -> Spread:
    """The figures of one indicator.

    Parameters
    ----------
    value : (member,) float
        NaN where missing: that unit does not count for this indicator.
    weight : (member,) float
        Pupils, above zero.
    start : (group + 1,) int
        Where each group begins.
    """
    count = len(start) - 1
    group = np.repeat(np.arange(count), np.diff(start))
    known = ~np.isnan(value)
    group, x, w = group[known], value[known], weight[known]
    order = np.lexsort((x, group))
    x, w = x[order], w[order]  # `group` is the same in this order

    def total(parts: NDArray[np.float64] | None = None) -> FloatArray:
        return np.bincount(group, parts, minlength=count).astype(np.float64)

    with np.errstate(divide="ignore", invalid="ignore"):
        n, pupils = total(), total(w)
        mean, plain_mean = total(w * x) / pupils, total(x) / n
        ratio = x / mean[group]
        logarithm = np.log(ratio)
        end = np.cumsum(w)
        begin = np.concatenate([[0.0], np.cumsum(pupils)])[:-1]
        before = end - w - begin[group]
        quantile = [_at(x, end, begin, pupils, n, q) for q in QUANTILES]
        zeros, negative = total((x == 0).astype(np.float64)), total((x < 0).astype(np.float64)) > 0
        undefined = negative | ~(mean > 0)
        return Spread(
            units=n,
            zeros=zeros,
            pupils=pupils,
            mean=mean,
            cv=_where(mean > 0, np.sqrt(total(w * (x - mean[group]) ** 2) / pupils) / mean),
            cv_unweighted=_where(plain_mean > 0, np.sqrt(total((x - plain_mean[group]) ** 2) / n) / plain_mean),
            gini=_where(~undefined, total(w * x * (2 * before + w - pupils[group])) / (pupils * pupils * mean)),
            theil_t=_where(~undefined, _not_below_zero(total(w * np.where(x == 0, 0.0, ratio * logarithm)) / pupils)),
            theil_l=_where(~undefined & (zeros == 0), _not_below_zero(-total(w * logarithm) / pupils)),
            p10=quantile[0],
            p25=quantile[1],
            p75=quantile[2],
            p90=quantile[3],
        )


def _at(x: FloatArray, end: FloatArray, begin: FloatArray, pupils: FloatArray, n: FloatArray, share: float) -> FloatArray:
    """The smallest value up to which at least this share of the pupils is found (9)."""
    last = np.cumsum(n).astype(np.int64) - 1
    # The sums of pupils are whole and exact; the target is not, hence the margin.
    place = np.searchsorted(end, begin + share * pupils * (1 - 1e-12), side="left")
    found = np.full(len(pupils), np.nan)
    some = n > 0
    found[some] = x[np.minimum(place, last)[some]]
    return found


def _where(holds: NDArray[np.bool_], figure: FloatArray) -> FloatArray:
    return np.where(holds, figure, np.nan)


def _not_below_zero(figure: FloatArray) -> FloatArray:
    """Neither measure is ever negative; their sums round to a last bit below zero where all values are equal."""
    clipped: FloatArray = np.maximum(figure, 0.0) + 0.0  # -0.0 becomes 0.0
    return clipped
