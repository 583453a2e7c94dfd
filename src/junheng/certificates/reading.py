"""A list as people bring it: CSV, Excel, any order; out comes the canonical list, or every row that is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from junheng.language import Text
from junheng.tables import Issue, Place, Severity
from junheng.tables.cells import SCIENTIFIC, read_code, read_text
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid

from .errors import ListRejected
from .listing import Listing, listing

#: What offices call the columns that every list may have.
HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "id", "编号", "代码", "学号", "申请号", "报名号", "序列号"),
    "name": ("name", "姓名", "名称"),
    "sex": ("sex", "gender", "性别"),
    "birth": ("birth", "birthday", "出生日期", "生日"),
    "identity": ("identity", "身份证号", "身份证件号", "证件号码"),
    "salt": ("salt", "核对码"),
    "distinct": ("distinct", "确为两人"),
    "reason": ("reason", "原因", "理由"),
    "class": ("class", "班级", "班号"),
}

Rows = list[tuple[int, list[str]]]  # the number that the spreadsheet shows, and the cells


def read_listing(path: Path, *, heads: Mapping[str, Sequence[str]] = HEADS) -> Listing:
    """The canonical list in a file. Without a column called code, the first one is it.

    Raises
    ------
    ListRejected
        Every row that is wrong, with its number and what to do about it; nothing is dropped or corrected.
    OSError
        The file cannot be read.
    """
    columns, rows, issues = read_table(path, heads)
    issues += _codes(path.name, columns, rows)
    issues += _same_person(path.name, columns, rows)
    issues += _control(path.name, columns, rows)
    if not rows and not issues:
        issues.append(_issue("list_empty", Place(path.name), None, _EMPTY))
    if issues:
        raise ListRejected(issues)
    return listing(columns, [cells for _, cells in rows])


def read_table(path: Path, heads: Mapping[str, Sequence[str]] = HEADS) -> tuple[list[str], Rows, list[Issue]]:
    """The first sheet of a file: names of its columns, rows with their numbers, and what keeps it from being a table."""
    findings = Findings()
    grids = [grid for grid in open_file(path, path.name, findings) if not grid.hidden and grid.height]
    if findings.blocking or not grids:
        return ["code"], [], [*findings.issues] or [_issue("list_empty", Place(path.name), None, _EMPTY)]
    if len(grids) > 1:
        sheets = "、".join(str(grid.sheet) for grid in grids)
        return ["code"], [], [_issue("several_sheets", Place(path.name), sheets, _SHEETS, names=sheets)]
    grid = grids[0]
    start = 0 if grid.head is not None else 1
    raw = list(grid.head or grid.top()[0])
    cells = [[value or "" for value in grid.column(index, start).text().to_list()] for index in range(grid.width)]
    used = [index for index in range(grid.width) if raw[index].strip() or any(value.strip() for value in cells[index])]
    names = _names([raw[index] for index in used], heads)
    first = grid.first_row + start
    rows = [
        (first + row, [_cell(name, cells[index][row]) for name, index in zip(names, used, strict=True)])
        for row in range(grid.height - start)
    ]
    return names, [(number, row) for number, row in rows if any(row)], [*findings.issues, *_headless(path.name, names), *_damage(grid)]


def _damage(grid: Grid) -> Iterator[Issue]:
    """Cells that hold something else than what they show: a formula's error, a merged range, a row that is too long or short."""
    for row, column, shown in grid.errors:
        yield _issue("cell_error", _at(grid, row, column), shown, _ERROR, shown=shown)
    for top, left, bottom, _right in grid.merged:
        yield _issue("merged_cells", _at(grid, top, left), None, _MERGED, last=grid.first_row + bottom)
    for row, cells in grid.ragged:
        yield _issue("ragged_row", _at(grid, row, None), None, _RAGGED, cells=cells, wanted=grid.width)


def _at(grid: Grid, row: int, column: int | None) -> Place:
    heads = grid.head or grid.top()[0]
    head = heads[column] if column is not None and column < len(heads) else None
    return Place(grid.file, grid.sheet, grid.first_row + row, head)


def _names(raw: Sequence[str], heads: Mapping[str, Sequence[str]]) -> list[str]:
    known = {word: name for name, words in heads.items() for word in words}
    plain = [unicodedata.normalize("NFC", read_text(head)) for head in raw]
    names = [known.get(head.lower().rstrip("*＊"), head) for head in plain]
    if "code" not in names and names:
        names[0] = "code"
    return names


def _cell(column: str, value: str) -> str:
    return unicodedata.normalize("NFC", read_code(value) if column in ("code", "salt", "identity") else value.strip())


def _headless(file: str, names: Sequence[str]) -> Iterator[Issue]:
    for name in {name for name in names if names.count(name) > 1 or not name}:
        yield _issue("column_twice", Place(file, column=name), name, _COLUMN_TWICE, column=name)


