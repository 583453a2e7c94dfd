"""Tables: a total row or column against its parts, a share column against its counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from junheng.language import Text

from ..document import Cell, Table
from ..finding import Finding, Severity
from ..folding import folded
from ..reading import Reading
from ..showing import shown

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|总\s*数|总\s*额|全市|全县|全区|全省|total|sum|all)(?:[(（].*)?$", re.IGNORECASE)
_SUBTOTAL = re.compile(r"小\s*计|其中|subtotal|of which", re.IGNORECASE)
_RATE = re.compile(r"率|比|%|‰|人均|生均|平均|增长|占|指数|rate|share|average|per ", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


def tables(reading: Reading) -> Iterator[Finding]:
    """Every table with a row or a column of totals."""
    for table in reading.document.tables:
        numbers = [[_number(cell) for cell in row] for row in table.rows]
        yield from _columns(table, numbers)
        yield from _rows(table, numbers)


def _number(cell: Cell) -> Fraction | None:
    text = folded(cell.text).replace(" ", "")
    return Fraction(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _columns(table: Table, numbers: Sequence[Sequence[Fraction | None]]) -> Iterator[Finding]:
    """A row 合计 first or last: each column's other rows add up to it."""
    if any(_SUBTOTAL.search(row[0].text) for row in table.rows):
        return
    for place in _total_rows(table):
        others = [row for row in range(1, len(table.rows)) if row != place]
        for column in range(1, len(table.rows[place])):
            if column < len(table.rows[0]) and _RATE.search(table.rows[0][column].text):
                continue
            parts = [numbers[row][column] if column < len(numbers[row]) else None for row in others]
            yield from _held(table.rows[place][column], numbers[place][column], parts)


def _total_rows(table: Table) -> list[int]:
    found = [place for place, row in enumerate(table.rows) if place and row and _TOTAL.match(row[0].text.strip())]
    return found if len(found) == 1 and found[0] in (1, len(table.rows) - 1) else []


def _rows(table: Table, numbers: Sequence[Sequence[Fraction | None]]) -> Iterator[Finding]:
    """A column 合计: each row's other numbers add up to it."""
    heads = [cell.text.strip() for cell in table.rows[0]]
    totals = [place for place, head in enumerate(heads) if place and _TOTAL.match(head)]
    if len(totals) != 1 or any(_SUBTOTAL.search(head) for head in heads):
        return
    others = [place for place in range(1, len(heads)) if place != totals[0] and not _RATE.search(heads[place]) and heads[place] != "备注"]
    for row, values in zip(table.rows[1:], numbers[1:], strict=True):
        if len(row) == len(heads):
            yield from _held(row[totals[0]], values[totals[0]], [values[place] for place in others])


def _held(cell: Cell, stated: Fraction | None, parts: Sequence[Fraction | None]) -> Iterator[Finding]:
    known = [part for part in parts if part is not None]
    if stated is None or len(known) < 2 or len(known) < len(parts):
        return
    found = sum(known, start=Fraction(0))
    places = max(_places(part) for part in (*known, stated))
    slack = Fraction(len(known) + 1, 2 * 10**places) if places else Fraction(0)
    if abs(found - stated) > slack:
        yield Finding(
            "table_total",
            Severity.ERROR,
            cell.start,
            cell.end,
            cell.text,
            shown(found),
            Text(
                "表中各项合计 {found}，表上写作 {stated}，相差 {gap}。",
                "The cells add up to {found}; the table says {stated}: {gap} apart.",
            ).format(found=shown(found), stated=cell.text, gap=shown(abs(found - stated))),
        )


def _places(number: Fraction) -> int:
    places = 0
    while (number * 10**places).denominator > 1:
        places += 1
    return places
