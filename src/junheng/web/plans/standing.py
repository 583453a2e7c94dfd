"""Where items stand: from the releases where a target names an indicator, else from what was reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan

from django.utils import timezone

from junheng.packs import PackError, load
from junheng.reports.plan import Point, Progress, State, progress
from junheng.tables.periods import first_day
from junheng.web import regions
from junheng.web.plans.models import Item, Plan, Target
from junheng.web.regions import Snapshot

_WORST = (State.BEHIND, State.ON_COURSE, State.AHEAD, State.DONE)
#: Reports of so many days are what changed this week.
WEEK = timedelta(days=7)


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
        return self.last is not None and self.last > timezone.localdate() - WEEK


def standings(plan: Plan, items: Iterable[Item] | None = None) -> list[Standing]:
    """Every item of a plan, or those given."""
    found = plan.items.prefetch_related("targets", "reports", "nodes") if items is None else items
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
        comparison=target.comparison,
        begins=plan.begins,
        due=item.due or plan.due,
        today=timezone.localdate(),
    )


def _reported(item: Item, target: Target) -> list[Point]:
    return [Point(each.day, float(each.value)) for each in item.reports.all() if each.target_id == target.pk]


class _Measured:
    """Values of indicators in the newest release of a plan's region, by period."""

    def __init__(self, plan: Plan) -> None:
        self.taken = newest(plan.region)

    def points(self, figure: str) -> list[Point]:
        """The values that the release has of ``kind:area:level:indicator``, oldest first."""
        if self.taken is None:
            return []
        result = self.taken.result
        kind, area, level, indicator = figure.split(":")
        place = [each.id for each in result.indicators].index(indicator)
        found = []
        for period in result.periods:
            group = self.taken.groups.get((area, level, period))
            value = float("nan") if group is None else float(getattr(result.spread, kind)[group, place])
            if not isnan(value):
                found.append(Point(first_day(period, self.taken.pack.year_starts), value))
        return found


def newest(region: str) -> Snapshot | None:
    """What the engine says of the newest release of a region under its own pack; None where there is none."""
    loaded = regions.region(region)
    if loaded is None or not loaded.releases:
        return None
    manifest = loaded.releases[-1]
    try:
        return regions.snapshot(region, manifest, load(manifest.description.pack or ""))
    except PackError:
        return None


def counted(found: Sequence[Standing]) -> Mapping[State, int]:
    """How many items are in each state."""
    return {state: sum(one.state is state for one in found) for state in State}
