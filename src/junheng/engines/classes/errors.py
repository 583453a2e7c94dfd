"""What keeps classes from being formed."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.draw import DrawError
from junheng.language import Text


class ClassesError(DrawError):
    """A roster or rules from which no classes can be formed; `text` says where and what to do.

    `codes` are the pupils whom it is about, so that whoever has the file can name their rows.
    """

    def __init__(self, text: Text, *, codes: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.codes = tuple(codes)
