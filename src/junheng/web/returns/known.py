"""What a release says already, cell by cell of a form: for filling in, for comparing with the last period, for like units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from junheng.packs.forms import Form, Outlier, Table
from junheng.packs.forms.values import plain
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS, PROVENANCE
from junheng.web.returns.setting import Setting

#: Like units have one setting (urban, town, rural), where there are at least so many of them with a figure.
ENOUGH = 8
_ADDRESS = ("place", "table", "row", "column")
_ROW = pl.col("_place").cast(pl.String).str.zfill(4)  # the name of a free row


@dataclass(frozen=True, slots=True)
class Known:
    """One value with where it stands in the release's sources."""

    value: str
    source: Mapping[str, Any]  # period, file, sheet, row, column


Cells = Mapping[str, Known]  # by address


def last_period(here: Setting, form: Form, period: str) -> str | None:
    """The newest period before one for which the release has anything that the form asks."""
    found: set[str] = set()
    for table in form.tables:
        name = {"units": "enrolment", "area": "observations", None: None}.get(table.into, table.into)
        if name is not None:
            found |= set(here.release.tables[name]["period"].unique().to_list())
    earlier = [each for each in found if len(each) == len(period) and each < period]
    return max(earlier, default=None)


def known_of(here: Setting, form: Form, period: str, place: str) -> Cells:
    """What the release says of a unit or area for a period."""
    return _by_place(here, form, period).get(place, {})


@lru_cache(maxsize=12)
def _by_place(here: Setting, form: Form, period: str) -> Mapping[str, Cells]:
    found: dict[str, dict[str, Known]] = {}
    for row in all_known(here, form, period).iter_rows(named=True):
        source = {"period": period, "file": row["_file"], "sheet": row["_sheet"], "row": row["_row"], "column": row["_column"]}
        found.setdefault(row["place"], {})[f"{row['table']}/{row['row']}/{row['column']}"] = Known(row["value"], source)
    return found


def all_known(here: Setting, form: Form, period: str) -> pl.DataFrame:
    """Every place's cells for a period: place, table, row, column, value (text), and provenance."""
    readers = {"observations": _observations, "enrolment": _enrolment, "classes": _classes, "units": _units, "area": _area}
    frames = [readers[table.into](here, form, table, period) for table in form.tables if table.into is not None]
    schema = dict.fromkeys((*_ADDRESS, "value"), pl.String()) | dict(PROVENANCE)
    found = pl.concat(frames) if frames else pl.DataFrame(schema=schema)
    return found.drop_nulls("value")


def _cells(frame: pl.DataFrame, table: Table, column: str | pl.Expr, value: pl.Expr) -> pl.DataFrame:
    """A frame with place and row, as cells of one column."""
    named = pl.lit(column) if isinstance(column, str) else column
    return frame.select("place", pl.lit(table.id).alias("table"), "row", named.alias("column"), value.alias("value"), *PROVENANCE)


def _digits(column: str) -> pl.Expr:
    return pl.col(column).map_elements(plain, return_dtype=pl.String)


def _field(table: Table, field: str) -> str | None:
    return next((column.id for column in table.columns if column.field == field), None)


def _observations(here: Setting, form: Form, table: Table, period: str) -> pl.DataFrame:
    columns = {column.measure: column.id for column in table.columns if column.measure is not None}
    rows = [*form.levels, ALL_LEVELS]
    frame = here.release.tables["observations"].filter((pl.col("period") == period) & pl.col("measure").is_in(list(columns)))
    frame = frame.join(_only_levels(here), on="unit", how="left", maintain_order="left")
    row = pl.when(pl.col("level") == ALL_LEVELS).then(pl.coalesce("only_level", "level")).otherwise("level")
    frame = frame.with_columns(place=pl.col("unit"), row=row).filter(pl.col("row").is_in(rows))
    return _cells(frame, table, pl.col("measure").replace_strict(columns, return_dtype=pl.String), _digits("value"))


