"""The board: every item of a plan, by section, lead and state."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.reports.plan import STATE_TEXT, State
from junheng.web.format import day, language, percent
from junheng.web.plans.models import Plan
from junheng.web.plans.standing import Standing
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Empty, Listing, Table

ORDER = (State.BEHIND, State.OTHER, State.ON_COURSE, State.AHEAD, State.DONE)
MARKS = {State.BEHIND: "miss", State.ON_COURSE: "", State.AHEAD: "met", State.DONE: "met", State.OTHER: "none"}


def listing(request: HttpRequest, plan: Plan, found: list[Standing]) -> Listing[Standing]:
    """The items as the address asks for them."""
    table = Table(
        name="items",
        title=_("Items"),
        columns={
            "title": ListColumn(lambda row: row.item.title, _("Plan item"), numeric=False),
            "number": ListColumn(lambda row: float(row.item.place), _("No."), shown=lambda row: row.item.number, secondary=True),
            "section": ListColumn(lambda row: row.item.section, _("Section"), numeric=False, secondary=True),
            "lead": ListColumn(lambda row: row.item.lead, _("Lead office"), numeric=False),
            "targets": ListColumn(
                lambda row: "；".join(target.words for target, _progress in row.targets),
                _("Targets"),
                numeric=False,
                shown=lambda row: Cell("", lines=tuple(target.words for target, _progress in row.targets)),
                secondary=True,
            ),
            "state": ListColumn(
                lambda row: float(ORDER.index(row.state)),
                _("State"),
                numeric=False,
                shown=lambda row: Cell(STATE_TEXT[row.state](language()), mark=MARKS[row.state]),
                taken=lambda row: STATE_TEXT[row.state](language()),
            ),
            "share": ListColumn(
                lambda row: row.share, _("Way gone"), shown=lambda row: percent(row.share) if row.share is not None else "—", secondary=True
            ),
            "due": ListColumn(lambda row: day(row.item.due or plan.due), _("Due on"), numeric=False, secondary=True),
            "last": ListColumn(lambda row: day(row.last) if row.last else None, _("Last report"), numeric=False, secondary=True),
        },
        default="number",
        tie=lambda row: row.item.place,
        filters=(
            Filter(
                "state", _("State"), [(each.value, STATE_TEXT[each](language())) for each in ORDER], lambda row, value: row.state == value
            ),
            Filter("section", _("Section"), _choices(found, "section"), lambda row, value: row.item.section == value),
            Filter("lead", _("Lead office"), _choices(found, "lead"), lambda row, value: row.item.lead == value),
            Filter(
                "what",
                pgettext("plan", "Show"),
                [("late", _("late or behind")), ("week", _("changed this week")), ("open", _("targets to confirm"))],
                _shown,
            ),
        ),
        search=lambda row: (row.item.title, row.item.lead, row.item.text),
        href=lambda row: row.item.get_absolute_url(),
        empty=Empty(_("The plan has no items"), _("Its text had no numbered items: 一、 （一） or 1、 at the beginning of a line.")),
    )
    return Listing.of(request, table, found)


def _shown(row: Standing, value: str) -> bool:
    if value == "late":
        return row.late
    if value == "week":
        return row.this_week
    return any(target.confirmed is None for target in row.item.targets.all())


def _choices(found: list[Standing], field: str) -> list[tuple[str, str]]:
    values = dict.fromkeys(getattr(row.item, field) for row in found)
    return [(value, value) for value in values if value]
