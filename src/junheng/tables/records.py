"""Which rows of a sheet are records, and which are blank, sums of others, repeated heads or remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from junheng.tables.cells import Cells
from junheng.tables.findings import Findings
from junheng.tables.heads import JOINT, NOTE, SUSPECT, TOTAL
from junheng.tables.layout import Layout


def records(cells: Mapping[int, Cells], labels: Sequence[int], rows: pl.Series, layout: Layout, findings: Findings) -> pl.Series:
    """A mask of the rows that are records; what else has content is reported.

    `cells` are the columns of the body by their position in the sheet, `labels` those columns that say what a row is about
    (names and codes), where 合计 and remarks stand, and `rows` the numbers of the rows as people count them.
    """
    keep = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.len())
    if not cells or not rows.len():
        return keep
    if all(column.sparse() for column in cells.values()):
        blank = pl.DataFrame([column.empty().alias(str(index)) for index, column in cells.items()])
        keep = keep & ~blank.select(pl.all_horizontal(pl.all())).to_series()
    heads = pl.Series(sorted({text for head in layout.heads for text in (head, *head.split(JOINT)) if text}), dtype=pl.String)
    for index in labels:
        strings, distinct = cells[index].strings, cells[index].distinct()
        likely = distinct.filter(distinct.str.contains_any(SUSPECT, ascii_case_insensitive=True))  # quick, for the million that are not
        for rule, wanted in (
            ("total_row", likely.filter(likely.str.contains(TOTAL))),
            ("note_row", likely.filter(likely.str.contains(NOTE))),
            ("head_repeated", distinct.filter(distinct.str.strip_chars().is_in(heads.implode()))),
        ):
            if wanted.len():
                keep = _left_out(rule, strings.is_in(wanted.implode()), index, strings, rows, keep, layout, findings)
        if sum(column.sparse() for column in cells.values()) >= len(cells) - 1 >= 3:
            keep = _left_out("note_row", _lonely(cells) & strings.is_not_null(), index, strings, rows, keep, layout, findings)
    return keep


def _left_out(
    rule: str, found: pl.Series, index: int, strings: pl.Series, rows: pl.Series, keep: pl.Series, layout: Layout, findings: Findings
) -> pl.Series:
    """Report rows that are no records, and the mask without them."""
    found = found.fill_null(value=False) & keep
    pairs = zip(rows.filter(found).to_list(), strings.filter(found).to_list(), strict=True)
    findings.cells(rule, layout.column(index), pairs)
    return keep & ~found


def _lonely(cells: Mapping[int, Cells]) -> pl.Series:
    """Boolean: the row has one cell only; it is a heading among the data."""
    filled = pl.DataFrame([(~column.empty()).cast(pl.Int32).alias(str(index)) for index, column in cells.items()])
    return filled.select(pl.sum_horizontal(pl.all())).to_series() == 1
