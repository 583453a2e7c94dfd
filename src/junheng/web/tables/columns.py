"""What a table's columns hold: how each is sorted, written and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

import polars as pl

from junheng.web.format import number
from junheng.web.tables.order import Column, Row, missing


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is written; a plain text will do where it is nothing more."""

    text: str
    href: str = ""
    mark: str = ""  # met, near, miss or none: the text is the word of a badge
    unit: str = ""  # small, after the text
    under: str = ""  # faint, below it
    code: bool = False  # in the face of codes
    lines: tuple[str, ...] = ()  # instead of a text, where there are several

    @property
    def plain(self) -> bool:
        """Whether it is a text and nothing more, as most cells of a list are: no template need be asked how to write it."""
        return not (self.href or self.mark or self.unit or self.under or self.code or self.lines)


@dataclass(frozen=True, slots=True)
class ListColumn(Column[Row], Generic[Row]):
    """A column of a `Table`: `key` sorts it and stands in files, unrounded; `shown` writes it on the page."""

    shown: Callable[[Row], Cell | str] | None = None
    sortable: bool = True
    secondary: bool = False  # leaves on a phone
    extra: bool = False  # shown only to whoever chooses it
    taken: Callable[[Row], Any] | None = None  # what stands in files, where that is not the key
    field: str = ""  # in the database, by which a `StoredListing` sorts

    def cell(self, row: Row) -> Cell:
        """The cell of one row."""
        if self.shown is not None:
            written = self.shown(row)
            return written if isinstance(written, Cell) else Cell(written)
        value = self.key(row)
        if missing(value):
            return Cell(number(None) if self.numeric else "")
        return Cell(number(float(value)) if self.numeric else str(value))


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column in the list of columns to choose from."""

    name: str
    title: str
    chosen: bool
    fixed: bool  # the first column names the row and stays


def chosen_columns(columns: Mapping[str, ListColumn[Row]], text: str) -> dict[str, ListColumn[Row]]:
    """The columns that a text of names with commas asks for, in the order of the table; without any known name those shown first.

    What somebody chose stays on a phone too.
    """
    wanted = {name for name in text.split(",") if name in columns}
    first = next(iter(columns))
    if not wanted:
        return {name: column for name, column in columns.items() if not column.extra}
    return {name: replace(column, secondary=False) for name, column in columns.items() if name in wanted or name == first}


def frame_of(columns: Mapping[str, ListColumn[Row]], rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as a file has them: one column a column, headed by its title, values unrounded."""
    data: dict[str, pl.Series] = {}
    for name, column in columns.items():
        values = [(column.taken or column.key)(row) for row in rows]
        values = [None if missing(value) else value for value in values]
        head = column.title if column.title not in data else f"{column.title} ({name})"
        data[head] = pl.Series(values, dtype=_type(values, numeric=column.numeric), strict=False)
    return pl.DataFrame(data)


def _type(values: Sequence[Any], *, numeric: bool) -> pl.DataType:
    known = [value for value in values if value is not None]
    if not numeric or any(isinstance(value, str) for value in known):
        return pl.String()
    if any(isinstance(value, bool) for value in known):
        return pl.Boolean()
    return pl.Int64() if all(isinstance(value, int) for value in known) else pl.Float64()
