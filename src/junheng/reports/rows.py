"""The rows of the files behind an amount: file, sheet, row, column and value."""

from __future__ import annotations

import polars as pl

from junheng.packs import Pack
from junheng.releases import Release
from junheng.tables.schema import ALL_LEVELS

SOURCE_ROWS: dict[str, pl.DataType] = {
    "table": pl.String(),
    "unit": pl.String(),
    "what": pl.String(),  # measure, or grade
    "level": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "value": pl.Float64(),
}
_PEOPLE = {"pupils", "unit_pupils"}
_CLASSES = {"classes", "largest_class"}


def source_rows(release: Release, pack: Pack, *, units: list[str], level: str, measures: tuple[str, ...], period: str) -> pl.DataFrame:
    """Rows of `SOURCE_ROWS` that went into measures of units, in the order of the files.

    What a unit shares between its levels is divided by their pupils, so then the enrolment of all levels is among the rows.
    For a figure of all levels together nothing is divided, and the rows of every level belong to it.
    """
    wanted = set(measures)
    here = pl.col("unit").is_in(units) & (pl.col("period") == period)
    at_level = pl.lit(value=True) if level == ALL_LEVELS else pl.col("level").is_in([level, ALL_LEVELS])
    observed = release.tables["observations"].filter(here, pl.col("measure").is_in(list(wanted)), at_level)
    whole = pl.lit(value=level == ALL_LEVELS)
    shared = observed.filter((pl.col("level") == ALL_LEVELS) & ~whole)["unit"].unique()
    people = whole | (pl.col("level") == level)
    if "unit_pupils" in wanted:
        people = people | pl.col("level").is_in(list(pack.vocabulary.levels))
    enrolment = release.tables["enrolment"].filter(here, people | pl.col("unit").is_in(shared.implode()))
    if not wanted & _PEOPLE:
        enrolment = enrolment.filter(pl.col("unit").is_in(shared.implode()))
    found = [_shaped(observed, "observations", "measure", "value"), _shaped(enrolment, "enrolment", "grade", "pupils")]
    if wanted & _CLASSES:
        found.append(
            _shaped(release.tables["classes"].filter(here, whole | (pl.col("level") == level)), "classes", "class_number", "pupils")
        )
    return pl.concat(found).sort("file", "sheet", "row", "column", "table", "what")


def _shaped(frame: pl.DataFrame, table: str, what: str, value: str) -> pl.DataFrame:
    return frame.select(
        pl.lit(table).alias("table"),
        "unit",
        pl.col(what).alias("what"),
        "level",
        pl.col("_file").alias("file"),
        pl.col("_sheet").alias("sheet"),
        pl.col("_row").alias("row"),
        pl.col("_column").alias("column"),
        pl.col(value).cast(pl.Float64).alias("value"),
    )
