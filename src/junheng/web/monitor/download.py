"""Every table as CSV, Excel or JSON, with a file name that says what it holds."""

from __future__ import annotations

import polars as pl
from django.http import HttpResponse

from junheng.reports.balance import provenance_notes
from junheng.reports.export import Sheet
from junheng.web.format import language
from junheng.web.monitor.scope import Scope
from junheng.web.tables.download import TYPES, frame_as_file

__all__ = ["TYPES", "download"]


def download(scope: Scope, kind: str, name: str, title: str, frame: pl.DataFrame) -> HttpResponse:
    """A table of a page as a file; `kind` is one of `TYPES`.

    Its name says region, table, level, period, release, and "synthetic" where it is, for example
    ``chengdu-synthetic_sports_area_primary_2025_R2-7c1e09af_synthetic.csv``.
    """
    sheet = Sheet(name=name, frame=frame, title=title, notes=provenance_notes(scope.snapshot.release, scope.pack, language()))
    synthetic = "synthetic" if scope.manifest.description.synthetic else ""
    return frame_as_file(kind, sheet, scope.region, name, scope.level, scope.period, scope.manifest.folder_name, synthetic)
