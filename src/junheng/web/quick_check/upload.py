"""One school table as someone sent it: refused with a remedy, or held as bytes.

The bytes travel inside the result page (`held`, `from_held`) and come back with whatever is asked next: another pack, a
corrected column, the workbook. So nothing is kept here between two requests, and every answer is computed by one path.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.format import number
from junheng.web.uploads import too_large

#: A workbook that unpacks to more than this many bytes is not a school table.
LARGEST_UNPACKED = 400 * 1024 * 1024

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the reader says what to do about these
_NO_TABLE = (b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<!doctype", b"<html")


class Refused(Exception):  # noqa: N818 - what happened to the file, not a defect of the program
    """The file is not taken: what is wrong, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook or CSV file."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """By content, whatever the name says."""
        return ".xlsx" if self.content.startswith(b"PK\x03\x04") else ".csv"

    @property
    def file_name(self) -> str:
        """The name with the ending of what it is; the reader goes by it, and issues quote it."""
        return self.name if self.name.lower().endswith(self.suffix) else f"{self.name}{self.suffix}"

    @property
    def held(self) -> str:
        """The content as text for a form field."""
        return base64.b64encode(zlib.compress(self.content, 6)).decode("ascii")


def from_request(request: HttpRequest) -> Upload:
    """The file that a form brought, fresh or held in the page.

    Raises
    ------
    Refused
        No file, an empty one, too large, or not a table.
    """
    if "table" in too_large(request):
        raise Refused(
            _("The file is larger than {limit} MB.").format(limit=number(settings.QUICK_CHECK_LARGEST_FILE / 2**20)),
            _("Send one year, or one county at a time, and leave out sheets and pictures that are not the school table."),
        )
    fresh = request.FILES.get("table")
    if fresh is not None:
        return _checked(Upload(_safe_name(fresh.name or ""), fresh.read()))
    if request.POST.get("held"):
        return _checked(Upload(_safe_name(request.POST.get("name", "")), _unpacked(request.POST["held"])))
    raise Refused(_("No file was chosen."), _("Choose an Excel workbook (.xlsx) or a CSV file, or drop one on the field."))


def _unpacked(held: str) -> bytes:
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(held, validate=True), settings.QUICK_CHECK_LARGEST_FILE)
        whole = unpacking.eof
    except (ValueError, zlib.error):
        whole = False
    if not whole:
        raise Refused(_("The page lost the file."), _("Choose the file again."))
    return content


def _safe_name(name: str) -> str:
    """The last part of a name, without what no file system takes; a browser may send a whole path."""
    last = PurePath(PureWindowsPath(name).name).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"/\\|?*')
    return kept.strip(" .")[-120:] or "table"


def _checked(upload: Upload) -> Upload:
    """Refuse what cannot be a table, by its first bytes."""
    content = upload.content
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused(_("The file is empty."), _("Open it, check that the table is there, save it and send it again."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _("This is an old Excel file (.xls), or a workbook with a password."),
            _("Open it in Excel or WPS, remove the password, and save it as an Excel workbook (.xlsx)."),
        )
    if upload.suffix == ".xlsx":
        _check_workbook(content)
    elif content.startswith(_NO_TABLE) or (b"\x00" in content[:4096] and not content.startswith(_UTF_16)):
        raise _no_table()
    return upload


def _check_workbook(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Refused(_("The workbook is damaged."), _("Open it in Excel or WPS, save it again and send the new file.")) from error
    if "xl/workbook.xml" not in names:
        raise _no_table()
    if unpacked > LARGEST_UNPACKED:
        raise Refused(
            _("The workbook unpacks to {size} MB.").format(size=number(unpacked / 2**20)),
            _("Delete empty formatted rows and sheets that are not the school table, and save it again."),
        )


def _no_table() -> Refused:
    return Refused(
        _("This is neither an Excel workbook nor a CSV file."),
        _("Save the table as an Excel workbook (.xlsx) or as CSV, and send that file."),
    )
