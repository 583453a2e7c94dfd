"""The board of a form and period: who is late and where each return waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.packs.forms import Form
from junheng.web.access import scope_of
from junheng.web.format import day, day_in_prose, language, moment, school_year
from junheng.web.people.roles import Right
from junheng.web.returns.audited import STATES
from junheng.web.returns.board.rows import AreaCounts, BoardRow, board_rows, by_area
from junheng.web.returns.models import Return, State
from junheng.web.returns.setting import Setting
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Action, Empty, Listing, Table

#: What is asked of a list of returns besides its states.
BACK, LATE = "back", "late"


@dataclass(frozen=True, slots=True)
class Round:
    """A form and period that has been opened."""

    form: Form
    period: str

    @property
    def title(self) -> str:
        """As people call it."""
        return f"{self.form.title(language())} {school_year(self.period)}"

    @property
    def query(self) -> str:
        """As addresses name it."""
        return urlencode({"form": self.form.id, "period": self.period})


@dataclass(frozen=True)
class Board:
    """Everything on the page."""

    here: Setting
    rounds: tuple[Round, ...]  # newest first
    current: Round | None
    rows: tuple[BoardRow, ...]
    areas: tuple[AreaCounts, ...]
    listing: Listing[BoardRow] | None
    headline: str

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.late for row in self.rows)

    @property
    def latest_rounds(self) -> tuple[Round, ...]:
        """The newest period of each form."""
        newest: dict[str, Round] = {}
        for each in self.rounds:
            newest.setdefault(each.form.id, each)
        return tuple(newest.values())

    @property
    def periods(self) -> tuple[Round, ...]:
        """All periods of the form that is shown."""
        return tuple(each for each in self.rounds if self.current and each.form.id == self.current.form.id)


def rounds_of(request: HttpRequest, here: Setting) -> tuple[Round, ...]:
    """What has been opened and the reader sees something of; what was due last stands first."""
    seen = Return.objects.visible_to(scope_of(request), here.region)
    known = seen.values_list("form", "period").annotate(due=Max("due_at")).order_by("-due", "form")
    return tuple(Round(here.form(form), period) for form, period, _due in known if form in here.forms)


def board(request: HttpRequest, here: Setting) -> Board:
    """Put the page together."""
    rounds = rounds_of(request, here)
    wanted = (request.GET.get("form", ""), request.GET.get("period", ""))
    current = next((each for each in rounds if (each.form.id, each.period) == wanted), None)
    current = current or next((each for each in rounds if each.form.id == wanted[0]), rounds[0] if rounds else None)
    if current is None:
        return Board(here, rounds, None, (), (), None, _("No return has been opened yet"))
    rows = rows_of(request, here, current)
    listing = Listing.of(request, table(request, here, current, rows), rows)
    inside = [row for row in rows if row.area == request.GET.get("area")] or rows
    return Board(here, rounds, current, tuple(rows), tuple(by_area(rows)), listing, headline(current.form, inside))


def rows_of(request: HttpRequest, here: Setting, current: Round) -> list[BoardRow]:
    """The rows that a reader sees."""
    seen = Return.objects.visible_to(scope_of(request), here.region).filter(form=current.form.id, period=current.period)
    return board_rows(here, current.form, seen.current())


def headline(form: Form, rows: Sequence[BoardRow]) -> str:
    """The one thing that matters now, as a sentence."""
    late = [row for row in rows if row.late]
    days = max((row.days for row in late), default=0)
    drafts = [row for row in rows if row.waits == "filler"]
    if late and days:
        many = (
            ngettext("{n} school is late, the longest by {days} days", "{n} schools are late, the longest by {days} days", len(late))
            if form.filler == "unit"
            else ngettext("{n} place is late, the longest by {days} days", "{n} places are late, the longest by {days} days", len(late))
        )
        return many.format(n=len(late), days=days)
    if late:
        many = ngettext("{n} is late since today", "{n} are late since today", len(late))
        return many.format(n=len(late))
    if drafts:
        many = ngettext("{n} of {all} is not in yet; it is due on {day}", "{n} of {all} are not in yet; they are due on {day}", len(drafts))
        return many.format(n=len(drafts), all=len(rows), day=day_in_prose(min(row.due_at for row in drafts)))
    return _all_in(rows)


def _all_in(rows: Sequence[BoardRow]) -> str:
    waiting = {step: sum(row.waits == step for row in rows) for step in ("county", "commission", "release")}
    if waiting["county"]:
        return _("All {all} are in; {n} wait for the county").format(all=len(rows), n=waiting["county"])
    if waiting["commission"]:
        return _("All {all} are in; {n} wait for the commission").format(all=len(rows), n=waiting["commission"])
    if waiting["release"]:
        return _("All {all} are approved; {n} wait for a release").format(all=len(rows), n=waiting["release"])
    return _("All {all} are done").format(all=len(rows))


def waits_words(here: Setting, form: Form) -> dict[str, str]:
    """For whom a return waits, in words."""
    kinds = here.pack.vocabulary.area_kinds
    area = kinds[form.area_kind].name(language()) if form.area_kind in kinds else _("County")
    return {
        "filler": _("School") if form.filler == "unit" else area,
        "county": _("County's approval"),
        "commission": _("Commission's approval"),
        "release": pgettext("waits for", "Release"),
        "": _("Nobody"),
    }


def standing(row: BoardRow) -> Cell:
    """The state as a badge where it is an exception, else as a word."""
    if row.sent_back:
        word = ngettext("{n} cell sent back", "{n} cells sent back", row.sent_back).format(n=row.sent_back)
        return Cell(word, mark="miss" if row.late else "near")
    if row.late:
        word = ngettext("{n} day late", "{n} days late", row.days).format(n=row.days) if row.days else _("Late")
        return Cell(word, mark="miss")
    return Cell(state_word(row.state), mark="met" if row.state == State.RELEASED else "")


def state_word(state: str) -> str:
    """A state at the beginning of a line."""
    return capfirst(STATES[state](language()))


def table(request: HttpRequest, here: Setting, current: Round, rows: Sequence[BoardRow]) -> Table[BoardRow]:
    """The list below the counts."""
    words = waits_words(here, current.form)
    order = list(STATES)
    areas = sorted({(row.area, row.area_name) for row in rows}, key=lambda each: each[0])
    scope = scope_of(request)
    as_county = "county" in current.form.approvals and scope.may(Right.APPROVE_COUNTY, here.region)
    may_remind = as_county or scope.may(Right.MANAGE_RETURNS, here.region)
    steps = {row.waits for row in rows if row.waits}
    states = [(state, state_word(state)) for state in order if any(row.state == state for row in rows)]
    if any(row.sent_back for row in rows):
        states.append((BACK, _("Sent back")))
    columns: dict[str, ListColumn[BoardRow]] = {
        "place": ListColumn(lambda row: row.name, pgettext("of a return", "Place"), numeric=False),
        "area": ListColumn(lambda row: row.area_name, _("County"), numeric=False, secondary=True),
        "state": ListColumn(
            lambda row: order.index(row.state), _("State"), numeric=False, shown=standing, taken=lambda row: state_word(row.state)
        ),
        "waits": ListColumn(lambda row: words[row.waits], _("Waits for"), numeric=False, secondary=True),
        "late": ListColumn(
            lambda row: row.days if row.late else None,
            _("Days late"),
            first="descending",
            shown=lambda row: str(row.days) if row.late else "",
        ),
        "sent_back": ListColumn(lambda row: row.sent_back or None, _("Cells sent back"), first="descending", secondary=True),
        "submitted": _time("submitted_at", pgettext("time", "Submitted"), secondary=True),
        "reminded": _time("reminded_at", _("Last reminded"), secondary=True),
        "due": _time("due_at", _("Due"), extra=True),
        "explained": ListColumn(lambda row: row.explained or None, _("Explanations"), first="descending", extra=True),
        "revision": ListColumn(lambda row: row.revision, _("Revision"), extra=True),
        "code": ListColumn(lambda row: row.place, _("Code"), numeric=False, extra=True, shown=lambda row: Cell(row.place, code=True)),
    }
    if current.form.filler == "area":
        del columns["area"]
    return Table(
        name="board",
        title=current.title,
        columns=columns,
        default="-late",
        tie=lambda row: (row.area, row.place),
        filters=(
            Filter("state", _("State"), states, lambda row, value: bool(row.sent_back) if value == BACK else row.state == value),
            Filter(
                "waits",
                _("Waits for"),
                [(step, words[step]) for step in words if step in steps],
                lambda row, value: row.waits == value,
            ),
            Filter("area", _("County"), areas if len(areas) > 1 else (), lambda row, value: row.area == value),
            Filter("late", _("Late"), [("yes", _("Late only")), ("no", _("In time"))], lambda row, value: row.late == (value == "yes")),
        ),
        search=lambda row: (row.name, row.place, row.area_name),
        href=lambda row: reverse("returns:review", args=(row.pk,)),
        pick=(lambda row: str(row.pk)) if may_remind else None,
        actions=(Action(_("Remind…"), f"{reverse('returns:remind', args=(here.region,))}?{current.query}"),) if may_remind else (),
        empty=Empty(_("Nothing here is yours")),
    )


def _time(field: str, title: str, *, secondary: bool = False, extra: bool = False) -> ListColumn[BoardRow]:
    def when(row: BoardRow) -> str | None:
        at = getattr(row, field)
        return None if at is None else moment(at)

    def shown(row: BoardRow) -> Cell:
        at = getattr(row, field)
        return Cell("") if at is None else Cell(day(at), under=moment(at)[11:])

    return ListColumn(when, title, numeric=False, first="descending", shown=shown, secondary=secondary, extra=extra)
