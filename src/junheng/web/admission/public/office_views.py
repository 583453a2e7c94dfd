"""Objections in the workspace: the list, the time to answer, an answer, and what of it is told in public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.certificates import people
from junheng.web.access import allow
from junheng.web.admission.changing import DrawRefused
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Draw
from junheng.web.admission.public import objecting
from junheng.web.admission.public.models import Objection
from junheng.web.admission.standing import standing
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def objections(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """What came in, whoever waits longest first."""
    return _page(request, draw_of(request, region, key))


def _page(request: HttpRequest, draw: Draw, wrong: str = "", number: int = 0) -> HttpResponse:
    found = list(draw.objections.select_related("draw", "answered_by"))
    if found:
        record_look(request, "list", draw, region=draw.region)
    own = draw.own
    known = people(own) if own is not None else {}
    rows = [(one, known.get(one.public_code, ("", "")), request.POST if one.pk == number else None) for one in found]
    context: dict[str, Any] = {
        "stands": standing(draw),
        "rows": rows,
        "open": sum(one.answered_at is None for one in found),
        "overdue": sum(one.overdue for one in found),
        "limit": getattr(draw, "time_limit", None),
        "typed": request.POST,
        "wrong": wrong,
        "number": number,
        "may": may_manage(request, draw),
    }
    return render(request, "admission_public/office.html", context | frame(draw, {"name": _("Objections")}), status=422 if wrong else 200)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def answer(request: HttpRequest, region: str, key: str, number: int) -> HttpResponse:
    """Answer one."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    found = get_object_or_404(Objection, draw=draw, pk=number)
    publish = request.POST.get("publish") == "1"
    question, told = (request.POST.get(name, "") if publish else "" for name in ("question", "told"))
    try:
        objecting.answer(found, request.user, text=request.POST.get("answer", ""), question=question, told=told)
    except DrawRefused as refusal:
        return _page(request, draw, refusal.text(language()), number)
    note(request, _("Answered. Whoever has the receipt reads it now."))
    return redirect("objections:list", region, key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def time_limit(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """State the time to answer and its rule."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        objecting.set_time_limit(draw, days=request.POST.get("days", ""), source=request.POST.get("source", ""))
    except DrawRefused as refusal:
        return _page(request, draw, refusal.text(language()))
    return redirect("objections:list", region, key)
