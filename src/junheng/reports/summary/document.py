"""A summary as it was written out: blocks of words and figures, the same for web page, Word and PDF."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.reports.figure import FigureId


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text, and the figures of the release that it was made from: one, or two for a change."""

    text: str
    made_from: tuple[FigureId, ...]


Span = str | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 (1), （一） (2) or 1. (3)."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; each cell holds words or one figure."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]


Block = Heading | Paragraph | Table


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
        return "".join(f"{line}\n" for block in self.blocks for line in _lines(block))


def plain(spans: tuple[Span, ...]) -> str:
    """Words and figures as they are read."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def _spans(block: Block) -> tuple[Span, ...]:
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    return block.spans


def _lines(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [block.title, "\t".join(block.head), *("\t".join(plain((cell,)) for cell in row) for row in block.rows)]
    return [plain(block.spans)]
