"""The form, the result, the workbook, the example; one address, nothing kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.language import Text
from junheng.web.access import PUBLIC, allow
from junheng.web.quick_check import upload as uploads
from junheng.web.quick_check.answer import answer
from junheng.web.quick_check.columns import PREFIX
from junheng.web.quick_check.downloads import marked_copy, saved, take_away
from junheng.web.quick_check.form import EXAMPLE, chosen_pack, form_context
from junheng.web.quick_check.reading import read
from junheng.web.quick_check.upload import Refused, Upload
from junheng.web.shell.languages import answered
from junheng.web.shell.shown import Shown


@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The form; after a POST the result of what came with it."""
    if request.method == "GET":
        return render(request, "quick_check/start.html", form_context())
    return answered(request, _answered)


def _answered(request: HttpRequest) -> HttpResponse:
    pack = chosen_pack(request.POST.get("pack", ""))
    try:
        upload = _example() if "example" in request.POST else uploads.from_request(request)
    except Refused as refusal:
        return render(request, "quick_check/start.html", form_context(pack) | {"refusal": refusal}, status=422)
    chosen = _chosen_columns(request)
    reading = read(upload, pack, chosen)
    result = answer(reading.release, pack) if reading.release is not None else None
    shown = Shown(Text(upload.name, upload.name), is_example(upload), pack, reading.release)
    if "workbook" in request.POST:
        return take_away(result, reading, shown, upload)
    if "marked" in request.POST and reading.can_be_marked:
        return marked_copy(reading, upload)
    context = form_context(pack) | {"upload": upload, "reading": reading, "answer": result, "shown": shown, "columns_chosen": bool(chosen)}
    if result is None:
        return render(request, "quick_check/rejected.html", context, status=422)
    return render(request, "quick_check/result.html", context)


def _chosen_columns(request: HttpRequest) -> dict[str, str]:
    """What the reader chose for columns; nothing before somebody has pressed the button under them."""
    if request.POST.get("columns") != "chosen":
        return {}
    return {name: value for name, value in request.POST.items() if name.startswith(f"{PREFIX}:")}


def is_example(upload: Upload) -> bool:
    """Whether a table is the example, whose schools are invented; the page and the workbook have to say so."""
    return EXAMPLE.is_file() and upload.content == EXAMPLE.read_bytes()


def _example() -> Upload:
    if not EXAMPLE.is_file():
        raise Http404
    return Upload("quick-check.xlsx", EXAMPLE.read_bytes())


@require_GET
@allow(PUBLIC)
def example(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """The example table, to look at and to fill in with one's own."""
    return saved(_example().content, "quick-check")
