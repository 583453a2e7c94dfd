"""What keeps classes from being formed."""

from __future__ import annotations

from junheng.draw import DrawError


class ClassesError(DrawError):
    """A roster or rules from which no classes can be formed; `text` says where and what to do."""
