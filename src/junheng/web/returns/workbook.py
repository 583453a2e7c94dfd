"""A return as an Excel file to fill in: what it is stands on every sheet, and sealed in a hidden one by which it is read back.

Nothing in it is a formula. Sheets are protected without a password: what may be typed is open, the rest is not.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac

from junheng.language import Language, Text
from junheng.packs.forms.answers import Answers
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.context import last_of
from junheng.web.returns.description import standing
from junheng.web.returns.models import Cell, Return
from junheng.web.returns.setting import Setting, setting

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FORMAT = 1
HIDDEN = "junheng"
CHOICES = "choices"
#: Spare rows that a table with free rows has at least.
SPARE = 40
#: Row of the heads, from 0; the body begins below.
HEADS = 4
#: How "nothing to report" is written in a cell.
NOTHING = Text("无", "nothing")

_WHERE = Text("填报单位：{name}（{code}）", "For: {name} ({code})")
_WHICH = Text(
    "期间：{period}　第 {version} 稿　核对码：{seal}　截止：{due}", "Period {period}, version {version}, check code {seal}, due {due}"
)
_HOW = Text(
    "只填白色格子；没有数量填 0，没有可报的内容写“无”；不要用公式。灰色“上期”一列供对照。",
    "Fill in the white cells; none is 0, “nothing” where there is nothing to report; no formulas. The grey columns are the last period.",
)
_LAST = Text("上期（{period}）", "Last ({period})")
_TOTAL = Text("合计（不填，由系统计算）", "Total (computed; leave empty)")
_COMPUTED = Text("{name}（不填，由系统计算）", "{name} (computed; leave empty)")
_NUMBER = Text("序号", "No.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell to fill in: where it is in the workbook, and in the form."""

    sheet: str
    row: int  # from 0
    column: int
    address: str  # table/row/column
    version: int
    value: str
    nothing: bool


def template(actor: Actor, ret: Return, language: Language) -> bytes:
    """The workbook of a return as it stands now.

    Raises
    ------
    NotAllowed
        The actor may not see it.
    """
    import xlsxwriter

    actor.need(Right.SEE_RETURNS, ret)
    here = setting(ret.region)
    layout = here.layout(ret)
    cells = {cell.address: cell for cell in Cell.objects.filter(ret=ret)}
    answers = Answers(layout, {"cells": {a: {"value": c.value, "nothing": c.nothing} for a, c in cells.items()}}, {})
    period, last = last_of(here, ret)
    pages = [_Page(table, answers, cells, period, last, language) for table in layout["tables"]]
    sealed = {"format": FORMAT, **standing(ret), "fingerprint": layout["fingerprint"], "language": language}
    spots = [spot for page in pages for spot in page.spots]
    plan = [page.plan() for page in pages]
    seal = seal_of(sealed, plan, spots)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        choices = book.add_worksheet(CHOICES)
        for index, page in enumerate(pages):
            sheet = book.add_worksheet(page.name)
            _head(sheet, styles, here, ret, layout, seal, language)
            page.write(sheet, styles, choices, index * 100)
            if index == 0:
                sheet.activate()
                sheet.set_first_sheet()
        _hide(book.add_worksheet(HIDDEN), sealed, plan, spots, seal)
        choices.very_hidden()
    return buffer.getvalue()


def seal_of(sealed: Mapping[str, Any], plan: Sequence[Mapping[str, Any]], spots: Sequence[Spot]) -> str:
    """What only this installation can write about a template: it proves that the hidden sheet is as it was made."""
    content = [sealed, plan, [[s.sheet, s.row, s.column, s.address, s.version, s.value, s.nothing] for s in spots]]
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return salted_hmac("junheng.web.returns.workbook", whole, algorithm="sha256").hexdigest()[:16].upper()


