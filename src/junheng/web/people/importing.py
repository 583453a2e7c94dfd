"""A thousand people from a sheet: look at it first, then add all of them or none."""

from __future__ import annotations

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from junheng.reports.export import to_xlsx
from junheng.tables import group_issues
from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.people import managing, sheet
from junheng.web.people.circle import covers
from junheng.web.people.listing import places_open_to
from junheng.web.people.roles import ROLE_NAMES, Right
from junheng.web.quick_check.upload import Refused, from_request
from junheng.web.tables.download import TYPES, as_file, file_name

#: So many rows are shown before they are added.
SHOWN = 20
#: So many issues are listed one by one.
LISTED = 200


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_PEOPLE)
def import_people(request: HttpRequest) -> HttpResponse:
    """Take a sheet, show what it says, and add its people once the reader has looked."""
    scope = scope_of(request)
    regions = [(name, title) for name, title, _areas in places_open_to(request, Right.MANAGE_PEOPLE)]
    if request.method == "GET":
        return render(request, "people/import.html", {"regions": regions})
    region = request.POST.get("region", "")
    if region not in dict(regions):
        raise Http404
    page = {"regions": regions, "region": region, "region_title": dict(regions)[region]}
    try:
        upload = from_request(request)
    except Refused as refused:
        return render(request, "people/import.html", page | {"refused": refused}, status=422)
    found = sheet.read(upload, region, lambda held: covers(scope, Right.MANAGE_PEOPLE, held))
    if request.POST.get("confirm") and not found.issues:
        try:
            managing.add(found.newcomers)
        except IntegrityError:  # the same sheet sent twice, or a name taken meanwhile: reading again tells which
            found = sheet.read(upload, region, lambda held: covers(scope, Right.MANAGE_PEOPLE, held))
        else:
            response = redirect("people:list")
            response["Location"] += f"?state=waiting&place={region}"
            return response
    page |= {
        "upload": upload,
        "issues": [group for issue in found.issues[:LISTED] for group in group_issues((issue,))],
        "unlisted": max(0, len(found.issues) - LISTED),
        "wrong": len(found.issues),
        "count": len(found.newcomers),
        "preview": [(each, ROLE_NAMES[each.held.role]) for each in found.newcomers[:SHOWN]],
        "more": max(0, len(found.newcomers) - SHOWN),
    }
    return render(request, "people/import.html", page, status=422 if found.issues else 200)


@require_GET
@allow(Right.MANAGE_PEOPLE)
def template(request: HttpRequest, region: str) -> HttpResponse:  # noqa: ARG001 (a view's signature)
    """The sheet to fill in, with the region's codes."""
    return as_file(to_xlsx(sheet.template(region, language())), TYPES["xlsx"], file_name("xlsx", "people", region))
