"""Units and how they stand against the standard, as every list of schools shows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.engines.balance import Verdict
from junheng.packs import Indicator
from junheng.web.monitor.areas import known, rows_of
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.verdict import UNIT_MARK


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit at one level in one period."""

    row: int  # of the problem
    code: str
    name: str
    area: str
    setting: str | None
    ownership: str | None
    pupils: int
    reached: int  # floors
    counted: int  # of so many
    verdict: Verdict
    weakest: Indicator | None  # the one farthest below its floor, or nearest to it
    weakest_share: float | None

    @property
    def mark(self) -> str:
        """met, miss or none."""
        return UNIT_MARK[self.verdict]


def unit_rows(scope: Scope, area: str | None = None, period: str | None = None) -> tuple[UnitRow, ...]:
    """Units of an area, or of the whole region, by area and code."""
    return _rows(scope, rows_of(scope, area, period))


def unit_row(scope: Scope, row: int) -> UnitRow:
    """One row of the problem with its verdict."""
    return _rows(scope, np.array([row]))[0]


def _rows(scope: Scope, rows: np.ndarray) -> tuple[UnitRow, ...]:
    problem, verdicts = scope.snapshot.problem, scope.snapshot.verdicts
    counted = verdicts.counted[rows]
    reached = (counted & verdicts.reached[rows]).sum(axis=1)
    share = np.where(counted & np.isfinite(verdicts.share[rows]), verdicts.share[rows], np.inf)
    weakest = share.argmin(axis=1)
    least = share.min(axis=1)
    return tuple(
        UnitRow(
            row=int(row),
            code=problem.units[unit],
            name=problem.unit_name(unit),
            area=problem.areas[area],
            setting=problem.settings[unit] if problem.settings else None,
            ownership=problem.ownerships[unit] if problem.ownerships else None,
            pupils=pupils,
            reached=int(reached[place]),
            counted=int(counted[place].sum()),
            verdict=Verdict(verdict),
            weakest=problem.indicators[weakest[place]] if np.isfinite(least[place]) else None,
            weakest_share=float(least[place]) if np.isfinite(least[place]) else None,
        )
        for place, (row, unit, area, pupils, verdict) in enumerate(
            zip(
                rows.tolist(),
                problem.unit[rows].tolist(),
                problem.area[rows].tolist(),
                problem.pupils[rows].tolist(),
                verdicts.unit[rows].tolist(),
                strict=True,
            )
        )
    )


def row_of(scope: Scope, code: str, period: str | None = None) -> int | None:
    """Where the problem has a unit at the scope's level; None where it has none."""
    problem = scope.snapshot.problem
    if code not in scope.snapshot.unit_places:
        return None
    when = problem.periods.index(period or scope.period)
    found = np.flatnonzero(
        (problem.unit == scope.snapshot.unit_places[code]) & (problem.level == problem.levels.index(scope.level)) & (problem.period == when)
    )
    return int(found[0]) if len(found) else None


def value(scope: Scope, row: int, indicator: str) -> float | None:
    """A unit's value of an indicator."""
    return known(scope.snapshot.problem.value[row, scope.axis(indicator)])
