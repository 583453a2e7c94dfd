"""An item of a plan and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach, as the text of an item names it; it is offered, and counts once somebody has confirmed it."""

    value: Fraction
    unit: str
    comparison: str  # ">=", "<=", "=", "about", "range"
    text: str  # the words around the figure, from its clause
    high: Fraction | None = None  # the upper end of a range


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item."""

    number: str  # as the plan numbers it: 12, （三）, 四
    section: str  # the heading that it stands under; headings inside one another with " / "
    title: str  # its first sentence
    text: str  # all of it, the title included
    targets: tuple[Target, ...]
