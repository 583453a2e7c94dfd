"""What an administrator does to several accounts at once, picked in the list of people."""

from __future__ import annotations

import polars as pl
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from junheng.language import Text
from junheng.reports.export import Sheet
from junheng.web.access import allow, scope_of
from junheng.web.audit.acting import because
from junheng.web.audit.looks import record_look
from junheng.web.format import language, moment
from junheng.web.people import invitations, managing
from junheng.web.people.circle import managed
from junheng.web.people.listing import WAITING, people, people_table, rows_of
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.tables.address import Address
from junheng.web.tables.download import frame_as_file
from junheng.web.tables.stored import picked_stored
from junheng.web.tables.table import ListChangedError

#: Names that are shown before they are acted on.
SHOWN = 20
LONGEST_REASON = 300
HEADS = (
    Text("姓名", "Name"),
    Text("账号", "User name"),
    Text("角色", "Roles"),
    Text("链接", "Link"),
    Text("有效期至", "Valid until"),
)
ONCE = Text("每个链接只能用一次，用于设置密码。请只交给本人。", "Each link works once and sets the password. Hand each to its person only.")


def _picked(request: HttpRequest) -> QuerySet[User]:
    """The accounts picked that the reader manages.

    Raises
    ------
    ListChangedError
        All of the list were meant, and it is another list now.
    """
    address = Address.of(QueryDict(request.POST.get("query", "")))
    found = picked_stored(request.POST, people_table(request), people(request, address))
    return found.filter(pk__in=managed(scope_of(request), request.user).values("pk"))


def _nothing_done(request: HttpRequest, status: int, why: str) -> HttpResponse:
    return render(request, "people/nothing_done.html", {"why": why, "query": request.POST.get("query", "")}, status=status)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def invite_several(request: HttpRequest) -> HttpResponse:
    """Fresh links for those picked who wait for the first sign-in, as a workbook to hand over."""
    try:
        chosen = _picked(request).filter(WAITING, is_active=True)
    except ListChangedError:
        return _nothing_done(request, 409, "changed")
    links = invitations.invite(chosen)
    if not links:
        return _nothing_done(request, 422, "nobody waits")
    record_look(request, "invitations", [link.user.pk for link in links])
    rows = rows_of(link.user for link in links)
    columns = (
        [link.user.first_name for link in links],
        [link.user.username for link in links],
        ["; ".join(row.said_roles) for row in rows],
        [request.build_absolute_uri(link.path) for link in links],
        [moment(link.valid_until) for link in links],
    )
    frame = pl.DataFrame({head(language()): pl.Series(column, dtype=pl.String()) for head, column in zip(HEADS, columns, strict=True)})
    title = Text("邀请链接", "Invitations")(language())
    return frame_as_file("xlsx", Sheet("invitations", frame, title, (ONCE(language()),)), "invitations")


@require_POST
@allow(Right.MANAGE_PEOPLE)
def deactivate_several(request: HttpRequest) -> HttpResponse:
    """Say whom it would close out, take a reason, close the accounts, and offer to open them again."""
    try:
        chosen = list(_picked(request).filter(is_active=True))
    except ListChangedError:
        return _nothing_done(request, 409, "changed")
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if not chosen and not request.POST.get("asked"):
        return _nothing_done(request, 422, "nobody active")
    if not reason:
        record_look(request, "list", [person.pk for person in chosen])
        page = {"people": chosen[:SHOWN], "more": max(0, len(chosen) - SHOWN), "picks": [person.pk for person in chosen]}
        asked = bool(request.POST.get("asked"))
        return render(request, "people/deactivate_several.html", page | {"asked": asked}, status=422 if asked else 200)
    with transaction.atomic(), because(reason):
        for person in chosen:
            managing.deactivate(person)
    if chosen:
        said = ngettext("{n} account was deactivated.", "{n} accounts were deactivated.", len(chosen)).format(n=len(chosen))
        note(request, said, undo=reverse("people:activate_several"), fields=[("pick", person.pk) for person in chosen])
    return redirect("people:list")


@require_POST
@allow(Right.MANAGE_PEOPLE)
def activate_several(request: HttpRequest) -> HttpResponse:
    """Open accounts again that were closed."""
    with transaction.atomic():
        for person in _picked(request).filter(is_active=False):
            managing.activate(person)
    return redirect("people:list")
