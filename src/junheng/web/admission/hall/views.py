"""The hall: the sealed state, the numbers as they are typed, and the result step by step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.certificates import grouped
from junheng.reports.documents import qr_svg
from junheng.web.access import allow
from junheng.web.admission import sealing
from junheng.web.admission.changing import done_meanwhile
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.hall.paper_views import public_address
from junheng.web.admission.hall.shown import hall_of
from junheng.web.admission.models import Draw, State
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.format import language
from junheng.web.people.roles import Right


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_DRAWS)
def hall(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """One screen for the hall; a POST brings the numbers, and `?state` says whether they are in."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS if request.method == "POST" else Right.SEE_DRAWS)
    if request.method == "GET":
        return JsonResponse({"decided": draw.decided}) if "state" in request.GET else _page(request, draw)
    result = f"{reverse('hall:hall', args=(region, key))}#seed"
    if draw.decided:  # a second click, or somebody else was quicker
        return redirect(result)
    try:
        named = [(one.name, request.POST.get(f"value-{one.name}", "")) for one in sealing.sources(draw)]
        failed = {name: why for name, _value in named if (why := request.POST.get(f"failed-{name}", "").strip())}
        sealing.certify(draw, request.user, version=version_of(request), typed=named, failed=failed)
    except REFUSALS as error:
        if done_meanwhile(draw, error, State.DRAWN):
            return redirect(result)
        return _page(request, draw, problems_of(error))
    return redirect(result)


def _page(request: HttpRequest, draw: Draw, wrong: Problems | None = None) -> HttpResponse:
    own = draw.own
    context: dict[str, Any] = {"wrong": wrong, **frame(draw)}
    if own is not None:
        address = public_address(request, draw)
        context |= {"hall": hall_of(draw, own, language()), "address": address, "qr": mark_safe(qr_svg(address, inline=True))}  # noqa: S308 (made here of an address)
        return render(request, "hall/drawn.html", context)
    context |= {
        "seals": [(each, grouped(each.list_sha256).split(" "), grouped(each.rules_sha256)) for each in _current(draw)],
        "sources": [
            {"source": one, "value": request.POST.get(f"value-{one.name}", ""), "failed": request.POST.get(f"failed-{one.name}", "")}
            for one in (sealing.sources(draw) if draw.sealed else ())
        ],
        "may_draw": draw.sealed and may_manage(request, draw),
    }
    return render(request, "hall/awaited.html", context, status=422 if wrong else 200)


def _current(draw: Draw) -> list[Any]:
    """The seal that holds of every list."""
    return list({each.name: each for each in draw.seals}.values()) if draw.sealed else []
