"""What the region needs at least to comply: areas down, indicators across, each total with its proof."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from junheng.web.format import amount, language, number, unit_label
from junheng.web.monitor.areas import area_rows
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.shortage import Shortage, shortages


@dataclass(frozen=True, slots=True)
class NeedColumn:
    """One indicator."""

    name: str
    title: str
    unit: str
    total: str
    proof: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class NeedCell:
    """One area's least total."""

    total: str
    note: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One area."""

    name: str
    href: str
    cells: tuple[NeedCell, ...]


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """Everything on the page."""

    title: str
    about: str
    columns: tuple[NeedColumn, ...]
    lines: tuple[NeedLine, ...]


def needs_page(scope: Scope) -> NeedsPage:
    """Put the page together."""
    found = tuple(each for each in shortages(scope) if each.total)
    rows = [row for row in area_rows(scope) if any((need := each.by_area.get(row.code)) and need.total for each in found)]
    rows.sort(key=lambda row: (-sum(_share(each, row.code) for each in found), row.code))
    return NeedsPage(
        title=_title(found, len(rows)),
        about=_("Least additions in whole units, {level}, {period}: every unit reaches its floors and every coefficient its limit").format(
            level=scope.level_word, period=scope.period_name
        ),
        columns=tuple(_column(scope, each) for each in found),
        lines=tuple(
            NeedLine(row.name, scope.to("area", row.code) + "#needs", tuple(_cell(each, row.code) for each in found)) for row in rows
        ),
    )


def frame_of(scope: Scope) -> pl.DataFrame:
    """Every unit that gets something, as the engine states it."""
    table = scope.snapshot.additions.additions_table()
    return table.filter(pl.col("level") == scope.level, pl.col("period") == scope.period)


def _column(scope: Scope, each: Shortage) -> NeedColumn:
    return NeedColumn(
        name=each.indicator.name(language()),
        title=each.indicator.short(language()),
        unit=unit_label(each.unit),
        total=amount(each.total),
        proof=_("proven least") if not each.gap else _("gap {gap}").format(gap=number(each.gap)),
        chosen=each.indicator.id == scope.address["indicator"],
    )


def _cell(each: Shortage, code: str) -> NeedCell:
    need = each.by_area.get(code)
    if need is None or not need.total:
        return NeedCell("", "")
    return NeedCell(number(need.total), _("gap {gap}").format(gap=number(need.gap)) if need.gap else "")


def _share(each: Shortage, code: str) -> float:
    need = each.by_area.get(code)
    return need.total / each.total if need else 0.0


def _title(found: tuple[Shortage, ...], areas: int) -> str:
    if not found:
        return _("Nothing has to be added")
    most = max(found, key=lambda each: each.share)
    return _("{areas} areas fall short, most of all in {indicator}: at least {total} {unit}").format(
        areas=areas, indicator=most.indicator.short(language()), total=amount(most.total), unit=unit_label(most.unit)
    )
