"""Plans 计划: items as officials number them, and the targets that their texts name."""

from .item import Item, Target
from .reading import read_plan

__all__ = ["Item", "Target", "read_plan"]
