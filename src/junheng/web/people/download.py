"""Tables about people as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from junheng.reports.export import Sheet, to_csv, to_json, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(kind: str, sheet: Sheet) -> HttpResponse:
    """A sheet as ``csv``, ``xlsx`` or ``json``."""
    name = f"{sheet.name}.{kind}"
    if kind == "csv":
        return as_file(to_csv(sheet.frame, for_excel=True), "text/csv; charset=utf-8", name)
    if kind == "xlsx":
        return as_file(to_xlsx((sheet,)), XLSX, name)
    if kind == "json":
        return as_file(to_json((sheet,)), "application/json", name)
    raise Http404


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that a browser saves and no cache keeps."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response
