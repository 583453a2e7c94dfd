"""What is wrong, a rehearsal, and the seal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.certificates import Certificate, Seal, Term, seal_terms
from junheng.engines.classes import Answer, prepare_roster
from junheng.web.access import allow
from junheng.web.admission import sealing
from junheng.web.admission.answering import answered
from junheng.web.admission.balance import gap_rows
from junheng.web.admission.changing import change, done_meanwhile
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Deed, Draw, State
from junheng.web.admission.preparing import check, raw_lists, rehearse
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.admission.standing import standing
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.tables.download import as_file, file_name

#: The panel of chances, where it is installed.
CHANCES = ("admission/chances.html", "admission/nothing.html")


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def checks(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Everything that could keep the draw from its seal."""
    return _page(request, draw_of(request, region, key))


def _page(request: HttpRequest, draw: Draw, wrong: Problems | None = None, *, tried: Certificate | None = None) -> HttpResponse:
    checked = check(draw)
    if checked.namesakes or checked.multiples or checked.differences:
        record_look(request, "list", draw, region=draw.region)
    context: dict[str, Any] = {
        "stands": standing(draw),
        "checked": checked,
        "wrong": wrong,
        "may_change": may_manage(request, draw) and draw.state == State.DRAFT,
        "may_seal": may_manage(request, draw),
        "seals": _told(draw.seals),
        "again": bool(draw.seals_text),
        "tried": tried,
        "gaps": gap_rows(tried, language()) if tried is not None else (),
        "reason": request.POST.get("reason", ""),
        "chances": CHANCES,
    }
    return render(request, "admission/checks.html", context | frame(draw, {"name": _("Check and seal")}), status=422 if wrong else 200)


def _told(seals: tuple[Seal, ...]) -> tuple[tuple[Seal, tuple[Term, ...]], ...]:
    """Each seal with what a notice says of it."""
    return tuple((each, tuple(seal_terms(each, language()))) for each in seals)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def reasons(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Why pupils are absent from the list, or added to it."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    typed = {name[len("reason-") :]: value.strip()[:300] for name, value in request.POST.items() if name.startswith("reason-")}
    try:
        kept = {code: reason for code, reason in {**draw.reasons, **typed}.items() if reason}
        about = _("{n} reasons").format(n=len(kept))
        change(draw, request.user, Deed.REASONS, version=version_of(request), states=(State.DRAFT,), about=about, reasons=kept)
    except REFUSALS as error:
        draw.reasons = {**draw.reasons, **typed}  # what was typed stays on the page
        return _page(request, draw, problems_of(error))
    return redirect("admission:checks", region, key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def twins(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """What the parents of likely twins asked for."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        people = raw_lists(draw).get("list")
        if people is None:
            raise Http404
        found = prepare_roster(people).multiples
        given = 0
        for number, one in enumerate(found):
            typed = request.POST.get(f"twins-{number}", "")
            if typed and typed != one.answer.value:
                people, given = answered(people, one.codes, Answer(typed)), given + 1
        about = _("{n} answers").format(n=given)
        lists = {**draw.lists, "list": people.text}
        change(draw, request.user, Deed.ANSWER, version=version_of(request), states=(State.DRAFT,), about=about, lists=lists, chances=None)
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))
    except ValueError as error:  # an answer that the page does not offer
        raise Http404 from error
    return redirect("admission:checks", region, key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def rehearsal(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Draw once by numbers that are thrown away, to see what balance to expect."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        return _page(request, draw, tried=rehearse(draw))
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def seal(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Seal list and rules."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    if draw.state == State.SEALED:  # a second click
        return redirect("admission:numbers", region, key)
    try:
        sealing.seal(draw, request.user, version=version_of(request), reason=request.POST.get("reason", ""))
    except REFUSALS as error:
        if done_meanwhile(draw, error, State.SEALED):
            return redirect("admission:numbers", region, key)
        return _page(request, draw, problems_of(error))
    note(request, _("Sealed. Publish the seal now, before any of the numbers is known."))
    return redirect("admission:numbers", region, key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def reopen(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Open a sealed draw for a change: the seal stays, and the next one names its reason."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        sealing.reopen(draw, request.user, version=version_of(request))
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))
    note(request, _("Open for a change. The seal that was published stays visible, and the next one says why."))
    return redirect("admission:roster", region, key)


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def seals(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The file that is published before the numbers are known."""
    draw = draw_of(request, region, key)
    if not draw.seals_text:
        raise Http404
    return as_file(draw.seals_text.encode(), "application/json", file_name("json", "seals", draw.key[:6]))


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def sheet(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The seal on one page, for the wall."""
    draw = draw_of(request, region, key)
    if not draw.seals_text:
        raise Http404
    context = {"seals": _told(draw.seals), "sources": sealing.sources(draw), "today": timezone.localdate()}
    return render(request, "admission/sheet.html", context | frame(draw, {"name": _("Seal")}))
