"""Records that were given twice: a code, a year, a school in two counties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.issue import Place
from junheng.tables.ranks import IntArray, Ranks, joined, ranks
from junheng.tables.schema import Table

#: Where at least this share of a source's records of a period is in another source as well, the period was given twice.
_WHOLE_PERIOD = 0.5


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table with its key as numbers."""

    columns: dict[str, Ranks]
    key: IntArray  # (row,)
    order: IntArray | None  # rows by key, earlier rows first; None: they are in that order already


def keyed(frame: pl.DataFrame, table: Table) -> Keyed:
    """The key of each row as a number, and the rows' order by it."""
    columns = {name: ranks(frame[name]) for name in table.key}
    key = joined(list(columns.values()))
    in_order = key.size < 2 or bool((key[1:] >= key[:-1]).all())
    return Keyed(columns, key, None if in_order else np.argsort(key, kind="stable"))


def check_key(frame: pl.DataFrame, table: Table, keyed: Keyed, findings: Findings) -> None:
    """Report each record whose key an earlier row has; a whole period that stands in two sources is one issue."""
    key = keyed.key if keyed.order is None else keyed.key[keyed.order]
    same = key[1:] == key[:-1]
    if not same.any():
        return
    second = np.flatnonzero(same) + 1
    first = np.maximum.accumulate(np.where(np.concatenate(([True], ~same)), np.arange(key.size), 0))[second]
    if keyed.order is not None:
        first, second = keyed.order[first], keyed.order[second]
    pairs = frame[second].with_columns(
        *(pl.Series(f"_first{name}", frame[name].gather(first)) for name in ("_file", "_sheet", "_row", "_column")),
    )
    if "period" in table.key:
        pairs = _whole_periods(frame, pairs, findings)
    for row in pairs.iter_rows(named=True):
        place = findings.atlas.place(table.name, row, table.key[0])
        value = " · ".join(str(row[name]) for name in table.key)
        other = findings.atlas.place(table.name, {n: row[f"_first{n}"] for n in ("_file", "_sheet", "_row", "_column")}, table.key[0])
        findings.add("key_twice", place, value, other=spoken(other))


def _whole_periods(frame: pl.DataFrame, pairs: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Report periods of which most records stand in another source too, and return the pairs that are left."""
    source = ["_file", "_sheet", "_column", "period"]
    others = ["_first_file", "_first_sheet", "_first_column"]
    whole = frame.group_by(source).len("records")
    twice = (
        pairs.group_by(source + others)
        .agg(pl.len().alias("count"), pl.col("_row").min())
        .join(whole, on=source, nulls_equal=True)
        .filter(
            (pl.col("count") >= _WHOLE_PERIOD * pl.col("records"))
            & (pl.col("count") > 1)
            & pl.concat_list(pl.col("_file", "_sheet", "_column").fill_null("")).ne(pl.concat_list(pl.col(*others).fill_null("")))
        )
    )
    summed = twice.group_by("_file", "_sheet", "_first_file", "_first_sheet", "period", maintain_order=True).agg(
        pl.col("count").sum(), pl.col("_column").first(), pl.col("_first_column").first()
    )
    for row in summed.sort("_file", "_sheet", "period").iter_rows(named=True):
        same_sheet = (row["_file"], row["_sheet"]) == (row["_first_file"], row["_first_sheet"])
        other = Place(row["_first_file"], row["_first_sheet"], column=row["_first_column"] if same_sheet else None)
        place = Place(row["_file"], row["_sheet"], column=row["_column"] if same_sheet else None)
        findings.add("period_twice", place, row["period"], other=spoken(other), count=row["count"])
    return pairs.join(twice, on=source + others, how="anti", nulls_equal=True)


def spoken(place: Place) -> Text:
    """A place in a sentence."""
    where = " · ".join(part for part in (place.file, place.sheet) if part)
    if place.cell or place.row is None:
        rest = place.cell or place.column
        return Text(f"{where} · {rest}", f"{where} · {rest}") if rest else Text(where, where)
    return Text(f"{where} 第 {place.row} 行", f"{where} row {place.row}")
