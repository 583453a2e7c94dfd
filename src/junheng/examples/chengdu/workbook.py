"""Sheets written as an XLSX workbook, merged heads and all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from junheng.examples.chengdu.sheets import ROWS_ABOVE, Cell, Formula, Head, Sheet


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "合成数据 synthetic", "created": datetime(2026, 1, 1)})
    title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.merge_range(0, 0, 0, len(sheet.heads) - 1, sheet.title, title)
        _write_heads(page, sheet.heads, head)
        page.freeze_panes(ROWS_ABOVE, 2)
        page.set_column(0, len(sheet.heads) - 1, 12)
        rows = [*sheet.rows, sheet.total_row()] if sheet.total else sheet.rows
        for y, row in enumerate(rows, start=ROWS_ABOVE):
            for x, value in enumerate(row):
                _write(page, y, x, value, text)
        for y, note in enumerate(sheet.notes, start=ROWS_ABOVE + len(rows)):
            page.write_string(y, 0, note)
        for first, last, x in sheet.merged:
            page.merge_range(ROWS_ABOVE + first, x, ROWS_ABOVE + last, x, sheet.rows[first][x], head)
    book.close()


def _write_heads(page: Any, heads: Sequence[Head], style: Any) -> None:  # noqa: ANN401 xlsxwriter has no types
    """Two rows: a group over its columns; a head without a group over both rows."""
    x = 0
    while x < len(heads):
        group = heads[x].group
        if group is None:
            page.merge_range(1, x, 2, x, heads[x].text, style)
            x += 1
            continue
        width = next((k for k, other in enumerate(heads[x:]) if other.group != group), len(heads) - x)
        if width > 1:
            page.merge_range(1, x, 1, x + width - 1, group, style)
        else:
            page.write_string(1, x, group, style)
        for k in range(x, x + width):
            page.write_string(2, k, heads[k].text, style)
        x += width


def _write(page: Any, y: int, x: int, value: Cell, text: Any) -> None:  # noqa: ANN401 xlsxwriter has no types
    if isinstance(value, str):
        page.write_string(y, x, value, text)
    elif isinstance(value, Formula):
        page.write_formula(y, x, value.text, None, "" if value.value is None else value.value)
    elif value is not None:
        page.write_number(y, x, value)
