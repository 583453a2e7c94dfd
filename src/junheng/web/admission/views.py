"""The list of draws, a new one, and where one stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.admission import listing as lists
from junheng.web.admission.audited import DEEDS, KINDS, STATES
from junheng.web.admission.changing import begin
from junheng.web.admission.finding import draw_of, frame, loaded_region, may_draw_at, may_manage
from junheng.web.admission.models import Kind
from junheng.web.admission.standing import standing
from junheng.web.format import language
from junheng.web.people.places import places
from junheng.web.people.roles import Right
from junheng.web.tables.download import TYPES, listing_as_file


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def draws(request: HttpRequest) -> HttpResponse:
    """All draws that the reader sees."""
    scope = scope_of(request)
    mine = [loaded for loaded in regions.loaded_regions() if scope.may(Right.MANAGE_DRAWS, loaded.name)]
    begin_at = reverse("admission:new", args=(mine[0].name,)) if mine else ""
    found = lists.rows(request)
    listing = lists.listing(request, found, begin_at)
    if request.GET.get("format") in TYPES:
        return listing_as_file(listing, request.GET["format"], "draws")
    return render(
        request,
        "admission/list.html",
        {"listing": listing, "mine": mine, "crumbs": [{"name": _("Admission")}], "shown": lists.shown(found)},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_DRAWS)
def new(request: HttpRequest, region: str) -> HttpResponse:
    """Begin a draw."""
    loaded = loaded_region(region)
    known = _places(request, region)
    typed = request.POST if request.method == "POST" else {"place": known[0][0] if len(known) == 1 else "", "kind": Kind.CLASSES.value}
    wrong = {}
    if request.method == "POST":
        title, (area, _slash, unit) = typed.get("title", "").strip(), typed.get("place", "").partition("/")
        if not title:
            wrong["title"] = _("Say what is drawn: the school, the grade, the year.")
        if typed.get("place") not in dict(known):
            wrong["place"] = _("Choose whose draw it is from the list.")
        elif not may_draw_at(request, region, area, unit):
            raise Http404
        if typed.get("kind") not in set(Kind):
            wrong["kind"] = _("Choose what is drawn.")
        if not wrong:
            synthetic = bool(loaded.releases) and loaded.releases[-1].description.synthetic
            fields = {"region": region, "area": area, "unit": unit, "kind": typed["kind"], "title": title[:200], "synthetic": synthetic}
            return redirect("admission:roster", region, begin(request.user, **fields).key)
    kinds = [(value, name(language())) for value, name in KINDS.items()]
    crumbs = [{"name": _("Admission"), "url": reverse("admission:list")}, {"name": _("New draw")}]
    page = {"loaded": loaded, "places": known, "kinds": kinds, "typed": typed, "wrong": wrong, "crumbs": crumbs}
    return render(request, "admission/new.html", page, status=422 if wrong else 200)


def _places(request: HttpRequest, region: str) -> list[tuple[str, str]]:
    """Where the reader may draw: ``area/`` or ``area/unit``, and the region as a whole."""
    known, scope = places(region), scope_of(request)
    found = []
    if scope.whole(Right.MANAGE_DRAWS, region):
        found.append(("/", loaded_region(region).title(language())))
    areas, units = scope.areas(region, Right.MANAGE_DRAWS), scope.units(region, Right.MANAGE_DRAWS)
    found += [(f"{code}/", name) for code, name in sorted(known.names.items()) if areas is None or code in areas]
    inside = [(known.units[code], code) for code in known.units if units is None or code in units]
    found += [(f"{area}/{unit}", f"{known.unit_names.get(unit, unit)}（{known.names.get(area, area)}）") for area, unit in sorted(inside)]
    return found


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def draw(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Where a draw stands, and what comes next."""
    found = draw_of(request, region, key)
    steps = [(DEEDS[step.deed](language()), step) for step in found.steps.select_related("user").order_by("-pk")]
    context = {
        "stands": standing(found),
        "steps": steps,
        "state": STATES[found.state](language()),
        "kind": KINDS[found.kind](language()),
        "may_manage": may_manage(request, found),
        "following": found.following.order_by("pk"),
    }
    return render(request, "admission/draw.html", context | frame(found))
