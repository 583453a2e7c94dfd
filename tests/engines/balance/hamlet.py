"""A release stated row by row, for tests of what is made of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.language import Text
from junheng.releases.model import Release
from junheng.tables.region import Description
from junheng.tables.schema import TABLES

#: One city of two counties.
AREAS = [("C1", "甲县", "CITY", "county"), ("C2", "乙县", "CITY", "county"), ("CITY", "某市", None, "city")]


def release(
    areas: Sequence[tuple],
    units: Sequence[tuple],
    enrolment: Sequence[tuple],
    observations: Sequence[tuple],
    classes: Sequence[tuple] = (),
    *,
    compare: str | None = None,
    settings: dict[str, str] | None = None,
    ownerships: dict[str, str] | None = None,
    unit_changes: Sequence[tuple] = (),
) -> Release:
    """Rows as the tables' own columns; units as (unit, area, kind), named by their code."""
    full_units = [
        (unit, f"{unit}校", area, kind, (ownerships or {}).get(unit), (settings or {}).get(unit), None, None) for unit, area, kind in units
    ]
    rows = {
        "areas": areas,
        "units": full_units,
        "enrolment": enrolment,
        "observations": observations,
        "classes": classes,
        "unit_changes": unit_changes,
    }
    return Release(
        hash="0" * 64,
        number=None,
        created=None,
        reason=None,
        description=Description("hamlet", Text("试验地区", "A test region"), None, compare, True, None, None),
        tables={name: _frame(name, rows.get(name, ())) for name in TABLES},
        geometry={},
        sources=(),
        waivers=(),
    )


def _frame(name: str, rows: Sequence[tuple]) -> pl.DataFrame:
    schema = TABLES[name].polars_schema()
    declared = {column.name: schema[column.name] for column in TABLES[name].columns}
    frame = pl.DataFrame(list(rows), schema=declared, orient="row")
    return frame.with_columns(pl.lit(None, dtype=kind).alias(column) for column, kind in schema.items() if column not in declared)
