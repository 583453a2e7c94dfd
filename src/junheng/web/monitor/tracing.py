"""The trace of one figure as a page shows it: value, formula with its numbers, source, release, rows, command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.packs import Citation
from junheng.reports import Part, Trace, trace
from junheng.reports.figure import FigureError, FigureId
from junheng.tables.schema import ALL_GRADES
from junheng.web.format import language, number, percent, unit_label
from junheng.web.monitor.figures import linked
from junheng.web.monitor.scope import NotThereError, Scope
from junheng.web.monitor.stripped import floor_of

#: Parts and rows that are shown; all of them are in the download.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A figure that went into this one."""

    name: str
    pupils: str
    figure: SafeString
    share: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A cell of a file."""

    file: str
    place: str
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class TracePage:
    """Everything on the page and in the pane."""

    figure: str
    value: str
    unit: str
    what: str
    where: str
    formula: str
    calculation: str
    rounding: str
    indicator: str
    indicator_href: str
    source: str
    article: str
    limit: str
    hash: tuple[str, ...]
    parts: tuple[ShownPart, ...]
    more_parts: int
    shares: bool
    weighed: bool  # by pupils
    rows: tuple[SourceRow, ...]
    more_rows: int
    notes: tuple[str, ...]
    command: str
    back: str
    csv: str


def find_trace(scope: Scope, figure: str) -> Trace:
    """The trace of a figure.

    Raises
    ------
    NotThereError
        No such figure in this release under this pack.
    """
    try:
        return trace(scope.snapshot.release, scope.pack, FigureId.read(figure))
    except FigureError as error:
        raise NotThereError(_("There is no figure {figure}").format(figure=figure), error.text(language())) from error


def trace_page(scope: Scope, figure: str) -> TracePage:
    """Put the page together."""
    found = find_trace(scope, figure)
    rows = found.rows.head(SHOWN)
    unit = "" if found.unit == "1" else unit_label(found.unit)
    return TracePage(
        figure=str(found.figure),
        value=number(found.value, found.decimals),
        unit=unit,
        what=found.name(language()),
        where=scope.place_of(found.subject, found.level(language()), found.figure.period),
        formula=found.formula(language()),
        calculation=found.calculation(language()),
        rounding=_rounding(found),
        indicator="" if found.figure.kind in ("amount", "total", "count") else found.figure.indicator.strip("-"),
        indicator_href=scope.to("indicator", found.figure.indicator)
        if any(i.id == found.figure.indicator for i in scope.indicators)
        else "",
        source=_source(found.source),
        article=found.source.article or "",
        limit=_limit(scope, found),
        hash=tuple(found.release.hash[at : at + 8] for at in range(0, len(found.release.hash), 8)),
        parts=tuple(_part(scope, each) for each in found.parts[:SHOWN]),
        more_parts=max(0, len(found.parts) - SHOWN),
        shares=any(each.share is not None for each in found.parts),
        weighed=any(each.pupils is not None for each in found.parts),
        rows=_rows(scope, rows.iter_rows(named=True)),
        more_rows=max(0, found.rows.height - SHOWN),
        notes=tuple(note(language()) for note in found.notes),
        command=found.command,
        back=_back(scope, found.figure),
        csv=scope.trace(str(found.figure), format="csv"),
    )


def _part(scope: Scope, part: Part) -> ShownPart:
    decimals = {"cv": 4, "amount": _digits(part.value or 0)}.get(part.figure.kind)
    if decimals is None:
        decimals = scope.pack.indicator(part.figure.indicator).decimals + 2
    return ShownPart(
        name=scope.pack.indicator(part.figure.indicator).name(language()) if part.figure.kind == "cv" else part.name,
        pupils=number(part.pupils),
        figure=linked(scope, number(part.value, decimals), part.figure),
        share=percent(part.share, 1),
    )


def _rows(scope: Scope, rows: Iterable[dict[str, Any]]) -> tuple[SourceRow, ...]:
    return tuple(SourceRow(row["file"], _place(row), _what(scope, row), number(row["value"], _digits(row["value"]))) for row in rows)


def _place(row: dict[str, Any]) -> str:
    parts = (
        _("sheet {name}").format(name=row["sheet"]) if row["sheet"] else "",
        _("row {n}").format(n=row["row"]) if row["row"] is not None else "",
        _("column {name}").format(name=row["column"]) if row["column"] else "",
    )
    return " · ".join(part for part in parts if part)


def _what(scope: Scope, row: dict[str, Any]) -> str:
    """Whose figure it is, and of what: a measure by its name, a grade or class by its code."""
    unit = scope.snapshot.units.get(row["unit"])
    measure = scope.pack.vocabulary.measures.get(row["what"]) if row["table"] == "observations" else None
    level = scope.pack.vocabulary.levels.get(row["level"])
    parts = (
        unit["name"] if unit else row["unit"],
        level.name(language()) if level else "",
        measure.name(language()) if measure else _grade(row),
    )
    return " · ".join(part for part in parts if part)


def _grade(row: dict[str, Any]) -> str:
    if row["table"] == "observations":
        return str(row["what"])
    if row["table"] == "classes":
        return _("pupils of class {name}").format(name=row["what"])
    return _("pupils of all grades") if row["what"] == ALL_GRADES else _("pupils of grade {name}").format(name=row["what"])


def _digits(value: float) -> int:
    return next((digits for digits in range(6) if round(value, digits) == value), 6)


def _rounding(found: Trace) -> str:
    if found.value is None:
        return _("It cannot be computed from these rows.")
    if not found.decimals:
        return _("Shown without decimals, rounded half up; judged unrounded")
    return _("Shown with {n} decimals, rounded half up; judged unrounded").format(n=found.decimals)


def _source(citation: Citation) -> str:
    return " ".join(part for part in (citation.title, citation.number) if part)


def _limit(scope: Scope, found: Trace) -> str:
    figure = found.figure
    indicator = next((i for i in scope.indicators if i.id == figure.indicator), None)
    if indicator is None or figure.level != scope.level or figure.period != scope.period:
        return ""
    if figure.kind == "value" and (floor := floor_of(scope, indicator)) is not None:
        sentence = _("ceiling {floor}") if indicator.direction == "lower" else _("floor {floor}")
        return sentence.format(floor=number(floor, _digits(floor)))
    return ""


def _back(scope: Scope, figure: FigureId) -> str:
    if figure.kind in ("value", "amount"):
        return scope.to("unit", figure.subject, level=figure.level, period=figure.period)
    if figure.subject in scope.areas:
        return scope.to("area", figure.subject, level=figure.level, period=figure.period)
    return scope.to("region", level=figure.level, period=figure.period)
