"""All units that have rows in a period, by kind; with one kind chosen, or one indicator, its figures stand beside the names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.packs import Indicator
from junheng.reports.figure import FigureId
from junheng.reports.holdings import with_value
from junheng.web.format import MISSING, amount, beside_limit, language, number, unit_label
from junheng.web.monitor.tally.scope import TallyScope
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Listing, Table

#: Columns of figures that are shown at once; the others can be chosen.
SHOWN = 5

Row = dict[str, Any]


@dataclass(frozen=True)
class TallyList:
    """Everything on the page."""

    title: str
    lead: str
    listing: Listing[Row]


def unit_list(request: HttpRequest, scope: TallyScope) -> TallyList:
    """Put the list of units together."""
    everyone = scope.held()
    kind = scope.address["kind"]
    mine = everyone.filter(pl.col("kind") == kind) if kind else everyone
    for indicator in scope.indicators:
        values = with_value(mine, indicator).select("unit", "level", pl.col("value").alias(f"={indicator.id}"))
        mine = mine.join(values, on=["unit", "level"], how="left", maintain_order="left")
    what = scope.kind_name(kind) if kind else _("units")
    return TallyList(
        title=_("{where}, {period}: {n} {what}").format(
            where=scope.where, period=scope.period, n=number(mine["unit"].n_unique()), what=what
        ),
        lead="" if kind else _("Choose a kind, and its figures stand beside the names."),
        listing=Listing.of(request, _table(scope, everyone, _figures(scope, mine) if kind else {}), mine.to_dicts(), scope.address),
    )


def indicator_list(request: HttpRequest, scope: TallyScope, indicator: Indicator) -> TallyList:
    """Put the list of the units of one indicator together, the lowest first where more is better."""
    rows = with_value(scope.held(), indicator).drop_nulls("value")
    column = f"={indicator.id}"
    mine = rows.rename({"value": column})
    default = f"-{column}" if indicator.direction == "lower" else column
    figures = {column: _of_indicator(scope, indicator)} | ({"verdict": _verdict(scope, indicator)} if indicator.floor else {})
    table = _table(scope, rows, figures, default=default)
    words = indicator.formula.in_words(lambda name: scope.pack.vocabulary.measures[name].name, language())
    return TallyList(
        title=_("{indicator} of {n} units, {where}, {period}").format(
            indicator=indicator.name(language()), n=number(mine.height), where=scope.where, period=scope.period
        ),
        lead=words,
        listing=Listing.of(request, table, mine.to_dicts(), scope.address),
    )


def _table(scope: TallyScope, rows: pl.DataFrame, figures: dict[str, ListColumn[Row]], *, default: str = "kind") -> Table[Row]:
    present = set(rows["kind"].unique())
    kinds = [(code, kind.name(language())) for code, kind in scope.pack.vocabulary.unit_kinds.items() if code in present]
    return Table(
        name="units",
        title=pgettext("no pupils", "Units"),
        columns={**_columns(scope), **figures},
        default=default,
        tie=lambda row: (row["unit"], row["level"]),
        filters=(
            Filter("area", _("Area"), [(code, scope.area_name(code)) for code in scope.areas]),
            Filter("kind", pgettext("of a unit", "Kind"), kinds, lambda row, value: row["kind"] == value),
        ),
        search=lambda row: (row["name"], row["unit"]),
        href=lambda row: scope.to("unit", row["unit"]),
    )


def _columns(scope: TallyScope) -> dict[str, ListColumn[Row]]:
    return {
        "name": ListColumn(lambda row: row["name"], pgettext("no pupils", "Unit"), numeric=False),
        "kind": ListColumn(lambda row: scope.kind_name(row["kind"]), pgettext("of a unit", "Kind"), numeric=False, secondary=True),
        "area": ListColumn(lambda row: scope.area_name(row["area"]), _("Area"), numeric=False),
        "level": ListColumn(lambda row: scope.level_name(row["level"]), pgettext("no pupils", "Level"), numeric=False, secondary=True),
        "code": ListColumn(lambda row: row["unit"], _("Code"), numeric=False, extra=True, shown=lambda row: Cell(row["unit"], code=True)),
    }


def _figures(scope: TallyScope, rows: pl.DataFrame) -> dict[str, ListColumn[Row]]:
    """Columns of what the rows state: indicators, then measures."""
    found = {f"={indicator.id}": _of_indicator(scope, indicator) for indicator in scope.indicators if rows[f"={indicator.id}"].count()}
    for code, measure in scope.pack.vocabulary.measures.items():
        if rows[code].count():
            found[code] = ListColumn(
                lambda row, code=code: row[code],
                _titled(measure.name(language()), measure.unit),
                first="descending",
                shown=lambda row, code=code: _traced(scope, row, "amount", code, amount(row[code])),
                extra=len(found) >= SHOWN,
                secondary=bool(found),
            )
    return found


def _of_indicator(scope: TallyScope, indicator: Indicator) -> ListColumn[Row]:
    def shown(row: Row) -> Cell:
        value, limit = row[f"={indicator.id}"], _floor(scope, indicator, row)
        plain = _traced(scope, row, "value", indicator.id, beside_limit(value, limit, indicator.decimals))
        return plain if limit is None else replace(plain, under=_("floor {floor}").format(floor=number(limit, indicator.decimals)))

    return ListColumn(
        lambda row: row[f"={indicator.id}"], _titled(indicator.short(language()), indicator.unit), first="descending", shown=shown
    )


def _verdict(scope: TallyScope, indicator: Indicator) -> ListColumn[Row]:
    def reached(row: Row) -> bool | None:
        value, limit = row[f"={indicator.id}"], _floor(scope, indicator, row)
        if value is None or limit is None:
            return None
        return bool(value <= limit if indicator.direction == "lower" else value >= limit)

    words = {True: Cell(_("Met"), mark="met"), False: Cell(_("Not met"), mark="miss"), None: Cell("")}
    return ListColumn(reached, _("Verdict"), numeric=False, sortable=False, shown=lambda row: words[reached(row)])


def _floor(scope: TallyScope, indicator: Indicator, row: Row) -> float | None:
    floor = indicator.floor.get(row["level"])
    return None if floor is None else floor.on(scope.snapshot.day(scope.period))


def _traced(scope: TallyScope, row: Row, kind: str, name: str, text: str) -> Cell:
    """A figure of a row with the way to its trace."""
    figure = FigureId(kind, row["unit"], row["level"], name, scope.period)
    return Cell(text) if text == MISSING else Cell(text, href=scope.trace(str(figure)))


def _titled(name: str, unit: str) -> str:
    return name if unit == "1" else _("{name} ({unit})").format(name=name, unit=unit_label(unit))