def _only_levels(here: Setting) -> pl.DataFrame:
    """The level of each unit that has but one: what a file states of such a unit as a whole, its form asks in that level's row."""
    single = {code: kind.levels[0] for code, kind in here.pack.vocabulary.unit_kinds.items() if len(kind.levels) == 1}
    level = pl.col("kind").replace_strict(single, default=None, return_dtype=pl.String)
    return here.release.tables["units"].select("unit", only_level=level)


def _enrolment(here: Setting, form: Form, table: Table, period: str) -> pl.DataFrame:
    frame = here.release.tables["enrolment"].filter(
        (pl.col("period") == period) & pl.col("level").is_in(list(form.levels)) & (pl.col("grade") != ALL_GRADES)
    )
    frame = frame.with_columns(place=pl.col("unit"), row=pl.col("level") + "." + pl.col("grade"))
    return _cells(frame, table, _field(table, "pupils") or "", pl.col("pupils").cast(pl.String))


def _classes(here: Setting, form: Form, table: Table, period: str) -> pl.DataFrame:
    frame = here.release.tables["classes"].filter((pl.col("period") == period) & pl.col("level").is_in(list(form.levels)))
    frame = frame.with_columns(place=pl.col("unit"), _place=pl.int_range(1, pl.len() + 1).over("unit")).with_columns(row=_ROW)
    values = {
        "grade": pl.col("level") + "." + pl.col("grade"),
        "class_number": pl.col("class_number"),
        "pupils": pl.col("pupils").cast(pl.String),
    }
    return pl.concat(_cells(frame, table, _field(table, field) or "", value) for field, value in values.items())


def _units(here: Setting, form: Form, table: Table, period: str) -> pl.DataFrame:
    """Each unit of the table's kind that there is in the period, as a row of the area in which it lies then."""
    del form
    tree = here.tree(period)
    units = here.release.tables["units"].filter((pl.col("kind") == table.unit_kind) & pl.col("unit").is_in(list(tree)))
    units = units.with_columns(area=pl.col("unit").replace_strict(tree, return_dtype=pl.String)) if units.height else units
    units = units.with_columns(place=pl.col("area"), _place=pl.int_range(1, pl.len() + 1).over("area")).with_columns(row=_ROW)
    parts = [
        _cells(units, table, column.id, pl.col(column.field))
        for column in table.columns
        if column.field in ("unit", "name", "area", "ownership", "setting")
    ]
    rows = units.select("unit", "place", "row")
    enrolment = here.release.tables["enrolment"].filter((pl.col("period") == period) & (pl.col("level") == table.level))
    pupils = enrolment.group_by("unit", maintain_order=True).agg(pl.col("pupils").sum(), *(pl.col(name).first() for name in PROVENANCE))
    if (counted := _field(table, "pupils")) is not None:
        parts.append(_cells(pupils.join(rows, on="unit"), table, counted, pl.col("pupils").cast(pl.String)))
    columns = {column.measure: column.id for column in table.columns if column.measure is not None}
    observed = here.release.tables["observations"].filter(
        (pl.col("period") == period) & pl.col("measure").is_in(list(columns)) & (pl.col("level") == table.level)
    )
    named = pl.col("measure").replace_strict(columns, return_dtype=pl.String)
    parts.append(_cells(observed.join(rows, on="unit"), table, named, _digits("value")))
    return pl.concat(parts)


def unit_of_area(area: str, kind: str) -> str:
    """The code of the unit that stands for an area: what an area says of itself is observed there."""
    return f"{area}-{kind}"


