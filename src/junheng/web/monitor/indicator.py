"""One indicator: every unit as a dot, what the differences consist of, how they went, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.engines.balance import Status
from junheng.packs import Indicator
from junheng.web.format import beside_limit, language, number, percent, unit_label
from junheng.web.monitor.areas import area_row, area_rows, known, topmost
from junheng.web.monitor.composition import Composition, composition
from junheng.web.monitor.figures import traced
from junheng.web.monitor.filtering import category_filters, words_of
from junheng.web.monitor.readings import disagreements, readings
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.stripped import StripPanel, floor_of, plain, strip_panel
from junheng.web.monitor.units import UnitRow, unit_rows
from junheng.web.monitor.verdict import MARK
from junheng.web.monitor.yearly import Lines, lines
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Listing, Table


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its value of the indicator."""

    unit: UnitRow
    value: float | None
    share: float | None  # of the floor
    part: float | None  # of the squared coefficient of its area
    mark: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name."""

    name: str
    figure: SafeString | str
    unit: str = ""


@dataclass(frozen=True)
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
    listing: Listing[Measured]


def indicator_page(request: HttpRequest, scope: Scope, indicator: Indicator) -> IndicatorPage:
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
        listing=listing(request, scope, indicator),
    )


def frame_of(scope: Scope, indicator: Indicator, rows: Sequence[Measured]) -> pl.DataFrame:
    """The list as a file has it: the rows that the filters leave, in the order shown, unrounded."""
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


def listing(request: HttpRequest, scope: Scope, indicator: Indicator) -> Listing[Measured]:
    """Every unit to which the indicator applies."""
    rows = measured(scope, indicator, unit_rows(scope, scope.area))
    floor = floor_of(scope, indicator)
    below = _("Above the ceiling only") if indicator.direction == "lower" else _("Below the floor only")
    only_below: Filter[Measured] = Filter(
        "below",
        _("Floor"),
        [("1", below)],
        lambda row, _value: row.mark in ("near", "miss") and not _reached(scope, indicator, row),
    )
    table = Table(
        name="units",
        title=_("Every unit"),
        columns=_columns(scope, indicator, floor),
        default="value",
        tie=lambda row: row.unit.code,
        filters=(*category_filters(scope, rows, lambda row: row.unit), *(() if floor is None else (only_below,))),
        search=lambda row: (row.unit.name, row.unit.code),
        href=lambda row: scope.to("unit", row.unit.code),
    )
    return Listing.of(request, table, rows, scope.address)


def _reached(scope: Scope, indicator: Indicator, row: Measured) -> bool:
    return bool(scope.snapshot.verdicts.reached[row.unit.row, scope.axis(indicator.id)])


def _columns(scope: Scope, indicator: Indicator, floor: float | None) -> dict[str, ListColumn[Measured]]:
    def value(row: Measured) -> Cell | str:
        if row.value is None:
            return number(None)
        return Cell(traced(scope, beside_limit(row.value, floor, indicator.decimals), "value", row.unit.code, indicator.id))

    columns: dict[str, ListColumn[Measured]] = {
        "name": ListColumn(lambda row: row.unit.name, pgettext("of the region", "Unit"), numeric=False),
        "area": ListColumn(lambda row: scope.area_name(row.unit.area), _("Area"), numeric=False),
    }
    if any(scope.snapshot.problem.settings):
        columns["setting"] = ListColumn(
            lambda row: row.unit.setting,
            _("Setting"),
            numeric=False,
            secondary=True,
            shown=lambda row: words_of("setting", row.unit.setting),
        )
    columns["pupils"] = ListColumn(lambda row: row.unit.pupils, _("Pupils"), first="descending", secondary=True)
    columns["value"] = ListColumn(lambda row: row.value, _("Value"), shown=value)
    if floor is not None:
        columns["share"] = ListColumn(lambda row: row.share, _("Of the floor"), shown=lambda row: percent(row.share))
    columns["part"] = ListColumn(
        lambda row: row.part, _("Share of the coefficient"), first="descending", secondary=True, shown=lambda row: percent(row.part, 1)
    )
    if floor is not None:
        columns["verdict"] = ListColumn(
            lambda row: row.mark, _("Verdict"), numeric=False, sortable=False, shown=lambda row: Cell("", mark=row.mark)
        )
    columns["code"] = ListColumn(
        lambda row: row.unit.code, _("Code"), numeric=False, extra=True, shown=lambda row: Cell(row.unit.code, code=True)
    )
    return columns


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
