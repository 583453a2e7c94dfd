"""Where someone may do what: role × area, asked wherever an object is fetched.

scope = scope_of(request)
if not scope.may(Right.FILL_RETURNS, region, unit=code):
    raise Http404
Return.objects.filter(region=region, **({} if (units := scope.units(region, Right.SEE_RETURNS)) is None else {"unit__in": units}))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from junheng.web.people.models import Assignment
from junheng.web.people.places import NOWHERE, Places, places
from junheng.web.people.roles import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Held:
    """One role and where it holds; an empty area or unit means all of it."""

    role: Role
    region: str
    area: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """All that one person holds."""

    held: tuple[Held, ...]

    @classmethod
    def of(cls, user: AbstractBaseUser | AnonymousUser) -> Scope:
        """The scope of a user; nobody and deactivated people hold nothing."""
        if not user.is_authenticated or not user.is_active:
            return cls(())
        rows = Assignment.objects.filter(user=user).order_by("region", "role", "area", "unit")
        return cls(
            tuple(Held(Role(role), region, area, unit) for role, region, area, unit in rows.values_list("role", "region", "area", "unit"))
        )

    def has(self, right: Right) -> bool:
        """Whether the right is held anywhere at all."""
        return any(right in RIGHTS[held.role] for held in self.held)

    @property
    def regions(self) -> frozenset[str]:
        """Regions in which the person has any role."""
        return frozenset(held.region for held in self.held)

    def may(self, right: Right, region: str, *, area: str | None = None, unit: str | None = None) -> bool:
        """Whether the right is held for a unit, for the whole of an area, or, with neither given, anywhere in the region."""
        if unit is not None:
            units = self.units(region, right)
            return units is None or unit in units
        if area is not None:
            areas = self.areas(region, right)
            return areas is None or area in areas
        return any(True for _ in self._holding(region, right))

    def whole(self, right: Right, region: str) -> bool:
        """Whether the right is held for the whole region."""
        return self.areas(region, right) is None

    def areas(self, region: str, right: Right | None = None) -> frozenset[str] | None:
        """Areas that are held as a whole, with those inside them; None for the whole region. A unit alone is no area."""
        held = [each for each in self._holding(region, right) if not each.unit]
        if any(not each.area for each in held):
            return None
        known = self._places(region, held)
        return frozenset().union(*(known.within(each.area) for each in held))

    def units(self, region: str, right: Right | None = None) -> frozenset[str] | None:
        """Units that are held, alone or with their area; None for all."""
        held = list(self._holding(region, right))
        if any(not each.area and not each.unit for each in held):
            return None
        known = self._places(region, held)
        return frozenset().union(*({each.unit} if each.unit else known.units_within(each.area) for each in held))

    def _holding(self, region: str, right: Right | None) -> Iterable[Held]:
        return (held for held in self.held if held.region == region and (right is None or right in RIGHTS[held.role]))

    def _places(self, region: str, held: list[Held]) -> Places:
        return places(region) if held else NOWHERE
