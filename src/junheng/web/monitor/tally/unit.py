"""One unit: what it stated in each period, and what its indicators make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.reports.charts.sparkline import Sparkline, sparkline
from junheng.reports.figure import FigureId
from junheng.reports.holdings import with_value
from junheng.web.format import MISSING, amount, beside_limit, language, number, unit_label
from junheng.web.monitor.figures import linked
from junheng.web.monitor.scope import NotThereError
from junheng.web.monitor.tally.scope import TallyScope

Cell = Callable[[str, str, str, str], SafeString]

#: Characters of a name that have room beside the selectors; a project with a longer one is called by its code there.
LONGEST_CRUMB = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A measure or an indicator over the periods."""

    name: str
    unit: str
    cells: tuple[SafeString, ...]  # one a period
    line: Sparkline | None
    mark: str = ""  # of the newest cell against the floor
    word: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A level of the unit."""

    level: str
    indicators: tuple[Line, ...]
    measures: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TallyUnit:
    """Everything on the page."""

    title: str
    crumb: str
    kind: str
    area: str
    area_href: str
    code: str
    periods: tuple[str, ...]
    blocks: tuple[Block, ...]
    others: str  # the list of all of its kind


def unit_page(scope: TallyScope, code: str) -> TallyUnit:
    """The page of a unit.

    Raises
    ------
    NotThereError
        The release has no such unit.
    """
    known = scope.snapshot.units.get(code)
    if known is None:
        raise NotThereError(
            pgettext("no pupils", "There is no unit {code} in this release").format(code=code),
            pgettext("no pupils", "Look for it by name in the list of units, or choose another release."),
        )
    rows = scope.rows.filter(pl.col("unit") == code)
    periods = tuple(sorted(rows["period"].unique()))
    present = set(rows["level"])
    return TallyUnit(
        title=known["name"],
        crumb=known["name"] if len(known["name"]) <= LONGEST_CRUMB else code,
        kind=scope.kind_name(known["kind"]),
        area=scope.area_name(known["area"]),
        area_href=scope.to("area", known["area"]) if known["area"] in scope.areas else "",
        code=code,
        periods=periods,
        blocks=tuple(_block(scope, rows.filter(pl.col("level") == level), level, periods) for level in scope.levels if level in present),
        others=scope.to("units", kind=known["kind"]),
    )


def _block(scope: TallyScope, rows: pl.DataFrame, level: str, periods: tuple[str, ...]) -> Block:
    unit = str(rows["unit"][0])

    def cell(kind: str, name: str, period: str, shown: str) -> SafeString:
        return format_html("{}", shown) if shown == MISSING else linked(scope, shown, FigureId(kind, unit, level, name, period))

    return Block(
        scope.level_name(level),
        tuple(_indicators(scope, rows, level, periods, cell)),
        tuple(_measures(scope, rows, periods, cell)),
    )


def _indicators(scope: TallyScope, rows: pl.DataFrame, level: str, periods: tuple[str, ...], cell: Cell):
    for indicator in scope.indicators:
        known = dict(with_value(rows, indicator).select("period", "value").iter_rows())
        values = [known.get(period) for period in periods]
        if all(value is None for value in values):
            continue
        limits = [indicator.floor[level].on(scope.snapshot.day(period)) if level in indicator.floor else None for period in periods]
        newest = [(value, limit) for value, limit in zip(values, limits, strict=True) if value is not None and limit is not None]
        mark, word = "", ""
        if newest:
            value, limit = newest[-1]
            reached = value <= limit if indicator.direction == "lower" else value >= limit
            mark, word = ("met", _("Met")) if reached else ("miss", _("Not met"))
        yield Line(
            indicator.name(language()),
            "" if indicator.unit == "1" else unit_label(indicator.unit),
            tuple(
                cell("value", indicator.id, period, beside_limit(value, limit, indicator.decimals))
                for period, value, limit in zip(periods, values, limits, strict=True)
            ),
            sparkline(values, reference=newest[-1][1] if newest else None, better=indicator.direction),
            mark,
            word + (f" {number(newest[-1][1], indicator.decimals)}" if newest else ""),
        )


def _measures(scope: TallyScope, rows: pl.DataFrame, periods: tuple[str, ...], cell: Cell):
    for code, measure in scope.pack.vocabulary.measures.items():
        known = dict(rows.select("period", code).drop_nulls().iter_rows())
        if known:
            values = [known.get(period) for period in periods]
            unit = "" if measure.unit == "1" else unit_label(measure.unit)
            cells = tuple(cell("amount", code, period, amount(value)) for period, value in zip(periods, values, strict=True))
            yield Line(measure.name(language()), unit, cells, sparkline(values))