def _area(here: Setting, form: Form, table: Table, period: str) -> pl.DataFrame:
    """What areas said of themselves, in the row that was kept."""
    del form
    columns = {column.measure: column.id for column in table.columns if column.measure is not None}
    places = {unit_of_area(area, table.unit_kind or ""): area for area in here.areas}
    frame = here.release.tables["observations"].filter(
        (pl.col("period") == period) & pl.col("measure").is_in(list(columns)) & pl.col("unit").is_in(list(places))
    )
    frame = frame.with_columns(place=pl.col("unit").replace_strict(places, return_dtype=pl.String), row=pl.lit(table.kept))
    return _cells(frame, table, pl.col("measure").replace_strict(columns, return_dtype=pl.String), _digits("value"))


def ranges_of(here: Setting, form: Form, period: str, unit: str) -> dict[str, dict[str, float]]:
    """Of each outlier check and row: median, median absolute deviation, quartiles and number of like units in a period."""
    setting = here.units.get(unit, {}).get("setting")
    found: dict[str, dict[str, float]] = {}
    for row in _ranges(here, form, period).iter_rows(named=True):
        address = f"outlier.{row['outlier']}/{row['row']}"
        if row["setting"] is None or (row["setting"] == setting and row["n"] >= ENOUGH):
            found[address] = {name: row[name] for name in ("median", "mad", "q1", "q3", "n")}
    return found


@lru_cache(maxsize=12)
def _ranges(here: Setting, form: Form, period: str) -> pl.DataFrame:
    """By outlier check and row, over all units (setting null) first, then by setting."""
    frames = [frame for outlier in form.outliers for frame in _ranges_of_check(here, form, outlier, period)]
    schema = {"outlier": pl.String, "row": pl.String, "setting": pl.String, "n": pl.UInt32}
    schema |= dict.fromkeys(("median", "mad", "q1", "q3"), pl.Float64)
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _ranges_of_check(here: Setting, form: Form, outlier: Outlier, period: str) -> list[pl.DataFrame]:
    table = form.table(outlier.table)
    cells = all_known(here, form, period).select(*_ADDRESS, pl.col("value").cast(pl.Float64, strict=False))
    own = cells.filter(pl.col("table") == table.id)
    if own.is_empty():
        return []
    wide = own.pivot("column", index=["place", "row"], values="value", aggregate_function="first")
    by_level = table.rows == "levels"
    for name in outlier.value.names:
        if "." in name:
            wide = wide.join(_far(cells, name, by_level=by_level), on=["place", "row"] if by_level else ["place"], how="left")
    if not set(outlier.value.names) <= set(wide.columns):
        return []
    values = wide.select("place", "row", value=outlier.value.to_polars()).drop_nulls("value").filter(pl.col("row") != ALL_LEVELS)
    if not by_level:
        values = values.with_columns(row=pl.lit("*"))
    settings = here.release.tables["units"].select(place="unit", setting="setting")
    values = values.join(settings, on="place", how="left")
    whole = values.with_columns(setting=pl.lit(None, pl.String)).group_by("row", "setting", maintain_order=True).agg(*_SPREAD)
    parts = values.drop_nulls("setting").group_by("row", "setting", maintain_order=True).agg(*_SPREAD)
    order = ["outlier", "row", "setting", "n", "median", "mad", "q1", "q3"]
    return [each.with_columns(outlier=pl.lit(outlier.id)).select(order) for each in (whole, parts)]


_SPREAD = (
    pl.len().cast(pl.UInt32).alias("n"),
    pl.col("value").median().alias("median"),
    (pl.col("value") - pl.col("value").median()).abs().median().alias("mad"),
    pl.col("value").quantile(0.25, "linear").alias("q1"),
    pl.col("value").quantile(0.75, "linear").alias("q3"),
)


def _far(cells: pl.DataFrame, name: str, *, by_level: bool) -> pl.DataFrame:
    """The sum of ``table.column`` by place, and by level where the rows that ask have one."""
    table, _, column = name.partition(".")
    far = cells.filter((pl.col("table") == table) & (pl.col("column") == column))
    far = far.with_columns(row=pl.col("row").str.split(".").list.first())
    return far.group_by("place", *(["row"] if by_level else [])).agg(pl.col("value").sum().alias(name))
