"""The board by section, lead or state: groups with their counts, each count a link to its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from junheng.reports.plan import STATE_TEXT, State
from junheng.web.format import language
from junheng.web.plans.board import MARKS, ORDER
from junheng.web.plans.standing import Standing

BY = ("section", "lead", "state")


@dataclass(frozen=True, slots=True)
class Count:
    """How many items of a group are in a state."""

    word: str
    mark: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items that share a section, a lead or a state."""

    name: str
    url: str  # its items as a list
    counts: tuple[Count, ...]
    late: int
    rows: tuple[tuple[Standing, str, str], ...]  # with word and mark of its state


def grouped(found: Sequence[Standing], by: str) -> list[Group]:
    """Sections in the plan's order, states with the worst first, leads with the most late first."""
    keys = [state.value for state in ORDER] if by == "state" else list(dict.fromkeys(_key(row, by) for row in found))
    groups = [_group([row for row in found if _key(row, by) == key], by, key) for key in keys]
    if by == "lead":
        groups.sort(key=lambda group: (-group.late, -len(group.rows)))
    return [group for group in groups if group.rows]


def _key(row: Standing, by: str) -> str:
    return row.state.value if by == "state" else str(getattr(row.item, by))


def _group(rows: Sequence[Standing], by: str, key: str) -> Group:
    words = language()
    counts = tuple(
        Count(STATE_TEXT[state](words), MARKS[state], n, f"?{urlencode({by: key, 'state': state.value})}")
        for state in ORDER
        if by != "state" and (n := sum(row.state is state for row in rows))
    )
    name = STATE_TEXT[State(key)](words) if by == "state" else key or (_("No lead office yet") if by == "lead" else _("No section"))
    shown = tuple((row, STATE_TEXT[row.state](words), MARKS[row.state]) for row in rows)
    return Group(name, f"?{urlencode({by: key})}" if key else "", counts, sum(row.late for row in rows), shown)
