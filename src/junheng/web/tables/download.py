"""Lists as files, whose names say what they hold and of which release."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from junheng.reports.export import Sheet, to_csv, to_json, to_xlsx
from junheng.web.tables.columns import frame_of
from junheng.web.tables.order import Row
from junheng.web.tables.table import Listing

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def listing_as_file(listing: Listing[Row], kind: str, *names: str, notes: tuple[str, ...] = ()) -> HttpResponse:
    """All rows that the filters leave, in the order and columns shown; `names` are the parts of the file's name before the list's."""
    frame = frame_of(listing.columns, listing.for_file)
    sheet = Sheet(listing.table.name, frame, listing.table.title, (*notes, *listing.notes))
    return frame_as_file(kind, sheet, *names, listing.table.name)


def frame_as_file(kind: str, sheet: Sheet, *names: str) -> HttpResponse:
    """A table as a file; `kind` is one of `TYPES`."""
    content = {"csv": lambda: to_csv(sheet.frame, for_excel=True), "xlsx": lambda: to_xlsx((sheet,)), "json": lambda: to_json((sheet,))}
    return as_file(content[kind](), TYPES[kind], file_name(kind, *names))


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that a browser saves and no cache keeps."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "no-store"
    return response


def file_name(kind: str, *parts: str) -> str:
    """Parts joined by underscores, without what a file system refuses.

    >>> file_name("csv", "chengdu-synthetic", "units", "R2-7c1e09af")
    'chengdu-synthetic_units_R2-7c1e09af.csv'
    """
    return "_".join(re.sub(r"[^\w.-]", "-", part) for part in parts if part) + f".{kind}"
