"""What if a unit had more, or more pupils 假如: the proven least ways first, then any figure that the reader sets.

The trial stands in the address (``to-sports_area=8186``) and nowhere else; it changes no data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from junheng.engines.balance import Change, Status, Verdict, Verdicts, Way, WhatIf, ways, what_if
from junheng.packs import Indicator
from junheng.web.format import beside_limit, language, number, percent, unit_label
from junheng.web.monitor.areas import known
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.units import UnitRow
from junheng.web.monitor.verdict import MARK, UNIT_MARK

#: Parameters of a trial begin so; what follows is an indicator, or "pupils".
PREFIX = "to-"
PUPILS = "pupils"
#: Ways shown; each is one that no other beats.
WAYS_SHOWN = 3
#: A figure above this is a slip of the keyboard.
LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way to comply, and the address that tries it."""

    letter: str
    sentence: str
    badge: str
    query: str
    tried: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A figure that can be set."""

    name: str
    label: str
    unit: str
    now: str
    value: str
    step: str
    slider_max: str
    error: str


@dataclass(frozen=True, slots=True)
class AspectAfter:
    """An indicator of the unit before and after."""

    name: str
    before: str
    after: str
    mark_before: str
    mark_after: str


@dataclass(frozen=True, slots=True)
class CoefficientAfter:
    """A coefficient of the area before and after."""

    name: str
    before: str
    after: str
    mark_before: str
    mark_after: str
    turned: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the trial would do."""

    mark_before: str
    word_before: str
    mark_after: str
    word_after: str
    aspects: tuple[AspectAfter, ...]
    coefficients: tuple[CoefficientAfter, ...]
    left: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The panel."""

    title: str
    about: str
    ways: tuple[ShownWay, ...]
    more_ways: int
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    outcome: Outcome | None
    reset: str
    failed: bool


def trial(scope: Scope, unit: UnitRow) -> Trial | None:
    """The panel of a unit; None where no indicator has a resource that could be more."""
    changeable = [
        i
        for i in scope.indicators
        if i.resource is not None and known(scope.snapshot.problem.amount[unit.row, scope.axis(i.id)]) is not None
    ]
    if not changeable:
        return None
    set_to, errors = _read(scope, unit, changeable)
    found = ways(scope.snapshot.problem, scope.pack, unit.code, scope.level, scope.period)
    names = (*(f"{PREFIX}{i.id}" for i in changeable), f"{PREFIX}{PUPILS}")
    changes = [Change(unit.code, scope.level, scope.period, what, value) for what, value in set_to.items()]
    return Trial(
        title=_title(unit, found.ways),
        about=_about(scope, found.ways, found.blocked),
        ways=tuple(_way(scope, place, way, set_to, names) for place, way in enumerate(found.ways[:WAYS_SHOWN])),
        more_ways=max(0, len(found.ways) - WAYS_SHOWN),
        fields=(*(_field(scope, unit, indicator, set_to, errors) for indicator in changeable), _pupils_field(scope, unit, set_to, errors)),
        hidden=scope.address.fields(*names),
        outcome=_outcome(scope, what_if(scope.snapshot.problem, scope.pack, changes)) if changes and not errors else None,
        reset=scope.address.query(**dict.fromkeys(names)) or "?",
        failed=bool(errors),
    )


def _read(scope: Scope, unit: UnitRow, changeable: list[Indicator]) -> tuple[dict[str, float], dict[str, str]]:
    """The figures that the address sets to something else than they are, and what is wrong with the others."""
    present = {indicator.id: _as_shown(_amount(scope, unit, indicator)) for indicator in changeable}
    set_to, errors = {}, {}
    for what in (*(indicator.id for indicator in changeable), PUPILS):
        text = scope.address[f"{PREFIX}{what}"]
        if not text or text == present.get(what):
            continue
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        whole = what == PUPILS
        if not 0 <= value <= LARGEST or (whole and (value < 1 or value != int(value))):
            errors[what] = _("Write a whole number of at least 1") if whole else _("Write a number of at least 0, such as 1284 or 12.5")
        else:
            set_to[what] = value
    return set_to, errors


def _title(unit: UnitRow, found: tuple[Way, ...]) -> str:
    if unit.verdict is Verdict.MEETS:
        return _("What if: it complies already")
    return _("What if: the least that makes it comply") if found else _("What if")


def _about(scope: Scope, found: tuple[Way, ...], blocked: tuple[int, ...]) -> str:
    if blocked:
        names = _(", ").join(scope.snapshot.problem.indicators[at].short(language()) for at in blocked)
        return _("No addition helps while {aspects} stays as it is").format(aspects=names)
    if found:
        return _("All choices of floors were tried: with one unit less of anything it does not comply")
    return _("Set a figure and see what moves")


def _way(scope: Scope, place: int, way: Way, set_to: Mapping[str, float], names: tuple[str, ...]) -> ShownWay:
    steps = []
    for step in way.steps:
        indicator = scope.snapshot.problem.indicators[step.indicator]
        unit = unit_label(indicator.resource.unit) if indicator.resource else ""
        sentence = (
            _("{aspect} {addition} {unit} more, to the floor")
            if step.to_floor
            else _("{aspect} {addition} {unit} more, to {share} of the floor")
        )
        steps.append(
            sentence.format(aspect=indicator.short(language()), addition=number(step.addition), unit=unit, share=percent(step.share))
        )
    tried = {change.what: change.to for change in way.changes}
    cleared: dict[str, str | None] = dict.fromkeys(names)
    return ShownWay(
        letter=_("Way {letter}").format(letter=_("ABCDEFG")[place]),
        sentence=_("; ").join(steps),
        badge=_("{n} floors reached").format(n=way.reached),
        query=scope.address.query(**(cleared | {f"{PREFIX}{what}": _plain(to) for what, to in tried.items()})) + "#trial",
        tried=set_to == tried,
    )


def _field(scope: Scope, unit: UnitRow, indicator: Indicator, set_to: Mapping[str, float], errors: Mapping[str, str]) -> Field:
    now = _amount(scope, unit, indicator)
    resource = indicator.resource
    step = 1 if resource is None or resource.whole or now >= 100 else 0.1
    name = f"{PREFIX}{indicator.id}"
    return Field(
        name=name,
        label=indicator.short(language()),
        unit=unit_label(resource.unit) if resource else "",
        now=number(now, 0 if now == int(now) else 1),
        value=scope.address[name] if indicator.id in errors else _plain(set_to[indicator.id]) if indicator.id in set_to else _as_shown(now),
        step="any" if now != int(now) else _plain(step),
        slider_max=_plain(math.ceil(max(2 * now, 1.2 * set_to.get(indicator.id, 0.0), 10))),
        error=errors.get(indicator.id, ""),
    )


def _amount(scope: Scope, unit: UnitRow, indicator: Indicator) -> float:
    return float(scope.snapshot.problem.amount[unit.row, scope.axis(indicator.id)])


def _as_shown(now: float) -> str:
    """What a field holds before anybody changed it: a part of what is shared need not be read to the last digit."""
    return _plain(round(now, 1))


def _pupils_field(scope: Scope, unit: UnitRow, set_to: Mapping[str, float], errors: Mapping[str, str]) -> Field:
    name = f"{PREFIX}{PUPILS}"
    return Field(
        name=name,
        label=_("Pupils"),
        unit="",
        now=number(unit.pupils),
        value=scope.address[name] if PUPILS in errors else _plain(set_to.get(PUPILS, unit.pupils)),
        step="1",
        slider_max=_plain(math.ceil(max(2 * unit.pupils, 1.2 * set_to.get(PUPILS, 0.0)))),
        error=errors.get(PUPILS, ""),
    )


def _outcome(scope: Scope, found: WhatIf) -> Outcome:
    row = int(found.changed[0])
    before, after = Verdict(int(found.before.unit[row])), Verdict(int(found.after.unit[row]))
    aspects = tuple(
        aspect for indicator in scope.indicators if (aspect := _aspect(found, row, scope.axis(indicator.id), indicator)) is not None
    )
    coefficients = tuple(
        each
        for indicator in scope.indicators
        if indicator.balance and (each := _coefficient(found, scope.axis(indicator.id), indicator)) is not None
    )
    left = [scope.pack.indicator(each).short(language()) for each in found.left]
    return Outcome(
        mark_before=UNIT_MARK[before],
        word_before=_floors(found.before, row),
        mark_after=UNIT_MARK[after],
        word_after=_floors(found.after, row),
        aspects=aspects,
        coefficients=coefficients,
        left=_("Left as they are: {aspects}").format(aspects=_(", ").join(left)) if left else "",
    )


def _floors(verdicts: Verdicts, row: int) -> str:
    counted = int(verdicts.counted[row].sum())
    if not counted:
        return _("Not judged")
    return _("{reached} of {n} floors").format(reached=int((verdicts.counted[row] & verdicts.reached[row]).sum()), n=counted)


def _aspect(found: WhatIf, row: int, at: int, indicator: Indicator) -> AspectAfter | None:
    before, after = found.before, found.after
    then, now = known(before.problem.value[row, at]), known(after.problem.value[row, at])
    if then is None or now is None or then == now:
        return None
    floor = known(before.floor[row, at])
    return AspectAfter(
        name=indicator.short(language()),
        before=beside_limit(then, floor, indicator.decimals),
        after=beside_limit(now, floor, indicator.decimals),
        mark_before=MARK[Status(int(before.status[row, at]))],
        mark_after=MARK[Status(int(after.status[row, at]))],
    )


def _coefficient(found: WhatIf, at: int, indicator: Indicator) -> CoefficientAfter | None:
    before, after = found.before, found.after
    then, now = known(before.coefficients.cv[0, at]), known(after.coefficients.cv[0, at])
    if then is None or now is None or abs(then - now) < 5e-5:
        return None
    limit = known(before.cv_max[0, at])
    marks = [MARK[Status(int(verdicts.cv_status[0, at]))] for verdicts in (before, after)]
    turned = ""
    if "miss" in marks and "none" not in marks and marks[0] != marks[1]:
        turned = _("now within the limit") if marks[0] == "miss" else _("now above the limit")
    return CoefficientAfter(
        name=indicator.short(language()),
        before=beside_limit(then, limit, 3),
        after=beside_limit(now, limit, 3),
        mark_before=marks[0],
        mark_after=marks[1],
        turned=turned,
    )


def _plain(value: float) -> str:
    """A number as a form field holds it: no separators, no needless zeros."""
    return f"{value:.10g}" if value != int(value) else str(int(value))
