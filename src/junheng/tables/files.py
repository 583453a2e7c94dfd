"""A file of any kind that we read, as grids of cells; limits are held before anything is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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


def open_file(path: Path, name: str, findings: Findings) -> Sequence[Grid]:
    """The sheets of a file; what keeps it from being read is reported, and there are none then.

    Issues and provenance call the file by `name`.
    """
    return _grids(path, name, findings) if fits(path, name, findings) else ()


def fingerprint(path: Path, name: str) -> Source:
    """What identifies a file that was read; it needs no interpreter, and can run beside the checks."""
    with path.open("rb") as opened:
        return Source(name, hashlib.file_digest(opened, "sha256").hexdigest(), opened.tell())


def fits(path: Path, name: str, findings: Findings) -> bool:
    """Whether a file is small enough to be opened; one that is not is reported."""
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
