"""A sheet that already is one of our tables: one head row, declared columns, one record a row."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from junheng.tables.body import body_cells, report_body
from junheng.tables.cells import Cells
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.heads import names_of, plain
from junheng.tables.issue import Place
from junheng.tables.layout import Layout
from junheng.tables.ranks import Coded
from junheng.tables.records import records
from junheng.tables.schema import POLARS_TYPE, Column, Kind, Table
from junheng.tables.typed import Reader, texts

_STRICT = frozenset(("unit", "area", "parent", "from_area", "successor"))


def read_table(grid: Grid, table: Table, findings: Findings) -> Coded | None:
    """The rows of a table with their provenance; None where its head or file is beyond reading."""
    start = 0 if grid.head is not None else _head_at(grid, table) + 1
    head = grid.head if grid.head is not None else grid.top()[start - 1] if grid.height else ()
    if not any(head):
        findings.add("file_empty", Place(grid.file, grid.sheet))
        return None
    layout = _layout(grid, head, start, table, findings)
    findings.atlas.add(table.name, layout)
    missing = [column for column in table.columns if column.required and column.name not in layout.fields]
    for column in missing:
        findings.add("column_missing", Place(grid.file, grid.sheet, grid.first_row + start - 1), title=column.title)
    for row, found in grid.ragged:
        findings.add("row_ragged", Place(grid.file, grid.sheet, grid.first_row + row), None, found=found, expected=grid.width)
    if grid.height <= start:
        findings.add("file_empty", Place(grid.file, grid.sheet))
        return None
    return None if missing else _body(grid, start, table, layout, findings)


def _head_at(grid: Grid, table: Table) -> int:
    """The row of the heads, from 0: the first that has all that are required, since a title may stand above; else the first row."""
    needed = [names_of(column) for column in table.columns if column.required]
    heads = (frozenset(map(plain, cells)) for cells in grid.top())
    return next((row for row, texts in enumerate(heads) if all(names & texts for names in needed)), 0)


def _layout(grid: Grid, head: tuple[str, ...], start: int, table: Table, findings: Findings) -> Layout:
    """Which column holds which declared field; what is unknown or stands twice is reported."""
    known = {name: column.name for column in table.columns for name in names_of(column)}
    fields: dict[str, int] = {}
    bare = Layout(grid.file, grid.sheet, grid.addressed, head)
    row = grid.first_row + start - 1 if grid.head is None else grid.head_row
    for index, title in enumerate(head):
        name = known.get(plain(title))
        if name is None:
            if title.strip() or grid.column(index, start).strings.null_count() < grid.height - start:
                findings.add("column_unknown", bare.cell(row, index))
        elif name in fields:
            findings.add("column_twice", bare.cell(row, index))
        else:
            fields[name] = index
    return Layout(grid.file, grid.sheet, grid.addressed, head, fields)


def _body(grid: Grid, start: int, table: Table, layout: Layout, findings: Findings) -> Coded:
    height = grid.height - start
    rows = row_numbers(grid, start)
    labels = [index for name, index in layout.fields.items() if name in ("unit", "area", "name", "measure")]
    kinds = {column.name: column.kind for column in table.columns}
    named = [index for name, index in layout.fields.items() if kinds[name] in (Kind.CODE, Kind.TEXT, Kind.PERIOD, Kind.DATE)]
    cells = body_cells(grid, start, layout.fields.values(), named)
    reader = Reader(findings, rows, records(cells, labels, rows, layout, findings) & whole_rows(grid, rows))
    report_body(grid, start, cells, named, reader.keep, layout, findings)
    values: dict[str, pl.Series] = {}
    for column in table.columns:
        at = layout.fields.get(column.name)
        if at is not None and table.name == "observations" and column.name == "value":
            values[column.name], percent = reader.numbers(cells[at], layout.column(at))
            if percent is not None:  # whether the measure is a ratio is known only when all files are read
                values["_percent"] = percent
        elif at is not None:
            values[column.name] = typed(reader, column, cells[at], layout.column(at))
        else:
            values[column.name] = pl.Series([None], dtype=POLARS_TYPE[column.kind]).new_from_index(0, height)
    _required(reader, table, values, cells, layout)
    unchanged = {
        name: cells[index].ranks()
        for name, index in layout.fields.items()
        if values[name] is cells[index].strings and kinds[name] is not Kind.TEXT
    }
    return Coded(with_provenance(pl.DataFrame(values), grid, rows), unchanged).filter(reader.keep)


def _required(reader: Reader, table: Table, values: dict[str, pl.Series], cells: dict[int, Cells], layout: Layout) -> None:
    """Report empty cells of required columns. A cell that was reported as wrong is null as well, and not reported again."""
    for column in table.columns:
        if not column.required or not values[column.name].null_count():
            continue
        index = layout.fields[column.name]
        empty = cells[index].empty() & reader.keep
        if table.name == "enrolment" and column.name == "grade":
            rows = pl.DataFrame({"row": reader.rows, "pupils": values["pupils"]}).filter(empty)
            for row, pupils in rows.iter_rows():
                reader.findings.add("grade_missing", layout.cell(row, index), None, pupils=pupils)
        else:
            reader.findings.cells("value_missing", layout.column(index), [(row, None) for row in reader.rows.filter(empty)])


def typed(reader: Reader, column: Column, cells: Cells, place: Callable[[int], Place]) -> pl.Series:
    """A column's cells as its kind says."""
    match column.kind:
        case Kind.CODE:
            codes = reader.codes(cells, place, strict=column.name in _STRICT)
            return reader.choices(codes, place, column) if column.choices else codes
        case Kind.TEXT:
            return texts(cells)
        case Kind.PERIOD:
            return reader.periods(cells, place)
        case Kind.DATE:
            return reader.days(cells, place)
        case Kind.DECIMAL | Kind.INTEGER:
            values, percent = reader.numbers(cells, place)
            if percent is not None:
                reader.report("percent_unexpected", place, percent, cells.strings, unit=column.title)
                values = values.set(percent, None)
            reader.bounds(values, place, column.minimum, column.maximum)
            return reader.whole(values, place) if column.kind is Kind.INTEGER else values


def row_numbers(grid: Grid, start: int) -> pl.Series:
    """The numbers of the body's rows as people count them."""
    return pl.int_range(grid.first_row + start, grid.first_row + grid.height, dtype=pl.Int64, eager=True)


def whole_rows(grid: Grid, rows: pl.Series) -> pl.Series:
    """Boolean: False for rows that have more cells than the head; they were reported, and what they mean is unclear."""
    return ~rows.is_in([grid.first_row + row for row, _ in grid.ragged])


def with_provenance(frame: pl.DataFrame, grid: Grid, rows: pl.Series, head: str | None = None) -> pl.DataFrame:
    """A frame whose rows know where they came from."""
    return frame.with_columns(
        pl.lit(grid.file, pl.String).alias("_file"),
        pl.lit(grid.sheet, pl.String).alias("_sheet"),
        rows.alias("_row"),
        pl.lit(head, pl.String).alias("_column"),
    )
