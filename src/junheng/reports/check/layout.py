"""A text without what its layout 排版 put into it, blanks beside Chinese and line ends in mid-sentence; and the way back."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .document import Cell, Document, Table
from .folding import folded
from .units import UNIT

_HAN = "\u3001\u3002\u300a\u300b\u201c\u201d\u4e00-\u9fff\uff0c"
#: One blank beside Chinese; more of them set columns apart.
_BLANK = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}\w(%‰])|(?<=[\w)%‰]) (?=[{_HAN}])|(?<=\d) (?=[%‰])")
#: A line end right before or behind a number, as where each number of a page stood in a box of its own.
_AT_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff，,、])\n(?=\d[\d,.]*\n?(?:[余多来]?[万亿]?{UNIT}|%))(?!\d+[、.．])|(?<=\d)\n(?=(?:[余多来][万亿]?|[万亿])?{UNIT}|%)"
)
_NUMBERED = re.compile(r"\s*[\d.]+")
_ENDS = tuple("。！？；：!?;:…")
_CLOSES = tuple(".\"'”）)》|\t")
_HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]+[、.．,章节条部]|[（(][一二三四五六七八九十\d]+[)）]|\d+(?:[、.．)）]|\s+(?=\D))|"
    r"[#*|>•·●○■◆①-⑳\-—]|附件|\u3000|  )"
)
#: Characters. Nobody writes a heading of more.
_LONG = 40
#: Characters. Lines that a program broke are no shorter, and in such a text most lines are nearly of one length.
_SHORTEST = 14


@dataclass(frozen=True)
class Layout:
    """A document in plain letters and unbroken lines, and where each of its characters stands in the text as read."""

    read: Document
    plain: Document
    _cuts: tuple[int, ...]  # places in the plain text before which characters were left out
    _left_out: tuple[int, ...]  # how many, up to there

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the plain text stand in the text as read."""
        return self._as_read(start), self._as_read(end - 1) + 1 if end > start else self._as_read(start)

    def text(self, start: int, end: int) -> str:
        """What stands there as written, without line ends in it."""
        return re.sub(r"\s*\n\s*", "", self.read.text[slice(*self.written(start, end))])

    def place(self, at: int) -> int:
        """Where a character of the text as read stands in the plain text."""
        low, high = 0, len(self.plain.text)
        while low < high:
            middle = (low + high) // 2
            if self._as_read(middle) < at:
                low = middle + 1
            else:
                high = middle
        return low

    def _as_read(self, place: int) -> int:
        found = bisect_right(self._cuts, place)
        return place + (self._left_out[found - 1] if found else 0)


def laid_out(document: Document) -> Layout:
    """The document in plain letters; characters inside its tables keep their distance."""
    text = folded(document.text)
    tables = [(table.start, table.end) for table in document.tables]
    pieces: list[str] = []
    cuts: list[int] = []
    left_out: list[int] = []
    done = length = gone = 0
    for start, end, instead in sorted(_layout(text, tables)):
        if start < done:
            continue
        pieces += [text[done:start], instead]
        length += start - done + len(instead)
        gone += end - start - len(instead)
        if len(instead) < end - start:
            cuts.append(length)
            left_out.append(gone)
        done = end
    pieces.append(text[done:])
    plain = Document("".join(pieces))
    if not document.tables:
        return Layout(document, plain, tuple(cuts), tuple(left_out))
    return _with_tables(Layout(document, plain, tuple(cuts), tuple(left_out)))


def _with_tables(layout: Layout) -> Layout:
    def moved(cell: Cell) -> Cell:
        start = layout.place(cell.start)
        return Cell(start, start + cell.end - cell.start, cell.text)

    tables = tuple(Table(tuple(tuple(map(moved, row)) for row in table.rows)) for table in layout.read.tables)
    return replace(layout, plain=replace(layout.plain, tables=tables))


def _layout(text: str, tables: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Pieces that the layout put there, and what stands instead."""
    starts = [start for start, _ in tables]

    def in_table(place: int) -> bool:
        found = bisect_right(starts, place)
        return bool(found) and place < tables[found - 1][1]

    for blank in _BLANK.finditer(text):
        line = text.rfind("\n", 0, blank.start()) + 1
        if not in_table(blank.start()) and not _NUMBERED.fullmatch(text, line, blank.start()):
            yield blank.start(), blank.end(), ""
    yield from ((found.start(), found.end(), "") for found in _AT_NUMBER.finditer(text) if not in_table(found.start()))
    yield from (one for one in _line_ends(text) if not in_table(one[0]))


def _line_ends(text: str) -> Iterator[tuple[int, int, str]]:
    """Line ends in mid-sentence: of a text that was wrapped by a program, and where a page broke a paragraph."""
    full = _wrapped_at(text)
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if not found[0].isspace()]
    for (start, end), (following, _) in itertools.pairwise(lines):
        line = text[start:end].rstrip()
        if line.endswith(_ENDS + _CLOSES) or _HEADING.match(text, following):
            continue
        apart = text.count("\n", end, following) > 1
        if (not line[-8:].isascii() and len(line) >= _LONG) or (full and len(line) >= full * 4 // 5 and not apart):
            last = start + len(line)
            yield last, following, _between(line[-1], text[following])


def _between(last: str, first: str) -> str:
    """A blank between words of Latin letters; nothing in Chinese, nor inside a number."""
    return " " if last.isascii() and first.isascii() and not (last + first).isdigit() else ""


def _wrapped_at(text: str) -> int:
    """The length at which a program broke the lines; 0 where each line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in text.split("\n") if line.strip())
    if len(lengths) < 4:
        return 0
    full = lengths[len(lengths) * 9 // 10]
    near = len(lengths) - bisect_left(lengths, full * 4 // 5)
    return full if full >= _SHORTEST and near * 2 >= len(lengths) else 0
