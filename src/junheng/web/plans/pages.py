"""The other views of a plan: timeline, calendar file, reminders, one district by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.reports.export import to_xlsx
from junheng.reports.plan import STATE_TEXT, pace
from junheng.web.access import allow, scope_of
from junheng.web.format import language, percent
from junheng.web.people.roles import Right
from junheng.web.plans import changing, timeline
from junheng.web.plans.attention import pressing_sentence
from junheng.web.plans.calendar import calendar_of
from junheng.web.plans.districts import comparisons, sheets_of
from junheng.web.plans.finding import frame, may_manage, must_manage, plan_of
from junheng.web.plans.reminding import Due, offices_to_remind
from junheng.web.plans.standing import gone, standings
from junheng.web.shell.notes import note
from junheng.web.tables.download import TYPES, as_file, file_name


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def timeline_page(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """Items and their dated steps on a time axis."""
    found = plan_of(request, region, plan)
    by = request.GET.get("by", "")
    by = by if by in timeline.BY else timeline.BY[0]
    drawn = timeline.timeline(found, standings(found), by)
    context = {"drawn": drawn, "by": by, "gone": percent(gone(found))}
    return render(request, "plans/timeline.html", context | frame(found, {"name": _("Timeline")}))


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def calendar(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """The days of a plan as a calendar file."""
    found = plan_of(request, region, plan)
    content = calendar_of(found, standings(found), request.get_host().partition(":")[0])
    return as_file(content, "text/calendar; charset=utf-8", file_name("ics", region, f"plan{found.pk}"))


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_PLANS)
def reminders(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """What each lead office is to be reminded of; a form notes that it was."""
    if request.method == "POST":
        return _remind(request, region, plan)
    found = plan_of(request, region, plan)
    offices = offices_to_remind(found)
    shown = [(office, [(due, _word(due), due.words(language())) for due in office.dues]) for office in offices]
    late = sum(office.late for office in offices)
    soon = sum(len(office.dues) for office in offices) - late
    context = {
        "offices": shown,
        "title": pressing_sentence(late, soon) if offices else _("Nobody has to be reminded"),
        "days": pace().soon_days,
        "may_manage": may_manage(request, region) and not found.withdrawn,
    }
    return render(request, "plans/reminders.html", context | frame(found, {"name": pgettext("plan", "Reminders")}))


def _word(due: Due) -> str:
    """Past its day, behind the pace, or near."""
    if not due.late:
        return _("due soon")
    return pgettext("plan", "late") if due.reasons[0].day < timezone.localdate() else STATE_TEXT[due.state](language())


def _remind(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    found = plan_of(request, region, plan, Right.MANAGE_PLANS)
    must_manage(request, region)
    named = request.POST.get("office", "")
    asked = [due for office in offices_to_remind(found) if office.name == named for due in office.dues]
    done = sum(changing.remind(request.user, due.item, due.words(language())[:300]) for due in asked)
    if done:
        note(request, ngettext("Noted: reminded of {n} item.", "Noted: reminded of {n} items.", done).format(n=done))
    else:
        note(request, _("Nothing new: the office was reminded of these today."))
    return redirect("plans:reminders", region, plan)


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def districts(request: HttpRequest, region: str, plan: int) -> HttpResponse:
    """One district, one policy 一区一策: every target that the releases measure, by district."""
    found = plan_of(request, region, plan)
    mine = scope_of(request).areas(region, Right.SEE_PLANS)
    shown = comparisons(found, mine)
    if request.GET.get("format") == "xlsx":
        return as_file(to_xlsx(sheets_of(found, shown)), TYPES["xlsx"], file_name("xlsx", region, f"plan{found.pk}", "districts"))
    short = sum(bool(each.short) for each in shown)
    context = {"comparisons": shown, "short": short, "cut": mine is not None, "may_manage": may_manage(request, region)}
    return render(request, "plans/districts.html", context | frame(found, {"name": _("By district")}))
