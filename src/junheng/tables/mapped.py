"""A sheet of another system, read through its mapping: the parts of our tables that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import polars as pl

from junheng.tables.amounts import Amounts
from junheng.tables.body import body_cells, report_body
from junheng.tables.canonical import row_numbers, typed, whole_rows
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.head_rows import find_head, join_head, title_of
from junheng.tables.heads import plain
from junheng.tables.issue import Place
from junheng.tables.layout import Layout
from junheng.tables.mapped_parts import Body, parts
from junheng.tables.mapping import ColumnMapping, SheetMapping
from junheng.tables.ranks import Coded
from junheng.tables.records import records
from junheng.tables.schema import TABLES, Column
from junheng.tables.typed import Reader
from junheng.tables.words import Words

#: The declared column that each field is read by.
_DECLARED: Mapping[str, Column] = {
    **{name: TABLES["units"].column(name) for name in ("unit", "area", "kind", "ownership", "setting", "longitude", "latitude")},
    "unit_name": TABLES["units"].column("name"),
    "area_name": TABLES["areas"].column("name"),
    **{name: TABLES["classes"].column(name) for name in ("level", "grade", "period", "class_number", "pupils")},
    **{name: TABLES["observations"].column(name) for name in ("measure", "value")},
}
_NUMBERS = frozenset(("longitude", "latitude", "pupils", "value"))


def read_mapped(
    grid: Grid, mapping: SheetMapping, words: Words | None, amounts: Amounts, findings: Findings, *, file_name: str | None = None
) -> dict[str, list[Coded]]:
    """The parts that a sheet gives to areas, units, observations, enrolment and classes.

    Where a period stands in the file's name, that is `file_name`, if the file lies here under another.
    """
    head = (mapping.head[0] - 1, mapping.head[1] - 1) if mapping.head else find_head(grid)
    if grid.head is None and (head is None or head[0] >= grid.height):
        findings.add("head_missing" if grid.height else "file_empty", Place(grid.file, grid.sheet))
        return {}
    start = 0 if head is None else head[1] + 1
    columns, layout = _columns(grid, join_head(grid, *(head or (0, 0))), start, mapping, findings)
    for row, found in grid.ragged:
        findings.add("row_ragged", Place(grid.file, grid.sheet, grid.first_row + row), None, found=found, expected=grid.width)
    if grid.height <= start:
        findings.add("file_empty", Place(grid.file, grid.sheet))
        return {}
    if "unit" not in layout.fields and "unit_name" not in layout.fields:
        title = TABLES["units"].column("unit").title
        findings.add("column_missing", Place(grid.file, grid.sheet, grid.first_row + max(start - 1, 0)), title=title)
        return {}
    says = {"file": PurePosixPath(file_name or grid.file).name, "sheet": grid.sheet or "", "title": title_of(grid, head[0]) if head else ""}
    return parts(_body(grid, start, columns, layout, findings), mapping, words, amounts, says)


def _columns(
    grid: Grid, heads: tuple[str, ...], start: int, mapping: SheetMapping, findings: Findings
) -> tuple[dict[int, ColumnMapping], Layout]:
    """Which column of the sheet is which of the mapping; differences are reported."""
    bare = Layout(grid.file, grid.sheet, grid.addressed, heads)
    row = grid.first_row + start - 1 if grid.head is None else grid.head_row
    at: dict[str, list[int]] = {}
    for index, text in enumerate(heads):
        at.setdefault(plain(text), []).append(index)
    columns: dict[int, ColumnMapping] = {}
    for column in mapping.columns:
        found = at.pop(plain(column.head), [])
        if column.ignore:
            continue
        if found:
            columns[found[0]] = column
        else:
            findings.add("mapped_column_missing", Place(grid.file, grid.sheet, row), column.head)
        for second in found[1:]:
            findings.add("column_twice", bare.cell(row, second))
    for text, indices in at.items():
        for index in indices:
            if text or not grid.column(index, start).empty().all():
                findings.add("column_unknown", bare.cell(row, index))
    fields = {column.field: index for index, column in columns.items() if column.field is not None}
    layout = Layout(grid.file, grid.sheet, grid.addressed, heads, fields)
    for table, name in (("units", "unit_name"), ("areas", "area_name"), ("observations", ""), ("enrolment", ""), ("classes", "")):
        findings.atlas.add(table, replace(layout, fields=fields | ({"name": fields[name]} if name in fields else {})))
    return columns, layout


def _body(grid: Grid, start: int, columns: Mapping[int, ColumnMapping], layout: Layout, findings: Findings) -> Body:
    """The rows that are records, with every field typed."""
    rows = row_numbers(grid, start)
    labels = [index for name, index in layout.fields.items() if name not in _NUMBERS]
    cells = body_cells(grid, start, columns, labels)
    about = [layout.fields[name] for name in ("unit", "unit_name", "area", "area_name") if name in layout.fields]
    others = {index: grid.column(index, start) for index in range(grid.width) if index not in cells}
    left = set(range(max(layout.fields[name] for name in ("unit", "unit_name") if name in layout.fields)))  # 合计 stands under 序号 too
    keep = records(cells | others, sorted(left | set(about)), rows, layout, findings) & whole_rows(grid, rows)
    report_body(grid, start, cells, labels, keep, layout, findings)
    reader = Reader(findings, rows, keep)
    fields = {name: typed(reader, _DECLARED[name], cells[index], layout.column(index)) for name, index in layout.fields.items()}
    for name in ("unit", "unit_name", "area", "measure", "grade", "period", "class_number"):
        if name in fields and not (name == "unit_name" and "unit" in fields):
            _required(name, fields, cells[layout.fields[name]].empty() & keep, reader, layout)
    return Body(grid, layout, columns, cells, reader, fields)


def _required(name: str, fields: Mapping[str, pl.Series], empty: pl.Series, reader: Reader, layout: Layout) -> None:
    if not empty.any():
        return
    index = layout.fields[name]
    if name == "grade" and "pupils" in fields:
        for row, pupils in zip(reader.rows.filter(empty).to_list(), fields["pupils"].filter(empty).to_list(), strict=True):
            reader.findings.add("grade_missing", layout.cell(row, index), None, pupils=pupils)
    else:
        reader.findings.cells("value_missing", layout.column(index), [(row, None) for row in reader.rows.filter(empty)])
