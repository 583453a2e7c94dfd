"""The plans, a new one from its text, its board."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.reports.check import Document
from junheng.reports.check.readers import Unreadable
from junheng.reports.check.readers.reading import read_bytes
from junheng.reports.plan import STATE_TEXT, State, read_plan
from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.incoming import safe_name
from junheng.web.people.roles import Right
from junheng.web.plans import changing
from junheng.web.plans.board import MARKS, listing
from junheng.web.plans.finding import frame, may_manage, must_manage, plan_of
from junheng.web.plans.models import Plan
from junheng.web.plans.standing import counted, standings
from junheng.web.tables.download import TYPES, listing_as_file
from junheng.web.uploads import too_large

#: Characters; a plan of some hundred items has a tenth of it.
LARGEST_TEXT = 300_000


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the reader sees."""
    found = [(plan, counted(standings(plan))) for plan in Plan.objects.visible_to(scope_of(request))]
    shown = [
        (plan, sum(counts.values()), [(STATE_TEXT[state](language()), counts[state], MARKS[state]) for state in State if counts[state]])
        for plan, counts in found
    ]
    mine = [loaded for loaded in regions.loaded_regions() if may_manage(request, loaded.name)]
    return render(request, "plans/list.html", {"plans": shown, "mine": mine, "crumbs": [{"name": _("Plans")}]})


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_PLANS)
def new(request: HttpRequest, region: str) -> HttpResponse:
    """A plan from its text or file."""
    must_manage(request, region)
    year = timezone.localdate().year
    typed = request.POST if request.method == "POST" else {"begins": f"{year}-01-01", "due": f"{year}-12-31"}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        document = _document(request, wrong)
        items = read_plan(document) if document else ()
        if document and not items:
            wrong["text"] = _("The text has no numbered items: 一、 （一） or 1、 at the beginning of a line.")
        title, begins, due = typed.get("title", "").strip(), _day(typed.get("begins", "")), _day(typed.get("due", ""))
        if not title:
            wrong["title"] = _("Give the plan its name.")
        if begins is None or due is None or begins >= due:
            wrong["due"] = _("Give both days, the end after the beginning.")
        if not wrong and begins and due:
            plan = changing.begin(request.user, region=region, title=title[:200], begins=begins, due=due, items=items)
            return redirect(f"{plan.get_absolute_url()}?what=open")
    loaded = regions.region(region)
    crumbs = [{"name": _("Plans"), "url": reverse("plans:list")}, {"name": _("New plan")}]
    return render(
        request, "plans/new.html", {"loaded": loaded, "typed": typed, "wrong": wrong, "crumbs": crumbs}, status=422 if wrong else 200
    )


def _document(request: HttpRequest, wrong: dict[str, str]) -> Document | None:
    if "document" in too_large(request):
        wrong["document"] = _("The file is too large.")
        return None
    fresh = request.FILES.get("document")
    if fresh is not None:
        try:
            document = read_bytes(safe_name(fresh.name or ""), fresh.read())
        except Unreadable as unreadable:
            wrong["document"] = unreadable.text(language())
            return None
        return _short(document, "document", wrong)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        wrong["text"] = _("Choose the plan's file, or paste its text.")
        return None
    return _short(Document(text), "text", wrong)


def _short(document: Document, field: str, wrong: dict[str, str]) -> Document | None:
    if len(document.text) > LARGEST_TEXT:
        wrong[field] = _("The file is too large.")
        return None
    return document


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def board(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """The items of a plan, and how many are in each state."""
    found = plan_of(request, region, plan)
    rows = standings(found)
    listed = listing(request, found, rows)
    if request.GET.get("format") in TYPES:
        return listing_as_file(listed, request.GET["format"], "plan")
    counts = counted(rows)
    context = {
        "listing": listed,
        "states": [(STATE_TEXT[state](language()), counts[state], MARKS[state], state.value) for state in State],
        "total": len(rows),
        "late": sum(row.late for row in rows),
        "week": sum(row.this_week for row in rows),
        "open": sum(any(target.confirmed is None for target in row.item.targets.all()) for row in rows),
    }
    return render(request, "plans/board.html", context | frame(found))
