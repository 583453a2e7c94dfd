"""What changed, as lists: cells, indicators of units, figures of areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.releases.comparison import ABOUT
from junheng.tables.schema import TABLES
from junheng.web.data.comparing import Comparison
from junheng.web.format import language, number
from junheng.web.tables.address import Address
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.order import missing
from junheng.web.tables.table import Empty, Listing, Table

KINDS = ("cells", "values", "figures")
DIGITS = 4
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tab:
    """One of the three lists."""

    name: str
    count: int
    query: str
    current: bool


@dataclass(frozen=True)
class DifferencePage:
    """Everything on the page."""

    comparison: Comparison
    kind: str
    tabs: tuple[Tab, ...]
    listing: Listing[Row]

    @property
    def before(self) -> str:
        """The earlier side."""
        return self.comparison.before.label

    @property
    def after(self) -> str:
        """The later side; a draft has no label."""
        return self.comparison.after.label if self.comparison.after.number else _("draft")


def difference_page(request: HttpRequest, comparison: Comparison, first: str = "cells") -> DifferencePage:
    """Put the page together; `first` is the list that is shown where the address names none."""
    kind = request.GET.get("show", "")
    kinds = KINDS if comparison.pack.vocabulary.has_pupils else KINDS[:1]  # the figures of the others are those of units that are compared
    kind = kind if kind in kinds else kinds[0] if first not in kinds else first
    keep = {name: request.GET[name] for name in ("from", "to") if request.GET.get(name)}
    frames = {"cells": comparison.cells, "values": comparison.values, "figures": comparison.figures}
    names = {"cells": _("Rows and cells"), "values": _("Indicators of units"), "figures": _("Figures of areas")}
    tabs = tuple(Tab(names[each], frames[each].height, Address({**keep, "show": each}).query(), each == kind) for each in kinds)
    table = _cells(comparison) if kind == "cells" else _moved(comparison, kind, names[kind])
    return DifferencePage(comparison, kind, tabs, Listing.of(request, table, frames[kind].to_dicts()))


def _titles() -> dict[str, str]:
    return {name: table.title(language()) for name, table in {**TABLES, **ABOUT}.items()}


def _cells(comparison: Comparison) -> Table[Row]:
    titles = _titles()
    kinds = {
        "added": pgettext("difference", "added"),
        "removed": pgettext("difference", "removed"),
        "changed": pgettext("difference", "changed"),
    }
    present = comparison.cells["table"].unique().to_list()
    tables = {**TABLES, **ABOUT}

    def column(row: Row) -> str:
        return "" if row["column"] is None else tables[row["table"]].column(row["column"]).title(language())

    def cell(row: Row, side: str) -> Cell | str:
        text = row[side] or ""
        return Cell(f"{text[:12]}…", code=True) if row["column"] == "sha256" and text else text

    return Table(
        name="difference",
        title=_("What changed"),
        columns={
            "key": ListColumn(lambda row: row["key"], _("Row"), numeric=False),
            "table": ListColumn(lambda row: titles[row["table"]], _("Table"), numeric=False),
            "kind": ListColumn(lambda row: kinds[row["kind"]], pgettext("difference", "Change"), numeric=False),
            "column": ListColumn(column, _("Column"), numeric=False, secondary=True),
            "before": ListColumn(
                lambda row: row["before"], pgettext("difference", "Before"), numeric=False, shown=lambda row: cell(row, "before")
            ),
            "after": ListColumn(
                lambda row: row["after"], pgettext("difference", "After"), numeric=False, shown=lambda row: cell(row, "after")
            ),
        },
        default="table",
        tie=lambda row: row["key"],
        filters=(
            Filter(
                "table", _("Table"), [(name, titles[name]) for name in titles if name in present], lambda row, value: row["table"] == value
            ),
            Filter("kind", pgettext("difference", "Change"), list(kinds.items()), lambda row, value: row["kind"] == value),
        ),
        search=lambda row: (row["key"], row["before"], row["after"]),
        search_label=_("Code or value"),
        empty=Empty(_("The two have the same content")),
    )


def _moved(comparison: Comparison, kind: str, title: str) -> Table[Row]:
    release, pack = comparison.after, comparison.pack
    subject = "unit" if kind == "values" else "area"
    source = release.tables["units" if kind == "values" else "areas"]
    names = dict(zip(source[subject].to_list(), source["name"].to_list(), strict=True))
    indicators = {indicator.id: indicator.short(language()) for indicator in pack.indicators}
    levels = {code: level.name(language()) for code, level in pack.vocabulary.levels.items()}
    figures = {
        "value": _("Value"),
        "units": _("Units"),
        "mean": _("Mean"),
        "cv": _("Coefficient of variation"),
        "gini": _("Gini"),
        "theil_t": _("Theil T"),
        "theil_l": _("Theil L"),
    }

    def shown(value: float | None) -> str:
        return number(value, 0 if value is not None and value == int(value) else DIGITS) if not missing(value) else number(None)

    def change(row: Row) -> float | None:
        return None if missing(row["before"]) or missing(row["after"]) else row["after"] - row["before"]

    present = (comparison.values if kind == "values" else comparison.figures)["figure"].unique().to_list()
    return Table(
        name="difference",
        title=title,
        columns={
            "subject": ListColumn(
                lambda row: names.get(row[subject], row[subject]),
                pgettext("of the region", "Unit") if kind == "values" else _("Area"),
                numeric=False,
            ),
            "indicator": ListColumn(lambda row: indicators.get(row["indicator"], row["indicator"]), _("Indicator"), numeric=False),
            "level": ListColumn(lambda row: levels.get(row["level"], row["level"]), _("Level"), numeric=False, secondary=True),
            "period": ListColumn(lambda row: row["period"], _("Period"), numeric=False, secondary=True),
            "figure": ListColumn(lambda row: figures[row["figure"]], _("Figure"), numeric=False, extra=kind == "values"),
            "before": ListColumn(lambda row: row["before"], pgettext("difference", "Before"), shown=lambda row: shown(row["before"])),
            "after": ListColumn(lambda row: row["after"], pgettext("difference", "After"), shown=lambda row: shown(row["after"])),
            "change": ListColumn(change, _("Difference"), first="descending", secondary=True, shown=lambda row: Cell(shown(change(row)))),
            "code": ListColumn(
                lambda row: row[subject], _("Code"), numeric=False, extra=True, shown=lambda row: Cell(row[subject], code=True)
            ),
        },
        default="subject",
        tie=lambda row: f"{row[subject]} {row['indicator']} {row['period']}",
        filters=(
            Filter(
                "figure",
                _("Figure"),
                [(name, figures[name]) for name in figures if name in present],
                lambda row, value: row["figure"] == value,
            ),
            Filter("indicator", _("Indicator"), list(indicators.items()), lambda row, value: row["indicator"] == value),
        ),
        search=lambda row: (names.get(row[subject]), row[subject]),
        empty=Empty(_("No figure moved"), _("What changed is in none of the pack's indicators.")),
    )
