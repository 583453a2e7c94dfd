"""Every table as CSV, Excel or JSON, with a file name that says what it holds."""

from __future__ import annotations

import re

import polars as pl
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from junheng.reports.balance import provenance_notes
from junheng.reports.export import Sheet, to_csv, to_json, to_xlsx
from junheng.web.format import language
from junheng.web.monitor.scope import Scope

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def download(scope: Scope, kind: str, name: str, title: str, frame: pl.DataFrame) -> HttpResponse:
    """A table of a page as a file; `kind` is one of `TYPES`."""
    sheet = Sheet(name=name, frame=frame, title=title, notes=provenance_notes(scope.snapshot.release, scope.pack, language()))
    content = {"csv": lambda: to_csv(frame, for_excel=True), "xlsx": lambda: to_xlsx((sheet,)), "json": lambda: to_json((sheet,))}[kind]()
    response = HttpResponse(content, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name(scope, name, kind))
    return response


def file_name(scope: Scope, name: str, kind: str) -> str:
    """Region, table, level, period, release, and "synthetic" where it is.

    For example ``chengdu-synthetic_sports_area_primary_2025_R2-7c1e09af_synthetic.csv``.
    """
    parts = [scope.region, name, scope.level, scope.period, f"{scope.manifest.label}-{scope.manifest.hash[:8]}"]
    if scope.manifest.description.synthetic:
        parts.append("synthetic")
    return "_".join(re.sub(r"[^\w.-]", "-", part) for part in parts) + f".{kind}"
