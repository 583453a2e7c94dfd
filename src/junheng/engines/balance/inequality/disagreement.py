"""Where two measures judge two areas, or two periods of one area, differently, and which units cause it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from junheng.engines.balance.inequality.influence import leave_one_out
from junheng.engines.balance.inequality.membership import Groups, groups
from junheng.engines.balance.inequality.spread import spread
from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.engines.balance.result import Result

#: Pairs of measures that are held against each other. The first is the standard's own.
PAIRS = (("cv", "gini"), ("cv", "theil_t"), ("cv", "cv_unweighted"))
#: A difference counts where it can be seen in the figures as printed.
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of two groups, the two measures of it, and the unit that raises the measure by which it is the more unequal."""

    area: int  # index into Problem.areas
    period: int
    figures: tuple[float, float]
    unit: int  # index into Problem.units: leaving it out lowers the measure most


@dataclass(frozen=True, slots=True)
class Disagreement:
    """By the first measure `more` is the more unequal of the two groups; by the second, `less` is."""

    level: int
    indicator: int
    measures: tuple[str, str]
    more: Side
    less: Side
    settled: bool  # without the two units the two measures no longer contradict each other

    @property
    def size(self) -> float:
        """How far apart the two groups are by that measure by which they are closer, as a share of the larger figure."""
        return min(abs(a - b) / max(a, b) for a, b in zip(self.more.figures, self.less.figures, strict=True))

    @property
    def over_time(self) -> bool:
        """Two periods of one area; else two areas in one period."""
        return self.more.area == self.less.area


def disagreements(problem: Problem, result: Result, *, period: str | None = None) -> tuple[Disagreement, ...]:
    """Every contradiction between neighbours, the largest first.

    Compared are each area's consecutive periods, its first with its last, and, among the areas of one parent, those that
    stand next to each other by the first measure: if two measures rank areas differently, they do so at some neighbours.

    Parameters
    ----------
    problem, result
        As given to and by `solve`.
    period
        Only pairs of areas in this period and pairs of periods that end with it.
    """
    wanted = None if period is None else problem.periods.index(period)
    grouped = groups(problem)  # in the order of the result's groups
    found = []
    for k in np.flatnonzero(result.balanced()):
        for measures in PAIRS:
            first, second = (getattr(result.spread, name)[:, k] for name in measures)
            with np.errstate(invalid="ignore"):
                first, second = np.round(first, DECIMALS), np.round(second, DECIMALS)
            for a, b in _neighbours(problem, result, first, wanted):
                if (first[a] - first[b]) * (second[a] - second[b]) < 0:
                    more, less = (a, b) if first[a] > first[b] else (b, a)
                    found.append(_explained(problem, grouped, result, int(k), measures, more, less))
    return tuple(sorted(found, key=lambda one: -one.size))


def _neighbours(problem: Problem, result: Result, first: FloatArray, wanted: int | None) -> Iterator[tuple[int, int]]:
    """Pairs of groups, each once."""
    known = np.flatnonzero(~np.isnan(first))
    by_series = known[np.lexsort((result.period[known], result.level[known], result.area[known]))]
    for series in _runs(by_series, result.area, result.level):
        pairs = list(pairwise(series))
        if len(series) > 2:
            pairs.append((series[0], series[-1]))
        yield from (pair for pair in pairs if wanted is None or result.period[pair[1]] == wanted)
    ranked = known[problem.compared[result.area[known]] == 1]
    ranked = ranked if wanted is None else ranked[result.period[ranked] == wanted]
    parent = problem.parent[result.area]
    ranked = ranked[np.lexsort((result.area[ranked], first[ranked], result.period[ranked], result.level[ranked], parent[ranked]))]
    for together in _runs(ranked, parent, result.level, result.period):
        yield from pairwise(together)


def _runs(order: IntArray, *keys: IntArray) -> list[list[int]]:
    """`order` cut where one of the keys changes."""
    if not len(order):
        return []
    key = np.stack([one[order] for one in keys])
    cuts = np.flatnonzero((key[:, 1:] != key[:, :-1]).any(axis=0)) + 1
    return [run.tolist() for run in np.split(order, cuts)]


def _explained(problem: Problem, grouped: Groups, result: Result, k: int, measures: tuple[str, str], more: int, less: int) -> Disagreement:
    sides, rest = [], []
    for own, group in zip(measures, (more, less), strict=True):
        rows = grouped.row[grouped.start[group] : grouped.start[group + 1]]
        rows = rows[~np.isnan(problem.value[rows, k])]
        value, weight = problem.value[rows, k], problem.pupils[rows]
        without = leave_one_out(value, weight.astype(np.float64))[own]
        cause = int(np.argmin(np.where(np.isnan(without), np.inf, without)))
        figures = tuple(float(getattr(result.spread, name)[group, k]) for name in measures)
        sides.append(Side(int(result.area[group]), int(result.period[group]), (figures[0], figures[1]), int(problem.unit[rows[cause]])))
        rest.append((np.delete(value, cause), np.delete(weight, cause)))
    figures_left = [spread([value], weight, np.array([0, len(value)])) for value, weight in rest]
    differences = [float(getattr(figures_left[0], name)[0, 0] - getattr(figures_left[1], name)[0, 0]) for name in measures]
    return Disagreement(
        level=int(result.level[more]),
        indicator=k,
        measures=measures,
        more=sides[0],
        less=sides[1],
        settled=differences[0] * differences[1] >= 0,
    )
