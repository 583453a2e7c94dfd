"""A file of any kind that we read, as grids of cells; limits are held before anything is opened."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import polars as pl

from junheng.language import Text
from junheng.tables.csv_file import WrongEncodingError, read_csv
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.issue import Place
from junheng.tables.region import Source
from junheng.tables.xlsx_file import ExpandsError, read_xlsx

#: The largest file that is opened, in bytes; a year's workbook of a province is far below it.
LARGEST = 200 * 2**20

_TEXTS = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # a compound file: .xls, .et, or a workbook encrypted with a password
_PACKED = b"PK\x03\x04"
_WORKBOOK = Text("新版工作簿（.xlsx）", "a workbook (.xlsx)")
_PAGE = Text("网页", "a web page")
#: First bytes of what is no table at all, whatever it is called.
_NO_TABLES = (
    (b"%PDF", Text(" PDF 文件", "a PDF")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"Rar!", Text("压缩包", "an archive")),
    (b"7z\xbc\xaf", Text("压缩包", "an archive")),
)
_NO_WORKBOOK = Text("文本或别的内容，不是工作簿", "text or something else, no workbook")


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


def _is_what_it_is_called(path: Path, kind: str, place: Place, findings: Findings) -> bool:
    """Whether a file's first bytes are those of its ending; clerks rename files, and what is inside decides what helps."""
    with path.open("rb") as opened:
        start = opened.read(4096)
    if start.startswith(_OLD_OR_LOCKED):
        findings.add("file_old_or_locked", place)
        return False
    other = next((content for mark, content in _NO_TABLES if start.startswith(mark)), None)
    if other is not None and kind in (*_TEXTS, *_WORKBOOKS):  # under its own ending it is a kind that we do not read
        findings.add("file_no_table", place, suffix=kind, content=other)
        return False
    packed = start.startswith(_PACKED)
    if kind in _WORKBOOKS and not packed:
        looks_like_a_page = (
            start.removeprefix(codecs.BOM_UTF8).lstrip()[:9].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table"))
        )
        findings.add("file_disguised", place, suffix=kind, content=_PAGE if looks_like_a_page else _NO_WORKBOOK)
        return False
    if packed and kind in (*_TEXTS, ".xls", ".et"):
        findings.add("file_disguised", place, suffix=kind, content=_WORKBOOK)
        return False
    return True


def _grids(path: Path, name: str, findings: Findings) -> Sequence[Grid]:
    place, kind = Place(name), path.suffix.lower()
    if not path.stat().st_size:
        findings.add("file_empty", place)
        return ()
    if not _is_what_it_is_called(path, kind, place, findings):
        return ()
    try:
        if kind in _TEXTS:
            return (read_csv(path, name),)
        if kind == ".parquet":
            frame = pl.read_parquet(path)
            return (Grid(name, None, tuple(frame.get_columns()), frame.height, head=tuple(frame.columns)),)
        if kind in _WORKBOOKS:
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
