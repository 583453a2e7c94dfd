"""A file of any kind that we read, as grids of cells; limits are held before anything is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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


def open_file(path: Path, name: str, findings: Findings) -> tuple[Sequence[Grid], Future[Source] | None]:
    """The sheets of a file and its fingerprint to come; what keeps it from being read is reported, and there are no sheets then.

    Issues and provenance call the file by `name`. Hashing needs no interpreter: it runs beside the checks.
    """
    if not _fits(path, name, findings):
        return (), None
    return _grids(path, name, findings), _fingerprint(path, name)


def open_bytes(path: Path, name: str, findings: Findings) -> tuple[bytes | None, Future[Source] | None]:
    """A file's bytes and its fingerprint to come; None where it is too large, which is reported."""
    if not _fits(path, name, findings):
        return None, None
    return path.read_bytes(), _fingerprint(path, name)


def _fingerprint(path: Path, name: str) -> Future[Source]:
    pool = ThreadPoolExecutor(1)
    source = pool.submit(_source, path, name)
    pool.shutdown(wait=False)
    return source


def _source(path: Path, name: str) -> Source:
    with path.open("rb") as opened:
        return Source(name, hashlib.file_digest(opened, "sha256").hexdigest(), opened.tell())


def _fits(path: Path, name: str, findings: Findings) -> bool:
    size = path.stat().st_size
    if size > LARGEST:
        findings.add("file_too_large", Place(name), size=-(-size // 2**20), limit=LARGEST // 2**20)
    return size <= LARGEST


def _grids(path: Path, name: str, findings: Findings) -> Sequence[Grid]:
    place, kind = Place(name), path.suffix.lower()
    if not path.stat().st_size:
        findings.add("file_empty", place)
        return ()
    try:
        if kind in (".csv", ".tsv", ".txt"):
            return (read_csv(path, name),)
        if kind == ".parquet":
            frame = pl.read_parquet(path)
            return (Grid(name, None, tuple(frame.get_columns()), frame.height, head=tuple(frame.columns)),)
        if kind in (".xlsx", ".xlsm"):
            return read_xlsx(path.read_bytes(), name)
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
