"""The plan on a time axis: a lane an item, its way gone, its steps and its day; drawn by the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.reports.charts.scale import LENGTH, Axis, percent
from junheng.reports.plan import STATE_TEXT, State
from junheng.web.format import day as written
from junheng.web.format import day_in_prose, language
from junheng.web.plans.board import MARKS
from junheng.web.plans.models import Item, Plan
from junheng.web.plans.standing import Standing

#: Names of months that the axis has room for.
MOST_TICKS = 12
#: Thousandths from an end of the axis within which a name would leave it.
EDGE = 40
BY = ("section", "lead")


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month."""

    x: str
    name: str
    minor: bool  # its name leaves on a phone
    edge: str  # start or end, where its name would leave the drawing


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated step: done, open or late, by shape, word and colour."""

    x: str
    state: str  # done, open, late
    day: str
    title: str
    word: str
    badge: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One item."""

    item: Item
    state: str
    mark: str
    late: bool
    due: str
    due_x: str
    way: str  # length of the bar: the share of the way gone, of the time that it has
    marks: tuple[Mark, ...]
    label: str  # the lane in a sentence


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes, on one axis."""

    ticks: tuple[Tick, ...]
    today: str  # where it stands; empty where the axis does not reach it
    today_name: str
    groups: tuple[tuple[str, tuple[Lane, ...]], ...]
    steps: int
    late_steps: int


def timeline(plan: Plan, found: Sequence[Standing], by: str) -> Timeline:
    """The lanes of a plan by section or lead, in the plan's order."""
    today = timezone.localdate()
    ends = [plan.due, *(row.item.due for row in found if row.item.due)]
    days = [node.day for row in found for node in row.item.nodes.all()]
    low, high = min((plan.begins, *days)), max((*ends, *days))
    axis = Axis(low.toordinal(), high.toordinal())
    keys = dict.fromkeys(getattr(row.item, by) for row in found)
    groups = tuple(
        (
            key or _("No section") if by == "section" else key or _("No lead office yet"),
            tuple(_lane(plan, row, axis, today) for row in found if getattr(row.item, by) == key),
        )
        for key in keys
    )
    marks = [mark for _name, lanes in groups for lane in lanes for mark in lane.marks]
    return Timeline(
        ticks=_ticks(axis, low, high),
        today=_at(axis, today) if low <= today <= high else "",
        today_name=_("Today, {day}").format(day=day_in_prose(today)),
        groups=groups,
        steps=len(marks),
        late_steps=sum(mark.state == "late" for mark in marks),
    )


def _at(axis: Axis, day: date) -> str:
    return percent(axis.at(day.toordinal()))


def _lane(plan: Plan, row: Standing, axis: Axis, today: date) -> Lane:
    due = row.item.due or plan.due
    start, end = axis.at(plan.begins.toordinal()), axis.at(due.toordinal())
    share = min(max(row.share or 0.0, 0.0), 1.0)
    asked = None if row.state is State.DONE or row.item.stopped else today  # of what is done or stopped no step is late
    marks = tuple(_mark(axis, node.day, node.title, node.done_on, asked) for node in row.item.nodes.all())
    state = STATE_TEXT[row.state](language())
    steps = "; ".join(f"{mark.day} {mark.title} {mark.word}" for mark in marks)
    label = _("{title}: {state}, due on {day}").format(title=row.item.title, state=state, day=written(due))
    return Lane(
        item=row.item,
        state=state,
        mark=MARKS[row.state],
        late=row.late,
        due=written(due),
        due_x=percent(end),
        way=percent(min(max(round((end - start) * share), 0), LENGTH)),
        marks=marks,
        label=f"{label}. {steps}" if steps else label,
    )


def _mark(axis: Axis, day: date, title: str, done_on: date | None, today: date | None) -> Mark:
    state = "done" if done_on is not None else "late" if today is not None and day < today else "open"
    word = {"done": _("done"), "late": pgettext("plan", "late"), "open": pgettext("plan", "open")}[state]
    return Mark(_at(axis, day), state, written(day), title, word, {"done": "met", "late": "miss", "open": "none"}[state])


def _ticks(axis: Axis, low: date, high: date) -> tuple[Tick, ...]:
    """Months, or every second, third, sixth or twelfth one where there are too many."""
    months = [(year, month) for year in range(low.year, high.year + 1) for month in range(1, 13) if low <= date(year, month, 1) <= high]
    step = next((each for each in (1, 2, 3, 6, 12) if len(months) <= MOST_TICKS * each), 12)
    kept = [(year, month) for year, month in months if (month - 1) % step == 0]
    return tuple(_tick(axis, at, year, month) for at, (year, month) in enumerate(kept))


def _tick(axis: Axis, at: int, year: int, month: int) -> Tick:
    x = axis.at(date(year, month, 1).toordinal())
    edge = "start" if x < EDGE else "end" if x > LENGTH - EDGE else ""
    return Tick(percent(x), _month(year, month, first=at == 0 or month == 1), at % 3 != 0, edge)


def _month(year: int, month: int, *, first: bool) -> str:
    return f"{year}-{month:02}" if first else f"{month:02}"
