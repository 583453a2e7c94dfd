"""From the parts that files gave to the tables of a region, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from junheng.tables.amounts import Amounts
from junheng.tables.findings import Findings
from junheng.tables.hierarchy import check_hierarchy
from junheng.tables.keys import Keyed, check_key, keyed
from junheng.tables.per_pupil import check_levels_taught, check_per_pupil, check_without_pupils, pupils_of
from junheng.tables.ranges import check_ranges
from junheng.tables.references import check_references, named_to_codes, to_codes
from junheng.tables.schema import TABLES
from junheng.tables.series import check_gaps, check_jumps, in_series
from junheng.tables.totals import check_totals
from junheng.tables.unit_history import merge_units
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import Words

Frames = dict[str, pl.DataFrame]


def _empty() -> dict[str, list[pl.DataFrame]]:
    return {name: [] for name in TABLES}


@dataclass(slots=True)
class Parts:
    """What files gave so far, by table."""

    own: dict[str, list[pl.DataFrame]] = field(default_factory=_empty)  # files that are our tables
    mapped: dict[str, list[pl.DataFrame]] = field(default_factory=_empty)  # sheets of other systems


def assemble(
    parts: Parts, vocabulary: Vocabulary | None, words: Words | None, kept: Amounts, area_kind: str | None, findings: Findings
) -> Frames:
    """Every declared table from its parts; all that is wrong between rows and tables is reported.

    `area_kind` is the kind of areas that only mapped sheets name.
    """
    frames = {name: _stacked([*parts.own[name], *(to_codes(p, name, words) for p in parts.mapped[name])], name) for name in TABLES}
    frames["areas"] = _areas(parts, area_kind)
    frames["units"] = _units(parts, frames["areas"], vocabulary, words, findings)
    named_to_codes(frames)
    frames["measures"] = _measures(frames, vocabulary, kept)
    keys = {name: _checked_key(frames, name, findings) for name in TABLES}
    check_references(frames, vocabulary, findings)
    check_hierarchy(frames["areas"], findings)
    check_ranges(frames["observations"], vocabulary, kept, findings)
    check_totals(frames["enrolment"], vocabulary, findings)
    _check_likely(frames, keys["observations"], vocabulary, kept, findings)
    return {name: _declared(frame, name) for name, frame in frames.items()}


def _stacked(parts: list[pl.DataFrame], name: str) -> pl.DataFrame:
    if not parts:
        return pl.DataFrame(schema=TABLES[name].polars_schema())
    return parts[0] if len(parts) == 1 else pl.concat(parts, how="diagonal_relaxed")


def _areas(parts: Parts, kind: str | None) -> pl.DataFrame:
    """The region's own areas; only where it states none, those that sheets name, so that a mistyped area is found."""
    if parts.own["areas"]:
        return _stacked(parts.own["areas"], "areas")
    found = _stacked(parts.mapped["areas"], "areas").unique("area", keep="first", maintain_order=True)
    return found.with_columns(pl.col("kind").fill_null(pl.lit(kind, pl.String)))


def _units(parts: Parts, areas: pl.DataFrame, vocabulary: Vocabulary | None, words: Words | None, findings: Findings) -> pl.DataFrame:
    """The region's own units; only where it states none, those of the sheets."""
    if parts.own["units"] or not parts.mapped["units"]:
        return _stacked(parts.own["units"], "units")
    codes = dict(areas.select("name", "area").unique("name", keep="none").iter_rows())
    coded = [to_codes(part.with_columns(pl.col("area").replace(codes)), "units", words) for part in parts.mapped["units"]]
    known = {"area": areas["area"].to_list()} | ({"kind": list(vocabulary.unit_kinds)} if vocabulary is not None else {})
    return merge_units(coded, known, findings)


def _checked_key(frames: Frames, name: str, findings: Findings) -> Keyed:
    """The key of a table, its incomplete rows left out: they were reported, or are read as empty."""
    table = TABLES[name]
    needed = list(table.key) + (["value"] if name == "observations" else [])
    if any(frames[name][column].null_count() for column in needed):
        frames[name] = frames[name].drop_nulls(needed)
    key = keyed(frames[name], table)
    check_key(frames[name], table, key, findings)
    return key


def _measures(frames: Frames, vocabulary: Vocabulary | None, kept: Amounts) -> pl.DataFrame:
    """The region's own measures in the units that are kept, and from the vocabulary those that are observed besides."""
    own = frames["measures"]
    if own.height:
        own = own.with_columns(
            unit=pl.col("measure").replace({code: found.name for code, found in kept.kept.items()}).fill_null(pl.col("unit"))
        )
    if vocabulary is None:
        return own
    stated = set(own["measure"].to_list())
    used = frames["observations"]["measure"].unique().drop_nulls().sort().to_list()
    rows = [
        {
            "measure": code,
            "name_zh": vocabulary.measures[code].name.zh,
            "name_en": vocabulary.measures[code].name.en,
            "unit": kept.kept[code].name,
        }
        for code in used
        if code not in stated and code in vocabulary.measures
    ]
    return pl.concat([own, pl.DataFrame(rows)], how="diagonal_relaxed") if rows else own


def _check_likely(frames: Frames, keys: Keyed, vocabulary: Vocabulary | None, kept: Amounts, findings: Findings) -> None:
    observations = frames["observations"]
    if observations.is_empty():
        return
    series = in_series(observations, keys)
    jumped = check_jumps(series, observations, keys, vocabulary, kept, findings)
    check_gaps(series, observations, keys, vocabulary, findings)
    pupils = pupils_of(keys, frames["enrolment"])
    check_without_pupils(observations, pupils, frames["units"]["unit"], vocabulary, findings)
    if vocabulary is not None:
        check_per_pupil(observations, keys, pupils, jumped, vocabulary, findings)
        check_levels_taught(frames, vocabulary, findings)


def _declared(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Exactly the declared columns with their types, then provenance."""
    schema = pl.Schema(TABLES[name].polars_schema())
    return frame.select(schema.names()).cast(schema)
