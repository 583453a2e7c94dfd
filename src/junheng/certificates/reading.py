"""A list as people bring it: CSV, Excel, any order; out comes the canonical list, or every row that is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from junheng.tables import Issue, Place
from junheng.tables.cells import read_code, read_text
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid

from . import list_issues
from .errors import ListRejected
from .list_issues import Rows
from .listing import Listing, listing
from .table_head import table_head

#: What offices call the columns that every list may have.
HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "id", "编号", "代码", "学号", "申请号", "报名号", "序列号", "录取编号"),
    "name": ("name", "姓名", "名称", "学生姓名"),
    "sex": ("sex", "gender", "性别"),
    "birth": ("birth", "birthday", "出生日期", "生日", "出生年月", "出生年月日"),
    "identity": ("identity", "身份证号", "身份证件号", "证件号码"),
    "salt": ("salt", "核对码"),
    "distinct": ("distinct", "确为两人"),
    "reason": ("reason", "原因", "理由"),
    "class": ("class", "班级", "班号"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The first sheet of a file under the names that the program knows."""

    names: tuple[str, ...]
    heads: tuple[str, ...]  # the same columns as the file calls them
    rows: Rows  # the number that the spreadsheet shows, and the cells
    issues: tuple[Issue, ...]  # what keeps it from being a table


def read_listing(path: Path, *, heads: Mapping[str, Sequence[str]] = HEADS) -> Listing:
    """The canonical list in a file. Without a column called code, the first one is it.

    Raises
    ------
    ListRejected
        Every row that is wrong, with its number and what to do about it; nothing is dropped or corrected.
    OSError
        The file cannot be read.
    """
    table = _table(path, heads)
    issues = [*table.issues, *list_issues.of_rows(path.name, table.names, table.heads, table.rows)]
    if not table.rows and not issues:
        issues.append(list_issues.no_rows(Place(path.name)))
    if issues:
        raise ListRejected(issues)
    return listing(table.names, [cells for _, cells in table.rows])


def read_table(path: Path, heads: Mapping[str, Sequence[str]] = HEADS) -> tuple[list[str], Rows, list[Issue]]:
    """The first sheet of a file: names of its columns, rows with their numbers, and what keeps it from being a table."""
    table = _table(path, heads)
    return list(table.names), table.rows, list(table.issues)


def rows_by_code(path: Path, codes: Iterable[str]) -> dict[str, int]:
    """The rows of codes in a file, as its spreadsheet numbers them; codes that it does not have are left out."""
    table = _table(path, HEADS)
    at = table.names.index("code")
    numbers = {cells[at]: number for number, cells in table.rows}
    return {code: numbers[code] for code in codes if code in numbers}


def _table(path: Path, heads: Mapping[str, Sequence[str]]) -> Table:
    findings = Findings()
    grids = [grid for grid in open_file(path, path.name, findings) if not grid.hidden and grid.height]
    issues = list_issues.of_file(path.name, findings.issues, [str(grid.sheet) for grid in grids])
    return Table(("code",), ("code",), [], tuple(issues)) if issues else _of_grid(grids[0], heads)


def _of_grid(grid: Grid, heads: Mapping[str, Sequence[str]]) -> Table:
    head = table_head(grid, {word for words in heads.values() for word in words})
    cells = [[value or "" for value in grid.column(index, head.start).text().to_list()] for index in range(grid.width)]
    used = [index for index in range(grid.width) if head.names[index] or any(value.strip() for value in cells[index])]
    names = _names([head.names[index] for index in used], heads)
    first = grid.first_row + head.start
    rows = [
        (first + row, [_cell(name, cells[index][row]) for name, index in zip(names, used, strict=True)])
        for row in range(grid.height - head.start)
    ]
    shown = [head.names[index] or list_issues.letter(index) for index in used]
    issues = list_issues.of_table(grid, names, shown, start=head.start)
    return Table(tuple(names), tuple(shown), [(number, row) for number, row in rows if any(row)], tuple(issues))


def _names(raw: Sequence[str], heads: Mapping[str, Sequence[str]]) -> list[str]:
    known = {word: name for name, words in heads.items() for word in words}
    plain = [unicodedata.normalize("NFC", read_text(head)) for head in raw]
    names = [known.get(head.lower().rstrip("*＊"), head) for head in plain]
    if "code" not in names and names:
        names[0] = "code"
    return names


def _cell(column: str, value: str) -> str:
    return unicodedata.normalize("NFC", read_code(value) if column in ("code", "salt", "identity") else value.strip())


def rows_of(issues: Iterable[Issue]) -> tuple[int, ...]:
    """The rows that issues name, each once."""
    return tuple(sorted({issue.place.row for issue in issues if issue.place.row is not None}))
