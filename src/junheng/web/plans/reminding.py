"""Which offices are to be reminded of which items, and when they last were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from junheng.language import Text
from junheng.reports.plan import State
from junheng.reports.plan.reminders import Pressing, Step, pressing
from junheng.web.plans.models import Item, Plan, Reminder
from junheng.web.plans.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Due:
    """An item that presses."""

    item: Item
    state: State
    reasons: tuple[Pressing, ...]
    reminders: tuple[Reminder, ...]  # newest first

    @property
    def late(self) -> bool:
        """Whether something of it is late already."""
        return any(each.late for each in self.reasons)

    @property
    def words(self) -> Text:
        """All its reasons in one sentence."""
        return Text("；".join(each.text.zh for each in self.reasons), "; ".join(each.text.en for each in self.reasons))


@dataclass(frozen=True, slots=True)
class Office:
    """A lead office with what it is to be reminded of, the latest first."""

    name: str  # empty where no item names one
    dues: tuple[Due, ...]

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(due.late for due in self.dues)


def dues_of(found: Iterable[Standing]) -> list[Due]:
    """The items that press, those that are late first, then by their days."""
    dues = [due for stands in found if (due := _due(stands)) is not None]
    return sorted(dues, key=lambda due: (not due.late, due.reasons[0].day, due.item.place))


def offices_of(dues: Sequence[Due]) -> list[Office]:
    """By lead office: first who is late with most."""
    names = dict.fromkeys(due.item.lead for due in dues)
    offices = [Office(name, tuple(due for due in dues if due.item.lead == name)) for name in names]
    return sorted(offices, key=lambda office: (-office.late, -len(office.dues), office.name))


def offices_to_remind(plan: Plan) -> list[Office]:
    """As they stand today."""
    return offices_of(dues_of(standings(plan)))


def _due(stands: Standing) -> Due | None:
    item = stands.item
    if item.stopped:
        return None
    steps = [Step(node.day, node.title) for node in item.nodes.all() if node.done_on is None]
    reasons = pressing(stands.state, due=item.due or item.plan.due, steps=steps, today=timezone.localdate())
    return Due(item, stands.state, reasons, tuple(item.reminders.all())) if reasons else None