_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#555555"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#eeece6"},
    "label": {"border": 1, "bg_color": "#f6f5f1"},
    "last": {"border": 1, "bg_color": "#f0f0f0", "font_color": "#555555", "num_format": "#,##0.######"},
    "barred": {"border": 1, "bg_color": "#d9d9d9"},
    "number": {"border": 1, "locked": False, "num_format": "#,##0.######"},
    "text": {"border": 1, "locked": False, "num_format": "@"},
}


def _head(
    sheet: Worksheet, styles: Mapping[str, Any], here: Setting, ret: Return, layout: Mapping[str, Any], seal: str, language: Language
) -> None:
    from django.utils import timezone

    due = timezone.localtime(ret.due_at).strftime("%Y-%m-%d %H:%M")
    sheet.write_string(0, 0, layout["title"][language], styles["title"])
    sheet.write_string(1, 0, _WHERE.format(name=here.name_of(ret), code=ret.place)(language))
    sheet.write_string(2, 0, _WHICH.format(period=ret.period, version=ret.version, seal=seal, due=due)(language))
    sheet.write_string(3, 0, _HOW(language), styles["note"])


class _Page:
    """One table as a sheet: which cells are where, then written."""

    def __init__(
        self,
        table: Mapping[str, Any],
        answers: Answers,
        cells: Mapping[str, Cell],
        period: str | None,
        last: Mapping[str, str],
        language: Language,
    ) -> None:
        self.table, self.answers, self.cells, self.last, self.language = table, answers, cells, last, language
        self.name = _sheet_name(table["name"][language])
        self.period = period
        self.columns: list[tuple[Mapping[str, Any], bool]] = []  # column, and whether it shows the last period
        for column in table["columns"]:
            self.columns.append((column, False))
            if period is not None and column["kind"] == "number" and not table["free"]:
                self.columns.append((column, True))
        self.rows = self._rows()
        self.heads = [_NUMBER(language) if table["free"] else table["name"][language], *(self._title(*each) for each in self.columns)]
        self.spots = [
            self._spot(HEADS + 1 + number, place, row, column)
            for number, (row, _) in enumerate(self.rows)
            for place, (column, shows_last) in enumerate(self.columns, start=1)
            if not shows_last and column["total"] is None and row not in column["barred"]
        ]

    def plan(self) -> dict[str, Any]:
        """What must stand where it stood when the workbook comes back, and which columns show the last period."""
        last = [place for place, (_, shows_last) in enumerate(self.columns, start=1) if shows_last]
        return {"sheet": self.name, "heads": self.heads, "rows": [label for _, label in self.rows], "last": last}

    def _rows(self) -> list[tuple[str, str]]:
        """Name and label of each row; a table with free rows has spare ones."""
        if not self.table["free"]:
            return [(row["id"], row["name"][self.language]) for row in self.table["rows"]]
        names = [row.id for row in self.answers.rows(self.table["id"])]
        first = 1 + max((int(name[:4]) for name in names), default=0)
        spare = max(0, min(SPARE, self.table["most"] - len(names)))
        names += [f"{number:04}t" for number in range(first, first + spare)]
        return [(name, str(number)) for number, name in enumerate(names, start=1)]

    def _title(self, column: Mapping[str, Any], shows_last: bool) -> str:
        if shows_last:
            return _LAST.format(period=self.period)(self.language)
        name = column["name"][self.language]
        unit = column["unit_label"][self.language] if column["unit_label"] else ""
        titled = f"{name} ({unit})" if unit else name
        return titled if column["total"] is None else _COMPUTED.format(name=titled)(self.language)

    def _spot(self, at: int, place: int, row: str, column: Mapping[str, Any]) -> Spot:
        address = f"{self.table['id']}/{row}/{column['id']}"
        cell = self.cells.get(address)
        if cell is None:
            return Spot(self.name, at, place, address, 0, "", nothing=False)
        return Spot(self.name, at, place, address, cell.version, cell.value, cell.nothing)

    def write(self, sheet: Worksheet, styles: Mapping[str, Any], choices: Worksheet, first: int) -> None:
        """Heads, rows and cells; lists of choices that are too long for a cell go to a sheet of their own."""
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.freeze_panes(HEADS + 1, 1)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, len(self.columns), 14)
        for place, label in enumerate(self.heads):
            sheet.write_string(HEADS, place, label, styles["head"])
        for place, (column, shows_last) in enumerate(self.columns, start=1):
            if column["note"] is not None and not shows_last:
                sheet.write_comment(HEADS, place, column["note"][self.language])
        for number, (row, label) in enumerate(self.rows, start=HEADS + 1):
            sheet.write_string(number, 0, label, styles["label"])
            for place, (column, shows_last) in enumerate(self.columns, start=1):
                if shows_last:
                    _put(sheet, number, place, self.last.get(f"{self.table['id']}/{row}/{column['id']}", ""), "number", styles["last"])
                elif column["total"] is not None or row in column["barred"]:
                    sheet.write_blank(number, place, None, styles["barred"])
        by_id = {column["id"]: column for column in self.table["columns"]}
        for spot in self.spots:
            column = by_id[spot.address.rpartition("/")[2]]
            _put(sheet, spot.row, spot.column, self._shown(spot, column), column["kind"], styles[_style(column)])
        if self.table["totals"] and not self.table["free"]:
            sheet.write_string(HEADS + 1 + len(self.rows), 0, _TOTAL(self.language), styles["label"])
        self._offer(sheet, choices, first)

    def _shown(self, spot: Spot, column: Mapping[str, Any]) -> str:
        if spot.nothing:
            return NOTHING(self.language)
        names = {choice["id"]: choice["name"][self.language] for choice in column["choices"]}
        return str(names.get(spot.value, spot.value))

    def _offer(self, sheet: Worksheet, choices: Worksheet, first: int) -> None:
        for place, (column, _) in enumerate(self.columns, start=1):
            if column["kind"] != "choice" or not self.rows:
                continue
            names = [choice["name"][self.language] for choice in column["choices"]]
            if len(",".join(names)) > 255:  # what a list in a cell may be
                choices.write_column(0, first + place, names)
                source: Any = [CHOICES, 0, first + place, len(names) - 1, first + place]
                listed = _range(*source)
            else:
                listed = names
            sheet.data_validation(HEADS + 1, place, HEADS + len(self.rows), place, {"validate": "list", "source": listed})


