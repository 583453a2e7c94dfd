"""Recompute every figure of a result from the problem, by other formulas than the algorithm uses.

Nothing here is shared with `spread` or `one_pass`: the variance is the mean of squares less the square of the mean, the Gini
coefficient the area under the Lorenz curve, Theil a mean of logarithms, sums are `math.fsum`, and the rows of an area are
found by walking up from each unit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.engines.balance.result import Result
from junheng.language import Text
from junheng.packs import Indicator, Parameter

#: By how much two ways of computing one figure may differ.
AGREEMENT = 1e-9

_FIGURE = Text(
    "{area}{level}{indicator}（{period}）：{figure}记为 {stated}，按定义重算为 {found}。",
    "{area}, {level}, {indicator}, {period}: {figure} is stated as {stated}; by its definition it is {found}.",
)
_ALL = Text("综合", "all indicators")
_GROUPS = Text("结果中的地区、学段、期间与数据不一致。", "Areas, levels and periods of the result are not those of the problem.")


def verify(problem: Problem, result: Result) -> tuple[Text, ...]:
    """What is wrong with a result; empty when nothing is."""
    rows = _rows(problem)
    stated_groups = list(zip(result.area.tolist(), result.level.tolist(), result.period.tolist(), strict=True))
    if sorted(rows) != sorted(stated_groups):
        return (_GROUPS,)
    return tuple(finding for g, key in enumerate(stated_groups) for finding in _wrong(problem, result, g, rows[key]))


def _rows(problem: Problem) -> dict[tuple[int, int, int], IntArray]:
    """The rows of each area, level and period, each row in its compared area and in all above it."""
    found = defaultdict(list)
    for row in range(len(problem.unit)):
        area = int(problem.area[row])
        while area >= 0:
            found[area, int(problem.level[row]), int(problem.period[row])].append(row)
            area = int(problem.parent[area])
    return {key: np.array(rows) for key, rows in found.items()}


def _wrong(problem: Problem, result: Result, g: int, rows: IntArray) -> Iterator[Text]:
    area, level, period = int(result.area[g]), int(result.level[g]), int(result.period[g])
    where = {"area": problem.area_name(area), "level": problem.level_name(level), "period": problem.periods[period]}
    known = []
    for k, indicator in enumerate(problem.indicators):
        stated = _states(problem, indicator, level, rows)
        figures = _figures(problem.value[rows, k], problem.pupils[rows].astype(np.float64))
        said = {name: float(getattr(result.spread, name)[g, k]) for name in figures}
        figures |= {"missing": stated.sum() - figures["units"], "threshold": _limit(problem, indicator.cv_max, area, level, period)}
        said |= {"missing": float(result.missing[g, k]), "threshold": float(result.threshold[g, k])}
        yield from _differing(said, figures, indicator=indicator.name, **where)
        if stated.any() and indicator.balance and not math.isnan(figures["cv"]):
            known.append(figures["cv"])
    limits = problem.compliance.comprehensive_cv_max if problem.compliance else {}
    mean = math.fsum(known) / len(known) if known else math.nan
    said = {"comprehensive": float(result.comprehensive[g]), "comprehensive_max": float(result.comprehensive_max[g])}
    figures = {"comprehensive": mean, "comprehensive_max": _limit(problem, limits, area, level, period)}
    yield from _differing(said, figures, indicator=_ALL, **where)


def _differing(said: Mapping[str, float], found: Mapping[str, float], **where: object) -> Iterator[Text]:
    for name, figure in found.items():
        if not _same(said[name], figure):
            yield _FIGURE.format(figure=name, stated=said[name], found=figure, **where)


def _states(problem: Problem, indicator: Indicator, level: int, rows: IntArray) -> NDArray[np.bool_]:
    """(row,) where the pack states the indicator."""
    kinds = [problem.unit_kinds[unit] if problem.unit_kinds else None for unit in problem.unit[rows]]
    of_kind = [not indicator.unit_kinds or kind is None or kind in indicator.unit_kinds for kind in kinds]
    return np.array(of_kind) & (problem.levels[level] in indicator.levels)


def _limit(problem: Problem, by_level: Mapping[str, Parameter], area: int, level: int, period: int) -> float:
    """The limit in force on the first day of the period; only where units are compared."""
    parameter = by_level.get(problem.levels[level])
    if parameter is None or not problem.compared[area] or not problem.days:
        return math.nan
    value = parameter.on(problem.days[period])
    return math.nan if value is None else value


def _figures(x: FloatArray, w: FloatArray) -> dict[str, float]:
    there = ~np.isnan(x)
    x, w = x[there], w[there]
    found = dict.fromkeys(("mean", "cv", "cv_unweighted", "gini", "theil_t", "theil_l"), math.nan)
    found |= {"units": float(len(x)), "zeros": float(np.count_nonzero(x == 0)), "pupils": math.fsum(w)}
    if not len(x):
        return found
    found["mean"] = mean = math.fsum(w * x) / found["pupils"]
    plain = math.fsum(x) / len(x)
    if mean > 0:
        found["cv"] = _variation(x / mean, w / found["pupils"])
        if (x >= 0).all():
            found["gini"] = _lorenz(x, w)
            held = w * x / math.fsum(w * x)
            some = x > 0
            found["theil_t"] = math.fsum(held[some] * np.log(x[some] / mean))
            found["theil_l"] = math.fsum(w / found["pupils"] * np.log(mean / x)) if some.all() else math.nan
    if plain > 0:
        found["cv_unweighted"] = _variation(x / plain, np.full(len(x), 1 / len(x)))
    return found


def _variation(ratio: FloatArray, share: FloatArray) -> float:
    """Of ratios to the mean, less one so that nearly equal ones keep their digits."""
    deviation = ratio - 1.0
    return math.sqrt(max(math.fsum(share * deviation * deviation) - math.fsum(share * deviation) ** 2, 0.0))


def _lorenz(x: FloatArray, w: FloatArray) -> float:
    """One minus twice the area under the curve of cumulated resources over cumulated pupils, by trapezoids."""
    order = np.argsort(x)
    people = np.concatenate([[0.0], np.cumsum(w[order])]) / w.sum()
    held = np.concatenate([[0.0], np.cumsum((w * x)[order])]) / (w @ x)
    return float(1.0 - np.sum(np.diff(people) * (held[1:] + held[:-1])))


def _same(stated: float, found: float) -> bool:
    if math.isnan(stated) or math.isnan(found):
        return math.isnan(stated) and math.isnan(found)
    return abs(stated - found) <= AGREEMENT * max(1.0, abs(found))
