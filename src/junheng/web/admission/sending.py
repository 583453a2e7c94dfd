"""Lists that a form brought, read by the same reader as on the command line; nothing of the file is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.http import HttpRequest

from junheng.certificates import HEADS, CertificateError, Listing, ListRejected, listing, read_listing
from junheng.draw import DrawError
from junheng.language import Text
from junheng.releases import latest
from junheng.tables import Issue
from junheng.web.admission.changing import DrawRefused
from junheng.web.format import language
from junheng.web.home import regions_folder
from junheng.web.incoming import Refused
from junheng.web.quick_check.upload import from_request

#: Rows that a page names one by one.
SHOWN = 100


@dataclass(frozen=True)
class Problems:
    """Why something was not done, as a page shows it."""

    said: str = ""
    remedy: str = ""
    issues: tuple[Issue, ...] = field(default=())

    @property
    def shown(self) -> tuple[Issue, ...]:
        """The first of them."""
        return self.issues[:SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.issues) - len(self.shown)


#: Whatever a page turns into words.
REFUSALS = (DrawRefused, ListRejected, CertificateError, DrawError, Refused)


def problems_of(error: Exception) -> Problems:
    """What a refusal says."""
    if isinstance(error, ListRejected):
        return Problems(issues=error.issues)
    if isinstance(error, Refused):
        return Problems(error.wrong, error.remedy)
    if isinstance(error, (DrawRefused, CertificateError, DrawError)):
        return Problems(error.text(language()))
    raise error


def sent_list(request: HttpRequest, code_column: str = "") -> tuple[str, Listing]:
    """The name and the canonical list of the file that a form brought as ``table``.

    Raises
    ------
    Refused, ListRejected
        It is no table, or has wrong rows: each is named.
    """
    upload = from_request(request)
    heads: Mapping[str, Sequence[str]] = HEADS
    if code_column.strip():
        heads = {**HEADS, "code": (code_column.strip().lower(),)}
    with tempfile.TemporaryDirectory(prefix="junheng-") as scratch:
        path = Path(scratch) / upload.file_name
        path.write_bytes(upload.content)
        return upload.file_name, read_listing(path, heads=heads)


def units_of_release(region: str) -> tuple[str, Listing]:
    """The units of the region's newest release: what samples of schools are drawn from.

    Raises
    ------
    DrawRefused
        There is no release.
    """
    release = latest(regions_folder() / region)
    if release is None:
        raise DrawRefused(Text("本地区还没有发布过版次。", "The region has no release yet."))
    units = release.tables["units"]
    columns = [column for column in ("unit", "name", "area", "kind") if column in units.columns]
    rows = [["" if cell is None else str(cell) for cell in row] for row in units.select(columns).iter_rows()]
    return f"{release.label}-{release.hash[:8]}", listing(["code" if column == "unit" else column for column in columns], rows)
