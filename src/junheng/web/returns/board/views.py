"""Pages of the board."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from junheng.web.access import allow, scope_of
from junheng.web.people.roles import Right
from junheng.web.returns.board.page import board as board_of
from junheng.web.returns.entry.finding import frame
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.setting import Setting, setting
from junheng.web.tables.download import TYPES, listing_as_file


def setting_or_404(region: str) -> Setting:
    """What returns of a region stand in; the view has asked whether the reader may know of it."""
    try:
        return setting(region)
    except ReturnError as error:
        raise Http404 from error


def settings_of(request: HttpRequest, right: Right) -> list[Setting]:
    """Every region that has a release and in which the reader holds a right."""
    found = []
    for region in sorted(scope_of(request).regions):
        if scope_of(request).may(right, region):
            try:
                found.append(setting(region))
            except ReturnError:  # taken away, or without a release yet
                continue
    return found


def board_crumb(region: str) -> dict[str, Any]:
    """The way back to the board."""
    return {"name": _("Board"), "url": reverse("returns:board", args=(region,))}


@require_GET
@allow(Right.SEE_RETURNS)
def start(request: HttpRequest) -> HttpResponse:
    """The only board that there is for the reader, or a choice of regions."""
    found = settings_of(request, Right.SEE_RETURNS)
    if len(found) == 1:
        return redirect("returns:board", found[0].region)
    regions = [(here.release.description.title, reverse("returns:board", args=(here.region,))) for here in found]
    crumbs = [{"name": _("Returns"), "url": reverse("returns:list")}, {"name": _("Board")}]
    return render(request, "returns/choose_region.html", {"title": _("Board"), "regions": regions, "crumbs": crumbs})


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def board(request: HttpRequest, region: str) -> HttpResponse:
    """Who is late, and where each return waits."""
    here = setting_or_404(region)
    page = board_of(request, here)
    if page.listing is not None and request.GET.get("format") in TYPES:
        current = page.current
        release = f"{here.release.label}-{here.release.hash[:8]}"
        return listing_as_file(page.listing, request.GET["format"], region, current.form.id, current.period, release)
    scope = scope_of(request)
    context = {
        "page": page,
        "area": request.GET.get("area", ""),
        "may_open": scope.whole(Right.MANAGE_RETURNS, region),
        "may_release": scope.whole(Right.RELEASE, region),
        "may_remind": page.listing is not None and bool(page.listing.table.actions),
        "may_approve": scope.may(Right.APPROVE_COUNTY, region) or scope.may(Right.APPROVE_COMMISSION, region),
        **frame(here, {"name": _("Board")}),
    }
    return render(request, "returns/board.html", context)
