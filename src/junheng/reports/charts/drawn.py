"""The charts of documents: bars, a line over the periods, dots against the floor, a classed map."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import choropleth
from .drawing import ACCENT, FAINT, GREY, INK, LINE, MISS, SEQUENCE, WIDTH, Drawing
from .scale import LENGTH, Axis, fitting
from .strip import MIDDLE, Strip

_ROW, _PAD, _DOTS_ROW = 22, 8, 26
_LINE_HEIGHT, _BELOW = 240, 28


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its name and as it is written; None where there is none."""

    name: str
    value: float | None
    shown: str
    code: str = ""


def bars(values: Sequence[Value], *, label: str) -> str:
    """A bar for each value, the longest first; what has no value says so."""
    ordered = sorted(values, key=lambda each: (each.value is None, -(each.value or 0)))
    left = _PAD + max((_width(each.name) for each in ordered), default=0) + 8
    right = max((_width(each.shown) for each in ordered), default=0) + 12
    axis = fitting([each.value for each in ordered if each.value is not None], clip=1.0)
    drawing = Drawing(len(ordered) * _ROW + 2 * _PAD, label)
    for place, each in enumerate(ordered):
        y = _PAD + place * _ROW
        drawing.text(left - 8, y + 15, each.name, anchor="end")
        length = (WIDTH - left - right) * axis.at(each.value) / LENGTH if each.value is not None else 0
        drawing.box(left, y + 4, length, _ROW - 8, fill=ACCENT)
        drawing.text(left + length + 6, y + 15, each.shown, fill=INK if each.value is not None else FAINT)
    return drawing.svg()


def line(values: Sequence[Value], *, label: str) -> str:
    """A line over the periods from zero, each point named with its value."""
    known = [each.value for each in values if each.value is not None]
    axis = fitting(known, clip=1.0)
    top, bottom = 24, _LINE_HEIGHT - _BELOW
    drawing = Drawing(_LINE_HEIGHT, label)
    left = _PAD + max((_width(f"{tick.value:,.{tick.decimals}f}") for tick in axis.ticks()), default=0) + 8
    for tick in axis.ticks():
        y = bottom - (bottom - top) * tick.at / LENGTH
        drawing.line(left, y, WIDTH - _PAD, y)
        drawing.text(left - 6, y + 4, f"{tick.value:,.{tick.decimals}f}", anchor="end", fill=FAINT)
    step = (WIDTH - left - 2 * 40) / max(1, len(values) - 1)
    way: list[tuple[float, float]] = []
    for place, each in enumerate(values):
        x = left + 40 + step * place if len(values) > 1 else (left + WIDTH) / 2
        drawing.text(x, _LINE_HEIGHT - 8, each.name, anchor="middle", fill=FAINT)
        if each.value is None:
            _stretch(drawing, way)
            way = []
            continue
        way.append((x, bottom - (bottom - top) * axis.at(each.value) / LENGTH))
        drawing.dot(*way[-1], fill=ACCENT)
        drawing.text(x, way[-1][1] - 8, each.shown, anchor="middle")
    _stretch(drawing, way)
    return drawing.svg()


def dots(drawn: Strip, *, label: str, floor: str, counts: Sequence[str]) -> str:
    """A row of dots an area, the worst first, against the line of the floor; the count at the right of each row."""
    left = _PAD + max((_width(row.name) for row in drawn.rows), default=0) + 12
    right = max((_width(text) for text in counts), default=0) + 20
    top = 26
    drawing = Drawing(top + len(drawn.rows) * _DOTS_ROW + 30, label)
    across = WIDTH - left - right
    for place, row in enumerate(drawn.rows):
        y = top + place * _DOTS_ROW + MIDDLE
        drawing.line(left, y, left + across, y)
        drawing.text(left - 12, y + 4, row.name, anchor="end")
        for dot in row.dots:
            drawing.dot(left + across * dot.x / LENGTH, y + dot.y, fill=MISS if dot.below else GREY, radius=2.5)
        drawing.text(WIDTH - _PAD, y + 4, counts[place], anchor="end", fill=MISS if row.below else FAINT)
    bottom = top + len(drawn.rows) * _DOTS_ROW
    _floor(drawing, drawn.axis, drawn.floor, floor, (left, across, top, bottom))
    for tick in drawn.ticks:
        drawing.text(left + across * tick.at / LENGTH, bottom + 18, f"{tick.value:,.{tick.decimals}f}", anchor="middle", fill=FAINT)
    return drawing.svg()


def area_map(values: Sequence[Value], geometry: Mapping[str, Mapping[str, Any]], *, label: str, decimals: int) -> str | None:
    """Areas in classes of one colour, darker is more, their limits named below; None where no area has an outline."""
    drawing_of = choropleth.outlines(geometry, [each.code for each in values], width=WIDTH - 2 * _PAD)
    if drawing_of is None:
        return None
    by_code = {each.code: each for each in values}
    cut = choropleth.classes([each.value for each in values if each.value is not None], decimals=decimals)
    count = len(cut.limits) + 1
    drawing = Drawing(drawing_of.height + 44, label)
    for outline in drawing_of.areas:
        value = by_code[outline.area].value
        shade = SEQUENCE[choropleth.step(cut.of(value), count) - 1] if value is not None else LINE
        drawing.shape(outline.path, fill=shade)
    for outline in drawing_of.areas:
        each = by_code[outline.area]
        if outline.width < _width(each.name) * 0.8 or outline.height < 14:
            continue
        dark = each.value is not None and choropleth.step(cut.of(each.value), count) >= 5
        drawing.text(outline.x, outline.y, each.name, anchor="middle", fill="#ffffff" if dark else INK, size=10)
    for place in range(count):
        x = _PAD + place * 48
        drawing.box(x, drawing_of.height + 10, 48, 12, fill=SEQUENCE[choropleth.step(place + 1, count) - 1])
        if place:
            drawing.text(x, drawing_of.height + 36, f"{cut.limits[place - 1]:,.{cut.decimals}f}", anchor="middle", fill=FAINT)
    return drawing.svg()


def _floor(drawing: Drawing, axis: Axis, floor: float | None, words: str, place: tuple[float, float, float, float]) -> None:
    if floor is None:
        return
    left, across, top, bottom = place
    x = left + across * axis.at(floor) / LENGTH
    drawing.line(x, top - 6, x, bottom, stroke=MISS, width=1.5)
    drawing.text(x, top - 11, words, anchor="middle", fill=MISS)


def _stretch(drawing: Drawing, way: list[tuple[float, float]]) -> None:
    if len(way) > 1:
        drawing.way(way)


def _width(words: str) -> int:
    """Pixels that words take at 12 px: Han characters are twice as wide as others."""
    return sum(12 if unicodedata.east_asian_width(each) in "WF" else 7 for each in words)
