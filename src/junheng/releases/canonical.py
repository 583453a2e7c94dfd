"""What a release's hash is taken over: tables in one order and one encoding, whoever reads them with what.

The encoding is written down in docs/methods/release-identity.md; a change to it is a new `FORMAT`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.releases.canonical_json import canonical_json
from junheng.releases.errors import ReleaseError
from junheng.tables.region import Description, Source, Waiver

FORMAT = "junheng release 1"
TYPE_NAME: Mapping[pl.DataType, str] = {pl.String(): "string", pl.Int64(): "integer", pl.Float64(): "number"}
_ROWS_AT_ONCE = 1 << 20  # bounds the memory of encoding; no effect on the bytes


def arrange(name: str, frame: pl.DataFrame, schema: Mapping[str, pl.DataType], key: Sequence[str]) -> pl.DataFrame:
    """The frame with its columns in the order of the schema, text in NFC and rows sorted by key, nulls first.

    Raises
    ------
    ReleaseError
        Columns or types differ from the schema, or two rows have one key.
    """
    if dict(frame.schema) != dict(schema):
        raise ReleaseError(
            Text("{table} 表的列与声明不符：{found}。", "The columns of {table} are not those declared: {found}.").format(
                table=name, found=", ".join(f"{column} {dtype}" for column, dtype in frame.schema.items())
            )
        )
    text = [column for column, dtype in schema.items() if dtype == pl.String and not _is_ascii(frame[column])]
    arranged = frame.select(*schema).with_columns(pl.col(text).str.normalize("NFC"))
    before, equal = _compared_with_row_above(key)
    if not arranged.select((before | equal).all()).item():
        arranged = arranged.sort(key, nulls_last=False)
    repeated = arranged.filter(equal).select(key).head(1)
    if repeated.height:
        raise ReleaseError(
            Text("{table} 表中主键 {key} 出现不止一次。", "{table} has more than one row for the key {key}.").format(
                table=name, key=" · ".join(map(str, repeated.row(0)))
            )
        )
    return arranged


def _is_ascii(column: pl.Series) -> bool:
    return bool((column.str.len_bytes() == column.str.len_chars()).all())


def _compared_with_row_above(key: Sequence[str]) -> tuple[pl.Expr, pl.Expr]:
    """Whether the row above has a smaller key, and whether it has the same; the first row has none above."""
    first = pl.int_range(pl.len()) == 0
    before, equal = pl.lit(value=False), pl.lit(value=True)
    for name in reversed(key):
        here, above = pl.col(name), pl.col(name).shift(1)
        same = here.eq_missing(above)
        before = ((above < here).fill_null(value=False) | (above.is_null() & here.is_not_null())) | (same & before)
        equal = equal & same
    return before | first, equal & ~first


def content(
    *,
    description: Description,
    tables: Mapping[str, pl.DataFrame],
    geometry: Mapping[str, Mapping[str, Any]],
    sources: Sequence[Source],
    waivers: Sequence[Waiver],
) -> dict[str, Any]:
    """All that the hash covers, as one JSON object; the frames are those of `arrange`."""
    return {
        "format": FORMAT,
        "description": description_members(description),
        "tables": {name: table_digests(frame) for name, frame in tables.items() if frame.height},
        "outlines": outline_digests(geometry),
        "sources": [{"path": s.path, "sha256": s.sha256, "bytes": s.bytes} for s in sorted(sources, key=lambda source: source.path)],
        "waivers": sorted(map(waiver_members, waivers), key=canonical_json),
    }


def content_hash(document: Mapping[str, Any]) -> str:
    """The release's hash: SHA-256 of `content` in canonical JSON, as hex digits."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _known(members: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not there, so that a field added in later years leaves old hashes as they are."""
    return {name: value for name, value in members.items() if value is not None}


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def description_members(description: Description) -> dict[str, Any]:
    """A description as JSON."""
    return _known(
        {
            "name": description.name,
            "title": _text(description.title),
            "pack": description.pack,
            "compare": description.compare,
            "synthetic": description.synthetic,
            "attribution": _text(description.attribution),
            "licence": description.licence,
            "map_approval": description.map_approval,
        }
    )


def waiver_members(waiver: Waiver) -> dict[str, Any]:
    """A waiver as JSON."""
    return _known(
        {
            "rule": waiver.rule,
            "file": waiver.file,
            "reason": waiver.reason,
            "sheet": waiver.sheet,
            "row": waiver.row,
            "column": waiver.column,
        }
    )


def table_digests(frame: pl.DataFrame) -> dict[str, Any]:
    """Row count, and type and digest of each column that holds anything."""
    return {
        "rows": frame.height,
        "columns": {
            column.name: {"type": TYPE_NAME[column.dtype], "sha256": column_digest(column)}
            for column in frame.iter_columns()
            if column.null_count() < column.len()
        },
    }


def outline_digests(geometry: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """SHA-256 of each area's geometry in canonical JSON, as hex digits."""
    return {area: hashlib.sha256(canonical_json(shape)).hexdigest() for area, shape in geometry.items()}


def column_digest(column: pl.Series) -> str:
    """SHA-256 over which rows hold a value, then over the values, as hex digits."""
    digest = hashlib.sha256()
    for piece in _pieces(column.is_not_null()):
        digest.update(piece.to_numpy().astype(np.uint8).tobytes())
    values = column.drop_nulls()
    encode = {pl.String(): _strings, pl.Int64(): _integers, pl.Float64(): _numbers}[values.dtype]
    for encoded in encode(values):
        digest.update(encoded)
    return digest.hexdigest()


def _pieces(column: pl.Series) -> Iterator[pl.Series]:
    return (column.slice(start, _ROWS_AT_ONCE) for start in range(0, column.len(), _ROWS_AT_ONCE))


def _strings(values: pl.Series) -> Iterator[bytes]:
    """The lengths in bytes of all, then the UTF-8 of all."""
    for piece in _pieces(values):
        yield piece.str.len_bytes().to_numpy().astype(">i8").tobytes()
    for piece in _pieces(values):
        yield piece.str.join("").item().encode()


def _integers(values: pl.Series) -> Iterator[bytes]:
    return (piece.to_numpy().astype(">i8").tobytes() for piece in _pieces(values))


def _numbers(values: pl.Series) -> Iterator[bytes]:
    """IEEE 754 bits, big-endian, with one zero and one not-a-number."""
    for piece in _pieces(values):
        doubles = piece.to_numpy() + 0.0  # −0.0 becomes 0.0, and the copy is ours
        doubles[np.isnan(doubles)] = np.nan
        yield doubles.astype(">f8").tobytes()
