"""Units that several sheets describe, year by year: one row a unit, and what differs is reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from junheng.tables.findings import Findings
from junheng.tables.keys import spoken
from junheng.tables.ranks import Coded
from junheng.tables.schema import PROVENANCE, UNITS

_COMPARED = ("area", "name", "kind", "ownership", "setting")


def merge_units(parts: Sequence[Coded], known: Mapping[str, Collection[str]], findings: Findings) -> Coded:
    """One row a unit: of each column what the latest sheet says.

    `known` holds the codes of areas and kinds that exist; others are reported elsewhere and not compared. Only units that some
    sheet puts into an area exist; a sheet that merely names units is compared, and does not make them.
    """
    whole = Coded.stacked(parts)
    if len(whole.distinct("unit")) == whole.frame.height:  # nothing to compare
        return whole.filter(whole.frame["_placed"])
    stacked = whole.frame.with_row_index("_order").sort("_period", "_order", nulls_last=False)
    for column in _COMPARED:
        said = stacked.drop_nulls(column)
        if column in known:
            said = said.filter(pl.col(column).is_in(list(known[column])))
        _report_changes(said, column, findings)
    columns = [column.name for column in UNITS.columns if column.name != "unit"]
    latest = [pl.col(name).drop_nulls().last() for name in columns]
    source = stacked.filter("_placed").group_by("unit").agg(pl.col(name).last() for name in PROVENANCE)
    merged = stacked.group_by("unit", maintain_order=True).agg(latest)
    return Coded(merged.join(source, on="unit", how="inner", maintain_order="left"))


def _report_changes(said: pl.DataFrame, column: str, findings: Findings) -> None:
    several = said.group_by("unit").agg(pl.col(column).n_unique().alias("_n")).filter(pl.col("_n") > 1)["unit"]
    if several.is_empty():
        return
    before = [pl.col(name).shift(1).over("unit").alias(f"_before_{name}") for name in (column, "_period", *PROVENANCE)]
    rows = said.filter(pl.col("unit").is_in(several.implode())).with_columns(before)
    for row in rows.filter(pl.col(column) != pl.col(f"_before_{column}")).iter_rows(named=True):
        place = findings.atlas.place("units", row, column)
        old, other = row[f"_before_{column}"], findings.atlas.place("units", {n: row[f"_before_{n}"] for n in PROVENANCE}, column)
        if column == "area" and row["_period"] == row["_before__period"]:
            findings.add("unit_in_two_areas", place, row["unit"], area=old, second=row[column], other=spoken(other))
        else:
            named = {"field": UNITS.column(column).title, "old": old, "new": row[column], "other": spoken(other)}
            findings.add("unit_changed", place, row["unit"], **named)
