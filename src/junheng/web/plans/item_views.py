"""One item: who leads it, its targets, its steps, what was reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.language import Text
from junheng.reports.plan import STATE_TEXT, Progress
from junheng.web import regions
from junheng.web.access import allow
from junheng.web.format import language, percent
from junheng.web.people.roles import Right
from junheng.web.plans import changing
from junheng.web.plans.board import MARKS
from junheng.web.plans.figures import figures_of
from junheng.web.plans.finding import frame, item_of, may_manage, must_manage
from junheng.web.plans.models import Item, Target
from junheng.web.plans.quantities import digits, with_unit
from junheng.web.plans.standing import standings
from junheng.web.shell import jump
from junheng.web.shell.notes import note

COMPARISONS = {
    ">=": Text("不低于", "at least"),
    "<=": Text("不高于", "at most"),
    "=": Text("等于", "equal to"),
    "about": Text("约", "about"),
    "range": Text("区间", "a range"),
}
#: What a search for something to link shows.
FOUND = 8


@never_cache
@require_GET
@allow(Right.SEE_PLANS)
def item(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """The page of an item."""
    return item_page(request, item_of(request, region, plan, place))


def item_page(request: HttpRequest, found: Item, wrong: dict[str, str] | None = None, typed: Any = None) -> HttpResponse:
    """The item with what was wrong in a form that it has, and what was typed there."""
    (stands,) = standings(found.plan, [found])
    manages = may_manage(request, found.plan.region) and not found.plan.withdrawn
    figures = figures_of(found.plan.region) if manages or found.targets.exclude(figure="").exists() else {}
    wanted = request.GET.get("find", "").strip()
    reached = {target.pk: progress for target, progress in stands.targets}
    targets = [
        (target, reached.get(target.pk), _said(target, reached.get(target.pk)), figures.get(target.figure, target.figure))
        for target in found.targets.all()
    ]
    context = {
        "item": found,
        "stands": stands,
        "state": STATE_TEXT[stands.state](language()),
        "mark": MARKS[stands.state],
        "share": percent(stands.share) if stands.share is not None else "",
        "targets": targets,
        "open_targets": [target for target, *_rest in targets if target.confirmed],
        "reports": [
            (each, with_unit(float(each.value), each.target.unit if each.target else "%"))
            for each in found.reports.select_related("by", "target").order_by("-day", "-pk")
        ],
        "nodes": found.nodes.all(),
        "figures": figures if manages else {},
        "comparisons": [(value, words(language())) for value, words in COMPARISONS.items()],
        "adding": any(name.startswith("new-") for name in wrong or ()),
        "links": found.links.all(),
        "found": _found(request, found.plan.region, wanted) if manages and wanted else [],
        "wanted": wanted,
        "reminders": found.reminders.select_related("by"),
        "may_manage": manages,
        "today": timezone.localdate().isoformat(),
        "wrong": wrong or {},
        "typed": typed or {},
        "before": found.plan.items.filter(place=found.place - 1).first(),
        "after": found.plan.items.filter(place=found.place + 1).first(),
    }
    return render(request, "plans/item.html", context | frame(found.plan, {"name": found.number}), status=422 if wrong else 200)


def _said(target: Target, progress: Progress | None) -> str:
    """How far a target is, in a sentence."""
    if progress is None or progress.share is None or progress.distance is None:
        return ""
    if progress.distance <= 0:
        return _("Reached.")
    words = {
        "share": percent(progress.share),
        "expected": percent(progress.expected),
        "distance": with_unit(progress.distance, "" if target.unit == "a:b" else target.unit),
    }
    if progress.trend:
        words["trend"] = f"{'+' if progress.trend > 0 else '−'}{digits(abs(progress.trend))}"
        return _("{share} of the way, {distance} to go, {trend} lately; {expected} of the time is gone.").format(**words)
    return _("{share} of the way, {distance} to go; {expected} of the time is gone.").format(**words)


def _found(request: HttpRequest, region: str, wanted: str) -> list[jump.Entry]:
    """Pages of the site that fit some words, without those of other regions."""
    others = [loaded.name for loaded in regions.loaded_regions() if loaded.name != region]
    fitting = (entry for entry in jump.find(request, wanted) if not any(f"/{other}/" in entry.url for other in others))
    return list(fitting)[:FOUND]


def _named(figure: str, figures: dict[str, str]) -> str:
    """A figure's address from its name, as the field with its list has it, or from itself; empty where it is none."""
    return figure if figure in figures else next((address for address, name in figures.items() if name == figure), "")


