"""The list of people: what the address filters and sorts, and the words that were searched for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

import polars as pl
from django.contrib.auth.models import User
from django.core.paginator import Page
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.language import Text
from junheng.reports.export import Sheet
from junheng.web.access import scope_of
from junheng.web.format import language, moment
from junheng.web.people.circle import seen, within
from junheng.web.people.models import Assignment
from junheng.web.people.naming import Named, named, region_title
from junheng.web.people.places import places
from junheng.web.people.roles import ROLE_NAMES, Right, Role
from junheng.web.tables.address import Address
from junheng.web.tables.order import Column, Head, Order
from junheng.web.tables.paging import PageLink, page_of

SEARCH = "people_search"  # in the session: a name that is looked for is in no address
#: What the columns that sort are in the database.
FIELDS: Mapping[str, str] = {"name": "first_name", "user": "username", "last": "last_login"}
STATES = ("waiting", "active", "closed")


def columns() -> dict[str, Column[User]]:
    """The columns that sort, with their heads."""
    titles = {"name": pgettext("person", "Name"), "user": _("User name"), "last": _("Last sign-in")}
    return {name: Column(attrgetter(FIELDS[name]), title, numeric=False) for name, title in titles.items()}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list."""

    person: User
    roles: tuple[Named, ...]
    state: str

    @property
    def state_name(self) -> str:
        """In words."""
        return state_name(self.state)


def state_of(person: User) -> str:
    """``closed``, ``waiting`` for the first password, or ``active``."""
    return "closed" if not person.is_active else "active" if person.has_usable_password() else "waiting"


def state_name(state: str) -> str:
    """A state in words."""
    return {
        "waiting": pgettext("person", "Waiting for the first sign-in"),
        "active": pgettext("person", "Active"),
        "closed": pgettext("person", "Deactivated"),
    }[state]


class Listing:
    """What one request asks to see."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.role = request.GET.get("role", "")
        self.place = request.GET.get("place", "")
        self.state = request.GET.get("state", "")
        self.search = request.session.get(SEARCH, "")
        self.address = Address.of(request.GET)
        self.order = Order.read(self.address["sort"], columns(), "name")

    def people(self) -> QuerySet[User]:
        """Everyone who fits, in order."""
        scope = scope_of(self.request)
        roles = Assignment.objects.filter(within(scope, Right.SEE_PEOPLE), user=OuterRef("pk"))
        found = seen(scope)
        if self.role:
            roles = roles.filter(role=self.role)
        if self.place:
            region, _slash, area = self.place.partition("/")
            known = places(region)
            inside = Q(unit="", area__in=known.within(area)) | Q(unit__in=known.units_within(area)) if area else Q()
            roles = roles.filter(inside, region=region)
        if self.role or self.place:
            found = found.filter(Exists(roles))
        if self.state == "closed":
            found = found.filter(is_active=False)
        elif self.state in STATES:
            waiting = Q(password__startswith="!")  # noqa: S106 (Django's mark of an unusable password)
            found = found.filter(waiting if self.state == "waiting" else ~waiting, is_active=True)
        if self.search:
            found = found.filter(Q(username__icontains=self.search) | Q(first_name__icontains=self.search))
        key = F(FIELDS[self.order.name])
        return found.order_by(key.desc(nulls_last=True) if self.order.descending else key.asc(nulls_last=True), "username")

    def page(self) -> tuple[Page[User], tuple[PageLink, ...]]:
        """The part that the address asks for, and the links to the others."""
        return page_of(self.address, self.people(), "people")

    def heads(self) -> dict[str, Head]:
        """Heads of the columns that sort."""
        return {head.name: head for head in self.order.heads(columns(), self.address.query)}

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.role or self.place or self.state or self.search)

    def role_options(self) -> list[Option]:
        """Every role."""
        return [Option("", _("All roles"), not self.role), *(Option(r.value, ROLE_NAMES[r](language()), self.role == r) for r in Role)]

    def state_options(self) -> list[Option]:
        """Every state."""
        return [Option("", _("All states"), not self.state), *(Option(each, state_name(each), self.state == each) for each in STATES)]

    def place_options(self) -> list[Option]:
        """Regions and areas in which the reader sees people."""
        options = [Option("", _("All places"), not self.place)]
        for region, title, areas in places_open_to(self.request, Right.SEE_PEOPLE):
            options.append(Option(region, title, self.place == region))
            options += [Option(f"{region}/{code}", f"　{name}", self.place == f"{region}/{code}") for code, name in areas]
        return options


def places_open_to(request: HttpRequest, right: Right) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Regions with their titles, and the areas in each where the reader holds a right."""
    scope = scope_of(request)
    found = []
    for region in sorted(scope.regions):
        if scope.may(right, region):
            areas = scope.areas(region, right)
            names = places(region).names
            found.append((region, region_title(region)(language()), [(c, n) for c, n in names.items() if areas is None or c in areas]))
    return found


def rows_of(people: Page[User] | QuerySet[User]) -> list[Row]:
    """People as the list shows them."""
    return [Row(person, named(person.roles_here), state_of(person)) for person in people]


HEADS = (
    Text("姓名", "Name"),
    Text("账号", "User name"),
    Text("角色", "Roles"),
    Text("状态", "State"),
    Text("最近登录", "Last sign-in"),
)


def sheet_of(rows: list[Row]) -> Sheet:
    """The list as a file."""
    speak = language()
    columns: list[list[str]] = [
        [row.person.first_name for row in rows],
        [row.person.username for row in rows],
        ["; ".join(f"{each.role(speak)}: {each.region(speak)}, {each.place(speak)}" for each in row.roles) for row in rows],
        [row.state_name for row in rows],
        [_moment(row.person.last_login) for row in rows],
    ]
    frame = pl.DataFrame(
        dict(zip((head(speak) for head in HEADS), columns, strict=True)), schema={head(speak): pl.String for head in HEADS}
    )
    return Sheet("people", frame, Text("人员", "People")(speak))


def _moment(when: datetime | None) -> str:
    return moment(when) if when else ""
