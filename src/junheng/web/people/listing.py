"""The list of people: filters in the address, and the words that were searched for in the session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.web.access import scope_of
from junheng.web.format import day, language, moment
from junheng.web.people.circle import seen, within
from junheng.web.people.models import Assignment
from junheng.web.people.naming import Named, named, region_title
from junheng.web.people.places import places
from junheng.web.people.roles import ROLE_NAMES, Right, Role
from junheng.web.people.scope import Scope
from junheng.web.tables.address import Address
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter, found
from junheng.web.tables.stored import StoredListing
from junheng.web.tables.table import Action, Empty, PostedSearch, Table

SEARCH = "people_search"  # in the session: a name that is looked for is in no address
STATES = ("waiting", "active", "closed")
#: Django's mark of an unusable password.
WAITING = Q(password__startswith="!")  # noqa: S106


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list."""

    person: User
    roles: tuple[Named, ...]

    @property
    def state_name(self) -> str:
        """In words."""
        return state_name(state_of(self.person))

    @property
    def said_roles(self) -> tuple[str, ...]:
        """Each role with its place; with its region where there are several."""
        speak = language()
        several = len({each.assignment.region for each in self.roles}) > 1
        return tuple(" · ".join((each.role(speak), *([each.region(speak)] if several else []), each.place(speak))) for each in self.roles)


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


def listing(request: HttpRequest) -> StoredListing[Row]:
    """What one request asks to see."""
    return StoredListing.over(request, people_table(request), people(request, Address.of(request.GET)), rows_of)


def people(request: HttpRequest, address: Address) -> QuerySet[User]:
    """Everyone in the reader's area whom the words and the filters of a role and a place leave: one role has to fit both."""
    scope = scope_of(request)
    everyone = seen(scope)
    if words := request.session.get(SEARCH, ""):
        names = everyone.prefetch_related(None).values_list("pk", "first_name", "username")
        everyone = everyone.filter(pk__in=[pk for pk, name, user in names if found(words, (name, user))])
    if address["role"] or address["place"]:
        everyone = everyone.filter(Exists(_roles(scope, address["role"], address["place"]).filter(user=OuterRef("pk"))))
    return everyone


def _roles(scope: Scope, role: str, place: str) -> QuerySet[Assignment]:
    roles = Assignment.objects.filter(within(scope, Right.SEE_PEOPLE))
    if role:
        roles = roles.filter(role=role)
    if not place:
        return roles
    region, _slash, area = place.partition("/")
    known = places(region)
    inside = Q(unit="", area__in=known.within(area)) | Q(unit__in=known.units_within(area)) if area else Q()
    return roles.filter(inside, region=region)


def _in_state(state: str) -> Q:
    if state == "closed":
        return Q(is_active=False)
    if state not in STATES:
        return Q(pk__in=())
    return Q(is_active=True) & (WAITING if state == "waiting" else ~WAITING)


def people_table(request: HttpRequest) -> Table[Row]:
    """The list; whoever manages people may act on several at once."""
    manages = scope_of(request).has(Right.MANAGE_PEOPLE)
    return Table(
        name="people",
        title=_("People"),
        columns={
            "name": ListColumn(
                lambda row: row.person.first_name or row.person.username, pgettext("person", "Name"), numeric=False, field="first_name"
            ),
            "user": ListColumn(lambda row: row.person.username, _("User name"), numeric=False, field="username", secondary=True),
            "roles": ListColumn(
                lambda row: "; ".join(row.said_roles),
                _("Roles"),
                numeric=False,
                sortable=False,
                shown=lambda row: Cell("", lines=row.said_roles),
            ),
            "state": ListColumn(lambda row: row.state_name, _("State"), numeric=False, sortable=False),
            "last": ListColumn(
                lambda row: _moment(row.person.last_login),
                _("Last sign-in"),
                numeric=False,
                first="descending",
                field="last_login",
                secondary=True,
            ),
            "added": ListColumn(
                lambda row: day(row.person.date_joined), _("Added"), numeric=False, first="descending", field="date_joined", extra=True
            ),
        },
        default="name",
        tie=lambda row: row.person.pk,
        filters=(
            Filter("role", _("Role"), [(role.value, ROLE_NAMES[role](language())) for role in Role]),
            Filter("place", _("Place"), _place_options(request)),
            Filter("state", _("State"), [(each, state_name(each)) for each in STATES], where=_in_state),
        ),
        posted_search=PostedSearch(reverse("people:search"), request.session.get(SEARCH, ""), _("Name, user name or pinyin")),
        href=lambda row: reverse("people:person", args=(row.person.pk,)),
        pick=lambda row: str(row.person.pk),
        actions=_actions() if manages else (),
        empty=Empty(_("Nobody is here yet"), _("Add the first person, and hand over the link."), reverse("people:add"), _("Add a person"))
        if manages
        else Empty(_("Nobody is here yet"), _("An administrator of the region adds people.")),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(_("Invitation links as a workbook"), reverse("people:invitations")),
        Action(_("Deactivate…"), reverse("people:deactivate_several"), danger=True),
    )


def _place_options(request: HttpRequest) -> list[tuple[str, str]]:
    """Regions and areas in which the reader sees people."""
    options = []
    for region, title, areas in places_open_to(request, Right.SEE_PEOPLE):
        options.append((region, title))
        options += [(f"{region}/{code}", f"　{name}") for code, name in areas]
    return options


def places_open_to(request: HttpRequest, right: Right) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Regions with their titles, and the areas in each where the reader holds a right."""
    scope = scope_of(request)
    open_to = []
    for region in sorted(scope.regions):
        if scope.may(right, region):
            areas = scope.areas(region, right)
            names = places(region).names
            open_to.append((region, region_title(region)(language()), [(c, n) for c, n in names.items() if areas is None or c in areas]))
    return open_to


def rows_of(persons: Iterable[User]) -> list[Row]:
    """People as the list shows them; their regions and places are looked up once."""
    persons = list(persons)
    words = {each.assignment.pk: each for each in named(role for person in persons for role in person.roles_here)}
    return [Row(person, tuple(words[role.pk] for role in person.roles_here)) for person in persons]


def _moment(when: object) -> str | None:
    return moment(when) if when else None
