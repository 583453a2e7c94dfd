"""One indicator: every unit as a dot, what the differences consist of, how they went, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.engines.balance import Status
from junheng.packs import Indicator
from junheng.web.format import beside_limit, language, number, percent, unit_label
from junheng.web.monitor.areas import area_row, area_rows, known, topmost
from junheng.web.monitor.composition import Composition, composition
from junheng.web.monitor.figures import traced
from junheng.web.monitor.filtering import PageLink, Select, category_selects, fitting_units, page_of, words_of
from junheng.web.monitor.readings import disagreements, readings
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.stripped import StripPanel, floor_of, plain, strip_panel
from junheng.web.monitor.units import UnitRow, unit_rows
from junheng.web.monitor.verdict import MARK
from junheng.web.monitor.yearly import Lines, lines
from junheng.web.tables.order import Column, Head, Order


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its value of the indicator."""

    unit: UnitRow
    value: float | None
    share: float | None  # of the floor
    part: float | None  # of the squared coefficient of its area
    mark: str


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A row of the table as it is written."""

    measured: Measured
    href: str
    area: str
    setting: str
    ownership: str
    value: SafeString
    share: str
    part: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The table with its filters, heads and pages."""

    selects: tuple[Select, ...]
    heads: dict[str, Head]
    rows: tuple[ShownUnit, ...]
    pages: tuple[PageLink, ...]
    count: str
    fields: tuple[tuple[str, str], ...]
    query: str
    only_below: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name."""

    name: str
    figure: SafeString | str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything on the page."""

    indicator: Indicator
    title: str
    lead: str
    facts: tuple[Fact, ...]
    strip: StripPanel
    lines: Lines | None
    parts: Composition | None
    readings: tuple[str, ...]
    disagreements: tuple[str, ...]
    table: UnitTable
    judged: bool
    below_label: str
    settings: bool  # the region states them


def indicator_page(scope: Scope, indicator: Indicator) -> IndicatorPage:
    """Put the page together."""
    rows = area_rows(scope)
    floor = floor_of(scope, indicator)
    shown = (scope.area,) if scope.area else tuple(row.code for row in rows)
    return IndicatorPage(
        indicator=indicator,
        title=indicator.name(language()),
        lead=_lead(scope, indicator, floor),
        facts=_facts(scope, indicator),
        strip=strip_panel(scope, indicator, shown),
        lines=lines(scope, indicator, scope.area or topmost(scope) or (rows[0].code if len(rows) == 1 else None)),
        parts=composition(scope, indicator),
        readings=readings(scope, indicator),
        disagreements=disagreements(scope, indicator),
        settings=any(scope.snapshot.problem.settings),
        table=_table(scope, indicator, judged=floor is not None),
        judged=floor is not None,
        below_label="" if floor is None else _("Above the ceiling only") if indicator.direction == "lower" else _("Below the floor only"),
    )


def frame_of(scope: Scope, indicator: Indicator) -> pl.DataFrame:
    """The table of the page as data: the rows that the filters leave, in the order shown, unrounded."""
    rows = _ordered(scope, _wanted(scope, indicator), _columns(scope, judged=True))
    floor = floor_of(scope, indicator)
    return pl.DataFrame(
        [
            {
                "unit": row.unit.code,
                "name": row.unit.name,
                "area": row.unit.area,
                "area_name": scope.area_name(row.unit.area),
                "level": scope.level,
                "period": scope.period,
                "setting": row.unit.setting,
                "ownership": row.unit.ownership,
                "pupils": row.unit.pupils,
                "indicator": indicator.id,
                "value": row.value,
                "unit_of_value": indicator.unit,
                "floor": floor,
                "share_of_floor": row.share,
                "meets": None if row.mark == "none" else row.mark == "met",
                "part_of_cv": row.part,
            }
            for row in rows
        ],
        schema={
            **dict.fromkeys(("unit", "name", "area", "area_name", "level", "period", "setting", "ownership"), pl.String()),
            "pupils": pl.Int64(),
            "indicator": pl.String(),
            "value": pl.Float64(),
            "unit_of_value": pl.String(),
            **dict.fromkeys(("floor", "share_of_floor"), pl.Float64()),
            "meets": pl.Boolean(),
            "part_of_cv": pl.Float64(),
        },
    )


def measured(scope: Scope, indicator: Indicator, units: Sequence[UnitRow]) -> list[Measured]:
    """Units with their values; those to which the indicator does not apply are left out."""
    problem, verdicts, axis = scope.snapshot.problem, scope.snapshot.verdicts, scope.axis(indicator.id)
    applies = scope.snapshot.applies[:, axis]
    return [
        Measured(
            unit=unit,
            value=known(problem.value[unit.row, axis]),
            share=known(verdicts.share[unit.row, axis]),
            part=known(verdicts.coefficients.part[unit.row, axis]),
            mark=MARK[Status(int(verdicts.status[unit.row, axis]))],
        )
        for unit in units
        if applies[unit.row]
    ]


