"""When returns are due: as the form says, or as the commission says instead, for all or for some areas."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from junheng.language import Text
from junheng.web.people.places import places
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return, State

NONE_OPEN = Text("没有可以改期的填报表。", "There is no return whose date could be set.")
BEFORE_OPENING = Text("截止时间不能早于开始填报的日期（{day}）。", "A return cannot be due before it opens ({day}).")


def set_due(actor: Actor, region: str, form: str, period: str, due_at: datetime, *, areas: Collection[str] | None = None) -> int:
    """Set when the returns of a form and period are due; how many had another date.

    What was released keeps its date. The date is no answer: a return's version stays, and whoever is filling it in can go on.

    Parameters
    ----------
    actor, region, form, period
        Whoever manages returns of the whole region, and which.
    due_at
        Aware; may have passed already.
    areas
        Only the returns of these areas and of what lies in them.

    Raises
    ------
    NotAllowed
        The actor does not manage returns in the whole region.
    ReturnError
        None is open there, or one of them would be due before it opens.
    """
    actor.need_whole(Right.MANAGE_RETURNS, region)
    found = Return.objects.filter(region=region, form=form, period=period).exclude(state=State.RELEASED)
    if areas is not None:
        known = places(region)
        found = found.filter(area__in=frozenset().union(*(known.within(area) for area in areas)))
    latest = found.order_by("-opens_on").values_list("opens_on", flat=True).first()
    if latest is None:
        raise ReturnError(NONE_OPEN)
    if timezone.localdate(due_at) < latest:
        raise ReturnError(BEFORE_OPENING.format(day=latest.isoformat()))
    return found.exclude(due_at=due_at).update(due_at=due_at)
