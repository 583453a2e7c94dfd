"""A template that comes back: refused as a whole with the reason, or every change in it written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

from django.db import transaction

from junheng.language import Text
from junheng.packs.forms.messages import MESSAGES
from junheng.packs.forms.values import plain, read
from junheng.tables.grid import Grid
from junheng.tables.layout import column_letters
from junheng.tables.xlsx_file import ExpandsError, read_xlsx
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return, State
from junheng.web.returns.saving import CLOSED, Change, Saved, save_cells
from junheng.web.returns.setting import setting
from junheng.web.returns.workbook import FORMAT, HEADS, HIDDEN, NOTHING, Spot, seal_of

#: Bytes; a template of 300 rows has about 50,000.
LARGEST = 10 * 2**20

TOO_LARGE = Text("文件超过 {most} MB，不是填报模板。", "The file is over {most} MB: it is no template.")
NO_WORKBOOK = Text(
    "这不是可以读取的 Excel 工作簿（.xlsx）：{reason}。请用系统下载的模板填写后保存为 .xlsx。",
    "This is no Excel workbook (.xlsx) that can be read: {reason}. Fill in the template from the system and save it as .xlsx.",
)
MACROS = Text(
    "工作簿含有宏，不能导入。请另存为不含宏的 .xlsx。", "The workbook has macros and cannot be imported. Save it as .xlsx without macros."
)
NO_TEMPLATE = Text(
    "这不是本系统生成的填报模板，或隐藏的校验页被删除。请重新下载模板。",
    "This is no template from this system, or its hidden sheet was deleted. Download the template again.",
)
BROKEN_SEAL = Text(
    "模板的校验内容被改动，或来自另一套系统。请重新下载模板，把数据粘贴进去。",
    "What seals the template was changed, or it comes from another installation. Download it again and paste the data into it.",
)
NO_RETURN = Text("没有这张填报表：{path}。", "There is no such return: {path}.")
OTHER_PLACE = Text("这是{theirs}的表，不是{yours}的。", "This is the return of {theirs}, not of {yours}.")
NOT_YOURS = Text("这是{theirs}的表，您不能填报这个单位。", "This is the return of {theirs}, which is not yours to fill in.")
OLD_FORM = Text(
    "模板已过期：表的内容在 {version} 稿之后有修订。请重新下载模板。",
    "The template is out of date: the form has been revised since version {version}. Download it again.",
)
OLD_REVISION = Text(
    "模板已过期：这张表已发布，订正请用新稿的模板。",
    "The template is out of date: the return was released; use the template of its correction.",
)
MOVED = Text(
    "模板的行列被移动或改名：{cell} 应为“{expected}”。", "Rows or columns of the template were moved: {cell} should be “{expected}”."
)
FORMULA = Text("这一格是公式；请粘贴为数值。", "This cell is a formula; paste its value instead.")
FAILED = Text("这一格是 Excel 的错误值。", "This cell shows an error of Excel's.")
CODE_IS_NUMBER = Text(
    "代码变成了数（{value}）：把单元格设为文本格式再填。", "The code became a number ({value}): set the cell to text and type it again."
)
IS_DATE = Text("这一格是日期。", "This cell is a date.")
OUTSIDE = Text("这一格不在表内，内容会丢失。", "This cell is outside the form, and would be lost.")
OVERTAKEN = Text(
    "下载模板之后，{by} 已在系统里把这一格改为“{theirs}”，模板里是“{yours}”。",
    "Since the template was made, {by} has written “{theirs}” here; the template says “{yours}”.",
)
REJECTED = Text("有 {n} 格不能导入，没有写入任何内容。", "{n} cells cannot be imported; nothing was written.")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell of the workbook that cannot be taken."""

    sheet: str
    cell: str  # "C7"
    value: str
    reason: Text


