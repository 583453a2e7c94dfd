"""A plan from a file of any kind: items, and what was wrong or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from junheng.tables.cells import find_period
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.issue import Issue, Place, Severity

from ..check.document import Document
from ..check.document import Table as WordTable
from ..check.readers import read_document
from .columns import Columns, find_columns
from .issues import issue
from .item import Item
from .reading import blocks_of, read_text, title_of
from .rows import Span, TableReader

#: Files that are tables and nothing else.
SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".xls", ".et")


@dataclass(frozen=True, slots=True)
class Reading:
    """The items of a plan; an error among the issues means that they are not to be used."""

    items: tuple[Item, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something must be corrected first."""
        return any(each.severity is Severity.ERROR for each in self.issues)


def open_plan(path: Path, *, name: str = "", begins: date | None = None, ends: date | None = None) -> Reading:
    """The plan in a file; issues call it by `name`.

    Days without a year are the first from `begins` on; in a table, those after `ends` are refused.

    Raises
    ------
    Unreadable
        It is a text, a Word or a PDF file that cannot be read.
    """
    name = name or path.name
    if path.suffix.lower() in SHEETS:
        return _of_workbook(path, name, begins, ends)
    return read_plan(read_document(path), name=name, begins=begins, ends=ends)


def read_plan(document: Document, *, name: str = "", begins: date | None = None, ends: date | None = None) -> Reading:
    """The plan in a text: in its tables, where their heads are those of a plan, else in its numbered paragraphs."""
    begins = begins or _year(document.text.strip().partition("\n")[0])
    written = read_text(document.text, begins)
    tables = [(table, grid, columns) for table, grid in _grids(document, name) if (columns := find_columns(grid)) is not None]
    found = _of_tables(document, tables, name, (begins, ends)) if tables else Reading(())
    beside = len(read_text(_outside(document.text, tables), begins))
    return found if len(found.items) >= beside and tables else Reading(written)


def _outside(text: str, tables: Sequence[tuple[WordTable, Grid, Columns]]) -> str:
    """The text without its plan's tables."""
    ends = [0, *(table.end for table, _grid, _columns in tables)]
    starts = [*(table.start for table, _grid, _columns in tables), len(text)]
    return "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _of_tables(document: Document, tables: Sequence[tuple[WordTable, Grid, Columns]], name: str, span: Span) -> Reading:
    items: list[Item] = []
    issues: list[Issue] = []
    last, beside = 0, 0
    for table, grid, columns in tables:
        before = list(blocks_of(document.text[last : table.start]))
        beside += max(0, len(before) - 1)  # the last one heads the table
        reader = TableReader(grid, columns, span=span, heading=title_of(before[-1].text) if before else "")
        items += reader.items()
        issues += reader.issues
        last = table.end
    beside += len(list(blocks_of(document.text[last:])))
    if beside:
        issues.append(issue("plan_text_beside", Place(name), n=beside))
    return Reading(tuple(items), tuple(issues))


def _grids(document: Document, name: str) -> Iterator[tuple[WordTable, Grid]]:
    """The tables of a text as sheets, numbered from 1."""
    for number, table in enumerate(document.tables, start=1):
        rows: list[list[str]] = []
        merged = []
        for at, row in enumerate(table.rows):
            texts: list[str] = []
            for cell in row:
                if cell.across > 1:
                    merged.append((at, len(texts), at, len(texts) + cell.across - 1))
                above = rows[-1][len(texts)] if cell.continued and rows and len(texts) < len(rows[-1]) else ""
                texts += [above or cell.text] + [""] * (cell.across - 1)
            rows.append(texts)
        width = max(map(len, rows))
        columns = tuple([row[at] if at < len(row) else "" for row in rows] for at in range(width))
        yield table, Grid(name, f"表{number}", columns, len(rows), merged=tuple(merged) + tuple(_down(table)))


def _down(table: WordTable) -> Iterator[tuple[int, int, int, int]]:
    """Cells merged over rows."""
    begun: dict[int, int] = {}
    for at, row in enumerate((*table.rows, ())):
        place, continued = 0, set()
        for cell in row:
            if cell.continued:
                continued.add(place)
            place += cell.across
        for column in list(begun):
            if column not in continued:
                first = begun.pop(column)
                if at - 1 > first:
                    yield first, column, at - 1, column
        begun |= {column: at - 1 for column in continued if column not in begun}


def _of_workbook(path: Path, name: str, begins: date | None, ends: date | None) -> Reading:
    findings = Findings()
    grids = [grid for grid in open_file(path, name, findings) if grid.height]
    issues: list[Issue] = list(findings.issues)
    plans: list[tuple[Grid, Columns]] = []
    for grid in grids:
        columns = None if grid.hidden else find_columns(grid)
        if columns is not None:
            plans.append((grid, columns))
        elif grid.hidden:
            issues.append(issue("plan_sheet_hidden", Place(name, grid.sheet)))
        else:
            issues.append(issue("plan_sheet_left_out", Place(name, grid.sheet)))
    if not plans:
        heads = next((" | ".join(text for text in row if text) for grid in grids for row in grid.top() if any(row)), "")
        wrong = [each for each in issues if each.severity is Severity.ERROR]
        return Reading((), tuple(wrong or [issue("plan_no_head", Place(name, grids[0].sheet if grids else None, 1), heads[:80])]))
    items: list[Item] = []
    for grid, columns in plans:
        reader = TableReader(grid, columns, span=(begins or _year(_above(grid, columns) + name), ends))
        items += reader.items()
        issues += reader.issues
    return Reading(tuple(items), tuple(issues))


def _above(grid: Grid, columns: Columns) -> str:
    rows: Sequence[Sequence[str]] = grid.top()[: columns.first_head]
    return " ".join(text for row in rows for text in row if text) + " " + (grid.sheet or "") + " "


def _year(text: str) -> date | None:
    """The first day of the year that a title or a file's name states."""
    year = find_period(text)
    return date(int(year), 1, 1) if year else None
