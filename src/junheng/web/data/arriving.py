"""A file that someone sends into a draft: refused with a reason and a remedy, or taken."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.layout import column_letters
from junheng.tables.xlsx_file import LARGEST_UNPACKED
from junheng.web.format import language, number
from junheng.web.incoming import Refused, check_table, safe_name, suffix_of

#: Formulas that a refusal names before it counts the rest.
NAMED = 5


def take(file: BinaryIO, name: str) -> str:
    """The name under which a file is kept; its ending is that of what it is.

    Raises
    ------
    Refused
        It is no table, or it carries macros.
    """
    check_table(file, largest_unpacked=LARGEST_UNPACKED)
    file.seek(0)
    suffix = suffix_of(file.read(4))
    if suffix == ".xlsx":
        _refuse_macros(file)
    name = safe_name(name).lstrip(".")
    return name if name.lower().endswith((suffix, ".tsv", ".txt") if suffix == ".csv" else suffix) else f"{name}{suffix}"


def _refuse_macros(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    if any(name.lower().endswith(("vbaproject.bin", ".xlm")) or "macrosheets/" in name.lower() for name in names):
        raise Refused(
            _("The workbook contains macros."),
            _("Macros are programs and are not taken in. Save it as an Excel workbook without macros (.xlsx) and send that file."),
        )


def look_inside(path: Path, name: str) -> None:
    """Refuse a workbook that unpacks to too much, cannot be read, or whose values are formulas.

    Raises
    ------
    Refused
        Says which cells.
    """
    findings = Findings()
    grids = open_file(path, name, findings)
    if findings.issues:
        first = findings.issues[0]
        raise Refused(first.message(language()), first.remedy(language()))
    formulas = [
        (grid.sheet or "", f"{column_letters(column)}{row + grid.first_row}") for grid in grids for row, column in sorted(grid.formulas)
    ]
    if formulas:
        named = _(", ").join(f"{sheet}!{cell}" for sheet, cell in formulas[:NAMED])
        wrong = (
            _("{n} cells hold formulas: {cells}, and others.") if len(formulas) > NAMED else _("{n} cells hold formulas: {cells}.")
        ).format(n=number(len(formulas)), cells=named)
        raise Refused(
            wrong,
            _("A formula can give another value elsewhere. Copy the sheet, paste it as values, save it and send it again."),
        )
