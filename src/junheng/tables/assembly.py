"""From the parts that files gave to the tables of a region, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from junheng.tables.findings import Findings
from junheng.tables.keys import Keyed, check_key, keyed
from junheng.tables.references import check_references, translate
from junheng.tables.schema import TABLES
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import words

Parts = Mapping[str, Sequence[pl.DataFrame]]


def assemble(parts: Parts, vocabulary: Vocabulary | None, findings: Findings) -> dict[str, pl.DataFrame]:
    """Every declared table from its parts; all that is wrong between rows and tables is reported."""
    frames = {name: _stacked(parts.get(name, ()), name) for name in TABLES}
    if vocabulary is not None:
        translate(frames, words(vocabulary))
    _complete_measures(frames, vocabulary)
    keys = _checked_keys(frames, findings)
    check_references(frames, vocabulary, findings)
    del keys
    return {name: _declared(frame, name) for name, frame in frames.items()}


def _declared(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Exactly the declared columns with their types, then provenance."""
    schema = pl.Schema(TABLES[name].polars_schema())
    return frame.select(schema.names()).cast(schema)


def _stacked(parts: Sequence[pl.DataFrame], name: str) -> pl.DataFrame:
    schema = TABLES[name].polars_schema()
    if not parts:
        return pl.DataFrame(schema=schema)
    return parts[0] if len(parts) == 1 else pl.concat(parts, how="diagonal")


def _checked_keys(frames: dict[str, pl.DataFrame], findings: Findings) -> dict[str, Keyed]:
    keys = {}
    for name, table in TABLES.items():
        complete = frames[name].drop_nulls(list(table.key))
        keys[name] = keyed(complete, table)
        check_key(complete, table, keys[name], findings)
    return keys


def _complete_measures(frames: dict[str, pl.DataFrame], vocabulary: Vocabulary | None) -> None:
    """Take over from the vocabulary the measures that are observed and that the region's own table does not name."""
    if vocabulary is None:
        return
    own = set(frames["measures"]["measure"].to_list())
    used = frames["observations"]["measure"].unique().drop_nulls().to_list()
    rows = [
        {"measure": code, "name_zh": measure.name.zh, "name_en": measure.name.en, "unit": measure.unit}
        for code in sorted(used)
        if code not in own and (measure := vocabulary.measures.get(code)) is not None
    ]
    if rows:
        frames["measures"] = pl.concat([frames["measures"], pl.DataFrame(rows)], how="diagonal")
