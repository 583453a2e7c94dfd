"""How roles, places and people are written on pages and in files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from junheng.language import Text
from junheng.web.people.models import Assignment
from junheng.web.people.places import Places, places
from junheng.web.people.roles import ROLE_NAMES, Role
from junheng.web.regions import region

WHOLE = Text("全地区", "the whole region")


@dataclass(frozen=True, slots=True)
class Named:
    """One assignment in words."""

    assignment: Assignment
    role: Text
    region: Text
    place: Text  # the area's or unit's name with its code


def named(assignments: Iterable[Assignment]) -> tuple[Named, ...]:
    """Assignments in words."""
    assignments = tuple(assignments)
    known = {name: (region_title(name), places(name)) for name in {each.region for each in assignments}}
    return tuple(
        Named(each, ROLE_NAMES[Role(each.role)], known[each.region][0], place_name(known[each.region][1], each.area, each.unit))
        for each in assignments
    )


def assignments_of(user: User) -> tuple[Named, ...]:
    """All that someone has, in words."""
    return named(user.assignments.order_by("region", "role", "area", "unit"))


def place_name(known: Places, area: str, unit: str) -> Text:
    """Where a role holds."""
    if unit:
        return _with_code(known.unit_names.get(unit), unit)
    return _with_code(known.names.get(area), area) if area else WHOLE


def _with_code(name: str | None, code: str) -> Text:
    return Text(f"{name}（{code}）", f"{name} ({code})") if name else Text(code, code)


def region_title(name: str) -> Text:
    """A region as its release names it."""
    loaded = region(name)
    return loaded.title if loaded else Text(name, name)
