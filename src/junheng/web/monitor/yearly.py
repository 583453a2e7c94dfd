"""How a figure went over the periods: a line with its points named, the newest last."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from junheng.engines.balance import explain
from junheng.packs import Indicator
from junheng.reports.charts.scale import LENGTH, Axis
from junheng.web.format import language, number, percent
from junheng.web.monitor.areas import coefficient, known
from junheng.web.monitor.scope import Scope

#: Height of the drawing, and of the part in which the line runs.
HEIGHT, TOP, BOTTOM = 150, 26, 122


@dataclass(frozen=True, slots=True)
class YearPoint:
    """One period."""

    period: str
    shown: str
    x: str
    y: int
    now: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Between two periods that follow each other."""

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The drawing."""

    title: str
    about: str
    label: str
    height: int
    points: tuple[YearPoint, ...]
    segments: tuple[Segment, ...]
    limit_y: int | None
    limit_label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of a bar chart."""

    period: str
    shown: str
    x: str
    middle: str
    y: int
    height: int
    now: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts over the periods; bars begin at zero."""

    title: str
    label: str
    bars: tuple[Bar, ...]
    width: str


def lines(scope: Scope, indicator: Indicator, area: str | None) -> Lines | None:
    """The coefficient of an area over the periods; None where fewer than two are known."""
    if area is None or not indicator.balance:
        return None
    values = [coefficient(scope, area, indicator.id, period) for period in scope.periods]
    seen = [value for value in values if value is not None]
    said = explain.trend(scope.snapshot.problem, scope.snapshot.result, area, scope.level, indicator.id)
    if len(seen) < 2 or said is None:
        return None
    limit = _limit(scope, indicator) if area in scope.areas else None
    high = max((*seen, *((limit,) if limit is not None else ())))
    axis = Axis(0.0, high * 1.1 or 1.0)

    def y(value: float) -> int:
        return BOTTOM - (BOTTOM - TOP) * axis.at(value) // LENGTH

    points = tuple(
        YearPoint(period, number(value, 3), _across(place, len(values)), y(value), period == scope.period)
        for place, (period, value) in enumerate(zip(scope.periods, values, strict=True))
        if value is not None
    )
    return Lines(
        title=_title(scope.area_name(area), values),
        about=said(language()),
        label=_("Coefficient by period: {values}").format(values=_(", ").join(f"{point.period} {point.shown}" for point in points)),
        height=HEIGHT,
        points=points,
        segments=tuple(
            Segment(one.x, one.y, other.x, other.y)
            for one, other in itertools.pairwise(points)
            if scope.periods.index(other.period) == scope.periods.index(one.period) + 1
        ),
        limit_y=None if limit is None else y(limit),
        limit_label="" if limit is None else _("limit {limit}").format(limit=number(limit, 2)),
    )


def bars(scope: Scope, title: str, values: Sequence[int | None]) -> Bars | None:
    """Counts by period; None where there is nothing to compare."""
    seen = [value for value in values if value is not None]
    if len(seen) < 2 or not max(seen):
        return None
    step = LENGTH // len(values)
    axis = Axis(0.0, float(max(seen)))
    drawn = []
    for place, (period, value) in enumerate(zip(scope.periods, values, strict=True)):
        if value is None:
            continue
        height = (BOTTOM - TOP) * axis.at(value) // LENGTH
        left = place * step + step // 5
        drawn.append(
            Bar(
                period,
                number(value),
                f"{left / 10:g}%",
                f"{(left + step * 3 // 10) / 10:g}%",
                BOTTOM - height,
                height,
                period == scope.period,
            )
        )
    return Bars(
        title=title,
        label=_(", ").join(f"{bar.period} {bar.shown}" for bar in drawn),
        bars=tuple(drawn),
        width=f"{step * 6 // 10 / 10:g}%",
    )


def growth(values: Sequence[int | None]) -> float | None:
    """From the first known count to the last, as a share of the first."""
    seen = [value for value in values if value is not None]
    return None if len(seen) < 2 or not seen[0] else seen[-1] / seen[0] - 1


def _across(place: int, count: int) -> str:
    return f"{(40 + place * 900 // max(count - 1, 1)) / 10:g}%"


def _limit(scope: Scope, indicator: Indicator) -> float | None:
    problem, norms = scope.snapshot.problem, scope.snapshot.verdicts.norms
    return known(norms.cv_max[problem.levels.index(scope.level), problem.periods.index(scope.period), scope.axis(indicator.id)])


def _title(area: str, values: Sequence[float | None]) -> str:
    seen = [value for value in values if value is not None]
    change = seen[-1] - seen[0]
    if abs(change) < 0.0005:
        return _("The differences in {area} are as large as {n} periods ago").format(area=area, n=len(seen) - 1)
    places = {"area": area, "share": percent(abs(change) / seen[0]) if seen[0] else number(abs(change), 3)}
    return (
        _("The differences in {area} have shrunk by {share}").format(**places)
        if change < 0
        else _("The differences in {area} have grown by {share}").format(**places)
    )
