"""A file of any kind that we read, as grids of cells; limits are held before anything is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import BadZipFile

import polars as pl

from junheng.tables.csv_file import WrongEncodingError, read_csv
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.issue import Place
from junheng.tables.region import Source
from junheng.tables.xlsx_file import ExpandsError, read_xlsx

#: The largest file that is opened, in bytes; a year's workbook of a province is far below it.
LARGEST = 200 * 2**20


def open_file(path: Path, name: str, findings: Findings) -> tuple[Sequence[Grid], Source | None]:
    """The sheets of a file and its fingerprint; what keeps it from being read is reported, and there are no sheets then.

    Issues and provenance call the file by `name`.
    """
    if not _fits(path, name, findings):
        return (), None
    data = path.read_bytes()
    with ThreadPoolExecutor(1) as pool:  # hashing needs no interpreter and runs beside the reading
        source = pool.submit(_source, name, data)
        grids = _grids(path.suffix.lower(), data, name, findings)
        return grids, source.result()


def open_bytes(path: Path, name: str, findings: Findings) -> tuple[bytes | None, Source | None]:
    """A file's bytes and its fingerprint; None where it is too large, which is reported."""
    if not _fits(path, name, findings):
        return None, None
    data = path.read_bytes()
    return data, _source(name, data)


def _fits(path: Path, name: str, findings: Findings) -> bool:
    size = path.stat().st_size
    if size > LARGEST:
        findings.add("file_too_large", Place(name), size=-(-size // 2**20), limit=LARGEST // 2**20)
    return size <= LARGEST


def _source(name: str, data: bytes) -> Source:
    return Source(name, hashlib.sha256(data).hexdigest(), len(data))


def _grids(kind: str, data: bytes, name: str, findings: Findings) -> Sequence[Grid]:
    place = Place(name)
    if not data:
        findings.add("file_empty", place)
        return ()
    try:
        if kind in (".csv", ".tsv", ".txt"):
            return (read_csv(data, name),)
        if kind == ".parquet":
            frame = pl.read_parquet(data)
            return (Grid(name, None, tuple(frame.get_columns()), frame.height, head=tuple(frame.columns)),)
        if kind in (".xlsx", ".xlsm"):
            return read_xlsx(data, name)
    except ExpandsError as error:
        findings.add("file_expands", place, size=error.size // 2**20)
        return ()
    except WrongEncodingError as error:
        findings.add("encoding_wrong", place, at=error.at)
        return ()
    except (pl.exceptions.PolarsError, BadZipFile, OSError, ValueError, KeyError) as error:
        findings.add("file_unreadable", place, detail=str(error).splitlines()[0][:200] if str(error) else type(error).__name__)
        return ()
    findings.add("file_kind", place, kind or name)
    return ()
