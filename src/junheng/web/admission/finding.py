"""The draw that an address names, for this reader; anything else is 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.admission.models import Draw
from junheng.web.people.roles import Right
from junheng.web.regions import LoadedRegion
from junheng.web.shell.shown import Shown


def loaded_region(name: str) -> LoadedRegion:
    """A region of this installation."""
    found = regions.region(name)
    if found is None:
        raise Http404
    return found


def draw_of(request: HttpRequest, region: str, key: str, right: Right = Right.SEE_DRAWS) -> Draw:
    """A draw whose place lies where the reader holds a right."""
    return get_object_or_404(Draw.objects.visible_to(scope_of(request), region, right).select_related("created_by", "previous"), key=key)


def may_manage(request: HttpRequest, draw: Draw) -> bool:
    """Whether the reader may change a draw."""
    return may_draw_at(request, draw.region, draw.area, draw.unit)


def may_draw_at(request: HttpRequest, region: str, area: str, unit: str) -> bool:
    """Whether the reader may begin and change draws of a place."""
    scope = scope_of(request)
    if unit:
        return scope.may(Right.MANAGE_DRAWS, region, unit=unit)
    return scope.may(Right.MANAGE_DRAWS, region, area=area) if area else scope.whole(Right.MANAGE_DRAWS, region)


def frame(draw: Draw, *here: dict[str, Any]) -> dict[str, Any]:
    """What every page of a draw passes to its template."""
    crumbs = [{"name": _("Admission"), "url": reverse("admission:list")}, {"name": draw.title, "url": draw.get_absolute_url()}]
    if not here:
        crumbs[-1] = {"name": draw.title}
    loaded = regions.region(draw.region)
    title = loaded.title if loaded is not None else draw.region
    return {"draw": draw, "crumbs": [*crumbs, *here], "shown": Shown(title, draw.synthetic)}
