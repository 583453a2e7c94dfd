"""The list of draws that a reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.admission.audited import KINDS, STATES
from junheng.web.admission.models import Draw, State
from junheng.web.format import day, language
from junheng.web.people.places import places
from junheng.web.people.roles import Right
from junheng.web.shell.shown import Shown
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Empty, Listing, Table

#: What waits for somebody stands first.
_URGENCY = {State.SEALED: 0, State.DRAWN: 1, State.DRAFT: 2, State.PUBLISHED: 3, State.WITHDRAWN: 4}
_MARKS = {State.SEALED: "near", State.PUBLISHED: "met"}
_HEAVY = ("lists", "register", "reasons", "rules", "seals_text", "certificate", "chances")


@dataclass(frozen=True, slots=True)
class Row:
    """One draw as the list shows it."""

    draw: Draw
    place: str
    area: str


def rows(request: HttpRequest) -> list[Row]:
    """All draws that the reader sees."""
    scope = scope_of(request)
    found = []
    for loaded in regions.loaded_regions():
        if not scope.may(Right.SEE_DRAWS, loaded.name):
            continue
        known = places(loaded.name)
        for draw in Draw.objects.visible_to(scope, loaded.name).defer(*_HEAVY):
            area = known.names.get(draw.area, draw.area)
            place = known.unit_names.get(draw.unit, draw.unit) or area or loaded.title(language())
            found.append(Row(draw, place, area))
    return found


def listing(request: HttpRequest, found: list[Row], begin: str) -> Listing[Row]:
    """The list as the address asks for it; `begin` is where a new draw is begun, for whoever may."""
    table = Table(
        name="draws",
        title=_("Draws"),
        columns={
            "title": ListColumn(lambda row: row.draw.title, _("Draw"), numeric=False),
            "place": ListColumn(lambda row: row.place, _("Place"), numeric=False),
            "kind": ListColumn(lambda row: KINDS[row.draw.kind](language()), _("Kind"), numeric=False),
            "state": ListColumn(
                lambda row: float(_URGENCY[State(row.draw.state)]),
                _("State"),
                numeric=False,
                shown=lambda row: Cell(STATES[row.draw.state](language()), mark=_MARKS.get(State(row.draw.state), "")),
                taken=lambda row: STATES[row.draw.state](language()),
            ),
            "begun": ListColumn(
                lambda row: row.draw.created_at.timestamp(),
                _("Begun"),
                numeric=False,
                first="descending",
                shown=lambda row: day(row.draw.created_at),
                taken=lambda row: day(row.draw.created_at),
                secondary=True,
            ),
            "sealed": ListColumn(
                lambda row: day(row.draw.sealed_at) if row.draw.sealed_at else None, _("Sealed"), numeric=False, secondary=True
            ),
            "until": ListColumn(
                lambda row: day(row.draw.publication_until) if row.draw.publication_until else None,
                _("Published until"),
                numeric=False,
                secondary=True,
                extra=True,
            ),
        },
        default="state",
        tie=lambda row: -row.draw.pk,
        filters=(
            Filter("state", _("State"), [(each, STATES[each](language())) for each in STATES], lambda row, value: row.draw.state == value),
            Filter("kind", _("Kind"), _choices(found, "kind"), lambda row, value: row.draw.kind == value),
            Filter("area", _("Area"), _choices(found, "area"), lambda row, value: row.draw.area == value),
        ),
        search=lambda row: (row.draw.title, row.place, row.draw.unit),
        href=lambda row: row.draw.get_absolute_url(),
        empty=Empty(
            _("No draw has been begun"),
            _(
                "Begin with a list: the roster of a school for balanced classes, or the families for an order of the lottery. "
                "Nothing is public before you seal it."
            ),
            begin or reverse("start"),
            _("New draw") if begin else _("Start page"),
        ),
    )
    return Listing.of(request, table, found)


def _choices(found: list[Row], field: str) -> list[tuple[str, str]]:
    if field == "kind":
        pairs = {row.draw.kind: KINDS[row.draw.kind](language()) for row in found}
    else:
        pairs = {row.draw.area: row.area for row in found if row.draw.area}
    return sorted(pairs.items(), key=lambda pair: pair[1]) if len(pairs) > 1 else []


def shown(found: list[Row]) -> Shown | None:
    """For the strip on top: where everything is invented, or some of it."""
    return Shown(Text("", ""), synthetic=True) if any(row.draw.synthetic for row in found) else None
