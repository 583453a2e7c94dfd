"""Errors put into sheets on purpose, and the list that says where each of them is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from junheng.examples.chengdu.sheets import ROWS_ABOVE, Cell, Sheet


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One error: where a check should find it, by which rule, and what was done."""

    file: str
    sheet: str
    row: int | None  # as the spreadsheet counts
    column: str
    rule: str
    what: str


@dataclass(slots=True)
class Plot:
    """A workbook that errors are planted in."""

    file: str
    sheets: dict[str, Sheet]
    planted: list[Planted] = field(default_factory=list)

    def find(self, sheet: str, code: str) -> int:
        """A school's row among the rows of a sheet."""
        return next(k for k, row in enumerate(self.sheets[sheet].rows) if row[0] == code)

    def column(self, sheet: str, text: str) -> tuple[int, str]:
        """The position of the column with that text in its head, and the head as a reader joins it."""
        for k, head in enumerate(self.sheets[sheet].heads):
            if head.text == text:
                return k, f"{head.group} / {head.text}" if head.group else head.text
        raise KeyError(text)

    def put(self, rule: str, sheet: str, code: str, column: str, value: Cell, what: str) -> None:
        """Change one cell of a school's row."""
        at, label = self.column(sheet, column)
        row = self.find(sheet, code)
        self.sheets[sheet].rows[row][at] = value
        self.note(rule, sheet, row, label, what)

    def quietly(self, sheet: str, code: str, column: str, value: Cell) -> None:
        """Change one cell that is no error by itself."""
        at, _ = self.column(sheet, column)
        self.sheets[sheet].rows[self.find(sheet, code)][at] = value

    def number(self, sheet: str, code: str, column: str) -> float:
        """A number as it stands now."""
        value = self.sheets[sheet].rows[self.find(sheet, code)][self.column(sheet, column)[0]]
        if not isinstance(value, int | float):
            raise TypeError(f"{code} · {column} holds {value!r}")
        return value

    def add(self, rule: str, sheet: str, row: list[Cell], column: str, what: str) -> None:
        """Add a row at the end."""
        self.sheets[sheet].rows.append(row)
        self.note(rule, sheet, len(self.sheets[sheet].rows) - 1, self.column(sheet, column)[1], what)

    def merge(self, rule: str, sheet: str, first: str, last: str, column: str, what: str) -> None:
        """Merge a column's cells from one school's row to another's; the rows must stand one below the other."""
        at, label = self.column(sheet, column)
        rows = self.find(sheet, first), self.find(sheet, last)
        for row in range(rows[0] + 1, rows[1] + 1):
            self.sheets[sheet].rows[row][at] = None
        self.sheets[sheet] = replace(self.sheets[sheet], merged=[*self.sheets[sheet].merged, (*rows, at)])
        self.note(rule, sheet, rows[0], label, what)

    def remark(self, rule: str, sheet: str, text: str, what: str) -> None:
        """Write a remark below the total row."""
        self.sheets[sheet] = replace(self.sheets[sheet], notes=[*self.sheets[sheet].notes, text])
        self.note(rule, sheet, len(self.sheets[sheet].rows) + len(self.sheets[sheet].notes), self.column(sheet, "学校代码")[1], what)

    def drop(self, code: str) -> None:
        """Leave a school out of every sheet."""
        for name, sheet in self.sheets.items():
            self.sheets[name] = replace(sheet, rows=[row for row in sheet.rows if row[0] != code])

    def note_head(self, rule: str, sheet: str, label: str, what: str) -> None:
        """Say what a check should find in the lower row of a sheet's head."""
        self.planted.append(Planted(self.file, sheet, ROWS_ABOVE, label, rule, what))

    def note(self, rule: str, sheet: str, row: int | None, label: str, what: str) -> None:
        """Say what a check should find at a row of a sheet, counted from 0 below the head."""
        self.planted.append(Planted(self.file, sheet, None if row is None else row + ROWS_ABOVE + 1, label, rule, what))


def write_planted(path: Path, planted: Iterable[Planted]) -> None:
    """Write the list, sorted by place."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["file", "sheet", "row", "column", "rule", "what"])
        for p in sorted(planted, key=lambda p: (p.file, p.sheet, p.row or 0, p.column, p.rule)):
            rows.writerow([p.file, p.sheet, "" if p.row is None else p.row, p.column, p.rule, p.what])
