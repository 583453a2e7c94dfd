"""What is wrong with a list that somebody brought: every row with its number, and what to do about it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from junheng.language import Text
from junheng.tables import Issue, Place, Severity
from junheng.tables.cells import FLOAT_CODE, SCIENTIFIC
from junheng.tables.grid import Grid
from junheng.tables.heads import NOTE, TOTAL

Rows = list[tuple[int, list[str]]]  # the number that the spreadsheet shows, and the cells

_NUMBER = re.compile(f"{SCIENTIFIC}|{FLOAT_CODE}")
_SUM = re.compile(rf"{TOTAL}|{NOTE}|^\s*(?:制表|填表|填报|审核|复核|经办|负责|统计|联系)人?\s*[:：]")
_FULL_WIDTH_COMMA = "，"


def letter(index: int) -> str:
    """A column as a spreadsheet names it.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    more, last = divmod(index, 26)
    return (letter(more - 1) if more else "") + chr(ord("A") + last)


def of_file(file: str, found: Sequence[Issue], sheets: Sequence[str]) -> list[Issue]:
    """What keeps a file from being one sheet."""
    # The words of an empty file are those of a table of a region, which a list is not.
    issues = [issue for issue in found if issue.rule != "file_empty"]
    if not sheets and not issues:
        return [_issue("list_empty", Place(file), None, _EMPTY)]
    if len(sheets) > 1:
        names = "、".join(sheets)
        issues.append(_issue("several_sheets", Place(file), names, _SHEETS, names=names))
    return issues


def no_rows(place: Place) -> Issue:
    """A head, and nobody under it."""
    return _issue("list_empty", place, None, _NOBODY)


def of_table(grid: Grid, names: Sequence[str], heads: Sequence[str], *, start: int) -> list[Issue]:
    """What keeps a sheet from being a table: `heads` are the columns' names as the file has them."""
    return [*_one_column(grid, heads), *_twice(grid, names, heads, start=start), *_damage(grid, heads, start)]


def of_rows(file: str, names: Sequence[str], heads: Sequence[str], rows: Rows) -> list[Issue]:
    """What is wrong with the rows of a list."""
    called = dict(zip(names, heads, strict=True))
    sums = {number: next(filter(None, cells)) for number, cells in rows if _SUM.search(next(filter(None, cells)))}
    people = [(number, cells) for number, cells in rows if number not in sums]
    return [
        *(_issue("total_row", Place(file, row=number), text, _TOTAL, text=text) for number, text in sums.items()),
        *_codes(file, names, called, people),
        *_same_person(file, names, called, people),
        *_control(file, names, called, people),
    ]


def _one_column(grid: Grid, heads: Sequence[str]) -> Iterator[Issue]:
    if len(heads) == 1 and _FULL_WIDTH_COMMA in heads[0]:
        yield _issue("full_width_commas", Place(grid.file, row=grid.first_row), heads[0], _COMMAS)


def _twice(grid: Grid, names: Sequence[str], heads: Sequence[str], *, start: int) -> Iterator[Issue]:
    # Where a column has no head, `heads` has its letter and `names` nothing.
    row = grid.first_row + start - 1
    for place, name in enumerate(names):
        if not name:
            yield _issue("column_unnamed", Place(grid.file, grid.sheet, row, heads[place]), None, _NO_HEAD, column=heads[place])
        elif name in names[:place]:
            first = heads[names.index(name)]
            yield _issue(
                "column_twice",
                Place(grid.file, grid.sheet, row, heads[place]),
                heads[place],
                _COLUMN_TWICE,
                column=heads[place],
                other=first,
            )


def _damage(grid: Grid, heads: Sequence[str], start: int) -> Iterator[Issue]:
    """Cells that hold something else than what they show: a formula's error, a merged range, a row that is too long or short."""

    def at(row: int, column: int | None) -> Place:
        head = heads[column] if column is not None and column < len(heads) else None
        return Place(grid.file, grid.sheet, grid.first_row + row, head)

    for row, column, shown in grid.errors:
        yield _issue("cell_error", at(row, column), shown, _ERROR, shown=shown)
    for top, left, bottom, _right in grid.merged:
        if bottom >= start:
            yield _issue("merged_cells", at(top, left), None, _MERGED, last=grid.first_row + bottom)
    for row, cells in grid.ragged:
        if row >= start:
            yield _issue("ragged_row", at(row, None), None, _RAGGED, cells=cells, wanted=grid.width)


