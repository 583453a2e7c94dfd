"""The table of coefficients: areas down, indicators across; colour only for exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.packs import Indicator
from junheng.reports.charts.sparkline import Sparkline, sparkline
from junheng.web.format import beside_limit, language, number
from junheng.web.monitor.areas import AreaRow, Cell
from junheng.web.monitor.figures import traced
from junheng.web.monitor.scope import Scope
from junheng.web.tables.order import Column, Head, Order

#: Digits of a coefficient, and of the comprehensive one.
DIGITS = 2
COMPREHENSIVE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A coefficient as it is written."""

    mark: str
    figure: SafeString
    bar: float  # share of the widest
    secondary: bool  # leaves on a phone


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An area as it is written."""

    rank: int | None
    row: AreaRow
    href: str
    cells: tuple[ShownCell, ...]
    comprehensive: SafeString
    overall_mark: str
    line: Sparkline | None
    word: str


@dataclass(frozen=True, slots=True)
class IndicatorHead:
    """The head of an indicator's column."""

    head: Head
    name: str
    secondary: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table."""

    title: str
    about: str
    heads: dict[str, Head]
    indicator_heads: tuple[IndicatorHead, ...]
    rows: tuple[ShownRow, ...]
    total: ShownRow | None
    judged: bool
    ways: tuple[tuple[str, str, bool], ...]  # name, query, chosen: the two usual orders
    many_pupils: bool


def matrix(scope: Scope, rows: Sequence[AreaRow], total: AreaRow | None, *, foremost: str) -> Matrix:
    """The table, in the order that the address asks for.

    Parameters
    ----------
    scope
        Where the reader stands.
    rows
        The compared areas.
    total
        The area that holds them all.
    foremost
        The indicator whose column stays on a phone.
    """
    indicators = _indicators(rows)
    judged = any(row.judged for row in rows)
    columns = _columns(indicators)
    order = Order.read(scope.address["sort"], columns, "compliance" if judged else "-comprehensive")
    heads = {head.name: head for head in order.heads(columns, scope.address.query)}
    widest = max((cell.cv for row in rows for cell in row.cells if cell.cv is not None), default=0.0)
    ordered = order.apply(list(rows), columns, tie=lambda row: row.code)
    ways = (("compliance", _("By compliance")) if judged else ("-comprehensive", _("By difference")), ("area", _("By area")))
    return Matrix(
        title=_title(scope, rows, judged=judged),
        about=_about(scope, rows, len(indicators)),
        heads=heads,
        indicator_heads=tuple(IndicatorHead(heads[f"cv-{i.id}"], i.name(language()), secondary=i.id != foremost) for i in indicators),
        rows=tuple(_shown(scope, row, indicators, rank, widest, foremost) for rank, row in enumerate(ordered, start=1)),
        total=None if total is None else _shown(scope, total, indicators, None, widest, foremost),
        judged=judged,
        ways=tuple((name, scope.address.query(sort=text), order.text == text) for text, name in ways),
        many_pupils=max((row.pupils for row in rows), default=0) >= 10_000,
    )


def word_of(row: AreaRow) -> str:
    """The badge of an area."""
    if not row.judged:
        return ""
    if not row.failing:
        return _("Met")
    return ngettext("{n} short", "{n} short", row.failing).format(n=row.failing)


def shown_coefficient(scope: Scope, code: str, cell: Cell) -> SafeString:
    """A coefficient with its trace; one more digit where rounding would hide the verdict."""
    return traced(scope, beside_limit(cell.cv, cell.limit, DIGITS), "cv", code, cell.indicator.id)


def shown_overall(scope: Scope, row: AreaRow) -> SafeString:
    """The overall coefficient of an area with its trace."""
    return traced(scope, beside_limit(row.comprehensive, row.comprehensive_limit, COMPREHENSIVE_DIGITS), "comprehensive", row.code)


def _indicators(rows: Sequence[AreaRow]) -> tuple[Indicator, ...]:
    seen = {cell.indicator.id: cell.indicator for row in rows for cell in row.cells}
    return tuple(seen.values())


def _columns(indicators: Sequence[Indicator]) -> dict[str, Column[AreaRow]]:
    def coefficient(id: str) -> Column[AreaRow]:  # noqa: A002 (an indicator's id)
        indicator = next(i for i in indicators if i.id == id)

        def key(row: AreaRow) -> float | None:
            cell = row.cell(id)
            return None if cell is None else cell.cv

        return Column(key, indicator.short(language()), first="descending")

    return {
        "compliance": Column(lambda row: row.failing * 1000 + (row.comprehensive or 0.0), _("Verdict")),
        "area": Column(lambda row: row.code, _("Area"), numeric=False),
        "units": Column(lambda row: row.units, pgettext("of the region", "Units"), first="descending"),
        "pupils": Column(lambda row: row.pupils, _("Pupils"), first="descending"),
        **{f"cv-{indicator.id}": coefficient(indicator.id) for indicator in indicators},
        "comprehensive": Column(lambda row: row.comprehensive, _("Overall"), first="descending"),
    }


def _shown(scope: Scope, row: AreaRow, indicators: Sequence[Indicator], rank: int | None, widest: float, foremost: str) -> ShownRow:
    cells = []
    for indicator in indicators:
        cell = row.cell(indicator.id) or Cell(indicator, 0, None, None, None, "none")
        cells.append(
            ShownCell(
                mark=cell.mark if cell.mark in ("near", "miss") else "",
                figure=shown_coefficient(scope, row.code, cell) if cell.cv is not None else SafeString(number(None)),
                bar=0.0 if cell.cv is None or not widest else cell.cv / widest,
                secondary=indicator.id != foremost,
            )
        )
    return ShownRow(
        rank=rank,
        row=row,
        href=scope.to("area", row.code),
        cells=tuple(cells),
        comprehensive=shown_overall(scope, row),
        overall_mark=row.comprehensive_mark if row.comprehensive_mark in ("near", "miss") else "",
        line=sparkline(row.history, width=60, better="lower"),
        word=word_of(row),
    )


def _title(scope: Scope, rows: Sequence[AreaRow], *, judged: bool) -> str:
    if not judged:
        return _("The pack sets no limit: areas ranked by their coefficients")
    failing = [row for row in rows if row.failing]
    if not failing:
        return _("No coefficient is above its limit")
    counts = {i.id: sum(bool(cell and cell.mark == "miss") for cell in (row.cell(i.id) for row in rows)) for i in scope.indicators}
    worst = max(scope.indicators, key=lambda i: counts.get(i.id, 0))
    if not counts.get(worst.id):
        return ngettext(
            "The overall coefficient of {n} area is above the limit",
            "The overall coefficient of {n} areas is above the limit",
            len(failing),
        ).format(n=len(failing))
    return ngettext(
        "{n} area still has coefficients above the limit, most often in {indicator}",
        "{n} areas still have coefficients above the limit, most often in {indicator}",
        len(failing),
    ).format(n=len(failing), indicator=worst.short(language()))


def _about(scope: Scope, rows: Sequence[AreaRow], indicators: int) -> str:
    places = {"level": scope.level_word, "n": indicators, "period": scope.period_name}
    limits = sorted({cell.limit for row in rows for cell in row.cells if cell.limit is not None})
    overall = sorted({row.comprehensive_limit for row in rows if row.comprehensive_limit is not None})
    if limits:
        return _(
            "Pupil-weighted coefficients of variation between units, {level}, {n} indicators, {period}; ▲ above the limit {limit}, "
            "shaded without a mark: within a tenth of it; judged unrounded"
        ).format(**places, limit=_(", ").join(number(limit, DIGITS) for limit in limits))
    if overall:
        return _(
            "Pupil-weighted coefficients of variation between units, {level}, {n} indicators, {period}; "
            "their mean, the overall coefficient, is at most {limit}; judged unrounded"
        ).format(**places, limit=_(", ").join(number(limit, DIGITS) for limit in overall))
    return _("Pupil-weighted coefficients of variation between units, {level}, {n} indicators, {period}").format(**places)
