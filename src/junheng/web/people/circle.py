"""Whom someone sees and whom they manage: asked in the database, wherever people are fetched."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Right
from junheng.web.people.scope import Held, Scope


def within(scope: Scope, right: Right) -> Q:
    """Assignments that lie where the right is held."""
    found = Q(pk__in=())
    for region in scope.regions:
        if not scope.may(right, region):
            continue
        areas, units = scope.areas(region, right), scope.units(region, right)
        if areas is None or units is None:
            found |= Q(region=region)
        else:
            found |= Q(region=region) & (Q(unit="", area__in=areas) | Q(unit__in=units))
    return found


def covers(scope: Scope, right: Right, held: Held) -> bool:
    """Whether the right is held wherever a role would hold."""
    if held.unit:
        return scope.may(right, held.region, unit=held.unit)
    return scope.may(right, held.region, area=held.area) if held.area else scope.whole(right, held.region)


def seen(scope: Scope, right: Right = Right.SEE_PEOPLE) -> QuerySet[User]:
    """People with a role where the right is held; their roles there are in ``roles_here``."""
    here = within(scope, right)
    return User.objects.filter(Exists(Assignment.objects.filter(here, user=OuterRef("pk")))).prefetch_related(
        Prefetch("assignments", Assignment.objects.filter(here).order_by("region", "role", "area", "unit"), to_attr="roles_here")
    )


def managed(scope: Scope, manager: User) -> QuerySet[User]:
    """People all of whose roles lie where `manager` manages, without the manager: who may be reset or deactivated.

    A link that resets a password opens the whole account, so one role elsewhere puts it out of reach.
    """
    outside = Assignment.objects.filter(user=OuterRef("pk")).exclude(within(scope, Right.MANAGE_PEOPLE))
    return seen(scope, Right.MANAGE_PEOPLE).exclude(Exists(outside)).exclude(pk=manager.pk)
