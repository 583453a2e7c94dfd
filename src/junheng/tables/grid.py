"""A sheet as it lies in its file: cells by position, before anybody knows which of them are heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from junheng.tables.cells import Cells, number_text

#: So many rows are looked at for heads.
TOP = 30

#: First row, first column, last row, last column; from 0, inclusive.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; rows and columns from 0. A column is a series, or a workbook's objects as calamine gives them."""

    file: str
    sheet: str | None
    columns: tuple[pl.Series | Sequence[object], ...]
    height: int
    addressed: bool = False  # a workbook, whose cells have addresses
    first_row: int = 1  # the number that people give to the first row
    hidden: bool = False  # a sheet that the workbook does not show
    merged: tuple[Range, ...] = ()
    formulas: tuple[tuple[int, int], ...] = ()  # row, column
    errors: tuple[tuple[int, int, str], ...] = ()  # row, column, what the cell shows: #DIV/0! and the like; they read as empty
    ragged: tuple[tuple[int, int], ...] = ()  # row, how many cells it has
    head: tuple[str, ...] | None = None  # where it is no row of the columns; the first row is data then
    head_row: int | None = None  # the number that people give to that head; None where it is none, as in Parquet
    _top: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def top(self) -> tuple[tuple[str, ...], ...]:
        """The first rows as text, empty cells as empty strings."""
        if not self._top:
            rows = min(TOP, self.height)
            texts = [[_shown(value) for value in column[:rows]] for column in self.columns]
            self._top.extend(tuple(text[row] for text in texts) for row in range(rows))
        return tuple(self._top)

    def column(self, index: int, start: int) -> Cells:
        """A column's cells from a row on."""
        column = self.columns[index]
        if not isinstance(column, pl.Series):
            return _from_objects(column[start:])
        body = column.slice(start)
        if body.dtype == pl.String:
            return Cells(body)
        if body.dtype.is_numeric():
            return Cells(_nothing(body.len()), body.cast(pl.Float64))
        return Cells(body.cast(pl.String, strict=False), None, pl.Series([body.dtype.is_temporal()]).new_from_index(0, body.len()))


def _shown(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2.0**63:  # as most are, and no series is needed
            return str(int(value))
        return str(number_text(pl.Series([value], dtype=pl.Float64))[0])
    return _date_text(value) if isinstance(value, dt.date) else str(value)


def _date_text(value: dt.date) -> str:
    """A date cell as ISO; a time of day is kept only where there is one."""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat()


def _from_objects(objects: Sequence[object]) -> Cells:
    """Cells from Python objects; most columns have one class, and are tried as such."""
    if objects and type(objects[0]) is str:
        try:
            strings = pl.Series(objects, dtype=pl.String)
        except TypeError:
            pass  # numbers or dates among them
        else:
            return Cells(strings.set(strings == "", None) if "" in objects else strings)
    classes = set(map(type, objects))
    if classes == {float}:
        return Cells(_nothing(len(objects)), pl.Series(objects, dtype=pl.Float64))
    numbers = None
    if float in classes or int in classes:
        numbers = pl.Series([value if type(value) in (float, int) else None for value in objects], dtype=pl.Float64)
    texts = [None if type(value) in (float, int) else (_shown(value) or None) for value in objects]
    dates = pl.Series([isinstance(value, dt.date) for value in objects], dtype=pl.Boolean) if classes - {str, float, int} else None
    return Cells(pl.Series(texts, dtype=pl.String), numbers, dates if dates is not None and dates.any() else None)


def _nothing(height: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, height)
