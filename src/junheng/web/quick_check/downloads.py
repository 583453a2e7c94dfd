"""What the page gives to take away, as responses that a browser saves."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from junheng.tables import annotate_workbook
from junheng.web.format import language
from junheng.web.quick_check.answer import Answer
from junheng.web.quick_check.reading import Reading
from junheng.web.quick_check.upload import Upload
from junheng.web.quick_check.workbook import workbook
from junheng.web.shell.shown import Shown


def saved(content: bytes, name: str) -> HttpResponse:
    """A workbook under a name."""
    return HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")},
    )


def take_away(answer: Answer | None, reading: Reading, shown: Shown, upload: Upload) -> HttpResponse:
    """The result as a workbook."""
    name = _("{file} quick check (synthetic data)") if shown.synthetic else _("{file} quick check")
    return saved(workbook(answer, reading.issues, shown), name.format(file=PurePath(upload.name).stem))


def marked_copy(reading: Reading, upload: Upload) -> HttpResponse:
    """The table itself with a mark and a comment at each cell that has an issue."""
    content = annotate_workbook(upload.content, upload.suffix, reading.at_rows, language=language())
    return saved(content, _("{file} marked").format(file=PurePath(upload.name).stem))
