"""Plans 计划: items as officials number them, the targets that their texts or rows name, and how far each is."""

from .files import Reading, open_plan, read_plan
from .item import Duties, Item, Target
from .pace import Pace, pace
from .progress import STATE_TEXT, Aim, Point, Progress, State, aim_of, progress
from .reading import read_text

__all__ = [
    "STATE_TEXT",
    "Aim",
    "Duties",
    "Item",
    "Pace",
    "Point",
    "Progress",
    "Reading",
    "State",
    "Target",
    "aim_of",
    "open_plan",
    "pace",
    "progress",
    "read_plan",
    "read_text",
]
