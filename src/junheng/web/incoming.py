"""Files as people send them: what cannot be a table is refused by its first bytes, with what to do instead."""

from __future__ import annotations

import zipfile
from pathlib import PurePath, PureWindowsPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from junheng.web.format import number

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the reader says what to do about these
_NO_TABLE = (b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<!doctype", b"<html")


class Refused(Exception):  # noqa: N818 - what happened to the file, not a defect of the program
    """The file is not taken: what is wrong, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


def safe_name(name: str) -> str:
    """The last part of a name, without what no file system takes; a browser may send a whole path."""
    last = PurePath(PureWindowsPath(name).name).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"/\\|?*')
    return kept.strip(" .")[-120:] or "table"


def suffix_of(start: bytes) -> str:
    """By content, whatever the name says."""
    return ".xlsx" if start.startswith(b"PK\x03\x04") else ".csv"


def check_table(file: BinaryIO, *, largest_unpacked: int) -> None:
    """Refuse what cannot be a table.

    Raises
    ------
    Refused
        It is empty, an old or locked workbook, a damaged one, one that unpacks to more bytes than are allowed, or no table at all.
    """
    file.seek(0)
    start = file.read(4096)
    if not start.strip(b"\x00 \r\n\t") and not file.read().strip(b"\x00 \r\n\t"):
        raise Refused(_("The file is empty."), _("Open it, check that the table is there, save it and send it again."))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _("This is an old Excel file (.xls), or a workbook with a password."),
            _("Open it in Excel or WPS, remove the password, and save it as an Excel workbook (.xlsx)."),
        )
    if suffix_of(start) == ".xlsx":
        _check_workbook(file, largest_unpacked)
    elif start.startswith(_NO_TABLE) or (b"\x00" in start and not start.startswith(_UTF_16)):
        raise _no_table()


def _check_workbook(file: BinaryIO, largest_unpacked: int) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Refused(_("The workbook is damaged."), _("Open it in Excel or WPS, save it again and send the new file.")) from error
    if "xl/workbook.xml" not in names:
        raise _no_table()
    if unpacked > largest_unpacked:
        raise Refused(
            _("The workbook unpacks to {size} MB.").format(size=number(unpacked / 2**20)),
            _("Delete empty formatted rows and sheets that are not the school table, and save it again."),
        )


def _no_table() -> Refused:
    return Refused(
        _("This is neither an Excel workbook nor a CSV file."),
        _("Save the table as an Excel workbook (.xlsx) or as CSV, and send that file."),
    )
