"""The trace annex 数字出处: figure, address, formula, unrounded value, rows of the files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl

from junheng.language import Language
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.figure import FigureError, FigureId, Trace
from junheng.reports.trace import tracer

from .document import Summary

#: Addresses of one figure that the page of traces writes out; trace.json has all.
_SHOWN = 3


@dataclass(frozen=True)
class Entry:
    """One figure of the text, with the traces of what it was made from."""

    place: int  # in the text, from 1
    text: str
    traces: tuple[Trace, ...]
    source: str = ""  # of what no release has

    def cells(self, language: Language) -> tuple[str, ...]:
        """Address, name, formula, unrounded value, number of rows; two traces with a break between."""
        if not self.traces:
            return ("—", self.source or "—", "—", "—", "—")
        shown, more = self.traces[:_SHOWN], len(self.traces) - _SHOWN
        rest = f" … (+{more})" if more > 0 else ""
        return (
            "; ".join(str(each.figure) for each in shown) + rest,
            "; ".join(f"{each.name(language)}（{each.subject}）" for each in self.traces[:1]),
            "; ".join(each.formula(language) for each in self.traces[:1]),
            "; ".join("—" if each.value is None else f"{each.value:.10g}" for each in shown) + rest,
            "; ".join(str(each.rows.height) for each in shown) + rest,
        )


def entries(summary: Summary, release: Release, pack: Pack) -> tuple[Entry, ...]:
    """The entry of every figure, in the order of the text; what stands several times is traced once."""
    trace = tracer(release, pack)

    @cache
    def traced(figure: FigureId) -> Trace | None:
        try:
            return trace(figure)
        except FigureError:
            return None  # the area has no units at that level: the text says that there are no data

    return tuple(
        Entry(place, figure.text, tuple(found for each in figure.made_from if (found := traced(each)) is not None), figure.source)
        for place, figure in enumerate(summary.figures, start=1)
    )


def trace_json(summary: Summary, found: tuple[Entry, ...], *, language: Language) -> bytes:
    """`trace.json`: release, pack, and of every figure what it was made from, down to file, sheet and row."""
    traces = {str(each.figure): each for one in found for each in one.traces}
    rows = _Rows()
    content: dict[str, Any] = {
        "title": summary.title,
        "release": summary.release,
        "pack": summary.pack,
        "text": [_place(one) for one in found],
        "figures": {name: _written(each, language, rows) for name, each in sorted(traces.items())},
        "rows": rows.written,
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _place(one: Entry) -> dict[str, Any]:
    written = {"place": one.place, "text": one.text, "made_from": [str(each.figure) for each in one.traces]}
    return {**written, "source": one.source} if one.source else written


@dataclass
class _Rows:
    """Rows of the files, each written once; a figure names them by number, in runs from … to …."""

    written: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def runs(self, frame: pl.DataFrame) -> list[list[int]]:
        """The numbers of a frame's rows."""
        for key, row in zip(frame.iter_rows(), frame.iter_rows(named=True), strict=True):
            if self.numbers.setdefault(key, len(self.written)) == len(self.written):
                self.written.append(row)
        found: list[list[int]] = []
        for number in sorted(self.numbers[key] for key in frame.iter_rows()):
            if found and found[-1][1] == number - 1:
                found[-1][1] = number
            else:
                found.append([number, number])
        return found


def _written(each: Trace, language: Language, rows: _Rows) -> dict[str, Any]:
    return {
        "name": each.name(language),
        "subject": each.subject,
        "value": each.value,
        "unit": each.unit,
        "formula": each.formula(language),
        "calculation": each.calculation(language),
        "source": " ".join(part for part in (each.source.title, each.source.number, each.source.article) if part),
        "parts": [str(part.figure) for part in each.parts],
        "rows": rows.runs(each.rows),
    }
