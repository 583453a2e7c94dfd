"""Areas and their coefficients, as the overview, the map and an area's own page show them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from junheng.engines.balance import Status, Verdict
from junheng.packs import Indicator
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.verdict import MARK, of_area, of_overall


@dataclass(frozen=True, slots=True)
class Cell:
    """One coefficient with its limit; `mark` is met, near, miss or none."""

    indicator: Indicator
    units: int
    mean: float | None
    cv: float | None
    limit: float | None
    mark: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area at one level in one period."""

    code: str
    name: str
    units: int
    pupils: int
    cells: tuple[Cell, ...]
    comprehensive: float | None
    comprehensive_limit: float | None
    comprehensive_mark: str
    failing: int  # coefficients above their limit, the overall one among them where it has one
    judged: int  # coefficients that have a limit
    mark: str
    units_failing: int
    verdict: Verdict  # of the whole standard: every unit and every coefficient
    history: tuple[float | None, ...]  # comprehensive coefficient, in the order of the scope's periods

    def cell(self, indicator: str) -> Cell | None:
        """The coefficient of one indicator."""
        return next((cell for cell in self.cells if cell.indicator.id == indicator), None)


def area_rows(scope: Scope, period: str | None = None) -> tuple[AreaRow, ...]:
    """Every compared area that has units, by code."""
    rows = (area_row(scope, code, period) for code in scope.areas)
    return tuple(row for row in rows if row is not None)


def area_row(scope: Scope, code: str, period: str | None = None) -> AreaRow | None:
    """The figures of a compared area, or of one above them; None where it has no units then."""
    taken, when = scope.snapshot, period or scope.period
    result, verdicts = taken.result, taken.verdicts
    group = taken.groups.get((code, scope.level, when))
    if group is None:
        return None
    peers = taken.peers.get((code, scope.level, when))

    def cell(index: int) -> Cell:
        status = Status.NO_DATA if peers is None else Status(int(verdicts.cv_status[peers, index]))
        return Cell(
            indicator=result.indicators[index],
            units=int(result.spread.units[group, index]),
            mean=known(result.spread.mean[group, index]),
            cv=known(result.spread.cv[group, index]),
            limit=known(result.threshold[group, index]),
            mark=MARK[status],
        )

    balanced = [scope.axis(indicator.id) for indicator in scope.indicators if indicator.balance]
    cells = tuple(cell(index) for index in balanced if result.stated[group, index])
    overall = known(result.comprehensive[group])
    overall_limit = known(result.comprehensive_max[group])
    overall_mark = of_overall(overall, overall_limit, taken.overall_meets.get((code, scope.level, when)))
    marks = [*(each.mark for each in cells), overall_mark]
    failing = sum(mark == "miss" for mark in marks)
    judged = sum(mark != "none" for mark in marks)
    rows = rows_of(scope, code, when)
    return AreaRow(
        code=code,
        name=scope.area_name(code),
        units=len(rows),
        pupils=int(taken.problem.pupils[rows].sum()),
        cells=cells,
        comprehensive=overall,
        comprehensive_limit=overall_limit,
        comprehensive_mark=overall_mark,
        failing=failing,
        judged=judged,
        mark=of_area(failing, judged),
        units_failing=0 if peers is None else int(verdicts.units_failing[peers]),
        verdict=Verdict.NOT_JUDGED if peers is None else Verdict(int(verdicts.area[peers])),
        history=tuple(comprehensive(scope, code, each) for each in scope.periods),
    )


def topmost(scope: Scope) -> str | None:
    """The area that holds all others; None where there are several, or it is itself the one compared."""
    problem = scope.snapshot.problem
    roots = [code for code, parent in zip(problem.areas, problem.parent, strict=True) if parent < 0]
    return roots[0] if len(roots) == 1 and roots[0] not in scope.areas else None


def comprehensive(scope: Scope, code: str, period: str) -> float | None:
    """The mean of an area's coefficients 综合差异系数."""
    group = scope.snapshot.groups.get((code, scope.level, period))
    return None if group is None else known(scope.snapshot.result.comprehensive[group])


def coefficient(scope: Scope, code: str, indicator: str, period: str) -> float | None:
    """One coefficient of one area."""
    group = scope.snapshot.groups.get((code, scope.level, period))
    return None if group is None else known(scope.snapshot.result.spread.cv[group, scope.axis(indicator)])


def mean(scope: Scope, code: str, indicator: str, period: str) -> float | None:
    """One mean of one area."""
    group = scope.snapshot.groups.get((code, scope.level, period))
    return None if group is None else known(scope.snapshot.result.spread.mean[group, scope.axis(indicator)])


def known(value: float | np.floating) -> float | None:
    """A number, or None for what the engine marks as missing."""
    return None if math.isnan(value) else float(value)


def rows_of(scope: Scope, code: str | None = None, period: str | None = None) -> np.ndarray:
    """Rows of the problem at the scope's level in an area and all areas below it; of the whole region without one."""
    problem = scope.snapshot.problem
    when = problem.periods.index(period or scope.period)
    chosen = (problem.level == problem.levels.index(scope.level)) & (problem.period == when)
    if code is None:
        return np.flatnonzero(chosen)
    inside = {problem.areas.index(code)}
    while more := {index for index, parent in enumerate(problem.parent) if int(parent) in inside} - inside:
        inside |= more
    return np.flatnonzero(chosen & np.isin(problem.area, sorted(inside)))
