"""The part of a sheet around a cell, as it lies in its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from junheng.tables import Issue, Place, Severity
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import TOP, Grid
from junheng.tables.head_rows import find_head
from junheng.tables.layout import column_letters
from junheng.web.data.placing import heads_of

ROWS, COLUMNS = 4, 3  # on each side of the cell
LABELS = 2  # first columns, which say whose row it is
WHOLE = 8  # columns of a row that is marked as a whole


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it stands in the file."""

    text: str
    mark: str = ""  # "miss" or "near"
    here: bool = False  # the one that is looked at
    secondary: bool = False  # leaves on a phone


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by the number that people give to it."""

    number: int
    cells: tuple[SheetCell, ...]
    head: bool = False
    here: bool = False
    gap: bool = False  # rows are left out above it


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What is shown of a sheet."""

    file: str
    sheet: str
    letters: tuple[tuple[str, bool], ...]  # of columns, and whether they leave on a phone
    rows: tuple[SheetRow, ...]


def part_around(folder: Path, issue: Issue, others: Iterable[Issue]) -> SheetPart | None:
    """The cells around an issue with all issues among them marked; None where the issue is about no row of a sheet."""
    place = issue.place
    path = folder / place.file
    if place.row is None or not path.is_file():
        return None
    grid = next((grid for grid in grids_of(path, place.file) if grid.sheet == place.sheet), None)
    if grid is None:
        return None
    heads = heads_of(grid, None)
    column = _column(heads, place)
    marks = _marks(heads, place, others)
    marks[place.row, column] = "miss" if issue.severity is Severity.ERROR else "near"
    middle = 0 if column is None else column
    shown = sorted({*range(min(LABELS, grid.width)), *range(max(middle - COLUMNS, 0), min(middle + COLUMNS + 1, grid.width))})
    if column is None:
        shown = list(range(min(WHOLE, grid.width)))
    near = {1 if grid.width > 1 else 0, middle - 1, middle, middle + 1}
    rows = (*_head_rows(grid, shown), *_body_rows(grid, shown, place.row, column, marks))
    return SheetPart(
        place.file,
        place.sheet or "",
        tuple((column_letters(at), at not in near) for at in shown),
        tuple(
            replace(row, cells=tuple(replace(cell, secondary=at not in near) for at, cell in zip(shown, row.cells, strict=True)))
            for row in rows
        ),
    )


def _head_rows(grid: Grid, shown: Sequence[int]) -> tuple[SheetRow, ...]:
    if grid.head is not None:
        return (SheetRow(grid.head_row or 1, tuple(SheetCell(grid.head[at]) for at in shown), head=True),)
    found = find_head(grid)
    if found is None:
        return ()
    top = grid.top()
    return tuple(
        SheetRow(row + grid.first_row, tuple(SheetCell(top[row][at]) for at in shown), head=True) for row in range(found[0], found[1] + 1)
    )


def _body_rows(
    grid: Grid, shown: Sequence[int], row: int, column: int | None, marks: dict[tuple[int, int | None], str]
) -> tuple[SheetRow, ...]:
    found = None if grid.head is not None else find_head(grid)
    start = 0 if found is None else found[1] + 1
    at = row - grid.first_row
    first, last = max(at - ROWS, start), min(at + ROWS + 1, grid.height)
    if at < start:  # the head itself
        first, last = start, min(start + ROWS, grid.height)
    texts = _texts(grid, first, last)
    rows = []
    for index, cells in enumerate(texts, start=first):
        number = index + grid.first_row
        whole = marks.get((number, None), "")
        rows.append(
            SheetRow(
                number,
                tuple(
                    SheetCell(cells[c], marks.get((number, c), whole), here=number == row and (c == column or (column is None and c == 0)))
                    for c in shown
                ),
                here=number == row,
                gap=index == first and first > start,
            )
        )
    return tuple(rows)


def _texts(grid: Grid, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """Rows as text, by looking at that part only: the whole sheet may have a hundred thousand."""
    if last <= first:
        return ()
    last = min(last, first + TOP)
    return Grid(grid.file, grid.sheet, tuple(column[first:last] for column in grid.columns), last - first).top()


def _marks(heads: Sequence[str], place: Place, others: Iterable[Issue]) -> dict[tuple[int, int | None], str]:
    marks: dict[tuple[int, int | None], str] = {}
    for other in others:
        at = other.place
        if (
            at.file == place.file
            and at.sheet == place.sheet
            and at.row is not None
            and place.row is not None
            and abs(at.row - place.row) <= ROWS
        ):
            key = (at.row, _column(heads, at))
            marks[key] = "miss" if other.severity is Severity.ERROR or marks.get(key) == "miss" else "near"
    return marks


def _column(heads: Sequence[str], place: Place) -> int | None:
    """Which column a place means; None for the whole row."""
    if place.cell is not None:
        return _number(place.cell)
    if place.column is None:
        return None
    if place.column in heads:
        return heads.index(place.column)
    return _number(place.column) if re.fullmatch(r"[A-Z]{1,3}", place.column) else None


def _number(cell: str) -> int:
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def grids_of(path: Path, name: str) -> tuple[Grid, ...]:
    """The sheets of a file; kept while somebody walks its issues."""
    return _grids(path, name, path.stat().st_mtime_ns)


@lru_cache(maxsize=3)
def _grids(path: Path, name: str, _time: int) -> tuple[Grid, ...]:
    return tuple(open_file(path, name, Findings()))