def _wanted(scope: Scope, indicator: Indicator) -> list[Measured]:
    rows = measured(scope, indicator, fitting_units(scope, unit_rows(scope, scope.area)))
    return [row for row in rows if row.mark in ("near", "miss") and not _reached(scope, indicator, row)] if scope.address["below"] else rows


def _reached(scope: Scope, indicator: Indicator, row: Measured) -> bool:
    return bool(scope.snapshot.verdicts.reached[row.unit.row, scope.axis(indicator.id)])


def _columns(scope: Scope, *, judged: bool) -> dict[str, Column[Measured]]:
    columns: dict[str, Column[Measured]] = {
        "name": Column(lambda row: row.unit.name, pgettext("of the region", "Unit"), numeric=False),
        "area": Column(lambda row: scope.area_name(row.unit.area), _("Area"), numeric=False),
        "setting": Column(lambda row: row.unit.setting, _("Setting"), numeric=False),
        "pupils": Column(lambda row: row.unit.pupils, _("Pupils"), first="descending"),
        "value": Column(lambda row: row.value, _("Value")),
        "part": Column(lambda row: row.part, _("Share of the coefficient"), first="descending"),
    }
    if judged:
        columns["share"] = Column(lambda row: row.share, _("Of the floor"))
    return columns


def _ordered(scope: Scope, rows: list[Measured], columns: dict[str, Column[Measured]]) -> list[Measured]:
    return Order.read(scope.address["sort"], columns, "value").apply(rows, columns, tie=lambda row: row.unit.code)


def _table(scope: Scope, indicator: Indicator, *, judged: bool) -> UnitTable:
    columns = _columns(scope, judged=judged)
    everyone = unit_rows(scope, scope.area)
    wanted = _ordered(scope, _wanted(scope, indicator), columns)
    page, pages = page_of(scope, wanted)
    floor = floor_of(scope, indicator)
    order = Order.read(scope.address["sort"], columns, "value")
    return UnitTable(
        selects=category_selects(scope, everyone),
        heads={head.name: head for head in order.heads(columns, scope.address.query)},
        rows=tuple(_shown(scope, indicator, row, floor) for row in page.object_list),
        pages=pages,
        count=_("{first}–{last} of {n} units").format(first=page.start_index(), last=page.end_index(), n=number(len(wanted)))
        if wanted
        else _("No unit fits these filters"),
        fields=scope.address.fields("area", "setting", "ownership", "q", "below", "page", "format"),
        query=scope.address["q"],
        only_below=bool(scope.address["below"]),
    )


def _shown(scope: Scope, indicator: Indicator, row: Measured, floor: float | None) -> ShownUnit:
    return ShownUnit(
        measured=row,
        href=scope.to("unit", row.unit.code),
        area=scope.area_name(row.unit.area),
        setting=words_of("setting", row.unit.setting),
        ownership=words_of("ownership", row.unit.ownership),
        value=SafeString(number(None))
        if row.value is None
        else traced(scope, beside_limit(row.value, floor, indicator.decimals), "value", row.unit.code, indicator.id),
        share=percent(row.share),
        part=percent(row.part, 1),
    )


def _lead(scope: Scope, indicator: Indicator, floor: float | None) -> str:
    unit = unit_label(indicator.unit)
    places = {"unit": unit, "level": scope.level_word, "period": scope.period_name}
    if floor is None:
        return _("{unit}, {level}, {period}. The pack sets no floor for it.").format(**places)
    sentence = (
        _("At most {floor} {unit} in {level}, {period}.")
        if indicator.direction == "lower"
        else _("At least {floor} {unit} in {level}, {period}.")
    )
    return sentence.format(floor=plain(floor, indicator), **places)


def _facts(scope: Scope, indicator: Indicator) -> tuple[Fact, ...]:
    code = scope.area or topmost(scope)
    if code is None:
        rows = area_rows(scope)
        code = rows[0].code if len(rows) == 1 else None
    row = area_row(scope, code) if code else None
    cell = row.cell(indicator.id) if row else None
    if row is None or cell is None:
        return ()
    group = scope.snapshot.groups[row.code, scope.level, scope.period]
    spread, axis = scope.snapshot.result.spread, scope.axis(indicator.id)

    def fact(kind: str, name: str, value: float | None, digits: int, unit: str = "") -> Fact:
        return Fact(name, traced(scope, number(value, digits), kind, row.code, indicator.id), unit)

    missing = int(scope.snapshot.result.missing[group, axis])
    return (
        fact("mean", _("mean"), cell.mean, indicator.decimals, unit_label(indicator.unit)),
        fact("cv", _("coefficient of variation"), cell.cv, 3),
        fact("cv_unweighted", _("unweighted"), known(spread.cv_unweighted[group, axis]), 3),
        fact("gini", _("Gini"), known(spread.gini[group, axis]), 3),
        fact("theil_t", _("Theil T"), known(spread.theil_t[group, axis]), 3),
        fact("units", pgettext("of the region", "units"), cell.units, 0),
        *((Fact(_("without a value"), number(missing)),) if missing else ()),
    )
