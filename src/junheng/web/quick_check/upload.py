"""One school table as someone sent it: refused with a remedy, or held as bytes.

The bytes travel inside the result page (`held`, `from_held`) and come back with whatever is asked next: another pack, a
corrected column, the workbook. So nothing is kept here between two requests, and every answer is computed by one path.
"""

from __future__ import annotations

import base64
import io
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.format import number
from junheng.web.incoming import Refused, check_table, safe_name, suffix_of
from junheng.web.uploads import too_large

#: A workbook that unpacks to more than this many bytes is not a school table.
LARGEST_UNPACKED = 400 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook or CSV file."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """By content, whatever the name says."""
        return suffix_of(self.content)

    @property
    def file_name(self) -> str:
        """The name with the ending of what it is; the reader goes by it, and issues quote it."""
        return self.name if self.name.lower().endswith(self.suffix) else f"{self.name}{self.suffix}"

    @property
    def held(self) -> str:
        """The content as text for a form field."""
        return held(self.content)


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
        return _checked(Upload(safe_name(fresh.name or ""), fresh.read()))
    if request.POST.get("held"):
        return _checked(Upload(safe_name(request.POST.get("name", "")), unpacked(request.POST["held"])))
    raise Refused(_("No file was chosen."), _("Choose an Excel workbook (.xlsx) or a CSV file, or drop one on the field."))


def held(content: bytes) -> str:
    """Content as text for a form field, so that the page keeps it and the site does not."""
    return base64.b64encode(zlib.compress(content, 6)).decode("ascii")


def unpacked(text: str, largest: int | None = None) -> bytes:
    """The content of such a field; by default as large as a file may be.

    Raises
    ------
    Refused
        The field holds something else.
    """
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(text, validate=True), largest or settings.QUICK_CHECK_LARGEST_FILE)
        whole = unpacking.eof
    except (ValueError, zlib.error):
        whole = False
    if not whole:
        raise Refused(_("The page lost the file."), _("Choose the file again."))
    return content


def _checked(upload: Upload) -> Upload:
    """The upload, unless it cannot be a table."""
    check_table(io.BytesIO(upload.content), largest_unpacked=LARGEST_UNPACKED)
    return upload
