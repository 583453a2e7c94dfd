"""Pages of what is wrong with a draft: every problem at its cell, the list, reasons, the marked workbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.tables import annotate_workbook
from junheng.web.access import allow, scope_of
from junheng.web.data import checking, drafts
from junheng.web.data.checking import Checked
from junheng.web.data.explaining import SHORTEST, unwaive, waive
from junheng.web.data.finding import draft_frame, draft_of
from junheng.web.data.issue_page import Numbered, issue_list, issue_page, issue_table, numbered
from junheng.web.data.models import Draft, State
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.regions import LoadedRegion
from junheng.web.tables.download import TYPES, as_file, file_name, listing_as_file
from junheng.web.tables.table import ListChangedError, picked


def found_or_404(found: Draft) -> Checked:
    """What a check found of a draft that is open."""
    checked = checking.checked(found) if found.state == State.OPEN else None
    if checked is None:
        raise Http404
    return checked


@never_cache
@require_GET
@allow(Right.SEE_DATA)
def issues(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Every problem as a list."""
    loaded, found = draft_of(request, region, number, Right.SEE_DATA)
    return _issue_list(request, loaded, found)


def _issue_list(request: HttpRequest, loaded: LoadedRegion, found: Draft, **typed: str) -> HttpResponse:
    may_change = scope_of(request).whole(Right.CHANGE_DATA, loaded.name) and found.open
    listing = issue_list(request, found, found_or_404(found), may_change=may_change)
    if request.GET.get("format") in TYPES:
        return listing_as_file(listing, request.GET["format"], loaded.name, _("draft-{number}").format(number=found.pk))
    context = {"listing": listing, "typed": typed, **draft_frame(loaded, found, {"name": _("Problems")})}
    return render(request, "data/issues.html", context, status=422 if typed else 200)


@never_cache
@require_GET
@allow(Right.SEE_DATA)
def issue(request: HttpRequest, region: str, number: int, at: int) -> HttpResponse:
    """One problem at its cell."""
    loaded, found = draft_of(request, region, number, Right.SEE_DATA)
    return _issue_page(request, loaded, found, at)


def _issue_page(request: HttpRequest, loaded: LoadedRegion, found: Draft, at: int, **typed: str) -> HttpResponse:
    checked = found_or_404(found)
    page = issue_page(found, checked, at)
    if page is None:
        if checked.open:
            return redirect("data:issue", loaded.name, found.pk, len(checked.open))
        return redirect(found)
    context = {
        "page": page,
        "key": Numbered(at, page.issue).key,
        "typed": typed,
        "may_change": scope_of(request).whole(Right.CHANGE_DATA, loaded.name) and found.open,
        **draft_frame(
            loaded, found, {"name": _("Problems"), "url": reverse("data:issues", args=(loaded.name, found.pk))}, {"name": str(at)}
        ),
    }
    return render(request, "data/issue.html", context, status=422 if typed else 200)


@never_cache
@require_POST
@allow(Right.CHANGE_DATA)
def explain(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Let warnings stand with a reason: one cell, all of its cause, or those picked in the list."""
    loaded, found = draft_of(request, region, number, Right.CHANGE_DATA)
    checked, reason = found_or_404(found), " ".join(request.POST.get("reason", "").split())[:500]
    at = request.POST.get("at", "")
    wrong = "" if len(reason) >= SHORTEST else _("Say in a few words why this is right: who looked at what.")
    try:
        chosen = _chosen(request, found, checked)
    except ListChangedError:
        chosen, wrong = [], _("The list has changed since you picked. Look at it again.")
    if not chosen and not wrong:
        wrong = _("Pick the warnings that the reason is for.")
    if wrong:
        if at.isdecimal():
            return _issue_page(request, loaded, found, int(at), reason=reason, wrong=wrong)
        return _issue_list(request, loaded, found, reason=reason, wrong=wrong)
    try:
        waive(found, [row.issue for row in chosen], reason, request.user)
    except drafts.DraftBusyError:
        return redirect(found)
    return redirect("data:issue", region, number, int(at)) if at.isdecimal() else redirect("data:issues", region, number)


def _chosen(request: HttpRequest, found: Draft, checked: Checked) -> list[Numbered]:
    rows = numbered(checked)
    if "key" not in request.POST:
        return picked(request.POST, issue_table(found, rows, may_change=True), rows)
    one = next((row for row in rows if row.key == request.POST["key"] and row.at), None)
    if one is None:
        raise ListChangedError
    if request.POST.get("scope") != "group":
        return [one]
    group = next(group for group in checked.groups if one.issue in group.issues)
    return [row for row in rows if row.at and row.issue in group.issues]


@never_cache
@require_POST
@allow(Right.CHANGE_DATA)
def unexplain(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Take the reasons of the picked warnings back."""
    loaded, found = draft_of(request, region, number, Right.CHANGE_DATA)
    checked = found_or_404(found)
    try:
        chosen = _chosen(request, found, checked)
        gone = unwaive(found, [row.issue for row in chosen if not row.at], checked.waivers, request.user)
    except (ListChangedError, drafts.DraftBusyError):
        gone = 0
    if not gone:
        wrong = _("None of the picked rows has a reason of its own. A reason for a whole file stands in waivers.toml.")
        return _issue_list(request, loaded, found, reason="", wrong=wrong)
    return redirect("data:issues", region, number)


@never_cache
@require_GET
@allow(Right.SEE_DATA)
def marked(request: HttpRequest, region: str, number: int, path: str) -> HttpResponse:
    """A file of the draft with its problems on the very cells."""
    _loaded, found = draft_of(request, region, number, Right.SEE_DATA)
    mine = [issue for issue in found_or_404(found).open if issue.place.file == path and issue.place.row is not None]
    source = found.folder / path
    if not mine or not source.is_file():
        raise Http404
    content = annotate_workbook(source.read_bytes(), source.suffix.lower(), mine, language=language())
    return as_file(content, TYPES["xlsx"], file_name("xlsx", source.stem, _("marked")))
