"""The trace annex 数字出处: figure, address, formula, unrounded value, rows of the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
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
    traces = dict(sorted(traces.items()))
    rows, runs = _numbered(traces)
    content: dict[str, Any] = {
        "title": summary.title,
        "release": summary.release,
        "pack": summary.pack,
        "text": [_place(one) for one in found],
        "figures": {name: _written(each, language, runs.get(name, [])) for name, each in traces.items()},
        "rows": rows,
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _place(one: Entry) -> dict[str, Any]:
    written = {"place": one.place, "text": one.text, "made_from": [str(each.figure) for each in one.traces]}
    return {**written, "source": one.source} if one.source else written


def _numbered(traces: Mapping[str, Trace]) -> tuple[list[dict[str, Any]], Mapping[str, list[list[int]]]]:
    """Every row of the files once, and of each figure the numbers of its rows, in runs from … to …."""
    frames = [each.rows.with_columns(figure=pl.lit(name)) for name, each in traces.items() if each.rows.height]
    if not frames:
        return [], {}
    every = pl.concat(frames)
    columns = [column for column in every.columns if column != "figure"]
    rows = every.select(columns).unique(maintain_order=True)
    numbers = every.join(rows.with_row_index("number"), on=columns, nulls_equal=True).unique(["figure", "number"]).sort("figure", "number")
    # Numbers that follow each other keep the same distance from their place among the figure's own.
    run = (pl.col("number").cast(pl.Int64) - pl.int_range(pl.len()).over("figure")).alias("run")
    ends = numbers.group_by("figure", run, maintain_order=True).agg(
        pl.col("number").min().alias("first"), pl.col("number").max().alias("last")
    )
    found: dict[str, list[list[int]]] = {}
    for name, first, last in ends.select("figure", "first", "last").iter_rows():
        found.setdefault(name, []).append([first, last])
    return rows.to_dicts(), found


def _written(each: Trace, language: Language, runs: list[list[int]]) -> dict[str, Any]:
    return {
        "name": each.name(language),
        "subject": each.subject,
        "value": each.value,
        "unit": each.unit,
        "formula": each.formula(language),
        "calculation": each.calculation(language),
        "source": " ".join(part for part in (each.source.title, each.source.number, each.source.article) if part),
        "parts": [str(part.figure) for part in each.parts],
        "rows": runs,
    }
