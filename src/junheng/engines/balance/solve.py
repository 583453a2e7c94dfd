"""From problem to result: group, measure, compare with the limits in force."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from junheng.engines.balance.inequality.membership import Groups, groups
from junheng.engines.balance.inequality.spread import Spread, side_by_side, spread
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray, Problem
from junheng.engines.balance.result import Result
from junheng.packs import Parameter

#: Values (members of groups × indicators) from which compiled code is worth the seconds that loading it takes.
COMPILED_FROM = 10_000_000


def solve(problem: Problem, *, compiled: bool | None = None) -> Result:
    """Every figure of every area, level and period.

    Parameters
    ----------
    problem
        From `from_release`.
    compiled
        Use compiled code; by default only where the problem has `COMPILED_FROM` values or more. Both ways give the same
        figures. A web request passes False.
    """
    grouped = groups(problem)
    figures = measure(problem, grouped, compiled=compiled)
    applies = problem.applies()
    stated_rows = np.add.reduceat(applies[grouped.row], grouped.start[:-1], axis=0, dtype=np.int64)
    stated = stated_rows > 0
    balanced = stated & np.array([indicator.balance for indicator in problem.indicators], dtype=bool)
    compliance = problem.compliance
    return Result(
        release=problem.release,
        pack=problem.pack,
        indicators=problem.indicators,
        areas=problem.areas,
        levels=problem.levels,
        periods=problem.periods,
        area=grouped.area,
        level=grouped.level,
        period=grouped.period,
        stated=stated,
        missing=stated_rows - figures.units.astype(np.int64),
        spread=figures,
        threshold=np.stack([_limits(problem, grouped, indicator.cv_max) for indicator in problem.indicators], axis=1),
        comprehensive=_mean(figures.cv, balanced),
        comprehensive_max=_limits(problem, grouped, compliance.comprehensive_cv_max if compliance else {}),
    )


def measure(problem: Problem, grouped: Groups, *, compiled: bool | None = None) -> Spread:
    """The figures of given groups."""
    if compiled is None:
        compiled = len(grouped.row) * len(problem.indicators) >= COMPILED_FROM
    weight = problem.pupils[grouped.row]
    columns = (problem.value[grouped.row, k] for k in range(len(problem.indicators)))
    if compiled:
        from junheng.engines.balance.inequality import one_pass

        return side_by_side(one_pass.spread([column], weight, grouped.start) for column in columns)
    return spread(columns, weight, grouped.start)


def _limits(problem: Problem, grouped: Groups, by_level: Mapping[str, Parameter]) -> FloatArray:
    """(group,) the limit in force on the day of the group's period, for compared areas only."""
    table = np.full((len(problem.levels), len(problem.periods)), np.nan)
    for k, level in enumerate(problem.levels):
        for t, day in enumerate(problem.days):
            limit = by_level[level].on(day) if level in by_level else None
            table[k, t] = np.nan if limit is None else limit
    held: IntArray = problem.compared[grouped.area]
    return np.where(held == 1, table[grouped.level, grouped.period], np.nan)


def _mean(cv: FloatArray, counted: BoolArray) -> FloatArray:
    """(group,) mean over the coefficients that count and are known; NaN where there is none."""
    known = counted & ~np.isnan(cv)
    with np.errstate(invalid="ignore"):
        mean: FloatArray = np.where(known, cv, 0.0).sum(axis=1) / known.sum(axis=1)
    return mean