class CellsRejected(ReturnError):  # noqa: N818 (what happened, not a defect of the program)
    """Cells that cannot be taken; nothing of the workbook was written."""

    def __init__(self, cells: Sequence[Rejected]) -> None:
        super().__init__(REJECTED.format(n=len(cells)))
        self.cells = tuple(cells)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote."""

    ret: Return
    changed: int  # cells
    saved: Saved


def import_template(actor: Actor, data: bytes, name: str, *, expected: Return | None = None) -> Imported:
    """Write what was filled into a template; all of it or nothing.

    Parameters
    ----------
    actor
        Who brings it.
    data, name
        Of the file.
    expected
        The return on whose page it was brought; a file of another one is refused.

    Raises
    ------
    ReturnError
        The file as a whole is refused, and why.
    CellsRejected
        Single cells cannot be taken: all of them are listed.
    """
    grids = _open(data, name)
    sealed, plan, spots = _unsealed(grids.pop(HIDDEN, None))
    ret = _return_of(actor, sealed, expected)
    _check_labels(grids, plan)
    layout = setting(ret.region).layout(ret)
    columns = {f"{table['id']}/{column['id']}": column for table in layout["tables"] for column in table["columns"]}
    rejected = [
        Rejected(sheet, _cell_name(row, column), "", reason)
        for sheet, grid in grids.items()
        for found, reason in ((grid.formulas, FORMULA), (grid.errors, FAILED))
        for row, column in found
    ]
    named = {(cell.sheet, cell.cell) for cell in rejected}
    rejected += _outside(grids, plan, spots)
    changes: list[Change] = []
    for spot in spots:
        table, row, column = spot.address.split("/")
        if (spot.sheet, _cell_name(spot.row, spot.column)) in named:
            continue
        typed = _value(grids[spot.sheet], spot)
        change = _change(typed, spot, columns[f"{table}/{column}"])
        if isinstance(change, Text):
            rejected.append(Rejected(spot.sheet, _cell_name(spot.row, spot.column), _spoken(typed), change))
        elif change is not None:
            changes.append(Change(table, row, column, change[0], spot.version, nothing=change[1]))
    if rejected:
        raise CellsRejected(rejected)
    return _write(actor, ret, changes, {spot.address: spot for spot in spots})


def _open(data: bytes, name: str) -> dict[str, Grid]:
    """Sheets by name; nothing is unpacked before its size is known."""
    if len(data) > LARGEST:
        raise ReturnError(TOO_LARGE.format(most=LARGEST // 2**20))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
    except zipfile.BadZipFile as error:
        raise ReturnError(NO_WORKBOOK.format(reason=Text("文件打不开", "it does not open"))) from error
    if any(part.lower().endswith(("vbaproject.bin", ".vba")) or "macrosheets/" in part.lower() for part in parts):
        raise ReturnError(MACROS)
    try:
        return {grid.sheet or "": grid for grid in read_xlsx(data, name)}
    except ExpandsError as error:
        reason = Text("解压后有 {size} MB", "it unpacks to {size} MB").format(size=error.size // 2**20)
        raise ReturnError(NO_WORKBOOK.format(reason=reason)) from error
    except (zipfile.BadZipFile, ValueError, OSError, KeyError, ParseError) as error:
        raise ReturnError(NO_WORKBOOK.format(reason=Text("内容已损坏", "its content is damaged"))) from error


def _unsealed(grid: Grid | None) -> tuple[dict[str, Any], list[dict[str, Any]], list[Spot]]:
    """What the hidden sheet says, once its seal has been checked."""
    if grid is None or grid.height < 3:
        raise ReturnError(NO_TEMPLATE)
    lines = ["".join(str(column[row] or "") for column in grid.columns) for row in range(grid.height)]
    try:
        sealed, plan = json.loads(lines[0]), json.loads(lines[2])
        spots = [Spot(*json.loads(line)) for line in lines[3:] if line]
        whole = isinstance(sealed, dict) and sealed["format"] == FORMAT and seal_of(sealed, plan, spots) == lines[1]
    except (ValueError, TypeError, KeyError) as error:
        raise ReturnError(NO_TEMPLATE) from error
    if not whole:
        raise ReturnError(BROKEN_SEAL)
    return sealed, plan, spots


def _return_of(actor: Actor, sealed: Mapping[str, Any], expected: Return | None) -> Return:
    """The return that the template is of, where it is still as the template has it."""
    ret = Return.objects.filter(pk=sealed["id"], region=sealed["region"], form=sealed["form"], period=sealed["period"]).first()
    if ret is None or (ret.unit, ret.area, ret.revision) != (sealed["unit"], sealed["area"], sealed["revision"]):
        raise ReturnError(NO_RETURN.format(path=f"{sealed['form']} {sealed['unit'] or sealed['area']} {sealed['period']}"))
    here = setting(ret.region)
    if expected is not None and expected.pk != ret.pk:
        if (expected.form, expected.period, expected.place) == (ret.form, ret.period, ret.place):
            raise ReturnError(OLD_REVISION)
        theirs, yours = (_called(here.name_of(each), each, here.form(each.form).title) for each in (ret, expected))
        raise ReturnError(OTHER_PLACE.format(theirs=theirs, yours=yours))
    if not actor.may(Right.FILL_RETURNS, ret):
        raise ReturnError(NOT_YOURS.format(theirs=_called(here.name_of(ret), ret, here.form(ret.form).title)))
    if ret.state == State.RELEASED:
        raise ReturnError(OLD_REVISION)
    if ret.state != State.DRAFT:
        raise ReturnError(CLOSED)
    if here.layout(ret)["fingerprint"] != sealed["fingerprint"]:
        raise ReturnError(OLD_FORM.format(version=sealed["version"]))
    return ret


def _called(name: str, ret: Return, title: Text) -> Text:
    return Text("{name} {period} 年度“{title}”", "{name}, {period}, “{title}”").format(name=name, period=ret.period, title=title)


def _check_labels(grids: Mapping[str, Grid], plan: Sequence[Mapping[str, Any]]) -> None:
    """That heads and row names stand where they stood."""
    for page in plan:
        grid = grids.get(page["sheet"])
        if grid is None:
            raise ReturnError(MOVED.format(cell=page["sheet"], expected=page["sheet"]))
        expected = [(HEADS, column, head) for column, head in enumerate(page["heads"])]
        expected += [(row, 0, label) for row, label in enumerate(page["rows"], start=HEADS + 1)]
        for row, column, label in expected:
            if _text_at(grid, row, column) != label:
                raise ReturnError(MOVED.format(cell=f"{page['sheet']}!{_cell_name(row, column)}", expected=label))


def _text_at(grid: Grid, row: int, column: int) -> str:
    if column >= grid.width or row >= grid.height:
        return ""
    value = grid.columns[column][row]
    return plain(value) if isinstance(value, float) else str(value or "").strip()


def _outside(grids: Mapping[str, Grid], plan: Sequence[Mapping[str, Any]], spots: Sequence[Spot]) -> list[Rejected]:
    """Cells that hold something where nothing is to be filled in."""
    known = {(spot.sheet, spot.row, spot.column) for spot in spots}
    rejected = []
    for page in plan:
        sheet, grid, end = page["sheet"], grids[page["sheet"]], HEADS + 1 + len(page["rows"])
        for row in range(HEADS + 1, grid.height):
            for column in range(1, grid.width):
                shown = row < end and column in page["last"]
                if not shown and (sheet, row, column) not in known and (text := _text_at(grid, row, column)):
                    rejected.append(Rejected(sheet, _cell_name(row, column), text, OUTSIDE))
    return rejected


def _value(grid: Grid, spot: Spot) -> object:
    if spot.column >= grid.width or spot.row >= grid.height:
        return None
    return grid.columns[spot.column][spot.row]


def _change(typed: object, spot: Spot, column: Mapping[str, Any]) -> tuple[str, bool] | Text | None:
    """The value and the mark "nothing to report" that a cell has now; None where it is as it was, a sentence where it is wrong."""
    if isinstance(typed, date):
        return IS_DATE
    if isinstance(typed, bool):
        return MESSAGES["number"].format(value=typed)
    if isinstance(typed, float) and column["kind"] == "code" and (typed != int(typed) or abs(typed) >= 1e11):
        return CODE_IS_NUMBER.format(value=f"{typed:g}")
    text = plain(typed) if isinstance(typed, float | int) else str(typed or "")
    if column["nothing"] and text.strip().lower() in (NOTHING.zh, NOTHING.en):
        return None if spot.nothing else ("", True)
    value, problem = read(dict(column), text)
    if value == spot.value and not spot.nothing:
        return None
    if value == "" and spot.nothing:
        return "", False
    return (value, False) if problem is None else MESSAGES[problem].format(value=text, limit=500)


def _write(actor: Actor, ret: Return, changes: Sequence[Change], spots: Mapping[str, Spot]) -> Imported:
    with transaction.atomic():
        saved = save_cells(actor, ret, changes)
        rejected = []
        for conflict in saved.conflicts:
            reason = OVERTAKEN.format(by=conflict.by or "–", theirs=conflict.theirs, yours=conflict.yours)
            rejected.append(_at(spots[conflict.address], conflict.yours, reason))
        rejected += [_at(spots[address], "", reason) for address, reason in saved.refused.items()]
        if rejected:
            raise CellsRejected(rejected)
    ret.refresh_from_db()
    return Imported(ret, len(changes), saved)


def _at(spot: Spot, value: str, reason: Text) -> Rejected:
    return Rejected(spot.sheet, _cell_name(spot.row, spot.column), value, reason)


def _cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def _spoken(value: object) -> str:
    return plain(value) if isinstance(value, float) else str(value or "")
