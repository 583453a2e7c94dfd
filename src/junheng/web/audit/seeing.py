"""Which entries someone reads: those of the regions whose log they see as a whole.

The log is read as a whole or not at all: whoever holds `Right.SEE_AUDIT` in one area only does not open it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from junheng.web.audit.models import Entry
from junheng.web.home import loaded_regions
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Right
from junheng.web.people.scope import Scope


def regions_of(scope: Scope) -> frozenset[str]:
    """Regions whose log is seen."""
    return frozenset(region for region in scope.regions if scope.whole(Right.SEE_AUDIT, region))


def sees_all(scope: Scope) -> bool:
    """Whether that is every region there is."""
    return bool(regions_of(scope)) and regions_of(scope) >= {folder.name for folder in loaded_regions()}


def visible_to(scope: Scope) -> QuerySet[Entry]:
    """Entries of these regions, about people with a role there, and about the log itself."""
    seen = regions_of(scope)
    if not seen:
        return Entry.objects.none()
    if sees_all(scope):
        return Entry.objects.all()
    people = Assignment.objects.filter(region__in=seen).values_list(Cast("user_id", TextField()), flat=True)
    return Entry.objects.filter(Q(region__in=seen) | Q(region="", person__in=people) | Q(table=""))
