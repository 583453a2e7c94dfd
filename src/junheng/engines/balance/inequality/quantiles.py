"""Pupil-weighted quantiles and their ratios 分位比; docs/methods/balance.md (8)."""

from __future__ import annotations

import numpy as np
import polars as pl

from junheng.engines.balance.inequality.membership import groups
from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.engines.balance.result import Result

#: Shares of the pupils whose quantiles are given.
SHARES = (0.10, 0.25, 0.75, 0.90)


def quantile_table(problem: Problem, result: Result) -> pl.DataFrame:
    """Every indicator's `p10, p25, p75, p90, p90_p10, p75_p25` by area, level and period; a ratio to zero is null."""
    grouped = groups(problem)
    weight = problem.pupils[grouped.row].astype(np.float64)
    found = np.stack([quantiles(problem.value[grouped.row, k], weight, grouped.start) for k in range(len(problem.indicators))], axis=1)
    names = [f"p{round(100 * share)}" for share in SHARES]
    return result.table({name: found[:, :, q] for q, name in enumerate(names)}, result.stated).with_columns(
        p90_p10=pl.when(pl.col("p10") > 0).then(pl.col("p90") / pl.col("p10")),
        p75_p25=pl.when(pl.col("p25") > 0).then(pl.col("p75") / pl.col("p25")),
    )


def quantiles(value: FloatArray, weight: FloatArray, start: IntArray) -> FloatArray:
    """The smallest value of a unit such that units up to it hold at least each of `SHARES` of the pupils.

    Parameters
    ----------
    value : (member,) float
        NaN where missing.
    weight : (member,) float
        Pupils, whole numbers above zero.
    start : (group + 1,) int
        Where each group begins.

    Returns
    -------
    (group, share) float
        NaN where a group has no value.
    """
    count = len(start) - 1
    group = np.repeat(np.arange(count), np.diff(start))
    known = ~np.isnan(value)
    group, x, w = group[known], value[known], weight[known]
    order = np.lexsort((x, group))
    x, end = x[order], np.cumsum(w[order])
    units, pupils = np.bincount(group, minlength=count), np.bincount(group, w, minlength=count)
    last, begin = np.cumsum(units) - 1, np.cumsum(pupils) - pupils
    found = np.full((count, len(SHARES)), np.nan)
    some = units > 0
    for q, share in enumerate(SHARES):
        # Sums of pupils are whole and exact; a share of them is not, hence the margin.
        place = np.minimum(np.searchsorted(end, begin + share * pupils * (1 - 1e-12)), last)
        found[some, q] = x[place[some]]
    return found
