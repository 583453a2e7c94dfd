"""A unit's indicators one by one: its dot among the grey ones of its area, on an axis that all indicators share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.engines.balance import Status
from junheng.packs import Indicator
from junheng.reports.charts.scale import Axis
from junheng.reports.charts.scale import percent as across
from junheng.reports.charts.sparkline import Sparkline, sparkline
from junheng.reports.charts.strip import swarm
from junheng.web.format import beside_limit, language, number, percent, unit_label
from junheng.web.monitor.areas import known, mean, topmost
from junheng.web.monitor.figures import traced
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.stripped import plain
from junheng.web.monitor.units import UnitRow, row_of
from junheng.web.monitor.verdict import MARK

#: The axis: up to this many times the floor (or the area's mean); what lies beyond stands at the edge.
WIDEST = 2.25
TICKS = (0.5, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another unit of the area, as a grey dot."""

    cx: str
    cy: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """One indicator of the unit."""

    number: int
    indicator: Indicator
    name: str
    about: str
    href: str
    value: SafeString
    share: str
    mark: str
    missed: bool  # and counted among those of which so many must be reached
    word: str
    peers: tuple[Peer, ...]
    here: str | None
    area_mean: str | None
    region_mean: str | None
    label: str
    line: Sparkline | None


def aspects_of(scope: Scope, unit: UnitRow, mates: Sequence[UnitRow]) -> tuple[Aspect, ...]:
    """Every indicator that applies to a unit, beside the units of its area."""
    verdicts = scope.snapshot.verdicts
    applying = [i for i in scope.indicators if scope.snapshot.applies[unit.row, scope.axis(i.id)]]
    judged = bool(verdicts.judged[unit.row].any())
    return tuple(_aspect(scope, unit, mates, indicator, place, judged=judged) for place, indicator in enumerate(applying, start=1))


def _aspect(scope: Scope, unit: UnitRow, mates: Sequence[UnitRow], indicator: Indicator, place: int, *, judged: bool) -> Aspect:
    problem, verdicts, at = scope.snapshot.problem, scope.snapshot.verdicts, scope.axis(indicator.id)
    floor = known(verdicts.floor[unit.row, at])
    area = mean(scope, unit.area, indicator.id, scope.period)
    root = topmost(scope)
    region = mean(scope, root, indicator.id, scope.period) if root else None
    base = floor if judged else area if len(mates) > 1 else region
    ceiling = judged and indicator.direction == "lower"
    value = known(problem.value[unit.row, at])
    mark = MARK[Status(int(verdicts.status[unit.row, at]))]
    share = _share(value, base, ceiling=ceiling)
    ruler = Axis(0.0, WIDEST)

    def spot(each: float | None) -> str | None:
        part = _share(each, base, ceiling=ceiling)
        return None if part is None else across(ruler.at(part))

    values = problem.value[[mate.row for mate in mates if mate.code != unit.code], at]
    shares = [_share(each, base, ceiling=ceiling) for each in values[np.isfinite(values)].tolist()]
    places = [ruler.at(each) for each in shares if each is not None]
    return Aspect(
        number=place,
        indicator=indicator,
        name=indicator.name(language()),
        about=_about(indicator, floor, area),
        href=scope.to("indicator", indicator.id, area=unit.area),
        value=SafeString(number(None))
        if value is None
        else traced(scope, beside_limit(value, floor, indicator.decimals), "value", unit.code, indicator.id),
        share=percent(share),
        mark=mark,
        missed=bool(verdicts.counted[unit.row, at] and not verdicts.reached[unit.row, at]),
        word="" if mark != "none" else _("no data") if value is None else _("no floor"),
        peers=tuple(Peer(across(x), 23 + y) for x, y in zip(places, swarm(places), strict=True)),
        here=spot(value),
        area_mean=spot(area) if judged else None,
        region_mean=spot(region) if judged or len(mates) > 1 else None,
        label=_("{indicator}: this unit {share}, area mean {area}, region {region}").format(
            indicator=indicator.short(language()),
            share=percent(share),
            area=percent(_share(area, base, ceiling=ceiling)),
            region=percent(_share(region, base, ceiling=ceiling)),
        ),
        line=sparkline(_history(scope, unit.code, indicator), height=24, reference=floor, better=indicator.direction),
    )


def aspects_title(unit: UnitRow, aspects: Sequence[Aspect], *, judged: bool) -> str:
    """The finding of the panel."""
    if not judged:
        return _("{n} aspects beside the area's mean").format(n=len(aspects))
    missed = [aspect.indicator.short(language()) for aspect in aspects if aspect.missed]
    if not missed:
        return _("All {n} floors are reached").format(n=unit.counted)
    return _("{reached} of {n} floors are reached; short in {aspects}").format(
        reached=unit.reached, n=unit.counted, aspects=_(", ").join(missed)
    )


def _share(value: float | None, base: float | None, *, ceiling: bool) -> float | None:
    """Of the floor or mean; of a ceiling the other way round, so that the left side is always the wrong one."""
    if value is None or not base:
        return None
    if ceiling:
        return base / value if value else None
    return value / base


def _about(indicator: Indicator, floor: float | None, area: float | None) -> str:
    unit = unit_label(indicator.unit)
    if floor is not None:
        sentence = _("{unit}, ceiling {floor}") if indicator.direction == "lower" else _("{unit}, floor {floor}")
        return sentence.format(unit=unit, floor=plain(floor, indicator))
    return _("{unit}, area mean {mean}").format(unit=unit, mean=number(area, indicator.decimals))


def _history(scope: Scope, code: str, indicator: Indicator) -> list[float | None]:
    at, found = scope.axis(indicator.id), []
    for period in scope.periods:
        row = row_of(scope, code, period)
        found.append(None if row is None else known(scope.snapshot.problem.value[row, at]))
    return found
