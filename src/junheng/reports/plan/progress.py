"""How far a target is 进度: behind, on course, ahead, done or other, as inspection offices sort them, with distance and trend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from junheng.language import Text

from .pace import pace


class State(StrEnum):
    """The five states; OTHER where nothing can be said: no figure yet, postponed, cancelled."""

    BEHIND = "behind"
    ON_COURSE = "on_course"
    AHEAD = "ahead"
    DONE = "done"
    OTHER = "other"


STATE_TEXT = {
    State.BEHIND: Text("滞后", "behind"),
    State.ON_COURSE: Text("按序时", "on course"),
    State.AHEAD: Text("超序时", "ahead"),
    State.DONE: Text("已完成", "done"),
    State.OTHER: Text("其他", "other"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """What was measured or reported on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a target stands on a day."""

    state: State
    share: float | None  # of the way from the start to the target; 1 is there
    expected: float  # share of the time that has gone by
    distance: float | None  # from the latest value to the target, in its unit; 0 or less once it is reached
    trend: float | None  # change between the two latest values


@dataclass(frozen=True, slots=True)
class Aim:
    """The values at which a target is reached: from `low` to `high`, without an end where one is None."""

    low: float | None
    high: float | None

    def distance(self, value: float) -> float:
        """How far a value is from the nearer end; 0 or less inside."""
        below = -math.inf if self.low is None else self.low - value
        above = -math.inf if self.high is None else value - self.high
        return max(below, above)

    def overshot(self, start: float, latest: float) -> bool:
        """Whether the way led through a range and out at its other end: nothing of it is left."""
        return self.low is not None and self.high is not None and (start < self.low) == (latest > self.high)


def aim_of(target: float, comparison: str, high: float | None = None) -> Aim:
    """What a target asks for: docs/methods/plans.md (1)."""
    if comparison == "<=":
        return Aim(None, target)
    if comparison == "range" and high is not None:
        return Aim(min(target, high), max(target, high))
    if comparison == "about":
        return Aim(target - pace().about * abs(target), None)
    return Aim(target, None)  # ">=", and "=": nobody is behind with more than was promised


def progress(
    points: Sequence[Point],
    *,
    target: float,
    comparison: str,
    begins: date,
    due: date,
    today: date,
    high: float | None = None,
) -> Progress:
    """Where a target stands today, on its way from `begins` to `due`.

    `points` are measured or reported values, oldest first. The last one on or before the start is where the way begins;
    without one it begins at nought, as for counts of things to be done, or at the first value where less is better. `high` is
    the upper end of a range. Formulas: docs/methods/plans.md.
    """
    expected = min(1.0, max(0.0, (today - begins).days / max(1, (due - begins).days)))
    known = [point for point in points if point.day <= today]
    if not known:
        return Progress(State.OTHER, None, expected, None, None)
    aim, latest = aim_of(target, comparison, high), known[-1].value
    before = [point.value for point in known if point.day <= begins]
    start = before[-1] if before else known[0].value if aim.low is None else 0.0
    distance = aim.distance(latest)
    trend = latest - known[-2].value if len(known) > 1 else None
    if distance <= 0:
        return Progress(State.DONE, 1.0, expected, distance, trend)
    way = aim.distance(start)
    share = 1 - distance / way if way > 0 and not aim.overshot(start, latest) else 0.0
    return Progress(_state(share, expected, today, due), share, expected, distance, trend)


def _state(share: float, expected: float, today: date, due: date) -> State:
    if today > due or share < expected - pace().slack:
        return State.BEHIND
    return State.AHEAD if share > expected + pace().slack else State.ON_COURSE
