"""One unit: every aspect against its floor, its area and the region, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.engines.balance import Status, Verdict, why_unit
from junheng.packs import Indicator
from junheng.web.format import beside_limit, language, number, percent, school_year, unit_label
from junheng.web.monitor.areas import known, mean, topmost
from junheng.web.monitor.figures import traced
from junheng.web.monitor.filtering import words_of
from junheng.web.monitor.scale import Axis
from junheng.web.monitor.scale import percent as across
from junheng.web.monitor.scope import NotThereError, Scope, level_name
from junheng.web.monitor.sparkline import Sparkline, sparkline
from junheng.web.monitor.strip import swarm
from junheng.web.monitor.stripped import plain
from junheng.web.monitor.trial import Trial, trial
from junheng.web.monitor.units import UnitRow, row_of, unit_row, unit_rows
from junheng.web.monitor.verdict import MARK
from junheng.web.monitor.yearly import Bars, bars, growth

#: The axis of the aspects: up to this many times the floor (or the area's mean); what lies beyond stands at the edge.
WIDEST = 2.25
TICKS = (0.5, 1.5, 2.0)
#: Units of like size that are shown.
PEERS = 6


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


@dataclass(frozen=True, slots=True)
class Like:
    """A unit of like size in the same area."""

    unit: UnitRow
    href: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The unit before or after in the list of the area."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything on the page."""

    unit: UnitRow
    title: str
    word: str
    kind: str
    setting: str
    ownership: str
    area: str
    pupils: SafeString
    rule: str
    aspects: tuple[Aspect, ...]
    aspects_title: str
    judged: bool
    base: str
    ticks: tuple[tuple[str, str], ...]
    base_x: str
    reasons: tuple[str, ...]
    trial: Trial | None
    bars: Bars | None
    like: tuple[Like, ...]
    before: Neighbour | None
    after: Neighbour | None
    others: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that is compared with nobody at this level and in this period, and why."""

    title: str
    reason: str
    pupils: int | None
    area: str
    elsewhere: tuple[tuple[str, str], ...]  # level and period at which it is compared


def unit_page(scope: Scope, code: str) -> UnitPage | LeftOut:
    """The page of a unit.

    Raises
    ------
    NotThereError
        The release has no such unit.
    """
    if code not in scope.snapshot.units:
        raise NotThereError(
            _("There is no unit {code} in this release").format(code=code),
            _("Look for it by name in the list of units, or choose another release."),
        )
    row = row_of(scope, code)
    if row is None:
        return _left_out(scope, code)
    unit = unit_row(scope, row)
    mates = unit_rows(scope, unit.area)
    at = [mate.code for mate in mates].index(code)
    aspects = _aspects(scope, unit, mates)
    judged = any(aspect.mark != "none" for aspect in aspects)
    pupils = [_pupils(scope, code, period) for period in scope.periods]
    return UnitPage(
        unit=unit,
        title=unit.name,
        word=_word(scope, unit),
        kind=_kind(scope, code),
        setting=words_of("setting", unit.setting),
        ownership=words_of("ownership", unit.ownership),
        area=scope.area_name(unit.area),
        pupils=traced(scope, number(unit.pupils), "amount", code, "pupils"),
        rule=_rule(scope) if unit.verdict is not Verdict.NOT_JUDGED else "",
        aspects=aspects,
        aspects_title=_aspects_title(unit, aspects, judged=judged),
        judged=judged,
        base=_("floor") if judged else _("area mean") if len(mates) > 1 else _("region mean"),
        ticks=tuple((across(Axis(0.0, WIDEST).at(tick)), percent(tick)) for tick in TICKS),
        base_x=across(Axis(0.0, WIDEST).at(1.0)),
        reasons=tuple(reason(language()) for reason in why_unit(scope.snapshot.verdicts, row))
        if unit.verdict is not Verdict.NOT_JUDGED
        else (),
        trial=trial(scope, unit),
        bars=bars(scope, _pupils_title(pupils), pupils),
        like=_like(scope, unit, mates),
        before=_neighbour(scope, mates[at - 1]) if at else None,
        after=_neighbour(scope, mates[at + 1]) if at + 1 < len(mates) else None,
        others=len(mates) - 1,
    )


def _word(scope: Scope, unit: UnitRow) -> str:
    """What its badge says."""
    match unit.verdict:
        case Verdict.MEETS:
            return _("Met")
        case Verdict.UNKNOWN:
            return _("Cannot be judged: values are missing")
        case Verdict.FAILS:
            least = scope.pack.compliance.at_least.get(scope.level, 0) if scope.pack.compliance else 0
            if unit.reached < least:
                return _("Not met: {reached} floors, {least} needed").format(reached=unit.reached, least=least)
            return _("Not met: one aspect is too far below its floor")
        case _:
            return ""


def _rule(scope: Scope) -> str:
    rule = scope.pack.compliance
    if rule is None:
        return ""
    least = rule.at_least.get(scope.level, 0)
    if not rule.rest_share:
        return _("to comply, at least {least} floors must be reached").format(least=least)
    return _("to comply, at least {least} floors must be reached, and {share} of each other one").format(
        least=least, share=percent(rule.rest_share)
    )


def _kind(scope: Scope, code: str) -> str:
    kind = scope.snapshot.units[code]["kind"]
    known_kind = scope.pack.vocabulary.unit_kinds.get(kind)
    return known_kind.name(language()) if known_kind else kind


def _aspects(scope: Scope, unit: UnitRow, mates: Sequence[UnitRow]) -> tuple[Aspect, ...]:
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


def _aspects_title(unit: UnitRow, aspects: Sequence[Aspect], *, judged: bool) -> str:
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


def _pupils(scope: Scope, code: str, period: str) -> int | None:
    row = row_of(scope, code, period)
    return None if row is None else int(scope.snapshot.problem.pupils[row])


def _pupils_title(pupils: Sequence[int | None]) -> str:
    change = growth(pupils)
    if change is None or not round(change, 3):
        return _("As many pupils as at first")
    share = percent(abs(change))
    return (
        _("{share} more pupils than at first").format(share=share)
        if change > 0
        else _("{share} fewer pupils than at first").format(share=share)
    )


def _like(scope: Scope, unit: UnitRow, mates: Sequence[UnitRow]) -> tuple[Like, ...]:
    others = sorted((mate for mate in mates if mate.code != unit.code), key=lambda mate: (abs(mate.pupils - unit.pupils), mate.code))
    return tuple(Like(mate, scope.to("unit", mate.code)) for mate in others[:PEERS])


def _neighbour(scope: Scope, unit: UnitRow) -> Neighbour:
    return Neighbour(unit.name, scope.to("unit", unit.code))


def _left_out(scope: Scope, code: str) -> LeftOut:
    problem = scope.snapshot.problem
    here = problem.left_out.filter(pl.col("unit") == code, pl.col("level") == scope.level, pl.col("period") == scope.period)
    row = scope.snapshot.units[code]
    if here.is_empty():
        reason = _("It has no pupils and no figures at this level in this period.")
    else:
        reason = problem.reasons[here["reason"][0]](language())
    mine = np.flatnonzero(problem.unit == scope.snapshot.unit_places[code]) if code in scope.snapshot.unit_places else []
    places = {(problem.levels[int(problem.level[each])], problem.periods[int(problem.period[each])]) for each in mine}
    return LeftOut(
        title=row["name"],
        reason=reason,
        pupils=None if here.is_empty() else here["pupils"][0],
        area=scope.area_name(row["area"]),
        elsewhere=tuple(
            (f"{level_name(scope.pack, level)(language())} {school_year(period)}", scope.to("unit", code, level=level, period=period))
            for level, period in sorted(places, key=lambda place: (place[1], place[0]), reverse=True)
        ),
    )
