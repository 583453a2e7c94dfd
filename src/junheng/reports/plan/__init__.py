"""Plans 计划: items as officials number them, and the targets that their texts name."""

from .item import Item, Target
from .progress import STATE_TEXT, Point, Progress, State, progress
from .reading import read_plan

__all__ = ["STATE_TEXT", "Item", "Point", "Progress", "State", "Target", "progress", "read_plan"]
