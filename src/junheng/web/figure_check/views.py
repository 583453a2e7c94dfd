"""The form, the marked text, the Word file with comments, the list; one address, nothing kept."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.reports.check import Checked, Severity
from junheng.reports.check.commented import commented
from junheng.reports.check.sheets import sheets
from junheng.reports.export import to_xlsx
from junheng.web.access import PUBLIC, allow
from junheng.web.figure_check.marked import LONGEST, kinds, lines, listed
from junheng.web.figure_check.upload import Upload, checked, from_request
from junheng.web.format import language
from junheng.web.incoming import Refused
from junheng.web.shell.languages import answered
from junheng.web.tries import too_often

#: Texts from one address in ten minutes; a whole office may stand behind it.
TRIES = 120
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The form; after a POST the text that came with it, its figures marked."""
    if request.method == "GET":
        return render(request, "figure_check/start.html", _form())
    return answered(request, _answered)


def _form() -> dict[str, object]:
    return {"largest": settings.QUICK_CHECK_LARGEST_FILE, "largest_mb": settings.QUICK_CHECK_LARGEST_FILE // 2**20}


def _answered(request: HttpRequest) -> HttpResponse:
    if too_often(request, "figure-check", TRIES):
        wait = _("Wait ten minutes, then send it once more; what you typed is still there.")
        return _refused(request, Refused(_("Too many texts came from your address in a short time."), wait), 429)
    try:
        upload = from_request(request)
        found = checked(upload)
    except Refused as refusal:
        return _refused(request, refusal, 422)
    if "commented" in request.POST and upload.is_word:
        return _saved(commented(upload.content, found.findings, language=language()), upload, _("{file} with comments"), ".docx", _WORD)
    if "list" in request.POST:
        return _saved(to_xlsx(sheets(found, language=language())), upload, _("{file} figures"), ".xlsx", _EXCEL)
    return render(request, "figure_check/result.html", _context(upload, found))


def _refused(request: HttpRequest, refusal: Refused, status: int) -> HttpResponse:
    context = _form() | {"refusal": refusal, "text": request.POST.get("text", "")}
    return render(request, "figure_check/start.html", context, status=status)


def _context(upload: Upload, found: Checked) -> dict[str, object]:
    count = {severity.value: sum(one.severity is severity for one in found.findings) for severity in Severity}
    return {
        "upload": upload,
        "figures": len(found.figures),
        "findings": listed(found),
        "count": count,
        "kinds": kinds(found),
        "notes": [note(language()) for note in found.document.notes],
        "lines": lines(found),
        "too_long": len(found.document.text) > LONGEST,
    }


def _saved(content: bytes, upload: Upload, name: str, suffix: str, kind: str) -> HttpResponse:
    file = f"{name.format(file=PurePath(upload.name).stem)}{suffix}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=file)}
    )
