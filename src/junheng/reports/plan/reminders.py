"""What an office is to be reminded of 提醒: items and steps that are late, and those that are due soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from junheng.language import Text

from .pace import pace
from .progress import State


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step that is still open."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Pressing:
    """One reason to remind somebody of an item."""

    day: date
    late: bool
    text: Text


_PAST = Text("期限 {day}，已过 {n} 天", "due on {day}, {n} days ago")
_BEHIND = Text("期限 {day}，进度滞后", "due on {day}, behind the pace")
_SOON = Text("期限 {day}，还有 {n} 天", "due on {day}, in {n} days")
_TODAY = Text("期限 {day}，就是今天", "due today, {day}")
_STEP_PAST = Text("节点“{title}”{day}，已过 {n} 天", "step “{title}” was due on {day}, {n} days ago")
_STEP_SOON = Text("节点“{title}”{day}，还有 {n} 天", "step “{title}” is due on {day}, in {n} days")
_STEP_TODAY = Text("节点“{title}”{day}，就是今天", "step “{title}” is due today, {day}")


def pressing(state: State, *, due: date, steps: Sequence[Step], today: date) -> tuple[Pressing, ...]:
    """Why an office is to be reminded of an item that is not stopped, the earliest day first; nothing of one that is done."""
    if state is State.DONE:
        return ()
    found = [_of_day(step.day, today, texts=(_STEP_PAST, _STEP_TODAY, _STEP_SOON), title=step.title) for step in steps]
    own = _of_day(due, today, texts=(_PAST, _TODAY, _SOON))
    if state is State.BEHIND and (own is None or not own.late):
        own = Pressing(due, True, _BEHIND.format(day=due))
    return tuple(sorted((each for each in (*found, own) if each is not None), key=lambda each: (not each.late, each.day)))


def _of_day(day: date, today: date, *, texts: tuple[Text, Text, Text], **named: object) -> Pressing | None:
    left = (day - today).days
    if left > pace().soon_days:
        return None
    past, now, soon = texts
    text = past if left < 0 else soon if left else now
    return Pressing(day, left < 0, text.format(day=day, n=abs(left), **named))
