"""A thousand people from a sheet: look at it first, then add all of them or none; their invitations as one workbook."""

from __future__ import annotations

import polars as pl
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.language import Text
from junheng.reports.export import Sheet, to_xlsx
from junheng.tables import group_issues
from junheng.web.access import allow, scope_of
from junheng.web.audit.looks import record_look
from junheng.web.format import language, moment
from junheng.web.people import invitations, managing, sheet
from junheng.web.people.circle import covers, managed
from junheng.web.people.listing import Listing, places_open_to
from junheng.web.people.naming import named
from junheng.web.people.roles import ROLE_NAMES, Right
from junheng.web.quick_check.upload import Refused, from_request
from junheng.web.tables.download import TYPES, as_file, file_name, frame_as_file

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


@require_POST
@allow(Right.MANAGE_PEOPLE)
def invite_all(request: HttpRequest) -> HttpResponse:
    """Fresh links for everyone in the filtered list who waits for the first sign-in, as a workbook to hand over."""
    listing = Listing(request)
    listing.state = "waiting"
    people = listing.people().filter(pk__in=managed(scope_of(request), request.user).values("pk"))
    links = invitations.invite(people)
    record_look(request, "invitations", [link.user.pk for link in links])
    speak = language()
    heads = (
        Text("姓名", "Name"),
        Text("账号", "User name"),
        Text("角色", "Roles"),
        Text("链接", "Link"),
        Text("有效期至", "Valid until"),
    )
    columns = [
        [link.user.first_name for link in links],
        [link.user.username for link in links],
        ["; ".join(f"{each.role(speak)}, {each.place(speak)}" for each in named(link.user.roles_here)) for link in links],
        [request.build_absolute_uri(link.path) for link in links],
        [moment(link.valid_until) for link in links],
    ]
    frame = pl.DataFrame(
        dict(zip((head(speak) for head in heads), columns, strict=True)), schema={head(speak): pl.String for head in heads}
    )
    note = Text(
        "每个链接只能用一次，用于设置密码。请只交给本人。", "Each link works once and sets the password. Hand each to its person only."
    )
    return frame_as_file("xlsx", Sheet("invitations", frame, Text("邀请链接", "Invitations")(speak), (note(speak),)), "invitations")