def _codes(file: str, names: Sequence[str], called: dict[str, str], rows: Rows) -> Iterator[Issue]:
    at = names.index("code")
    by_code = defaultdict(list)
    for number, cells in rows:
        place = Place(file, row=number, column=called["code"])
        if not cells[at]:
            yield _issue("code_missing", place, None, _NO_CODE)
        elif _NUMBER.fullmatch(cells[at]):
            yield _issue("code_was_a_number", place, cells[at], _WAS_NUMBER, code=cells[at])
        else:
            by_code[cells[at]].append(number)
    for code, numbers in by_code.items():
        for number in numbers[1:]:
            yield _issue("code_twice", Place(file, row=number, column=called["code"]), code, _TWICE, code=code, other=numbers[0])


def _same_person(file: str, names: Sequence[str], called: dict[str, str], rows: Rows) -> Iterator[Issue]:
    """One identity twice; one name and birthday twice where nobody says that they are two people."""
    distinct = names.index("distinct") if "distinct" in names else None
    for wanted, words in ((("identity",), _SAME_IDENTITY), (("name", "birth"), _SAME_NAME)):
        if not set(wanted) <= set(names):
            continue
        places = [names.index(name) for name in wanted]
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in rows:
            key = tuple(cells[place] for place in places)
            if not all(key):
                continue
            first = seen.setdefault(key, number)
            told_apart = distinct is not None and cells[distinct] != "" and len(wanted) > 1
            if first != number and not told_apart:
                place = Place(file, row=number, column=called[wanted[0]])
                yield _issue("same_person", place, key[0], words, who=key[0], other=first, birth=key[-1])


def _control(file: str, names: Sequence[str], called: dict[str, str], rows: Rows) -> Iterator[Issue]:
    for number, cells in rows:
        for name, cell in zip(names, cells, strict=True):
            if any(unicodedata.category(char) == "Cc" for char in cell):
                yield _issue("control_character", Place(file, row=number, column=called[name]), cell, _CONTROL)


def _issue(rule: str, place: Place, value: str | None, words: tuple[Text, Text], **places: object) -> Issue:
    message, remedy = words
    return Issue(rule, Severity.ERROR, place, value, message.format(**places), remedy.format(**places))


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
_NO_HEAD = (
    Text("{column} 列没有列名。", "The column {column} has no name."),
    Text("在表头写上列名；不需要的列请删去。", "Name it in the head, or remove the column if it is not needed."),
)
_COLUMN_TWICE = (
    Text("列“{column}”与“{other}”是同一项，出现了两次。", "The columns “{column}” and “{other}” are one, which stands twice."),
    Text("只留一列，或改一个列名。", "Keep one of them, or give one another name."),
)
_NOBODY = (
    Text("只有表头，没有人。", "There is a head, and nobody under it."),
    Text("把名单粘贴到表头下面，每人一行。", "Paste the list under the head, one row a person."),
)
_TOTAL = (
    Text("这一行写着“{text}”，像是合计或备注，不是名单中的人。", "This row says “{text}”: a total or a remark, and nobody on the list."),
    Text("删去这一行。", "Remove the row."),
)
_COMMAS = (
    Text("整行在一格里，用的是全角逗号“，”。", "The whole row is one cell, with full-width commas “，”."),
    Text("把全角逗号换成半角逗号，或用 Excel 另存为 CSV。", "Replace them by plain commas, or save it as CSV from Excel."),
)
_NO_CODE = (
    Text("这一行没有编号。", "This row has no code."),
    Text("补上编号；确实多余的行请删去。", "Add the code, or remove the row if it is not needed."),
)
_WAS_NUMBER = (
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
