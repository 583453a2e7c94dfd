"""Count the chances of a class draw, and take them away as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.certificates import public_codes
from junheng.engines.classes.chances_file import written
from junheng.reports.class_chances import chances_sheets
from junheng.reports.export import to_xlsx
from junheng.web.access import allow
from junheng.web.admission.chances_job import KIND, countable
from junheng.web.admission.finding import draw_of
from junheng.web.admission.preparing import prepared_lists
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.jobs.services import submit
from junheng.web.people.roles import Right
from junheng.web.tables.download import TYPES, as_file, file_name


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def chances(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Begin to count: long work, once for each state of list and rules however often the form is sent."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    if not countable(draw):
        raise Http404
    arguments = {"region": region, "draw": draw.key, "version": draw.version}
    return redirect(submit(KIND, arguments, request.user, region, f"{draw.key}-{draw.version}"))


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def chances_file(request: HttpRequest, region: str, key: str, kind: str) -> HttpResponse:
    """The file of published codes, or the office's own tables with codes and names."""
    draw = draw_of(request, region, key)
    if not draw.chances or kind not in ("json", "xlsx"):
        raise Http404
    if kind == "json":
        return as_file(written(draw.chances).encode(), TYPES[kind], file_name(kind, "chances", draw.key[:6]))
    record_look(request, "list", draw, region=draw.region)
    people = prepared_lists(draw)["list"]
    names = people.column("name") or ("",) * len(people.codes)
    codes = public_codes(people, open_codes='codes = "open"' in draw.rules)
    known = dict(zip(codes, zip(people.codes, names, strict=True), strict=True))
    sheets = chances_sheets(draw.chances, language=language(), known=known)
    return as_file(to_xlsx(sheets), TYPES[kind], file_name(kind, "chances", draw.key[:6]))
