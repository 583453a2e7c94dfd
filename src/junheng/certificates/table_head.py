"""Where the head of a list is: below its titles, in one row or in two, as offices write it 表头."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from junheng.tables.cells import read_text
from junheng.tables.grid import Grid

#: Titles and heads are looked for in so many rows.
_TOP = 6


@dataclass(frozen=True, slots=True)
class TableHead:
    """The names of the columns as they stand in the file; "" where there is none."""

    names: tuple[str, ...]
    start: int  # the first row below it


def table_head(grid: Grid, known: Collection[str]) -> TableHead:
    """The head of a sheet: below rows with one text alone, and with a second row where that holds the names.

    A second row belongs to the head where cells of the first are empty or merged and it has a name that is `known`; its cells come
    before those above them.
    """
    if grid.head is not None:
        return TableHead(tuple(map(read_text, grid.head)), 0)
    rows = [tuple(map(read_text, row)) for row in grid.top()[:_TOP]]
    first = 0
    while first + 1 < len(rows) and _is_title(rows[first], rows[first + 1 :], known):
        first += 1
    below = rows[first + 1] if first + 1 < len(rows) else ()
    if _has_gaps(grid, first, rows[first]) and any(cell.lower() in known for cell in below):
        return TableHead(tuple(lower or upper for upper, lower in zip(rows[first], below, strict=True)), first + 2)
    return TableHead(rows[first], first + 1)


def _is_title(row: Sequence[str], below: Sequence[Sequence[str]], known: Collection[str]) -> bool:
    texts = [cell for cell in row if cell]
    return len(texts) <= 1 < max(sum(map(bool, other)) for other in below) and not any(text.lower() in known for text in texts)


def _has_gaps(grid: Grid, row: int, cells: Sequence[str]) -> bool:
    return not all(cells) or any(top == row for top, *_ in grid.merged)
