"""The demo's people: one who administers everything that is loaded, and one for each other role in the synthetic city."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import salted_hmac

from junheng.language import Text
from junheng.releases import latest
from junheng.web.home import loaded_regions
from junheng.web.people.models import Assignment
from junheng.web.people.roles import ROLE_NAMES, Role

DEMO_USER = "demo"
#: Only there: nobody takes an invented person for someone of a real place.
CITY, COUNTY = "chengdu-synthetic", "510104"
SCIENCE = "science-synthetic"


@dataclass(frozen=True, slots=True)
class Login:
    """Who can sign in to the demo."""

    user: str
    password: str
    role: Text


@dataclass(frozen=True, slots=True)
class Look:
    """A page that somebody of the demo looks at first, and what is to be seen there."""

    path: str
    what: Text


def create_demo_people() -> tuple[Login, ...]:
    """Make the demo's people; the administrator first. Safe to run twice.

    A password follows from the home's secret key: the same at every start, so that a session outlives a restart, and
    another one in every home, so that no demo on a network opens to a password that the source tells.
    """
    logins = [_person(DEMO_USER, Role.ADMINISTRATOR, [(region.name, "", "") for region in loaded_regions()])]
    city = next((region for region in loaded_regions() if region.name == CITY), None)
    release = latest(city) if city is not None else None
    if release is not None:
        units = release.tables["units"]
        school = units.filter(units["area"] == COUNTY)["unit"][0]
        places = {Role.COUNTY: (CITY, COUNTY, ""), Role.SCHOOL: (CITY, COUNTY, school)}
        logins += [_person(f"demo-{role}", role, [places.get(role, (CITY, "", ""))]) for role in Role if role != Role.ADMINISTRATOR]
        if any(region.name == SCIENCE for region in loaded_regions()):  # the same planner, for there are no other people
            _person(f"demo-{Role.PLANNER}", Role.PLANNER, [(SCIENCE, "", "")])
    return tuple(logins)


def _person(name: str, role: Role, places: list[tuple[str, str, str]]) -> Login:
    password = salted_hmac("junheng.web.shell.demo", name, secret=settings.SECRET_KEY).hexdigest()[:12]
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        user = get_user_model().objects.create_user(name, password=password)
    elif not user.check_password(password):
        user.set_password(password)
        user.save()
    for region, area, unit in places:
        Assignment.objects.get_or_create(user=user, role=role, region=region, area=area, unit=unit)
    return Login(name, password, ROLE_NAMES[role])
