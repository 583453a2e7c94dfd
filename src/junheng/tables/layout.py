"""Where things stand in a sheet: from a row and a field back to the cell that a person opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from junheng.tables.issue import Place


@dataclass(frozen=True, slots=True)
class Layout:
    """The heads of one sheet and which column feeds which field."""

    file: str
    sheet: str | None
    addressed: bool  # a workbook, whose cells have addresses
    heads: tuple[str, ...]  # by column
    fields: Mapping[str, int] = field(default_factory=dict)  # field -> column

    def cell(self, row: int | None, column: int | None) -> Place:
        """The place of a cell; row from 1, column from 0."""
        if column is None:
            return Place(self.file, self.sheet, row)
        head = self.heads[column] if column < len(self.heads) else None
        letter = f"{column_letters(column)}{row}" if self.addressed and row is not None else None
        return Place(self.file, self.sheet, row, head or column_letters(column), letter)

    def column(self, column: int) -> Callable[[int], Place]:
        """From a row to the place of its cell in one column."""
        return lambda row: self.cell(row, column)

    def at(self, row: int | None, field: str | None, head: str | None = None) -> Place:
        """The place of a field in a row; where no column has the field, of the column under that head: the sheet is wide."""
        if field is not None and field in self.fields:
            return self.cell(row, self.fields[field])
        return self.cell(row, self.heads.index(head) if head in self.heads else None)


class Atlas:
    """The layouts of all sheets that were read."""

    def __init__(self) -> None:
        self._layouts: dict[tuple[str, str | None, str], Layout] = {}

    def add(self, table: str, layout: Layout) -> None:
        """Remember how a sheet feeds a table."""
        self._layouts[layout.file, layout.sheet, table] = layout

    def place(self, table: str, row: Mapping[str, object], field: str | None) -> Place:
        """Where a row of a table came from, by its provenance columns."""
        file, sheet, number, head = row["_file"], row["_sheet"], row["_row"], row["_column"]
        layout = self._layouts.get((str(file), None if sheet is None else str(sheet), table))
        at = int(number) if isinstance(number, int) else None
        if layout is None:
            return Place(str(file or ""), None if sheet is None else str(sheet), at, None if head is None else str(head))
        return layout.at(at, field, None if head is None else str(head))


def column_letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