def _range(sheet: str, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    first, last = (
        xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row, column in ((first_row, first_column), (last_row, last_column))
    )
    return f"={sheet}!{first}:{last}"


def _sheet_name(name: str) -> str:
    """What Excel takes: 31 characters, and not all of them."""
    return "".join(letter for letter in name if letter not in "[]:*?/\\'")[:31]


def _style(column: Mapping[str, Any]) -> str:
    return "number" if column["kind"] == "number" else "text"


def _put(sheet: Worksheet, row: int, column: int, value: str, kind: str, style: Any) -> None:
    """A number as a number, anything else as text, which stays text whatever it looks like."""
    if value == "":
        sheet.write_blank(row, column, None, style)
        return
    try:
        number = float(value) if kind == "number" else None
    except ValueError:
        number = None
    if number is None:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, number, style)


def _hide(sheet: Worksheet, sealed: Mapping[str, Any], plan: Sequence[Mapping[str, Any]], spots: Sequence[Spot], seal: str) -> None:
    """What the workbook is, its heads, rows and cells as they were, one text a row."""
    lines = [json.dumps(sealed, sort_keys=True, ensure_ascii=False), seal, json.dumps(plan, ensure_ascii=False)]
    lines += [json.dumps([s.sheet, s.row, s.column, s.address, s.version, s.value, s.nothing], ensure_ascii=False) for s in spots]
    for row, line in enumerate(lines):
        pieces = [line[at : at + 30_000] for at in range(0, len(line), 30_000)]  # a cell holds 32,767 characters
        for column, piece in enumerate(pieces):
            sheet.write_string(row, column, piece)
    sheet.protect("")
    sheet.very_hidden()
