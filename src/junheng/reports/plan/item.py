"""An item of a plan and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach, as the text of an item names it; it is offered, and counts once somebody has confirmed it."""

    value: Fraction
    unit: str
    comparison: str  # ">=", "<=", "=", "about", "range"
    text: str  # the words around the figure, from its clause
    high: Fraction | None = None  # the upper end of a range


#: Characters that these take; the database has no more room.
LONGEST = {"number": 20, "section": 300, "lead": 100, "helpers": 300, "budget": 100}


@dataclass(frozen=True, slots=True)
class Duties:
    """Who does an item, until when and with what money, as its text or its row says; empty where it does not."""

    lead: str = ""  # 牵头
    helpers: str = ""  # 配合
    due: date | None = None  # 完成时限; None: the plan's own day
    budget: str = ""  # 经费, as written with its unit


NO_DUTIES = Duties()


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item."""

    number: str  # as the plan numbers it: 12, （三）, 四
    section: str  # the heading that it stands under; headings inside one another with " / "
    title: str  # its first sentence
    text: str  # all of it, the title included
    targets: tuple[Target, ...]
    duties: Duties = NO_DUTIES
