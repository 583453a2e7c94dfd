"""The paper that the editor shows: every figure with its state, the outline with its counts, what the checker doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from junheng.reports.check import Finding, quantities
from junheng.reports.summary import Block, Chart, Figure, Heading, Paragraph, lines
from junheng.web.format import language
from junheng.web.summaries.written import Key, Written


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a figure with its state."""

    text: str
    css: str = ""  # fig, with changed, doubt or typed
    href: str = ""
    said: str = ""  # on hover and focus
    doubt: int = 0  # number of the finding


@dataclass(frozen=True, slots=True)
class Shown:
    """A block: its kind, the line of the template that made it, its rows of cells."""

    kind: str  # h1, h2, h3, p, table, chart
    line: int
    anchor: str
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]  # row, cell, piece; of text one row of one cell
    title: str = ""
    head: tuple[str, ...] = ()
    svg: SafeString | str = ""
    note: str = ""


@dataclass(slots=True)
class Entry:
    """A heading with what stands below it."""

    level: int
    title: str
    anchor: str
    figures: int = 0
    doubts: int = 0


@dataclass
class Paper:
    """What the page shows of a summary that was written out."""

    blocks: list[Shown] = field(default_factory=list)
    outline: list[Entry] = field(default_factory=list)
    figures: int = 0  # with a trace
    changed: int = 0  # that a newer release writes otherwise
    typed: list[str] = field(default_factory=list)  # by hand, without a source
    sourced: int = 0  # by hand or from the plan, with a source
    doubts: tuple[Finding, ...] = ()


def paper(made: Written, *, region: str, release: str, moves: Mapping[Key, str]) -> Paper:
    """Mark every figure of a summary; `moves` says what a newer release would write."""
    found = Paper(doubts=made.doubts)
    marker = _Marker(found, region, release, moves)
    for number, block in enumerate(made.document.blocks):
        if isinstance(block, Heading):
            found.outline.append(Entry(block.level, "", f"b{number}"))
        rows = [tuple(marker.line(spans)) for spans in lines(block)]
        found.blocks.append(_shown(block, rows, f"b{number}"))
        if isinstance(block, Heading):
            found.outline[-1].title = "".join(piece.text for piece in rows[0])
    _add_up(found.outline)
    return found


def _add_up(outline: list[Entry]) -> None:
    """A heading counts what stands below the headings under it too."""
    above: list[Entry] = []
    for entry in outline:
        above = [each for each in above if each.level < entry.level]
        for each in above:
            each.figures += entry.figures
            each.doubts += entry.doubts
        above.append(entry)


class _Marker:
    """Goes along the text, line by line, and knows where it is: the checker's findings are places of the text."""

    def __init__(self, found: Paper, region: str, release: str, moves: Mapping[Key, str]) -> None:
        self._paper, self._region, self._release, self._moves = found, region, release, moves
        self._place = 0
        self._times: dict[object, int] = {}

    def line(self, spans: Iterable[str | Figure]) -> Iterator[Piece]:
        for span in spans:
            yield from self._figure(span) if isinstance(span, Figure) else self._words(span)
        self._place += 1  # the end of the line

    def _words(self, words: str) -> Iterator[Piece]:
        """Words, and the quantities that were typed among them."""
        done = 0
        for one in quantities(words):
            doubt = self._doubt(one.start, one.end)
            if one.kind == "number" and not doubt:
                continue
            if one.start > done:
                yield Piece(words[done : one.start])
            self._paper.typed.append(one.text)
            yield self._marked(Piece(one.text, "fig typed", "", _("Typed by hand: it has no trace.")), doubt)
            done = one.end
        if done < len(words):
            yield Piece(words[done:])
        self._place += len(words)

    def _figure(self, figure: Figure) -> Iterator[Piece]:
        doubt = self._doubt(0, len(figure.text))
        self._place += len(figure.text)
        if self._paper.outline:
            self._paper.outline[-1].figures += 1
        if not figure.made_from:
            self._paper.sourced += 1
            yield self._marked(Piece(figure.text, "fig typed", "", figure.source), doubt)
            return
        self._paper.figures += 1
        number = self._times[figure.made_from] = self._times.get(figure.made_from, -1) + 1
        after = self._moves.get((figure.made_from, number))
        self._paper.changed += after is not None
        href = reverse("monitor:trace", args=(self._region, str(figure.made_from[0]))) + f"?release={self._release}"
        said = "" if after is None else _("The newer release writes {after}.").format(after=after)
        yield self._marked(Piece(figure.text, "fig changed" if after is not None else "fig", href, said), doubt)

    def _doubt(self, start: int, end: int) -> int:
        """The number of the finding about the characters from here on, from 1; 0 for none."""
        start, end = start + self._place, end + self._place
        found = next((n for n, one in enumerate(self._paper.doubts, start=1) if one.start < end and start < one.end), 0)
        if found and self._paper.outline:
            self._paper.outline[-1].doubts += 1
        return found

    def _marked(self, piece: Piece, doubt: int) -> Piece:
        if not doubt:
            return piece
        said = self._paper.doubts[doubt - 1].explanation(language()).strip()
        return Piece(piece.text, "fig doubt", piece.href, f"{said} {piece.said}".strip(), doubt)


def _shown(block: Block, rows: Sequence[tuple[Piece, ...]], anchor: str) -> Shown:
    if isinstance(block, Heading | Paragraph):
        kind = f"h{block.level}" if isinstance(block, Heading) else "p"
        return Shown(kind, block.line, anchor, ((rows[0],),))
    cells = tuple(tuple(_cells(row)) for row in rows[2:])
    if isinstance(block, Chart):
        # Our own drawing: words in it were escaped as it was made.
        return Shown("chart", block.line, anchor, cells, block.title, block.head, mark_safe(block.svg), block.note)  # noqa: S308
    return Shown("table", block.line, anchor, cells, block.title, block.head)


def _cells(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of a row, cell by cell: tabs part them."""
    cell: list[Piece] = []
    for piece in pieces:
        if piece.text == "\t":
            yield tuple(cell)
            cell = []
        else:
            cell.append(piece)
    yield tuple(cell)
