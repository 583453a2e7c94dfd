"""What units have where nobody is on roll: their measures side by side, and what indicators make of them.

A row is a level of a unit in a period; `ALL_LEVELS` is what the unit has as a whole. What an area has is in `totals`.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from junheng.packs import Indicator, Pack
from junheng.releases import Release
from junheng.tables.organisation import Organisation

#: What each row says of itself, before its measures.
HEAD = ("unit", "level", "period", "area", "kind", "name", "place")


def holdings(release: Release, pack: Pack) -> pl.DataFrame:
    """Every unit, level and period of which something is stated: `HEAD`, then a column a measure of the pack, null where not stated.

    `area` is that in which the unit lay, `place` the area within which the pack compares; null for what is the whole region's.
    """
    observed = release.tables["observations"].select("unit", "level", "period", "measure", "value")
    wide = observed.pivot("measure", index=["unit", "level", "period"], values="value", maintain_order=True)
    units = release.tables["units"].select("unit", "area", "kind", "name")
    rows = wide.join(units, on="unit", how="left")
    if release.tables["unit_changes"].height:
        rows = Organisation.of(release.tables).placed(rows, pack.year_starts).drop("there")
    places = _places(release.tables["areas"], release.description.compare or pack.compare)
    rows = rows.with_columns(place=pl.col("area").replace_strict(places, default=None, return_dtype=pl.String))
    measures = [pl.col(code) if code in wide.columns else pl.lit(None, pl.Float64).alias(code) for code in pack.vocabulary.measures]
    return rows.select(*HEAD, *measures).sort("period", "kind", "unit", "level")


def stated(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Those rows for which the pack states an indicator."""
    held = pl.col("level").is_in(list(indicator.levels))
    return rows.filter(held & pl.col("kind").is_in(list(indicator.unit_kinds)) if indicator.unit_kinds else held)


def with_value(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Rows for which an indicator is stated, with its `value` for each; null where a part is missing."""
    return stated(rows, indicator).with_columns(value=indicator.formula.to_polars())


def _places(areas: pl.DataFrame, kind: str) -> Mapping[str, str]:
    """Area -> itself or the one above it of that kind."""
    parent: dict[str, str | None] = dict(zip(areas["area"], areas["parent"], strict=True))
    kinds = dict(zip(areas["area"], areas["kind"], strict=True))
    found = {}
    for area in parent:
        above: str | None = area
        while above is not None and kinds[above] != kind:
            above = parent[above]
        if above is not None:
            found[area] = above
    return found