def _codes(file: str, columns: Sequence[str], rows: Rows) -> Iterator[Issue]:
    at = columns.index("code")
    by_code = defaultdict(list)
    for number, cells in rows:
        place = Place(file, row=number, column="code")
        if not cells[at]:
            yield _issue("code_missing", place, None, _NO_CODE)
        elif re.fullmatch(SCIENTIFIC, cells[at]):
            yield _issue("code_was_a_number", place, cells[at], _NUMBER, code=cells[at])
        else:
            by_code[cells[at]].append(number)
    for code, numbers in by_code.items():
        for number in numbers[1:]:
            yield _issue("code_twice", Place(file, row=number, column="code"), code, _TWICE, code=code, other=numbers[0])


def _same_person(file: str, columns: Sequence[str], rows: Rows) -> Iterator[Issue]:
    """One identity twice; one name and birthday twice where nobody says that they are two people."""
    distinct = columns.index("distinct") if "distinct" in columns else None
    for wanted, words in ((("identity",), _SAME_IDENTITY), (("name", "birth"), _SAME_NAME)):
        if not set(wanted) <= set(columns):
            continue
        places = [columns.index(name) for name in wanted]
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in rows:
            key = tuple(cells[place] for place in places)
            if not all(key):
                continue
            first = seen.setdefault(key, number)
            told_apart = distinct is not None and cells[distinct] != "" and len(wanted) > 1
            if first != number and not told_apart:
                yield _issue(
                    "same_person", Place(file, row=number, column=wanted[0]), key[0], words, who=key[0], other=first, birth=key[-1]
                )


def _control(file: str, columns: Sequence[str], rows: Rows) -> Iterator[Issue]:
    for number, cells in rows:
        for name, cell in zip(columns, cells, strict=True):
            if any(unicodedata.category(char) == "Cc" for char in cell):
                yield _issue("control_character", Place(file, row=number, column=name), cell, _CONTROL)


def _issue(rule: str, place: Place, value: str | None, words: tuple[Text, Text], **places: object) -> Issue:
    message, remedy = words
    return Issue(rule, Severity.ERROR, place, value, message.format(**places), remedy.format(**places))


def rows_of(issues: Iterable[Issue]) -> tuple[int, ...]:
    """The rows that issues name, each once."""
    return tuple(sorted({issue.place.row for issue in issues if issue.place.row is not None}))


_EMPTY = (
    Text("文件中没有名单。", "There is no list in the file."),
    Text("第一行为列名（如 编号、姓名），每人一行。", "The first row names the columns (code, name …); one row a person."),
)
_SHEETS = (
    Text("工作簿有几张表（{names}），不知道哪一张是名单。", "The workbook has several sheets ({names}); which of them is the list?"),
    Text("只留名单一张表，或另存为 CSV。", "Keep the list's sheet alone, or save it as CSV."),
)
_ERROR = (
    Text("这一格显示 {shown}，公式出错。", "The cell shows {shown}: its formula fails."),
    Text("改正公式，或填入数值。", "Correct the formula, or type the value."),
)
_MERGED = (
    Text("从这一格到第 {last} 行是合并单元格。", "The cells from here to row {last} are merged."),
    Text("取消合并，逐行填写。", "Unmerge them, and fill in every row."),
)
_RAGGED = (
    Text("这一行有 {cells} 格，应为 {wanted} 格。", "This row has {cells} cells instead of {wanted}."),
    Text("看看是否多了或少了逗号；含逗号的内容要加引号。", "Look for a comma too many or missing; text with a comma stands in quotes."),
)
_COLUMN_TWICE = (
    Text("列名“{column}”为空或出现两次。", "The column name “{column}” is empty or stands twice."),
    Text("为每一列写一个不同的列名，多余的列请删去。", "Give every column a name of its own; remove those that are not needed."),
)
_NO_CODE = (
    Text("这一行没有编号。", "This row has no code."),
    Text("补上编号；确实多余的行请删去。", "Add the code, or remove the row if it is not needed."),
)
_NUMBER = (
    Text(
        "编号 {code} 被表格软件变成了数字，末几位可能已丢失。",
        "The spreadsheet turned the code into the number {code}; its last digits may be lost.",
    ),
    Text("把这一列设为文本格式，重新粘贴编号。", "Format the column as text and paste the codes again."),
)
_TWICE = (
    Text("编号 {code} 与第 {other} 行重复。", "The code {code} stands in row {other} too."),
    Text(
        "核对两行：同一人只留一行，两个人请改正编号。", "Look at both rows: keep one if it is one person, correct the code if they are two."
    ),
)
_SAME_IDENTITY = (
    Text("证件号码与第 {other} 行相同：同一人报了两次。", "The identity number is that of row {other}: one person applied twice."),
    Text("只留一行。", "Keep one of the two rows."),
)
_SAME_NAME = (
    Text("{who}（{birth}）与第 {other} 行同名同生日。", "{who} ({birth}) has the name and birthday of row {other}."),
    Text(
        "核对是否同一人：是则只留一行；确为两人，请加一列“确为两人”并在这一行填“是”。",
        "If it is one person, keep one row; if they are two, add a column “distinct” and write “yes” in this row.",
    ),
)
_CONTROL = (
    Text("这一格有换行或控制字符。", "The cell has a line break or a control character."),
    Text("删去换行，写成一行。", "Remove it and write the cell in one line."),
)
