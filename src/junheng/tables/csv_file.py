"""Reading CSV: the encoding is proven and never guessed, and every row is accounted for."""

from __future__ import annotations

import codecs
import csv
import io
import math
from collections import Counter
from pathlib import Path

import polars as pl

from junheng.tables.grid import Grid
from junheng.tables.heads import plain
from junheng.tables.schema import TABLES, Kind

#: Names of declared columns that hold numbers.
_NUMBERS = frozenset(c.name for table in TABLES.values() for c in table.columns if c.kind in (Kind.INTEGER, Kind.DECIMAL))
_DELIMITERS = (",", ";", "\t")


class WrongEncodingError(ValueError):
    """Neither UTF-8 nor GB18030; `at` is the first doubtful byte, from 1."""

    def __init__(self, at: int) -> None:
        super().__init__(f"neither UTF-8 nor GB18030 from byte {at} on")
        self.at = at


def read_csv(path: Path, file: str) -> Grid:
    """The one sheet of a CSV file, which issues call `file`.

    Raises
    ------
    WrongEncodingError
        Where the bytes are neither UTF-8 nor GB18030.
    """
    with path.open("rb") as opened:
        start = opened.read(1 << 16)
    if b"\r" in start and b"\n" not in start:  # as old Macs end their lines
        return _row_by_row(utf8(path.read_bytes()).replace(b"\r", b"\n"), file)
    if (at := start.find(b"\x00")) >= 0 and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise WrongEncodingError(at + 1)  # UTF-16 without its mark, or no text at all
    quick = _with_numbers(path, file, start)
    if quick is not None:
        return quick
    try:
        frame = _parsed(path, start)  # polars reads strict UTF-8, and refuses anything else and rows that are too long
    except pl.exceptions.NoDataError:
        return Grid(file, None, (), 0)
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        text = utf8(path.read_bytes())
        try:
            frame = _parsed(text, text)
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
            return _row_by_row(text, file)
    return Grid(file, None, tuple(frame.get_columns()), frame.height)


def _with_numbers(path: Path, file: str, start: bytes) -> Grid | None:
    """The sheet with columns of numbers parsed as such, where its first line has heads of ours and every number is a plain one."""
    delimiter = delimiter_of(start)
    line = start.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0].removesuffix(b"\r")
    if b'"' in line or not line.isascii():
        return None
    heads = tuple(line.decode().split(delimiter))
    numbers = [at for at, head in enumerate(heads) if plain(head) in _NUMBERS]
    if not numbers:
        return None
    schema = {f"column_{at + 1}": pl.Float64() if at in numbers else pl.String() for at in range(len(heads))}
    try:
        frame = pl.read_csv(path, has_header=False, skip_rows=1, schema=schema, separator=delimiter)
    except pl.exceptions.PolarsError:
        return None
    if not all(math.isfinite(frame.to_series(at).sum()) for at in numbers):  # "nan" and "inf" are words here
        return None
    return Grid(file, None, tuple(frame.get_columns()), frame.height, first_row=2, head=heads, head_row=1)


def _parsed(source: Path | bytes, start: bytes) -> pl.DataFrame:
    """Every cell as text; one that is "" is empty."""
    frame = pl.read_csv(source, has_header=False, infer_schema=False, separator=delimiter_of(start))
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))


def utf8(data: bytes) -> bytes:
    """The same text in UTF-8 without its mark: mark, then strict UTF-8, then strict GB18030."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            try:
                return data.removeprefix(mark) if encoding == "utf-8" and data.decode("utf-8-sig") else data.decode(encoding).encode()
            except UnicodeDecodeError as error:
                raise WrongEncodingError(error.start + 1) from error
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as second:
            raise WrongEncodingError(max(error.start, second.start) + 1) from second
        if any(0xE000 <= ord(c) <= 0xF8FF for c in text):  # bytes that no Chinese text has
            raise WrongEncodingError(error.start + 1) from error
        return text.encode("utf-8")
    return data


def delimiter_of(text: bytes) -> str:
    """Comma, semicolon or tab: the one that splits the first lines most often outside quotes."""
    sample = text[: 1 << 16].decode("latin-1")  # in UTF-8 and GB18030 these marks are themselves and no part of another character
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    counts = {mark: sum(_outside_quotes(line, mark) for line in lines) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _row_by_row(text: bytes, file: str) -> Grid:
    """The slow way, for files whose rows differ in length; the commonest length among the first rows is the table's."""
    csv.field_size_limit(1 << 24)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=delimiter_of(text)))
    lengths = Counter(len(row) for row in rows[:100] if len(row) > 1) or Counter({1: 1})
    width = lengths.most_common(1)[0][0]
    ragged = tuple((number, len(row)) for number, row in enumerate(rows) if len(row) > width and any(row[width:]))
    padded = [row[:width] + [""] * (width - len(row)) for row in rows]
    frame = pl.DataFrame(padded, schema=[f"column_{i + 1}" for i in range(width)], orient="row") if width else pl.DataFrame()
    frame = frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
    return Grid(file, None, tuple(frame.cast(pl.String).get_columns()), len(rows), ragged=ragged)
