"""Pages of those who approve: the queue, one return, several at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.web.access import allow, scope_of
from junheng.web.format import language, school_year
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.approval.page import ApprovalPage, approval_page
from junheng.web.returns.approval.queue import ORDER, neighbours, queue, queue_rows, queue_table, waiting_for
from junheng.web.returns.board.views import board_crumb
from junheng.web.returns.entry.finding import frame, return_of, shown_of
from junheng.web.returns.models import Return, State
from junheng.web.returns.setting import Setting
from junheng.web.shell.notes import note
from junheng.web.tables.download import TYPES, listing_as_file
from junheng.web.tables.table import ListChangedError, picked

#: Approved by one press; more are approved by another.
MOST = 200


def _approver(request: HttpRequest) -> None:
    """Nobody else has a queue."""
    scope = scope_of(request)
    if not (scope.has(Right.APPROVE_COUNTY) or scope.has(Right.APPROVE_COMMISSION)):
        raise PermissionDenied


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's approval."""
    _approver(request)
    rows = queue_rows(waiting_for(request))
    found = queue(request, rows)
    if request.GET.get("format") in TYPES:
        return listing_as_file(found, request.GET["format"])
    headline = ngettext("{n} return waits for your approval", "{n} returns wait for your approval", len(rows)).format(n=len(rows))
    crumbs = [{"name": _("Returns"), "url": reverse("returns:list")}, {"name": _("Waiting for me")}]
    context = {
        "listing": found,
        "headline": headline if rows else _("Nothing waits for your approval"),
        "crumbs": crumbs,
        "first": rows[:1],
        "shown": shown_of(row.ret.region for row in rows),
    }
    return render(request, "returns/waiting.html", context)


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def review(request: HttpRequest, number: int) -> HttpResponse:
    """A whole return to be read, with what the reader may do with it."""
    here, ret = return_of(request, number)
    return _page(request, here, ret)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_RETURNS)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a return or some of its cells, or send cells back; to look at this address leads to the return."""
    _approver(request)
    here, ret = return_of(request, number)
    done = {"approve": _approve, "some": _approve_some, "back": _choose_comments, "send": _send_back}.get(request.POST.get("do", ""))
    if done is None:
        return redirect("returns:review", number)
    try:
        return done(request, here, ret)
    except services.NotAllowed as error:
        raise PermissionDenied from error
    except services.ReturnError as error:
        ret.refresh_from_db()
        if request.POST["do"] == "send":
            return _comments(request, here, ret, error.text(language()))
        return _page(request, here, ret, wrong=error.text(language()), ticked=set(request.POST.getlist("cell")))


def _version(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _page(request: HttpRequest, here: Setting, ret: Return, *, wrong: str = "", ticked: set[str] | None = None) -> HttpResponse:
    page = approval_page(request, here, ret)
    actor = services.Actor.of(request)
    may_fill = actor.may(Right.FILL_RETURNS, ret)
    newest = not Return.objects.filter(
        region=ret.region, form=ret.form, period=ret.period, unit=ret.unit, area=ret.area, revision__gt=ret.revision
    ).exists()
    context = {
        "page": page,
        "ret": ret,
        "title": _title(here, ret),
        "wrong": wrong,
        "ticked": ticked or set(),
        "may_fill": may_fill,
        "own_keys": "returns/review_keys.html",
        "may_correct": may_fill and newest and ret.state == State.RELEASED,
        **_frame(here, ret),
    }
    return render(request, "returns/review.html", context, status=422 if wrong else 200)


def _title(here: Setting, ret: Return) -> str:
    return f"{here.form(ret.form).title(language())} {school_year(ret.period)}"


def _frame(here: Setting, ret: Return, *crumbs: Mapping[str, Any]) -> dict[str, Any]:
    name: dict[str, Any] = {"name": here.name_of(ret)}
    if crumbs:
        name["url"] = reverse("returns:review", args=(ret.pk,))
    return frame(here, board_crumb(here.region), name, *crumbs)


def _approve(request: HttpRequest, here: Setting, ret: Return) -> HttpResponse:
    after = neighbours(request, ret).after
    approved = services.approve(services.Actor.of(request), ret, version=_version(request))
    sentence = _("{name}, {title}: approved.").format(name=here.name_of(ret), title=_title(here, ret))
    if approved.state in (State.COUNTY_APPROVED, State.COMMISSION_APPROVED):
        note(request, sentence, undo=reverse("returns:take_back"), fields=(("return", ret.pk),))
    return redirect("returns:review", after) if after is not None else redirect("returns:waiting")


def _approve_some(request: HttpRequest, here: Setting, ret: Return) -> HttpResponse:
    cells = request.POST.getlist("cell")
    if not cells:
        return _page(request, here, ret, wrong=_("No cell is ticked."))
    after = services.approve(services.Actor.of(request), ret, cells, version=_version(request))
    if after.state == ret.state:
        note(request, ngettext("{n} cell approved.", "{n} cells approved.", len(cells)).format(n=len(cells)))
        return redirect("returns:review", ret.pk)
    note(
        request,
        _("{name}, {title}: approved.").format(name=here.name_of(ret), title=_title(here, ret)),
        undo=reverse("returns:take_back"),
        fields=(("return", ret.pk),),
    )
    return redirect("returns:review", ret.pk)


def _choose_comments(request: HttpRequest, here: Setting, ret: Return) -> HttpResponse:
    if not request.POST.getlist("cell"):
        return _page(request, here, ret, wrong=_("No cell is ticked."))
    return _comments(request, here, ret, "")


def _comments(request: HttpRequest, here: Setting, ret: Return, wrong: str) -> HttpResponse:
    """The cells that are to go back, each with room for a comment."""
    page = approval_page(request, here, ret)
    if not page.may_send_back:
        return _page(request, here, ret, wrong=wrong or _("This return is not waiting for your approval."))
    cells = page.sheet.addresses
    chosen = [
        {
            "address": address,
            "name": page.sheet.name_of(address),
            "cell": cells[address],
            "comment": request.POST.get(f"comment:{address}", ""),
            "missing": request.POST.get("do") == "send" and not request.POST.get(f"comment:{address}", "").strip(),
        }
        for address in dict.fromkeys(request.POST.getlist("cell"))
        if address in cells
    ]
    approved = {"county_approved", "commission_approved"} if page.step != "commission" else {"commission_approved"}
    ticked = {each["address"] for each in chosen}
    rest = sum(cell.state not in approved and cell.state != "empty" for address, cell in cells.items() if address not in ticked)
    context = {
        "page": page,
        "ret": ret,
        "title": _title(here, ret),
        "place": here.name_of(ret),
        "chosen": chosen,
        "wrong": wrong,
        "rest": rest,
        "approve_rest": request.POST.get("do") != "send" or "approve_rest" in request.POST,
        **_frame(here, ret, {"name": _("Send back")}),
    }
    return render(request, "returns/send_back.html", context, status=422 if wrong else 200)


def _send_back(request: HttpRequest, here: Setting, ret: Return) -> HttpResponse:
    page: ApprovalPage = approval_page(request, here, ret)
    known = page.sheet.addresses
    comments = {address: request.POST.get(f"comment:{address}", "")[:1000] for address in request.POST.getlist("cell") if address in known}
    if ret.state == State.DRAFT and ret.sent_back_by_id == request.user.pk and not page.may_send_back:
        return redirect("returns:review", ret.pk)  # a second click
    services.send_back(services.Actor.of(request), ret, comments, approve_rest="approve_rest" in request.POST, version=_version(request))
    n = len(comments)
    sentence = ngettext("{name}: {n} cell went back.", "{name}: {n} cells went back.", n).format(name=here.name_of(ret), n=n)
    note(request, sentence)
    return redirect("returns:review", ret.pk)


@never_cache
@require_POST
@allow(Right.SEE_RETURNS)
def approve_many(request: HttpRequest) -> HttpResponse:
    """Say which of the picked returns would be approved, and on a second press approve them."""
    _approver(request)
    if "send" in request.POST:
        return _approve_listed(request)
    rows = queue_rows(waiting_for(request))
    wrong, chosen = "", []
    try:
        chosen = picked(request.POST, queue_table(rows), rows)
    except ListChangedError:
        wrong = _("The list has changed since you picked all of it. Look at it again.")
    plain = [row for row in chosen if not row.explained]
    context = {
        "plain": plain[:MOST],
        "beyond": max(len(plain) - MOST, 0),
        "explained": [row for row in chosen if row.explained],
        "wrong": wrong,
        "shown": shown_of(row.ret.region for row in chosen),
        "crumbs": [
            {"name": _("Returns"), "url": reverse("returns:list")},
            {"name": _("Waiting for me"), "url": reverse("returns:waiting")},
            {"name": _("Approve")},
        ],
    }
    return render(request, "returns/approve_many.html", context, status=422 if wrong else 200)


def _approve_listed(request: HttpRequest) -> HttpResponse:
    """Approve what the page before listed, each as it was seen there."""
    seen = dict(pair.split(":", 1) for pair in request.POST.getlist("return")[:MOST] if pair.count(":") == 1)
    actor, done, changed = services.Actor.of(request), [], 0
    for ret in waiting_for(request).filter(pk__in=[key for key in seen if key.isdecimal()]).order_by(*ORDER):
        try:
            services.approve(actor, ret, version=int(seen[str(ret.pk)]) if seen[str(ret.pk)].isdecimal() else 0)
            done.append(ret.pk)
        except services.ReturnError:
            changed += 1
    if done:
        sentence = ngettext("{n} return approved.", "{n} returns approved.", len(done)).format(n=len(done))
        note(request, sentence, undo=reverse("returns:take_back"), fields=[("return", pk) for pk in done])
    if changed:
        many = ngettext("{n} has changed since and still waits.", "{n} have changed since and still wait.", changed)
        note(request, many.format(n=changed))
    return redirect("returns:waiting")


@require_POST
@allow(Right.SEE_RETURNS)
def take_back(request: HttpRequest) -> HttpResponse:
    """Withdraw the newest approval of one or several returns."""
    _approver(request)
    scope, actor, done, refused = scope_of(request), services.Actor.of(request), [], ""
    keys = [key for key in request.POST.getlist("return")[:MOST] if key.isdecimal()]
    for ret in Return.objects.filter(pk__in=keys, region__in=scope.regions):
        try:
            services.take_back(actor, ret)
            done.append(ret.pk)
        except services.ReturnError as error:
            refused = error.text(language())
    if done:
        many = ngettext("The approval of {n} return is withdrawn.", "The approval of {n} returns is withdrawn.", len(done))
        note(request, many.format(n=len(done)))
    if refused:
        note(request, refused)
    return redirect("returns:review", done[0]) if len(keys) == 1 and done else redirect("returns:waiting")


@require_POST
@allow(Right.FILL_RETURNS)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the correction of a released return."""
    here, ret = return_of(request, number)
    try:
        again = services.correct(services.Actor.of(request), ret, request.POST.get("reason", ""))
    except services.NotAllowed as error:
        raise PermissionDenied from error
    except services.ReturnError as error:
        newer = Return.objects.filter(
            region=ret.region, form=ret.form, period=ret.period, unit=ret.unit, area=ret.area, revision=ret.revision + 1
        ).first()
        if newer is not None:  # a second click
            return redirect("returns:entry", newer.pk)
        return _page(request, here, ret, wrong=error.text(language()))
    note(request, _("The correction has begun. What was released stays as it is until the correction is released."))
    return redirect("returns:entry", again.pk)
