"""What waits for the reader's approval: the queue, and the neighbours of one return in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.web.access import scope_of
from junheng.web.format import day, language, moment, school_year
from junheng.web.people.roles import Right
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Explanation, Return, State
from junheng.web.returns.setting import Setting, setting
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Action, Empty, Listing, Table

ORDER = ("region", "area", "form", "period", "unit", "pk")
_RIGHTS = {"county": Right.APPROVE_COUNTY, "commission": Right.APPROVE_COMMISSION}


def waiting_for(request: HttpRequest) -> QuerySet[Return]:
    """Returns whose next step is the reader's, of whatever region; never one that the reader handed in."""
    scope = scope_of(request)
    found = Return.objects.none()
    for region in sorted(scope.regions):
        steps = [step for step, right in _RIGHTS.items() if scope.may(right, region)]
        here = _setting(region) if steps else None
        for step in steps if here is not None else ():
            found = found | Return.objects.visible_to(scope, region, _RIGHTS[step]).filter(_at(here, step))
    return found.exclude(submitted_by=request.user)


def _setting(region: str) -> Setting | None:
    try:
        return setting(region)
    except ReturnError:  # taken away, or without a release yet
        return None


def _at(here: Setting, step: str) -> Q:
    """Whose turn is that step's."""
    first = [form.id for form in here.forms.values() if form.approvals[0] == step]
    found = Q(state=State.SUBMITTED, form__in=first)
    if step == "commission":
        later = [form.id for form in here.forms.values() if form.approvals[0] != step and step in form.approvals]
        found |= Q(state=State.COUNTY_APPROVED, form__in=later)
    return found


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One return that waits."""

    ret: Return
    title: str
    name: str
    area_name: str
    explained: int

    @property
    def since(self) -> datetime:
        """From when it waits for this step."""
        return (self.ret.county_approved_at if self.ret.state == State.COUNTY_APPROVED else None) or self.ret.submitted_at or timezone.now()


def queue_rows(found: QuerySet[Return]) -> list[QueueRow]:
    """The rows of a queue, in the order in which it is walked."""
    explained = dict(Explanation.objects.filter(ret__in=found.values("pk")).values_list("ret").annotate(n=Count("pk")).order_by())
    rows = []
    for ret in found.order_by(*ORDER):
        here = setting(ret.region)
        title = f"{here.form(ret.form).title(language())} {school_year(ret.period)}"
        area = here.areas.get(ret.area, {"name": ret.area})["name"]
        rows.append(QueueRow(ret, title, here.name_of(ret), area, explained.get(ret.pk, 0)))
    return rows


def queue(request: HttpRequest, rows: Sequence[QueueRow]) -> Listing[QueueRow]:
    """The list as the address asks for it."""
    return Listing.of(request, queue_table(rows), rows)


def _days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n) if n else ""


def queue_table(rows: Sequence[QueueRow]) -> Table[QueueRow]:
    """What the queue is."""
    now = timezone.now()
    titles = sorted({row.title for row in rows})
    areas = sorted({(row.ret.area, row.area_name) for row in rows})
    place = {row.ret.pk: number for number, row in enumerate(rows)}
    return Table(
        name="waiting",
        title=_("Waiting for your approval"),
        columns={
            "place": ListColumn(lambda row: row.name, pgettext("of a return", "Place"), numeric=False),
            "area": ListColumn(lambda row: row.ret.area, _("County"), numeric=False, secondary=True, shown=lambda row: row.area_name),
            "title": ListColumn(lambda row: row.title, _("Return"), numeric=False),
            "since": ListColumn(
                lambda row: moment(row.since),
                _("Waits since"),
                numeric=False,
                shown=lambda row: Cell(day(row.since), under=_days((now - row.since).days)),
            ),
            "explained": ListColumn(
                lambda row: row.explained,
                _("Explanations"),
                first="descending",
                shown=lambda row: Cell(str(row.explained), mark="near") if row.explained else Cell("0"),
            ),
            "revision": ListColumn(lambda row: row.ret.revision, _("Revision"), extra=True),
            "code": ListColumn(lambda row: row.ret.place, _("Code"), numeric=False, extra=True),
        },
        default="area",
        tie=lambda row: place.get(row.ret.pk, 0),
        filters=(
            Filter(
                "title", _("Return"), [(each, each) for each in titles] if len(titles) > 1 else (), lambda row, value: row.title == value
            ),
            Filter("area", _("County"), areas if len(areas) > 1 else (), lambda row, value: row.ret.area == value),
            Filter(
                "explained",
                _("Explanations"),
                [("none", pgettext("explanations", "None")), ("some", _("With explanations"))],
                lambda row, value: (row.explained > 0) == (value == "some"),
            ),
        ),
        search=lambda row: (row.name, row.ret.place, row.area_name),
        href=lambda row: reverse("returns:review", args=(row.ret.pk,)),
        pick=lambda row: str(row.ret.pk),
        actions=(Action(_("Approve…"), reverse("returns:approve_many")),),
        empty=Empty(
            _("Nothing waits for your approval"),
            _("What schools and counties submit stands here until you approve it or send it back."),
            reverse("returns:board_start"),
            _("Board"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where one return stands in the queue."""

    before: int | None
    after: int | None
    position: int | None  # from 1; None where it is not in the queue
    count: int


def neighbours(request: HttpRequest, ret: Return) -> Neighbours:
    """The returns before and after one in the queue; where it is not in it, the first is the next."""
    keys = list(waiting_for(request).order_by(*ORDER).values_list("pk", flat=True))
    if ret.pk not in keys:
        return Neighbours(None, keys[0] if keys else None, None, len(keys))
    at = keys.index(ret.pk)
    return Neighbours(keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None, at + 1, len(keys))
