"""Records that were given twice: a code, a year, a school in two counties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.issue import Place
from junheng.tables.ranks import Coded, IntArray, KeyArray, Ranks, joined, span
from junheng.tables.schema import Table

#: Where at least this share of a source's records of a period is in another source as well, the period was given twice.
_WHOLE_PERIOD = 0.5


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table with its key as numbers."""

    columns: dict[str, Ranks]
    series: KeyArray  # (row,) all of the key but its last column
    key: KeyArray  # (row,)
    order: IntArray | None  # rows by key; None: they are in that order already
    ordered: KeyArray  # (row,) the keys in that order
    unique: bool  # no key stands twice


def keyed(rows: Coded, table: Table) -> Keyed:
    """The key of each row as a number, and the rows' order by it."""
    columns = {name: rows.ranks(name).sorted() if name == "period" else rows.ranks(name) for name in table.key}
    key = joined(list(columns.values()))
    series = key // max(len(columns[table.key[-1]].values), 1)
    if key.size < 2 or bool((key[1:] > key[:-1]).all()):
        return Keyed(columns, series, key, None, key, unique=True)
    order, ordered, unique = _order(key, span(list(columns.values())))
    return Keyed(columns, series, key, order, ordered, unique)


def _order(key: KeyArray, size: int) -> tuple[IntArray, KeyArray, bool]:
    """The order of the keys, earlier rows first, the keys in it, and whether each stands once.

    Where most keys that could be are there, each key's place is known, and neither sorting nor looking at the rows again is needed.
    """
    if size <= min(8 * key.size, np.iinfo(np.int32).max):
        at = np.full(size, -1, np.int32)
        at[key] = np.arange(key.size, dtype=np.int32)
        there = at >= 0
        ordered: KeyArray = np.flatnonzero(there).astype(np.int32)
        if ordered.size == key.size:
            return at[there].astype(np.int64), ordered, True
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    return order, ordered, bool((ordered[1:] > ordered[:-1]).all())


def check_key(frame: pl.DataFrame, table: Table, keyed: Keyed, findings: Findings) -> None:
    """Report each record whose key an earlier row has; a whole period that stands in two sources is one issue."""
    if keyed.unique:
        return
    key = keyed.ordered
    same = key[1:] == key[:-1]
    second = np.flatnonzero(same) + 1
    first = np.maximum.accumulate(np.where(np.concatenate(([True], ~same)), np.arange(key.size), 0))[second]
    if keyed.order is not None:
        first, second = keyed.order[first], keyed.order[second]
    pairs = frame[second].with_columns(
        *(pl.Series(f"_first{name}", frame[name].gather(first)) for name in ("_file", "_sheet", "_row", "_column")),
    )
    if table.name == "units":
        pairs = pairs.with_columns(pl.Series("_first_area", frame["area"].gather(first)))
    if "period" in table.key:
        pairs = _whole_periods(frame, pairs, findings)
    for row in pairs.iter_rows(named=True):
        place = findings.atlas.place(table.name, row, table.key[0])
        value = " · ".join(str(row[name]) for name in table.key)
        other = findings.atlas.place(table.name, {n: row[f"_first{n}"] for n in ("_file", "_sheet", "_row", "_column")}, table.key[0])
        if row.get("area") != row.get("_first_area"):
            place = findings.atlas.place(table.name, row, "area")
            findings.add("unit_in_two_areas", place, value, area=row["_first_area"], second=row["area"], other=spoken(other))
            continue
        findings.add("key_twice", place, value, other=spoken(other))


def _whole_periods(frame: pl.DataFrame, pairs: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Report periods of which most records of a source stand in another one too, and return the pairs that are left.

    A source is a sheet; within one sheet it is a column, since there a year has its columns.
    """
    inside = pl.col("_file").eq_missing("_first_file") & pl.col("_sheet").eq_missing("_first_sheet")
    pairs = pairs.with_columns(_of=pl.when(inside).then("_column"), _first_of=pl.when(inside).then("_first_column"), _inside=inside)
    by_sheet = frame.group_by("_file", "_sheet", "period").len("_records").with_columns(_of=pl.lit(None, pl.String))
    by_column = frame.group_by("_file", "_sheet", "period", pl.col("_column").alias("_of")).len("_records").drop_nulls("_of")
    records = pl.concat([by_sheet, by_column], how="diagonal")
    source, other = ["_file", "_sheet", "_of", "period"], ["_first_file", "_first_sheet", "_first_of", "period"]
    first = records.rename({"_file": "_first_file", "_sheet": "_first_sheet", "_of": "_first_of", "_records": "_first_records"})
    twice = (
        pairs.filter(~inside | (pl.col("_column") != pl.col("_first_column")))
        .group_by(*source, *other[:3], "_inside", maintain_order=True)
        .agg(pl.len().alias("_count"))
        .join(records, on=source, nulls_equal=True)
        .join(first, on=other, nulls_equal=True)
        .filter((pl.col("_count") >= _WHOLE_PERIOD * pl.min_horizontal("_records", "_first_records")) & (pl.col("_count") > 1))
    )
    for row in twice.iter_rows(named=True):
        places = [
            Place(row["_file"], row["_sheet"], column=row["_of"]),
            Place(row["_first_file"], row["_first_sheet"], column=row["_first_of"]),
        ]
        if row["_first_records"] < row["_records"]:  # the smaller source is the one that repeats
            places.reverse()
        findings.add("period_twice", places[0], row["period"], other=spoken(places[1]), count=row["_count"])
    return pairs.join(twice, on=[*source, *other[:3]], how="anti", nulls_equal=True)


def spoken(place: Place) -> Text:
    """A place in a sentence."""
    where = " · ".join(part for part in (place.file, place.sheet) if part)
    if place.cell or place.row is None:
        rest = place.cell or place.column
        return Text(f"{where} · {rest}", f"{where} · {rest}") if rest else Text(where, where)
    return Text(f"{where} 第 {place.row} 行", f"{where} row {place.row}")
