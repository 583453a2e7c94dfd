"""How far a target is 进度: behind, on course, ahead, done or other, as inspection offices sort them, with distance and trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from junheng.language import Text

#: Within this share of the whole way before or behind the even pace is on course.
SLACK = 0.10


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


def progress(points: Sequence[Point], *, target: float, comparison: str, begins: date, due: date, today: date) -> Progress:
    """Where a target stands today, on its way from `begins` to `due`.

    `points` are measured or reported values, oldest first. The last one on or before the start is where the way begins;
    without one it begins at nought, as for counts of things to be done. `comparison` is ``<=`` where less is better;
    anything else means at least `target`.
    """
    expected = min(1.0, max(0.0, (today - begins).days / max(1, (due - begins).days)))
    known = [point for point in points if point.day <= today]
    if not known:
        return Progress(State.OTHER, None, expected, None, None)
    before = [point.value for point in known if point.day <= begins]
    down = comparison == "<="
    start = before[-1] if before else known[0].value if down else 0.0
    latest = known[-1].value
    distance = latest - target if down else target - latest
    trend = latest - known[-2].value if len(known) > 1 else None
    if distance <= 0:
        return Progress(State.DONE, 1.0, expected, distance, trend)
    way = start - target if down else target - start
    share = 1 - distance / way if way > 0 else 0.0
    return Progress(_state(share, expected, today, due), share, expected, distance, trend)


def _state(share: float, expected: float, today: date, due: date) -> State:
    if today > due or share < expected - SLACK:
        return State.BEHIND
    return State.AHEAD if share > expected + SLACK else State.ON_COURSE