@require_POST
@allow(Right.MANAGE_PLANS)
def details(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """Lead, helpers, day, budget; or that it is stopped, and why."""
    found = item_of(request, region, plan, place, Right.MANAGE_PLANS)
    must_manage(request, region)
    typed, wrong = request.POST, {}
    due = _day(typed.get("due", "")) if typed.get("due") else None
    if typed.get("due") and due is None:
        wrong["due"] = _("Write the day as 2026-12-31.")
    if not wrong:
        fields = {
            name: typed.get(name, "").strip()[:length]
            for name, length in (("lead", 100), ("helpers", 300), ("budget", 100), ("stopped", 300))
        }
        try:
            changing.change_item(found, version=int(typed.get("version", "0") or 0), due=due, **fields)
        except (changing.Changed, ValueError):
            wrong["version"] = _("Somebody else has changed the item since you opened it. Look at it as it is now, and save again.")
    if wrong:
        return item_page(request, found, wrong, typed)
    note(request, _("Saved."))
    return redirect(found)


@require_POST
@allow(Right.MANAGE_PLANS)
def target(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """Confirm a target, tie it to an indicator, dismiss it, or take that back."""
    found = item_of(request, region, plan, place, Right.MANAGE_PLANS)
    must_manage(request, region)
    if request.POST.get("deed") == "add":
        return _add_target(request, found)
    one = get_object_or_404(found.targets, pk=whole(request.POST.get("target")))
    typed = request.POST.get("figure", "").strip()
    figure = _named(typed, figures_of(region)) if typed else ""
    if typed and not figure:
        return item_page(request, found, {f"figure-{one.pk}": _("Choose an indicator from the list.")}, request.POST)
    confirmed = {"confirm": True, "dismiss": False, "offer": None}.get(request.POST.get("deed", ""))
    changing.judge_target(one, confirmed=confirmed, figure=figure if confirmed else "")
    if confirmed is False:
        undo = {"target": one.pk, "deed": "offer"}
        note(request, _("“{words}” is dismissed as no target.").format(words=one.words), undo=request.path, fields=undo.items())
    return redirect(found)


def _add_target(request: HttpRequest, found: Item) -> HttpResponse:
    """A target by hand, where the text does not name it."""
    typed, wrong = request.POST, {}
    words, comparison = typed.get("words", "").strip()[:300], typed.get("comparison", "")
    value, high = _number(typed.get("value", "")), _number(typed.get("high", ""))
    if not words:
        wrong["new-words"] = _("Say what is to be reached.")
    if value is None:
        wrong["new-value"] = _("Write a number.")
    if comparison not in COMPARISONS:
        wrong["new-comparison"] = _("Choose a comparison from the list.")
    if comparison == "range" and (high is None or value is None or high <= value):
        wrong["new-high"] = _("A range needs an upper end above its lower one.")
    if wrong or value is None:
        return item_page(request, found, wrong, {})
    high = high if comparison == "range" else None
    changing.add_target(found, value=value, high=high, unit=typed.get("unit", "").strip()[:40], comparison=comparison, words=words)
    return redirect(f"{found.get_absolute_url()}#targets")


@require_POST
@allow(Right.MANAGE_PLANS)
def report(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """What was reached, with its evidence."""
    found = item_of(request, region, plan, place, Right.MANAGE_PLANS)
    must_manage(request, region)
    typed, wrong = request.POST, {}
    day = _day(typed.get("day", ""))
    value = _number(typed.get("value", ""))
    if day is None or day > timezone.localdate():
        wrong["day"] = _("Write the day as 2026-06-30, today at the latest.")
    if value is None:
        wrong["value"] = _("Write a number.")
    if not typed.get("words", "").strip():
        wrong["words"] = _("Say in a sentence what was done.")
    if wrong or day is None or value is None:
        return item_page(request, found, wrong, typed)
    one = get_object_or_404(found.targets, pk=whole(typed.get("target"))) if typed.get("target") else None
    words, evidence = typed.get("words", "").strip()[:1000], typed.get("evidence", "").strip()[:500]
    changing.report(request.user, found, target=one, day=day, value=value, words=words, evidence=evidence)
    note(request, _("Reported."))
    return redirect(found)


@require_POST
@allow(Right.MANAGE_PLANS)
def step(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """A dated step: a new one, done, or open again."""
    found = item_of(request, region, plan, place, Right.MANAGE_PLANS)
    must_manage(request, region)
    if request.POST.get("node"):
        one = get_object_or_404(found.nodes, pk=whole(request.POST["node"]))
        changing.finish_node(one, timezone.localdate() if request.POST.get("done") == "1" else None)
        return redirect(found)
    day, title = _day(request.POST.get("day", "")), request.POST.get("title", "").strip()
    if day is None or not title:
        return item_page(request, found, {"step": _("A step needs a day and a name.")}, request.POST)
    changing.add_node(found, day=day, title=title[:200])
    return redirect(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < changing.LARGEST else None


def whole(text: str | None) -> int:
    """A row's number from a form; 0, which no row has, where it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
