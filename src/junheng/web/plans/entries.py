"""What the palette finds of plans."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.plans.models import Item, Plan
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Plans that the reader sees, and their items."""
    seen = Plan.objects.visible_to(scope_of(request)).standing()
    for plan in seen:
        yield Entry(_("Plan"), plan.title, plan.get_absolute_url())
    for item in Item.objects.filter(plan__in=seen).select_related("plan"):
        yield Entry(_("Plan item"), item.title, item.get_absolute_url(), detail=item.plan.title)
