"""A summary as it was written out: blocks of words and figures, the same for web page, Word and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from junheng.reports.figure import FigureId


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text, and the figures of the release that it was made from: one, or two for a change.

    What no release has, such as a goal of the plan, is made from none, and says where it comes from.
    """

    text: str
    made_from: tuple[FigureId, ...]
    source: str = ""


Span = str | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 (1), （一） (2) or 1. (3)."""

    level: int
    spans: tuple[Span, ...]
    line: int = 0  # of the template


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; each cell holds words or one figure."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and the figures that it shows by name."""

    title: str
    svg: str
    head: tuple[str, str]  # what the names are, what the figures are
    points: tuple[tuple[str, Figure], ...]
    note: str = ""
    line: int = 0


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole document."""

    title: str
    office: str  # who signs it
    date: str  # as it is written under the text; "" where the template names none
    period: str
    release: str  # R3 with its hash
    pack: str
    synthetic: bool
    blocks: tuple[Block, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of the text."""
        return tuple(span for block in self.blocks for span in _spans(block) if isinstance(span, Figure))

    @property
    def text(self) -> str:
        """The words and figures as plain text, a line a block and a row."""
        return "".join(f"{plain(line)}\n" for block in self.blocks for line in lines(block))


def plain(spans: Iterable[Span]) -> str:
    """Words and figures as they are read."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def _spans(block: Block) -> tuple[Span, ...]:
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    if isinstance(block, Chart):
        return tuple(figure for _name, figure in block.points)
    return block.spans


def lines(block: Block) -> list[tuple[Span, ...]]:
    """A block as lines of plain text; the cells of a row have tabs between them."""
    if isinstance(block, Table):
        return [(block.title,), _tabbed(block.head), *(_tabbed(row) for row in block.rows)]
    if isinstance(block, Chart):
        return [(block.title,), _tabbed(block.head), *(_tabbed(point) for point in block.points)]
    return [block.spans]


def _tabbed(cells: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(span for cell in cells for span in ("\t", cell))[1:]
