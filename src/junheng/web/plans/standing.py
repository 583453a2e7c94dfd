"""Where items stand: from the releases where a target names an indicator, else from what was reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from junheng.reports.plan import Point, Progress, State, pace, progress
from junheng.web.plans.measured import Measured, newest
from junheng.web.plans.models import Item, Plan, Target

_WORST = (State.BEHIND, State.ON_COURSE, State.AHEAD, State.DONE)


@dataclass(frozen=True)
class Standing:
    """An item with its targets' progress."""

    item: Item
    state: State
    share: float | None  # of the way, the least of its targets
    targets: tuple[tuple[Target, Progress], ...]
    last: date | None  # of its newest report
    late: bool  # past its day and not done, or a step past its day

    @property
    def this_week(self) -> bool:
        """Whether something was reported within the last seven days."""
        return self.last is not None and self.last > timezone.localdate() - timedelta(days=pace().week_days)


def standings(plan: Plan, items: Iterable[Item] | None = None) -> list[Standing]:
    """Every item of a plan, or those given."""
    found = plan.items.prefetch_related("targets", "reports", "nodes", "reminders") if items is None else items
    measured = _Measured(plan)
    return [_standing(plan, item, measured) for item in found]


def _standing(plan: Plan, item: Item, measured: _Measured) -> Standing:
    today, due = timezone.localdate(), item.due or plan.due
    targets = tuple((target, _progress(plan, item, target, measured)) for target in item.targets.all() if target.confirmed)
    reports = list(item.reports.all())
    if targets:
        state, share = _together([found for _target, found in targets])
    else:
        points = [Point(each.day, float(each.value)) for each in reports if each.target_id is None]
        alone = progress(points, target=100, comparison=">=", begins=plan.begins, due=due, today=today)
        state, share = alone.state, alone.share
    if item.stopped:
        state = State.OTHER
    open_steps = any(node.done_on is None and node.day < today for node in item.nodes.all())
    late = state is not State.DONE and not item.stopped and (today > due or open_steps or state is State.BEHIND)
    return Standing(item, state, share, targets, max((timezone.localdate(each.at) for each in reports), default=None), late)


def _together(found: Sequence[Progress]) -> tuple[State, float | None]:
    """The worst of an item's targets; OTHER where one says nothing and none is behind."""
    states = [one.state for one in found]
    shares = [one.share for one in found if one.share is not None]
    if State.OTHER in states and State.BEHIND not in states:
        return State.OTHER, min(shares, default=None)
    return min((state for state in states if state in _WORST), key=_WORST.index, default=State.OTHER), min(shares, default=None)


def _progress(plan: Plan, item: Item, target: Target, measured: _Measured) -> Progress:
    points = measured.points(target.figure) if target.figure else _reported(item, target)
    return progress(
        points,
        target=float(target.value),
        high=None if target.high is None else float(target.high),
        comparison=target.comparison,
        begins=plan.begins,
        due=item.due or plan.due,
        today=timezone.localdate(),
    )


def _reported(item: Item, target: Target) -> list[Point]:
    return [Point(each.day, float(each.value)) for each in item.reports.all() if each.target_id == target.pk]


class _Measured:
    """The figures of a plan's region; looked up only where a target asks for one."""

    def __init__(self, plan: Plan) -> None:
        self.region = plan.region

    @cached_property
    def taken(self) -> Measured | None:
        """Of the newest release."""
        return newest(self.region)

    def points(self, figure: str) -> list[Point]:
        """The values of a figure, oldest first; none before the first release."""
        return self.taken.points(figure) if self.taken is not None else []


def counted(found: Sequence[Standing]) -> Mapping[State, int]:
    """How many items are in each state."""
    return {state: sum(one.state is state for one in found) for state in State}


def gone(plan: Plan) -> float:
    """The share of a plan's time that has gone by."""
    days = (timezone.localdate() - plan.begins).days / max(1, (plan.due - plan.begins).days)
    return min(1.0, max(0.0, days))
