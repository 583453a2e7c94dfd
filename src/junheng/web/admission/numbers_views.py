"""The public numbers: typed after the seal, and the draw by one click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.draw import normalised, seed_source
from junheng.web.access import allow
from junheng.web.admission import sealing
from junheng.web.admission.changing import done_meanwhile
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Draw, State
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.admission.standing import standing
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_DRAWS)
def numbers(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Type the numbers of the sources, and draw."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS if request.method == "POST" else Right.SEE_DRAWS)
    if request.method == "GET":
        return _page(request, draw)
    if draw.decided:  # a second click: the result is there
        return redirect("admission:results", region, key)
    try:
        if draw.state != State.SEALED:
            sealing.refuse_unless(draw, State.SEALED)
        named = [(one.name, request.POST.get(f"value-{one.name}", "")) for one in sealing.sources(draw)]
        failed = {name: why for name, _value in named if (why := request.POST.get(f"failed-{name}", "").strip())}
        certificate = sealing.certify(draw, request.user, version=version_of(request), typed=named, failed=failed)
    except REFUSALS as error:
        if done_meanwhile(draw, error, State.DRAWN, State.PUBLISHED):
            return redirect("admission:results", region, key)
        return _page(request, draw, problems_of(error))
    for name, value in named:
        if normalised(value):
            written = seed_source(name, value).value
            note(request, _("The number of “{name}” is written {value} by the rule.").format(name=name, value=written))
    note(request, _("Drawn and certified. Short code {code}").format(code=certificate.short_code))
    return redirect("admission:results", region, key)


def _page(request: HttpRequest, draw: Draw, wrong: Problems | None = None) -> HttpResponse:
    own = draw.own
    sources = [
        {"source": one, "value": request.POST.get(f"value-{one.name}", ""), "failed": request.POST.get(f"failed-{one.name}", "")}
        for one in (sealing.sources(draw) if draw.rules else ())
    ]
    context: dict[str, Any] = {
        "stands": standing(draw),
        "sources": sources,
        "taken": own.sources if own is not None else (),
        "own": own,
        "seals": draw.seals,
        "wrong": wrong,
        "may_draw": may_manage(request, draw) and draw.state == State.SEALED,
    }
    return render(request, "admission/numbers.html", context | frame(draw, {"name": _("Numbers")}), status=422 if wrong else 200)
