"""From the parts that files gave to the tables of a region, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from junheng.tables.amounts import Amounts
from junheng.tables.findings import Findings
from junheng.tables.hierarchy import check_hierarchy
from junheng.tables.keys import Keyed, check_key, keyed
from junheng.tables.organisation import Organisation
from junheng.tables.per_pupil import check_levels_taught, check_per_pupil, check_without_pupils, pupils_of
from junheng.tables.ranges import check_ranges
from junheng.tables.ranks import Coded
from junheng.tables.references import DATA, check_references, named_to_codes, to_codes
from junheng.tables.schema import TABLES
from junheng.tables.series import check_gaps, check_jumps, in_series
from junheng.tables.totals import check_totals
from junheng.tables.unit_changes import check_absent, check_changes
from junheng.tables.unit_history import check_area_history, merge_units
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import Words

Frames = dict[str, pl.DataFrame]
Tables = dict[str, Coded]


def _empty() -> dict[str, list[Coded]]:
    return {name: [] for name in TABLES}


@dataclass(slots=True)
class Parts:
    """What files gave so far, by table."""

    own: dict[str, list[Coded]] = field(default_factory=_empty)  # files that are our tables
    mapped: dict[str, list[Coded]] = field(default_factory=_empty)  # sheets of other systems


def assemble(
    parts: Parts, vocabulary: Vocabulary | None, words: Words | None, kept: Amounts, area_kind: str | None, findings: Findings
) -> Frames:
    """Every declared table from its parts; all that is wrong between rows and tables is reported.

    `area_kind` is the kind of areas that only mapped sheets name.
    """
    tables = {name: _stacked(parts.own[name] + parts.mapped[name], name) for name in (*DATA, "unit_changes")}
    tables = {name: to_codes(table, name, words) for name, table in tables.items()}
    tables["areas"] = _areas(parts, area_kind)
    sheets = _sheets_of_units(parts, tables["areas"].frame, words)
    known = {"area": tables["areas"].frame["area"].to_list()} | ({"kind": list(vocabulary.unit_kinds)} if vocabulary is not None else {})
    tables["units"] = merge_units(sheets, known, findings) if sheets else _stacked(parts.own["units"], "units")
    named_to_codes(tables)
    tables["measures"] = _measures(_stacked(parts.own["measures"], "measures").frame, tables["observations"], vocabulary, kept)
    keys = {name: _checked_key(tables, name, findings) for name in TABLES}
    check_references(tables, vocabulary, findings)
    check_hierarchy(tables["areas"].frame, findings)
    organisation = check_changes(tables, findings)
    check_area_history(sheets, known["area"], organisation, vocabulary, findings)
    if vocabulary is not None:
        check_absent(tables, organisation, vocabulary.year_starts, findings)
    check_ranges(tables["observations"].frame, vocabulary, kept, findings)
    check_totals(tables["enrolment"].frame, vocabulary, findings)
    _check_likely(tables, keys["observations"], organisation, vocabulary, kept, findings)
    return {name: _declared(tables[name].frame, name) for name in TABLES}


def _stacked(parts: list[Coded], name: str) -> Coded:
    if not parts:
        return Coded(pl.DataFrame(schema=TABLES[name].polars_schema()))
    return Coded.stacked(parts)


def _areas(parts: Parts, kind: str | None) -> Coded:
    """The region's own areas; only where it states none, those that sheets name, so that a mistyped area is found."""
    if parts.own["areas"]:
        return _stacked(parts.own["areas"], "areas")
    found = _stacked(parts.mapped["areas"], "areas").frame.unique("area", keep="first", maintain_order=True)
    return Coded(found.with_columns(pl.col("kind").fill_null(pl.lit(kind, pl.String))))


def _sheets_of_units(parts: Parts, areas: pl.DataFrame, words: Words | None) -> list[Coded]:
    """What sheets say of units, which counts only where the region states no units of its own."""
    if parts.own["units"]:
        return []
    codes = dict(areas.select("name", "area").unique("name", keep="none").iter_rows())
    return [to_codes(part.recoded("area", codes.get), "units", words) for part in parts.mapped["units"]]


def _checked_key(tables: Tables, name: str, findings: Findings) -> Keyed:
    """The key of a table, its incomplete rows left out: they were reported, or are read as empty."""
    table = TABLES[name]
    frame = tables[name].frame
    needed = [*table.key, *(column for column in ("value", "pupils") if column in frame.columns)]
    if any(frame[column].null_count() for column in needed):
        tables[name] = tables[name].filter(frame.select(pl.all_horizontal(pl.col(needed).is_not_null())).to_series())
    key = keyed(tables[name], table)
    check_key(tables[name].frame, table, key, findings)
    return key


def _measures(own: pl.DataFrame, observations: Coded, vocabulary: Vocabulary | None, kept: Amounts) -> Coded:
    """The region's own measures in the units that are kept, and from the vocabulary those that are observed besides."""
    if own.height:
        names = {code: found.name for code, found in kept.kept.items()}
        own = own.with_columns(unit=pl.col("measure").replace_strict(names, default=None, return_dtype=pl.String).fill_null(pl.col("unit")))
    if vocabulary is None:
        return Coded(own)
    stated = set(own["measure"].to_list())
    rows = [
        {
            "measure": code,
            "name_zh": vocabulary.measures[code].name.zh,
            "name_en": vocabulary.measures[code].name.en,
            "unit": kept.kept[code].name,
        }
        for code in sorted(observations.distinct("measure"))
        if code not in stated and code in vocabulary.measures
    ]
    return Coded(pl.concat([own, pl.DataFrame(rows)], how="diagonal_relaxed") if rows else own)


def _check_likely(
    tables: Tables, keys: Keyed, organisation: Organisation, vocabulary: Vocabulary | None, kept: Amounts, findings: Findings
) -> None:
    observations = tables["observations"].frame
    if observations.is_empty():
        return
    series = in_series(observations, keys)
    jumped = check_jumps(series, observations, keys, vocabulary, kept, findings)
    check_gaps(series, observations, keys, organisation, vocabulary, findings)
    untaught = check_levels_taught(tables, vocabulary, findings) if vocabulary is not None else set()
    if vocabulary is not None and not vocabulary.has_pupils:
        return
    pupils = pupils_of(keys, tables["enrolment"])
    check_without_pupils(tables, pupils, untaught, vocabulary, findings)
    if vocabulary is not None:
        check_per_pupil(observations, keys, pupils, jumped, vocabulary, findings)


def _declared(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Exactly the declared columns with their types, then provenance."""
    schema = pl.Schema(TABLES[name].polars_schema())
    if frame.schema == schema:
        return frame
    frame = frame.select(schema.names())
    return frame if frame.schema == schema else frame.cast(schema)
