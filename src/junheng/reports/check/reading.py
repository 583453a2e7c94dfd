"""A text with its sentences and figures, as every check reads it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .context import sentences
from .document import Document
from .quantities import plain_quantities
from .quantity import Quantity

_TOTAL = re.compile("总|共|全|合计")


@dataclass(frozen=True)
class Sentence:
    """One sentence with the figures in it."""

    start: int
    end: int
    text: str  # in plain letters
    figures: tuple[Quantity, ...]

    def between(self, one: Quantity | None, other: Quantity | None) -> str:
        """The words after one figure and before another; None is the sentence's begin or end."""
        return self.text[(one.end - self.start) if one else 0 : (other.start - self.start) if other else len(self.text)]

    def before(self, one: Quantity, length: int = 12) -> str:
        """The words right before a figure."""
        place = one.start - self.start
        return self.text[max(0, place - length) : place]

    def after(self, one: Quantity, length: int = 12) -> str:
        """The words right behind a figure."""
        place = one.end - self.start
        return self.text[place : place + length]


@dataclass(frozen=True)
class Reading:
    """A document in plain letters and without layout, read once for all checks."""

    document: Document

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """All quantities, in order."""
        return plain_quantities(self.document.text)

    @cached_property
    def totals(self) -> tuple[Quantity, ...]:
        """Figures that are said to be of everything 总量、全市: what a share may be of, pages apart."""
        return tuple(one for one in self.figures if _TOTAL.search(one.subject))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of running text, tables left out."""
        tables = [(table.start, table.end) for table in self.document.tables]
        starts = [one.start for one in self.figures]
        return tuple(
            Sentence(start, end, self.document.text[start:end], self.figures[bisect_left(starts, start) : bisect_left(starts, end)])
            for start, end in self._spans
            if not any(begin <= start < stop for begin, stop in tables)
        )

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sentences(self.document.text)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        at = bisect_right(self._spans, (place, len(self.document.text))) - 1
        return self._spans[at] if at >= 0 else (place, place)


def segments(text: str, marks: str) -> Iterator[tuple[int, int]]:
    """Pieces of a text between marks, by their places."""
    start = 0
    for found in re.finditer(f"[{re.escape(marks)}]", text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)
