"""The list of returns that somebody fills in: what went back, what is late, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.web.format import day, language, moment, school_year
from junheng.web.returns.audited import STATES
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import CellState, Return, State
from junheng.web.returns.setting import Setting, setting
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Empty, Listing, Table

#: What stands first: the lower, the more it waits for whoever fills in.
SENT_BACK, LATE, DUE, DONE = range(4)


@dataclass(frozen=True, slots=True)
class Row:
    """One return as the list shows it."""

    ret: Return
    title: str
    place: str
    sent_back: int  # cells

    @property
    def urgency(self) -> int:
        """Where it stands among the others."""
        if self.ret.state != State.DRAFT:
            return DONE
        if self.sent_back:
            return SENT_BACK
        return LATE if self.ret.late else DUE

    @property
    def standing(self) -> Cell:
        """Its state in a word, and a mark where it waits."""
        if self.urgency == SENT_BACK:
            return Cell(ngettext("{n} cell sent back", "{n} cells sent back", self.sent_back).format(n=self.sent_back), mark="miss")
        if self.urgency == LATE:
            days = (timezone.now() - self.ret.due_at).days
            return Cell(ngettext("{n} day late", "{n} days late", days).format(n=days) if days else _("Late"), mark="miss")
        return Cell(STATES[self.ret.state](language()))


def rows_of(found: QuerySet[Return]) -> list[Row]:
    """Current returns with their names; those of a form or region that is no more are left out."""
    counted = found.current().annotate(back=Count("cells", filter=Q(cells__state=CellState.SENT_BACK)))
    settings = _settings({ret.region for ret in counted})
    rows = []
    for ret in counted:
        here = settings.get(ret.region)
        if here is not None and ret.form in here.forms:
            period = school_year(ret.period)
            rows.append(Row(ret, f"{here.form(ret.form).title(language())} {period}", here.name_of(ret), ret.back))
    return rows


def _settings(names: Iterable[str]) -> dict[str, Setting]:
    settings = {}
    for name in names:
        try:
            settings[name] = setting(name)
        except ReturnError:  # the region was taken away, or has no release any more
            continue
    return settings


def listing(request: HttpRequest, rows: list[Row]) -> Listing[Row]:
    """The list as the address asks for it."""
    forms = sorted({row.ret.form: row.title.rpartition(" ")[0] for row in rows}.items())
    periods = sorted({row.ret.period for row in rows}, reverse=True)
    places = {row.ret.place for row in rows}
    table = Table(
        name="returns",
        title=_("Returns"),
        columns={
            "title": ListColumn(lambda row: row.title, _("Return"), numeric=False),
            "place": ListColumn(lambda row: row.place, pgettext("of a return", "Place"), numeric=False),
            "state": ListColumn(
                lambda row: float(row.urgency),
                _("State"),
                numeric=False,
                shown=lambda row: row.standing,
                taken=lambda row: row.standing.text,
            ),
            "due": ListColumn(
                lambda row: row.ret.due_at.timestamp(),
                _("Due"),
                numeric=False,
                shown=lambda row: moment(row.ret.due_at),
                taken=lambda row: moment(row.ret.due_at),
            ),
            "opens": ListColumn(
                lambda row: row.ret.opens_on.isoformat(),
                _("Opens"),
                numeric=False,
                shown=lambda row: day(row.ret.opens_on),
                secondary=True,
                extra=True,
            ),
        },
        default="state",
        tie=lambda row: (row.ret.due_at, row.place, row.ret.form),
        filters=(
            Filter(
                "waits",
                _("State"),
                [("open", _("To be filled in")), ("back", _("Sent back")), ("late", _("Late")), ("done", pgettext("state", "Submitted"))],
                lambda row, value: row.urgency in _WAITS.get(value, (row.urgency,)),
            ),
            Filter("form", _("Form"), forms if len(forms) > 1 else (), lambda row, value: row.ret.form == value),
            Filter(
                "period",
                _("Period"),
                [(each, each) for each in periods] if len(periods) > 1 else (),
                lambda row, value: row.ret.period == value,
            ),
        ),
        search=(lambda row: (row.place, row.ret.place, row.title)) if len(places) > 1 else None,
        href=lambda row: reverse("returns:entry", args=(row.ret.pk,)),
        empty=Empty(
            _("Nothing is to be filled in"),
            _("Returns stand here once the commission has opened them for your school or county. Until then there is nothing to do."),
            reverse("start"),
            _("Start page"),
        ),
    )
    return Listing.of(request, table, rows)


_WAITS = {"open": (SENT_BACK, LATE, DUE), "back": (SENT_BACK,), "late": (LATE,), "done": (DONE,)}


def headline(rows: list[Row]) -> str:
    """What the list comes to, as a sentence."""
    counts = {urgency: sum(row.urgency == urgency for row in rows) for urgency in (SENT_BACK, LATE, DUE)}
    said = []
    if counts[SENT_BACK]:
        said.append(
            ngettext("{n} return has cells sent back", "{n} returns have cells sent back", counts[SENT_BACK]).format(n=counts[SENT_BACK])
        )
    if counts[LATE]:
        said.append(ngettext("{n} return is late", "{n} returns are late", counts[LATE]).format(n=counts[LATE]))
    if counts[DUE]:
        said.append(ngettext("{n} return is due", "{n} returns are due", counts[DUE]).format(n=counts[DUE]))
    return _(", ").join(said) if said else _("Nothing is waiting for you")
