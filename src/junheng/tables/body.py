"""The body of a sheet before anybody reads meaning into it: merged cells, formulas and errors among the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from junheng.tables.cells import Cells
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid, Range
from junheng.tables.layout import Layout, column_letters


def body_cells(grid: Grid, start: int, columns: Collection[int], labels: Collection[int]) -> dict[int, Cells]:
    """The cells of some columns from a row on.

    What is merged over rows of a label column (names, codes, areas) is taken for each of these rows. A cell that is "" is empty.
    """
    cells = {index: grid.column(index, start) for index in columns}
    for top, left, bottom, right in grid.merged:
        if left == right and left in labels and top >= start:
            cells[left] = _filled(cells[left], top - start, bottom - start)
    texts = [index for index in labels if cells[index].numbers is None]
    Cells.rank_all([cells[index] for index in texts])  # all that follows looks at what is distinct only
    for index in texts:
        cells[index] = cells[index].without_blanks()
    return cells


def _filled(cells: Cells, first: int, last: int) -> Cells:
    """The first cell's content in all rows up to the last."""
    rows = list(range(first + 1, min(last, len(cells) - 1) + 1))
    if not rows:
        return cells
    strings = cells.strings.scatter(rows, cells.strings[first])
    numbers = None if cells.numbers is None else cells.numbers.scatter(rows, cells.numbers[first])
    return Cells(strings, numbers, cells.dates)


def report_body(
    grid: Grid, start: int, cells: Mapping[int, Cells], labels: Collection[int], keep: pl.Series, layout: Layout, findings: Findings
) -> None:
    """Report merged cells, formulas and errors in the rows that are records.

    A formula is reported with the value that the file holds for it; merged cells among values are errors.
    """
    for found in grid.merged:
        if found[2] >= start and any(found[1] <= index <= found[3] for index in cells) and keep[max(found[0], start) - start]:
            _report_merged(found, start, labels, layout, grid, findings)
    errors = {(row, column) for row, column, _ in grid.errors}
    for row, column, shown in grid.errors:
        if _is_record((row, column), start, cells, keep):
            findings.add("cell_error", layout.cell(grid.first_row + row, column), shown)
    for at in grid.formulas:
        if at in errors or not _is_record(at, start, cells, keep):
            continue
        place = layout.cell(grid.first_row + at[0], at[1])
        value = cells[at[1]].text()[at[0] - start]
        if value is None:
            findings.add("formula_without_value", place)
        else:
            findings.add("formula_cell", place, value)


def _report_merged(found: Range, start: int, labels: Collection[int], layout: Layout, grid: Grid, findings: Findings) -> None:
    top, left, bottom, right = found
    name = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
    rule = "merged_text" if left == right and left in labels and top >= start else "merged_values"
    findings.add(rule, layout.cell(grid.first_row + max(top, start), left), name)


def _is_record(at: tuple[int, int], start: int, cells: Mapping[int, Cells], keep: pl.Series) -> bool:
    row, column = at
    return row >= start and column in cells and row - start < keep.len() and bool(keep[row - start])
