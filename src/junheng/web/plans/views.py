"""The plans and the board of one; a plan that was begun by mistake is withdrawn, and brought back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.language import Text
from junheng.reports.plan import STATE_TEXT, State
from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.format import language, number, percent
from junheng.web.people.roles import Right
from junheng.web.plans import changing
from junheng.web.plans.board import MARKS, listing
from junheng.web.plans.finding import frame, may_manage, must_manage, plan_of
from junheng.web.plans.groups import BY, grouped
from junheng.web.plans.models import Plan
from junheng.web.plans.reminding import dues_of
from junheng.web.plans.standing import counted, gone, standings
from junheng.web.shell.notes import note
from junheng.web.tables.download import TYPES, listing_as_file


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the reader sees."""
    seen = Plan.objects.visible_to(scope_of(request))
    found = [(plan, counted(standings(plan))) for plan in seen.standing()]
    shown = [
        (plan, sum(counts.values()), [(STATE_TEXT[state](language()), counts[state], MARKS[state]) for state in State if counts[state]])
        for plan, counts in found
    ]
    mine = [loaded for loaded in regions.loaded_regions() if may_manage(request, loaded.name)]
    names = {loaded.name for loaded in mine}
    withdrawn = [plan for plan in seen.exclude(withdrawn="") if plan.region in names]
    context = {"plans": shown, "mine": mine, "withdrawn": withdrawn, "crumbs": [{"name": _("Plans")}]}
    return render(request, "plans/list.html", context)


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
    by = request.GET.get("by", "")
    late, dues = sum(row.late for row in rows), dues_of(rows)
    context = {
        "listing": listed,
        "by": by if by in BY else "",
        "groups": grouped(rows, by) if by in BY else [],
        "states": [(STATE_TEXT[state](language()), counts[state], MARKS[state], state.value) for state in State],
        "title": _finding(late, counts[State.DONE], len(rows)),
        "gone": percent(gone(found)),
        "late": late,
        "due": sum(not due.late for due in dues),
        "week": sum(row.this_week for row in rows),
        "open": sum(any(target.confirmed is None for target in row.item.targets.all()) for row in rows),
        "left_out": [Text(each["zh"], each["en"])(language()) for each in found.left_out],
        "may_manage": may_manage(request, region),
        "reported": sum(len(row.item.reports.all()) for row in rows),
    }
    return render(request, "plans/board.html", context | frame(found))


def _finding(late: int, done: int, total: int) -> str:
    """The board in a sentence."""
    if not total:
        return _("The plan has no items")
    if done == total:
        return _("All {total} items are done").format(total=number(total))
    places = {"late": number(late), "done": number(done), "total": number(total)}
    if late:
        return _("{late} of {total} items are late or behind, {done} are done").format(**places)
    return _("None of {total} items is late or behind, {done} are done").format(**places)


@require_POST
@allow(Right.MANAGE_PLANS)
def withdraw(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """Take a plan off the list, with a reason."""
    found = plan_of(request, region, plan, Right.MANAGE_PLANS)
    must_manage(request, region)
    reason = request.POST.get("reason", "").strip()[:300]
    if not reason:
        note(request, _("Nothing was withdrawn: say why."))
        return redirect(found)
    changing.withdraw(found, reason)
    note(
        request,
        _("“{title}” is withdrawn; nothing of it was deleted.").format(title=found.title),
        undo=f"{found.get_absolute_url()}restore/",
    )
    return redirect("plans:list")


@require_POST
@allow(Right.MANAGE_PLANS)
def restore(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """Bring a withdrawn plan back."""
    must_manage(request, region)
    found = get_object_or_404(Plan.objects.visible_to(scope_of(request), Right.MANAGE_PLANS), region=region, pk=plan)
    changing.withdraw(found, "")
    note(request, _("“{title}” is on the list again.").format(title=found.title))
    return redirect(found)
