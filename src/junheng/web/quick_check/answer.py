"""What the page and the workbook say of one table: coefficients by county and level, weak schools, what was left out.

Everything is judged by the engine; here it is only put into the order of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from junheng.engines import balance
from junheng.engines.balance import Problem, Result, Status, Verdict, Verdicts
from junheng.language import Text
from junheng.packs import Indicator, Pack
from junheng.releases import Release
from junheng.web.quick_check.dots import Dots, dots

Shown = Literal["met", "near", "miss", "none"]
_SHOWN: dict[int, Shown] = {Status.MEETS: "met", Status.NEAR: "near", Status.MISSES: "miss", Status.NO_DATA: "none"}
_JUDGED: dict[int, Shown] = {Verdict.MEETS: "met", Verdict.FAILS: "miss", Verdict.UNKNOWN: "none", Verdict.NOT_JUDGED: "none"}


_MEETS: dict[bool | None, Shown] = {True: "met", False: "miss", None: "none"}


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient of variation beside its limit."""

    indicator: Indicator | None  # None: the mean over all, 综合差异系数
    value: float | None
    limit: float | None
    verdict: Shown
    mean: float | None = None  # of the indicator itself, pupil-weighted
    units: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One county at one level."""

    code: str
    name: str
    units: int
    pupils: int
    failing: int  # units below the standard
    unknown: int  # units that a missing value keeps from being judged
    coefficients: tuple[Coefficient, ...]  # in the order of the level's indicators
    comprehensive: Coefficient
    verdict: Shown  # of the coefficients together

    @property
    def limited(self) -> tuple[Coefficient, ...]:
        """The coefficients that have a limit, their mean among them where the standard limits that one."""
        return tuple(c for c in (*self.coefficients, self.comprehensive) if c.limit is not None)

    @property
    def over(self) -> int:
        """Coefficients above their limit."""
        return sum(c.verdict == "miss" for c in self.limited)


@dataclass(frozen=True, slots=True)
class LevelTable:
    """One level in one period; counties by what matters: most coefficients over their limit first."""

    level: str
    name: Text
    period: str
    indicators: tuple[Indicator, ...]
    rows: tuple[AreaRow, ...]
    dots: Dots | None  # None where no school misses a floor

    @property
    def telling(self) -> str:
        """The indicator that a narrow screen keeps: the one most often above its limit, then the most unequal."""

        def weight(k: int) -> tuple[int, float]:
            column = [row.coefficients[k] for row in self.rows]
            return sum(c.verdict == "miss" for c in column), max((c.value or 0.0 for c in column), default=0.0)

        return self.indicators[max(range(len(self.indicators)), key=weight)].id if self.indicators else ""

    @property
    def limits(self) -> tuple[float, ...]:
        """The limits in force, each once."""
        return tuple(sorted({c.limit for row in self.rows for c in row.limited if c.limit is not None}))

    @property
    def mean_alone(self) -> bool:
        """The standard limits the mean of the coefficients and none of them by itself."""
        limited = [c.indicator for row in self.rows for c in row.limited]
        return bool(limited) and all(indicator is None for indicator in limited)

    @property
    def over(self) -> int:
        """Coefficients above their limit."""
        return sum(row.over for row in self.rows)

    @property
    def areas_over(self) -> int:
        """Counties with one or more."""
        return sum(row.over > 0 for row in self.rows)

    @property
    def judged(self) -> int:
        """Coefficients that have a limit and a value."""
        return sum(c.verdict != "none" for row in self.rows for c in row.limited)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One indicator of one school against its floor."""

    indicator: Indicator
    value: float
    floor: float
    share: float  # of the floor; limit ÷ value for a ceiling
    verdict: Shown

    @property
    def over(self) -> float | None:
        """By what share a value is above its ceiling; None where the norm is a floor."""
        return self.value / self.floor - 1 if self.indicator.direction == "lower" else None


@dataclass(frozen=True, slots=True)
class WeakSchool:
    """A school below the standard, with the aspects in which it is, weakest first."""

    code: str
    name: str
    area: str
    level: Text
    reached: int
    counted: int
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Schools that are not compared for one reason."""

    reason: Text
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All of it."""

    pack: Pack
    release: Release
    problem: Problem
    result: Result
    verdicts: Verdicts
    levels: tuple[LevelTable, ...]
    weak: tuple[WeakSchool, ...]
    left_out: tuple[LeftOut, ...]
    judged_units: int  # units that the standard judges, known or not

    @property
    def units(self) -> int:
        """Schools in the comparison, a combined school once for each of its levels."""
        return sum(row.units for level in self.levels for row in level.rows)

    @property
    def over(self) -> int:
        """Coefficients above their limit."""
        return sum(level.over for level in self.levels)

    @property
    def units_left_out(self) -> int:
        """Schools that are not compared, once for each reason."""
        return sum(len(left.names) for left in self.left_out)

    @property
    def judged(self) -> int:
        """Coefficients that have a limit and a value."""
        return sum(level.judged for level in self.levels)


