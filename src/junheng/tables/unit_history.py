"""Units that several sheets describe, year by year: one row a unit, and what differs is reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl

from junheng.tables.findings import Findings
from junheng.tables.keys import spoken
from junheng.tables.organisation import ChangeKind, Organisation
from junheng.tables.periods import first_day
from junheng.tables.ranks import Coded
from junheng.tables.schema import PROVENANCE, UNITS
from junheng.tables.vocabulary import Vocabulary

_COMPARED = ("name", "kind", "ownership", "setting")


def merge_units(parts: Sequence[Coded], known: Mapping[str, Collection[str]], findings: Findings) -> Coded:
    """One row a unit: of each column what the latest sheet says.

    `known` holds the codes of areas and kinds that exist; others are reported elsewhere and not compared. Only units that some
    sheet puts into an area exist; a sheet that merely names units is compared, and does not make them.
    """
    whole = Coded.stacked(parts)
    if len(whole.distinct("unit")) == whole.frame.height:  # nothing to compare
        return whole.filter(whole.frame["_placed"])
    stacked = _by_period(whole)
    for column in _COMPARED:
        said = stacked.drop_nulls(column)
        if column in known:
            said = said.filter(pl.col(column).is_in(list(known[column])))
        for row in _changed(said, column).iter_rows(named=True):
            _report(row, column, "unit_changed", findings)
    columns = [column.name for column in UNITS.columns if column.name != "unit"]
    latest = [pl.col(name).drop_nulls().last() for name in columns]
    source = stacked.filter("_placed").group_by("unit").agg(pl.col(name).last() for name in PROVENANCE)
    merged = stacked.group_by("unit", maintain_order=True).agg(latest)
    return Coded(merged.join(source, on="unit", how="inner", maintain_order="left"))


def check_area_history(
    parts: Sequence[Coded], known: Collection[str], organisation: Organisation, vocabulary: Vocabulary | None, findings: Findings
) -> None:
    """Report units that sheets put into several areas, and those of which the table of changes says that they lay elsewhere then.

    Of the areas, only those in `known` are compared. A sheet that says of a unit with stated moves what these say is right.
    """
    if not parts:
        return
    whole = Coded.stacked(parts)
    moved = [unit for unit, changes in organisation.changes.items() if any(change.kind is ChangeKind.MOVED for change in changes)]
    if not moved and len(whole.distinct("unit")) == whole.frame.height:  # nothing to compare
        return
    said = _by_period(whole).drop_nulls("area").filter(pl.col("area").is_in(list(known)))
    dated = pl.col("unit").is_in(moved) & pl.col("_period").is_not_null() & (vocabulary is not None)
    for row in _changed(said.filter(~dated), "area").iter_rows(named=True):
        _report(row, "area", "unit_in_two_areas" if row["_period"] == row["_before__period"] else "unit_changed", findings)
    if vocabulary is None:
        return
    for row in said.filter(dated).iter_rows(named=True):
        then = organisation.area(row["unit"], first_day(row["_period"], vocabulary.year_starts))
        if row["area"] != then:
            place = findings.atlas.place("units", row, "area")
            findings.add("area_not_then", place, row["unit"], period=row["_period"], said=row["area"], then=then)


def _by_period(whole: Coded) -> pl.DataFrame:
    return whole.frame.with_row_index("_order").sort("_period", "_order", nulls_last=False)


def _changed(said: pl.DataFrame, column: str) -> pl.DataFrame:
    """Rows that say something else of their unit than the row before, with what that said in columns `_before_…`."""
    several = said.group_by("unit").agg(pl.col(column).n_unique().alias("_n")).filter(pl.col("_n") > 1)["unit"]
    before = [pl.col(name).shift(1).over("unit").alias(f"_before_{name}") for name in (column, "_period", *PROVENANCE)]
    rows = said.filter(pl.col("unit").is_in(several.implode())).with_columns(before)
    return rows.filter(pl.col(column) != pl.col(f"_before_{column}"))


def _report(row: Mapping[str, Any], column: str, rule: str, findings: Findings) -> None:
    place = findings.atlas.place("units", row, column)
    old, other = row[f"_before_{column}"], findings.atlas.place("units", {n: row[f"_before_{n}"] for n in PROVENANCE}, column)
    if rule == "unit_in_two_areas":
        findings.add(rule, place, row["unit"], area=old, second=row[column], other=spoken(other))
    else:
        named = {"field": UNITS.column(column).title, "old": old, "new": row[column], "other": spoken(other)}
        findings.add(rule, place, row["unit"], **named)
