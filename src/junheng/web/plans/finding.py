"""The plan and the item that an address names, for this reader; anything else is 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.people.roles import Right
from junheng.web.plans.models import Item, Plan
from junheng.web.shell.shown import Shown


def plan_of(request: HttpRequest, region: str, plan: int, right: Right = Right.SEE_PLANS) -> Plan:
    """A plan of a region where the reader holds a right; one that was withdrawn is only seen."""
    found = Plan.objects.visible_to(scope_of(request), right)
    return get_object_or_404(found if right is Right.SEE_PLANS else found.standing(), region=region, pk=plan)


def item_of(request: HttpRequest, region: str, plan: int, place: int, right: Right = Right.SEE_PLANS) -> Item:
    """An item of such a plan."""
    found = plan_of(request, region, plan, right)
    return get_object_or_404(Item.objects.select_related("plan"), plan=found, place=place)


def may_manage(request: HttpRequest, region: str) -> bool:
    """Whether the reader may change plans of a region."""
    return scope_of(request).whole(Right.MANAGE_PLANS, region)


def must_manage(request: HttpRequest, region: str) -> None:
    """Refuse whoever may not, as if there were nothing."""
    if not may_manage(request, region):
        raise Http404


def frame(plan: Plan, *here: dict[str, Any]) -> dict[str, Any]:
    """What every page of a plan passes to its template."""
    crumbs = [{"name": _("Plans"), "url": reverse("plans:list")}, {"name": plan.title, "url": plan.get_absolute_url() if here else ""}]
    return {"plan": plan, "crumbs": [*crumbs, *here], "shown": shown_of(plan.region)}


def shown_of(region: str) -> Shown:
    """Whose plans a page shows."""
    loaded = regions.region(region)
    synthetic = bool(loaded and loaded.releases and loaded.releases[-1].description.synthetic)
    return Shown(loaded.title if loaded else Text(region, region), synthetic)
