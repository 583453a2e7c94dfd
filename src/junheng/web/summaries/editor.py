"""The editor of one summary: template beside the paper that it becomes, figures picked from a list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.releases import ReleaseError
from junheng.reports.summary import TemplateError
from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.shell.shown import Shown
from junheng.web.summaries import changing
from junheng.web.summaries.models import Summary
from junheng.web.summaries.paper import paper
from junheng.web.summaries.picks import FORMS, picks
from junheng.web.summaries.written import moved, opened, written

#: Moved figures that are listed one by one.
_LISTED = 100
#: Characters; a template of some hundred figures has a hundredth of it.
_LONGEST = 1_000_000


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def summary(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """The page of a summary."""
    return editor(request, summary_of(request, region, number))


@never_cache
@require_POST
@allow(Right.WRITE_REPORTS)
def save(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Save the template, or only show what it would become: the whole page, or its paper for the script that shows it live."""
    found = summary_of(request, region, number)
    text = request.POST.get("template", "").replace("\r\n", "\n")[:_LONGEST]
    if "preview" in request.POST:
        return editor(request, found, text=text, live=request.POST["preview"] == "live")
    try:
        made = written(found, text)
    except (TemplateError, ReleaseError) as error:
        return editor(request, found, text=text, wrong=error.text(language()))
    try:
        changing.change(found, version=whole(request.POST.get("version")), template=text, title=made.document.title[:300])
    except changing.Changed:
        return editor(request, found, text=text, wrong=changed_since())
    note(request, _("Saved."))
    return redirect(found)


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def pick(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Figures that fit what was typed, each with its value and the field that a template writes for it."""
    found = summary_of(request, region, number)
    try:
        values = opened(found.region, found.release, found.release_hash)
    except ReleaseError as error:
        return editor(request, found, wrong=error.text(language()))
    return render(request, "summaries/picks.html", {"found": picks(found, values, request.GET), "typed": request.GET})


def editor(
    request: HttpRequest, found: Summary, *, text: str | None = None, wrong: str = "", field: str = "template", live: bool = False
) -> HttpResponse:
    """The whole page, or for `live` only what changes while somebody writes; 422 where something is wrong."""
    shown, document, moves = None, None, None
    try:
        made = written(found, text)
        moves = moved(found, made, text)
        shown = paper(made, region=found.region, release=found.release, moves=moves.after)
        document = made.document
    except (TemplateError, ReleaseError) as error:
        wrong, field = (wrong, field) if wrong else (error.text(language()), "template")
    context = {
        "summary": found,
        "unsaved": text is not None and text != found.template,
        "wrong": wrong,
        "field": field,
        "document": document,
        "paper": shown,
        "moves": moves,
        "listed": moves.listed[:_LISTED] if moves else (),
    }
    status = 422 if wrong else 200
    if live:
        return render(request, "summaries/live.html", context, status=status)
    loaded = regions.region(found.region)
    synthetic = bool(loaded and loaded.releases and loaded.releases[-1].description.synthetic)
    context |= {
        "text": found.template if text is None else text,
        "forms": FORMS,
        "areas": _areas(found),
        "typed": request.POST,
        "crumbs": [{"name": _("Reports"), "url": reverse("summaries:list")}, {"name": found.title}],
        "shown": Shown(loaded.title if loaded else found.region, synthetic),
    }
    return render(request, "summaries/summary.html", context, status=status)


def summary_of(request: HttpRequest, region: str, number: int) -> Summary:
    """A summary of a region that the reader holds; 404 for any other."""
    return get_object_or_404(Summary.objects.visible_to(scope_of(request)), region=region, pk=number)


def whole(text: str | None) -> int:
    """A whole number from a form; nought for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0


def changed_since() -> str:
    """What is said where somebody else was faster."""
    return _("Somebody else has changed the summary, or made it final. Your text is still here.")


def _areas(found: Summary) -> list[tuple[Any, ...]]:
    try:
        areas = opened(found.region, found.release, found.release_hash).release.tables["areas"]
    except ReleaseError:
        return []
    return areas.select("area", "name").rows()
