"""Tables about people as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from junheng.reports.export import Sheet, to_csv, to_json, to_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def download(kind: str, sheet: Sheet) -> HttpResponse:
    """A sheet as a file; no cache keeps it."""
    if kind not in TYPES:
        raise Http404
    content = {"csv": lambda: to_csv(sheet.frame, for_excel=True), "xlsx": lambda: to_xlsx((sheet,)), "json": lambda: to_json((sheet,))}[
        kind
    ]()
    response = HttpResponse(content, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{sheet.name}.{kind}")
    response.headers["Cache-Control"] = "no-store"
    return response
