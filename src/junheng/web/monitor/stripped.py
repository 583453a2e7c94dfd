"""The dots of one indicator, with the words and links around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.packs import Indicator
from junheng.reports.charts.strip import Group, Point, Row, Strip, strip
from junheng.web.format import language, number, percent, unit_label
from junheng.web.monitor.areas import known, mean, rows_of
from junheng.web.monitor.figures import listed
from junheng.web.monitor.scope import Scope


@dataclass(frozen=True, slots=True)
class StripRow:
    """One area's dots with what is written beside them."""

    row: Row
    href: str
    label: str
    count: SafeString


@dataclass(frozen=True, slots=True)
class StripPanel:
    """The panel: finding, picture, and what the foot says."""

    indicator: Indicator
    title: str
    about: str
    strip: Strip
    rows: tuple[StripRow, ...]
    more: int
    unit: str
    floor_label: str
    count_title: str
    clipped: str
    label: str


def strip_panel(scope: Scope, indicator: Indicator, areas: Sequence[str], *, most: int | None = None) -> StripPanel:
    """Every unit of the areas as a dot, worst area first; `most` areas at most, and how many more there are."""
    floor = floor_of(scope, indicator)
    lower = indicator.direction == "lower"
    drawn = strip([_group(scope, indicator, code) for code in areas], floor=floor, lower_is_better=lower)
    unit = unit_label(indicator.unit)
    beyond = _("above the ceiling") if lower else _("below the floor")
    return StripPanel(
        indicator=indicator,
        title=_title(drawn, indicator, floor, lower=lower),
        about=_about(scope, indicator, drawn.units, judged=floor is not None),
        strip=drawn,
        rows=tuple(_row(scope, indicator, row, judged=floor is not None) for row in drawn.rows[:most]),
        more=0 if most is None else max(0, len(drawn.rows) - most),
        unit=unit,
        floor_label=""
        if floor is None
        else (_("Ceiling {value} {unit}") if lower else _("Floor {value} {unit}")).format(value=plain(floor, indicator), unit=unit),
        count_title=(_("Above the ceiling") if lower else _("Below the floor"))
        if floor is not None
        else pgettext("of the region", "Units"),
        clipped=""
        if not drawn.clipped
        else ngettext(
            "{n} unit above {limit} {unit} is drawn at the right edge",
            "{n} units above {limit} {unit} are drawn at the right edge",
            drawn.clipped,
        ).format(n=drawn.clipped, limit=plain(drawn.axis.high, indicator), unit=unit),
        label=_("{indicator}: {below} of {units} units {beyond}").format(
            indicator=indicator.name(language()), below=drawn.below, units=drawn.units, beyond=beyond
        )
        if floor is not None
        else _("{indicator}: {units} units in {areas} areas").format(
            indicator=indicator.name(language()), units=drawn.units, areas=len(drawn.rows)
        ),
    )


def plain(value: float, indicator: Indicator) -> str:
    """A floor or an axis end with no more digits than it needs."""
    digits = next((digits for digits in range(indicator.decimals) if round(value, digits) == value), indicator.decimals)
    return number(value, digits)


def floor_of(scope: Scope, indicator: Indicator) -> float | None:
    """The floor in force at the scope's level and period (a ceiling, where lower is better)."""
    problem = scope.snapshot.problem
    norms = scope.snapshot.verdicts.norms
    return known(norms.floor[problem.levels.index(scope.level), problem.periods.index(scope.period), scope.axis(indicator.id)])


def shortfalls(scope: Scope) -> dict[str, int]:
    """How many units miss each indicator's floor."""
    rows, verdicts = rows_of(scope), scope.snapshot.verdicts
    missed = verdicts.judged[rows] & ~verdicts.reached[rows] & (scope.snapshot.problem.value[rows] == scope.snapshot.problem.value[rows])
    return {indicator.id: int(missed[:, scope.axis(indicator.id)].sum()) for indicator in scope.indicators}


def _group(scope: Scope, indicator: Indicator, code: str) -> Group:
    problem, verdicts, axis = scope.snapshot.problem, scope.snapshot.verdicts, scope.axis(indicator.id)
    rows = rows_of(scope, code)
    points = tuple(
        Point(problem.units[unit], problem.unit_name(unit), value, judged and not reached)
        for unit, value, judged, reached in zip(
            problem.unit[rows].tolist(),
            problem.value[rows, axis].tolist(),
            verdicts.judged[rows, axis].tolist(),
            verdicts.reached[rows, axis].tolist(),
            strict=True,
        )
        if value == value
    )
    return Group(code, scope.area_name(code), points, mean(scope, code, indicator.id, scope.period))


def _row(scope: Scope, indicator: Indicator, row: Row, *, judged: bool) -> StripRow:
    href = scope.to("indicator", indicator.id, area=row.area)
    if not judged:
        return StripRow(
            row,
            href,
            _("{area}: {units} units, mean {mean}").format(area=row.name, units=row.units, mean=number(row.mean, indicator.decimals)),
            listed(number(row.units), href),
        )
    return StripRow(
        row=row,
        href=href,
        label=_("{area}: {below} of {units} units on the wrong side, mean {mean}").format(
            area=row.name, below=row.below, units=row.units, mean=number(row.mean, indicator.decimals)
        ),
        count=listed(f"{row.below} / {row.units}", scope.to("indicator", indicator.id, area=row.area, below="1")),
    )


def _title(drawn: Strip, indicator: Indicator, floor: float | None, *, lower: bool) -> str:
    short = indicator.short(language())
    if floor is None:
        if len(drawn.rows) < 2:
            return indicator.name(language())
        worst, best = drawn.rows[0], drawn.rows[-1]
        return _("{indicator}: least in {worst}, most in {best}").format(
            indicator=short, worst=best.name if lower else worst.name, best=worst.name if lower else best.name
        )
    if not drawn.below:
        return _("{indicator}: every unit meets the standard").format(indicator=short)
    share = drawn.below / drawn.units
    return ngettext(
        "{indicator}: {n} of {units} units falls short, {share}", "{indicator}: {n} of {units} units fall short, {share}", drawn.below
    ).format(indicator=short, n=drawn.below, units=drawn.units, share=percent(share))


def _about(scope: Scope, indicator: Indicator, units: int, *, judged: bool) -> str:
    sentence = (
        _("{indicator}, each dot a unit ({units}), {level}, {period}; areas by the share that falls short; black line: mean of the area")
        if judged
        else _("{indicator}, each dot a unit ({units}), {level}, {period}; areas by their mean (black line)")
    )
    return sentence.format(indicator=indicator.name(language()), units=units, level=scope.level_word, period=scope.period_name)
