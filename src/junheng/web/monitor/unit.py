"""One unit: every aspect against its floor, its area and the region, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.engines.balance import Verdict, why_unit
from junheng.reports.charts.scale import Axis
from junheng.reports.charts.scale import percent as across
from junheng.web.format import language, number, percent, school_year
from junheng.web.monitor.aspects import TICKS, WIDEST, Aspect, aspects_of, aspects_title
from junheng.web.monitor.figures import traced
from junheng.web.monitor.filtering import words_of
from junheng.web.monitor.organisation import absence, area_then, changes_of_unit
from junheng.web.monitor.scope import NotThereError, Scope, level_name
from junheng.web.monitor.trial import Trial, trial
from junheng.web.monitor.units import UnitRow, row_of, unit_row, unit_rows
from junheng.web.monitor.yearly import Bars, bars, growth

#: Units of like size that are shown.
PEERS = 6


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
    changes: tuple[str, ...]  # when it opened, moved, closed
    before: Neighbour | None
    after: Neighbour | None
    others: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that is compared with nobody at this level and in this period, and why."""

    title: str
    there: bool  # whether it exists in the period
    reason: str
    pupils: int | None
    area: str
    changes: tuple[str, ...]
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
    aspects = aspects_of(scope, unit, mates)
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
        aspects_title=aspects_title(unit, aspects, judged=judged),
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
        changes=changes_of_unit(scope, code),
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
    gone = absence(scope, code)
    mine = np.flatnonzero(problem.unit == scope.snapshot.unit_places[code]) if code in scope.snapshot.unit_places else []
    places = {(problem.levels[int(problem.level[each])], problem.periods[int(problem.period[each])]) for each in mine}
    return LeftOut(
        title=row["name"],
        there=gone is None,
        reason=gone or reason,
        pupils=None if here.is_empty() else here["pupils"][0],
        area=scope.area_name(area_then(scope, code)),
        changes=tuple(change for change in changes_of_unit(scope, code) if change != gone),
        elsewhere=tuple(
            (f"{level_name(scope.pack, level)(language())} {school_year(period)}", scope.to("unit", code, level=level, period=period))
            for level, period in sorted(places, key=lambda place: (place[1], place[0]), reverse=True)
        ),
    )
