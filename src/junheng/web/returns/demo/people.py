"""The invented people who fill in and approve: a clerk of each school that has begun, an officer of each county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model

from junheng.web.people import managing
from junheng.web.people.managing import Newcomer
from junheng.web.people.roles import Role
from junheng.web.people.scope import Held, Scope
from junheng.web.returns import services
from junheng.web.shell.demo import CITY, COUNTY, DEMO_USER

SCHOOL_USER, COUNTY_USER = f"{DEMO_USER}-{Role.SCHOOL}", f"{DEMO_USER}-{Role.COUNTY}"
#: Nobody takes them for people of the real place.
_CLERK, _OFFICER = "{place}填报人（合成）", "{place}经办人（合成）"


class Cast:
    """Everyone as an actor: the logins of the demo where there is one, else somebody who cannot sign in."""

    def __init__(self, first: str, schools: Mapping[str, str], counties: Mapping[str, str]) -> None:
        """Make those who are not there yet.

        Parameters
        ----------
        first
            The school of the demo's school login.
        schools, counties
            Codes and names.
        """
        self._clerks = {code: f"school-{code}" for code in schools} | {first: SCHOOL_USER}
        self._officers = {code: f"county-{code}" for code in counties} | {COUNTY: COUNTY_USER}
        wanted = [
            *(_newcomer(self._clerks[code], _CLERK, name, Held(Role.SCHOOL, CITY, unit=code)) for code, name in schools.items()),
            *(_newcomer(self._officers[code], _OFFICER, name, Held(Role.COUNTY, CITY, area=code)) for code, name in counties.items()),
        ]
        names = [each.username for each in wanted]
        there = _users(names)
        managing.add(each for each in wanted if each.username not in there)
        self._users = _users(names)

    def clerk(self, school: str) -> services.Actor:
        """Who fills in for a school."""
        return self._actor(self._clerks[school])

    def officer(self, county: str) -> services.Actor:
        """Who approves for a county."""
        return self._actor(self._officers[county])

    def _actor(self, name: str) -> services.Actor:
        user = self._users[name]
        return services.Actor(user, Scope.of(user))


def commission() -> services.Actor:
    """Who manages the return and gives the last approval: the demo's administrator."""
    user = get_user_model().objects.get(username=DEMO_USER)
    return services.Actor(user, Scope.of(user))


def _newcomer(username: str, called: str, place: str, held: Held) -> Newcomer:
    return Newcomer(username, called.format(place=place), held)


def _users(names: Iterable[str]) -> dict[str, Any]:
    return {user.get_username(): user for user in get_user_model().objects.filter(username__in=list(names))}
