"""Reading XLSX: values by calamine; what calamine does not show (formulas, errors) by looking through the sheets' XML."""

from __future__ import annotations

import gc
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import polars as pl

from junheng.tables.grid import Grid

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: What a workbook may be once unpacked, in bytes; 100,000 rows of ten columns are about 45 MB.
LARGEST_UNPACKED = 600 * 2**20
#: Spreadsheets pack to a tenth; a workbook beyond this ratio is no table.
LARGEST_RATIO = 250

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>(?=(<f[ >/])?)')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_SHEET_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class ExpandsError(ValueError):
    """A workbook that is too large once unpacked."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes unpacked")
        self.size = size


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What a sheet's XML says beyond its values; rows and columns from 0."""

    formulas: tuple[tuple[int, int], ...]
    errors: tuple[tuple[int, int, str], ...]  # and what the cell shows


def read_xlsx(data: bytes, file: str) -> Sequence[Grid]:
    """Every sheet of a workbook.

    Raises
    ------
    ExpandsError
        Where it is too large once unpacked.
    zipfile.BadZipFile, ValueError, OSError
        Where it is damaged, encrypted or no workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    sheets = _unpacked(data)  # first, since it proves the sizes that the archive states
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = {sheet.name for sheet in workbook.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible}
        return [_grid(workbook, name, sheets.pop(name, b""), file, hidden=name not in shown) for name in workbook.sheet_names]
    except CalamineError as error:
        raise ValueError(str(error)) from error


def _grid(workbook: CalamineWorkbook, name: str, xml: bytes, file: str, *, hidden: bool) -> Grid:
    with ThreadPoolExecutor(1) as pool, _without_collection():
        seen = pool.submit(_scan, xml)
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    unseen = seen.result()
    return Grid(
        file,
        name,
        tuple([row[at] for row in rows] for at in range(len(rows[0]))) if rows else (),
        len(rows),
        addressed=True,
        hidden=hidden,
        merged=tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()),
        formulas=unseen.formulas,
        errors=unseen.errors,
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """A sheet is a million objects at once and no cycle among them: the collector would look through them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The XML of each sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_UNPACKED or size > LARGEST_RATIO * len(data) + 2**20:
            raise ExpandsError(size)
        for entry in archive.infolist():
            if entry.filename.endswith("sharedStrings.xml"):
                archive.read(entry)  # fails where the archive states a wrong size
        return {name: archive.read(path) for name, path in _paths(archive).items()}


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's file in the archive."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (expat limits expansion; sizes were checked)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    paths = {}
    for sheet in book.iter(_SHEET_NAMES):
        target = targets.get(sheet.get(_RELATION), "").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        if "worksheets" in path and path in archive.NameToInfo:
            paths[sheet.get("name", "")] = path
    return paths


def _scan(xml: bytes) -> _Hidden:
    """Formulas and errors of a sheet; polars searches without holding the interpreter."""
    whole = pl.Series([xml], dtype=pl.Binary)
    if not whole.bin.contains(b"<f").any() and not whole.bin.contains(b't="e"').any():
        return _Hidden((), ())
    formulas, errors = [], []
    for match in _CELL.finditer(xml):
        if match[4]:
            formulas.append((int(match[2]) - 1, _column(match[1])))
        if b't="e"' in match[3]:
            shown = _VALUE.search(xml, match.end(), xml.find(b"</c>", match.end()))
            errors.append((int(match[2]) - 1, _column(match[1]), shown[1].decode() if shown else ""))
    return _Hidden(tuple(formulas), tuple(errors))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