def answer(release: Release, pack: Pack) -> Answer:
    """Compute everything for the newest period of each level."""
    problem = balance.from_release(release, pack)
    result = balance.solve(problem, compiled=False)  # a page does not wait for compiled code to load
    verdicts = balance.judge(problem, pack)
    newest = {int(level): int(problem.period[problem.level == level].max()) for level in np.unique(problem.level)}
    rows = np.array(
        [row for level, period in newest.items() for row in np.flatnonzero((problem.level == level) & (problem.period == period))]
    )
    return Answer(
        pack=pack,
        release=release,
        problem=problem,
        result=result,
        verdicts=verdicts,
        levels=tuple(_level_table(problem, result, verdicts, level, period) for level, period in newest.items()),
        weak=_weak(problem, verdicts, rows),
        left_out=_left_out(problem, release),
        judged_units=int((verdicts.unit[rows] != Verdict.NOT_JUDGED).sum()) if len(rows) else 0,
    )


def _level_table(problem: Problem, result: Result, verdicts: Verdicts, level: int, period: int) -> LevelTable:
    name = problem.levels[level]
    shown = [k for k, indicator in enumerate(problem.indicators) if indicator.balance and name in indicator.levels]
    peers = np.flatnonzero((verdicts.peers.level == level) & (verdicts.peers.period == period))
    overall = {
        row["area"]: row
        for row in result.comprehensive_table().iter_rows(named=True)
        if row["level"] == name and row["period"] == problem.periods[period]
    }
    rows = [_area_row(problem, verdicts, int(peer), shown, overall) for peer in peers]
    return LevelTable(
        level=name,
        name=problem.level_name(level),
        period=problem.periods[period],
        indicators=tuple(problem.indicators[k] for k in shown),
        rows=tuple(sorted(rows, key=lambda row: (-row.over, -(row.comprehensive.value or 0.0)))),
        dots=dots(problem, verdicts, level, period),
    )


def _area_row(problem: Problem, verdicts: Verdicts, peer: int, shown: list[int], overall: Mapping[str, Mapping[str, Any]]) -> AreaRow:
    area, members = int(verdicts.peers.area[peer]), verdicts.peers.rows(peer)
    code, spread = problem.areas[area], verdicts.coefficients
    coefficients = tuple(
        Coefficient(
            indicator=problem.indicators[k],
            value=_known(spread.cv[peer, k]),
            limit=_known(verdicts.cv_max[peer, k]),
            verdict=_SHOWN[int(verdicts.cv_status[peer, k])],
            mean=_known(spread.mean[peer, k]),
            units=int(spread.units[peer, k]),
            missing=int(spread.missing[peer, k]),
        )
        for k in shown
    )
    mean = overall.get(code, {"cv": None, "limit": None, "meets": None})
    return AreaRow(
        code=code,
        name=problem.area_name(area),
        units=members.stop - members.start,
        pupils=int(problem.pupils[members].sum()),
        failing=int(verdicts.units_failing[peer]),
        unknown=int(verdicts.units_unknown[peer]),
        coefficients=coefficients,
        comprehensive=Coefficient(None, mean["cv"], mean["limit"], _MEETS[mean["meets"]]),
        verdict=_JUDGED[int(verdicts.balanced[peer])],
    )


def _weak(problem: Problem, verdicts: Verdicts, rows: np.ndarray) -> tuple[WeakSchool, ...]:
    failing = [int(row) for row in rows if verdicts.unit[row] == Verdict.FAILS]
    schools = [_weak_school(problem, verdicts, row) for row in failing]
    return tuple(sorted(schools, key=lambda school: (school.reached - school.counted, school.aspects[0].share if school.aspects else 1.0)))


def _weak_school(problem: Problem, verdicts: Verdicts, row: int) -> WeakSchool:
    below = np.flatnonzero(verdicts.judged[row] & ~verdicts.reached[row] & np.isfinite(problem.value[row]))
    aspects = [
        Aspect(
            indicator=problem.indicators[k],
            value=float(problem.value[row, k]),
            floor=float(verdicts.floor[row, k]),
            share=float(verdicts.share[row, k]),
            verdict=_SHOWN[int(verdicts.status[row, k])],
        )
        for k in below
    ]
    unit = int(problem.unit[row])
    return WeakSchool(
        code=problem.units[unit],
        name=problem.unit_name(unit),
        area=problem.area_name(int(problem.area[row])),
        level=problem.level_name(int(problem.level[row])),
        reached=int((verdicts.counted & verdicts.reached)[row].sum()),
        counted=int(verdicts.counted[row].sum()),
        aspects=tuple(sorted(aspects, key=lambda aspect: aspect.share)),
    )


def _left_out(problem: Problem, release: Release) -> tuple[LeftOut, ...]:
    units = release.tables["units"]
    names = dict(zip(units["unit"].to_list(), units["name"].to_list(), strict=True))
    by_reason: dict[str, dict[str, str]] = {}
    for unit, reason in problem.left_out.select("unit", "reason").iter_rows():
        by_reason.setdefault(reason, {})[unit] = names.get(unit) or unit
    found = [LeftOut(problem.reasons.get(reason) or Text(reason, reason), tuple(schools.values())) for reason, schools in by_reason.items()]
    return tuple(sorted(found, key=lambda left: -len(left.names)))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
