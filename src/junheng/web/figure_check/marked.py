"""The text with its figures marked: pieces of each line, as the page shows them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from junheng.reports.check import Checked, Finding, Quantity, Severity
from junheng.reports.check.showing import shown
from junheng.reports.check.words import KINDS, SEVERITIES
from junheng.web.format import language

#: A page of more characters than this is slow to draw; then the findings stand alone.
LONGEST = 400_000
_STATES = {Severity.ERROR: "miss", Severity.WARNING: "near", Severity.INFO: "told"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line: plain words, or a figure with its state and what is said of it."""

    text: str
    state: str = ""  # "", plain, told, near, miss
    said: str = ""  # shown on hover: the calculation, or how the figure was read
    number: int = 0  # of the finding, from 1


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as the page lists it."""

    number: int
    state: str
    word: str
    kind: str
    line: int
    stated: str
    computed: str
    explanation: str


def listed(checked: Checked) -> list[Said]:
    """The findings, numbered in the order of the text."""
    text, lang = checked.document.text, language()
    breaks = [place for place, char in enumerate(text) if char == "\n"]
    return [
        Said(
            number,
            _STATES[one.severity],
            SEVERITIES[one.severity](lang),
            KINDS[one.kind](lang),
            bisect_left(breaks, one.start) + 1,
            one.stated,
            one.computed,
            one.explanation(lang).strip(),
        )
        for number, one in enumerate(checked.findings, start=1)
    ]


def kinds(checked: Checked) -> list[dict[str, object]]:
    """The severities that occur, worst first, each with its word and its count."""
    counts = {severity: sum(one.severity is severity for one in checked.findings) for severity in Severity}
    return [{"state": _STATES[severity], "word": SEVERITIES[severity](language()), "n": n} for severity, n in counts.items() if n]


def lines(checked: Checked) -> Iterator[list[Piece]]:
    """The lines of the text in pieces; none where the text is too long for a page."""
    text = checked.document.text
    if len(text) > LONGEST:
        return
    marks = iter([*_marks(checked), (len(text), len(text), Piece(""))])
    start, end, piece = next(marks)
    place = 0
    for line in text.split("\n"):
        stop, pieces = place + len(line), []
        while start < stop:
            pieces += [Piece(text[place:start]), piece]
            place = end
            start, end, piece = next(marks)
        pieces.append(Piece(text[place:stop]))
        yield [one for one in pieces if one.text]
        place = stop + 1


def _marks(checked: Checked) -> list[tuple[int, int, Piece]]:
    """Figures, and findings where no figure stands, without overlap."""
    text = checked.document.text
    found: dict[tuple[int, int], list[tuple[int, Finding]]] = {}
    for number, one in enumerate(checked.findings, start=1):
        found.setdefault((one.start, one.end), []).append((number, one))
    marks = [(start, end, _doubted(text[start:end], said)) for (start, end), said in found.items()]
    taken = {place for start, end, _ in marks for place in range(start, end)}
    marks += [
        (one.start, one.end, Piece(one.text, "plain", _read(one))) for one in checked.figures if not taken & set(range(one.start, one.end))
    ]
    return sorted(marks, key=lambda mark: mark[0])


def _doubted(text: str, said: list[tuple[int, Finding]]) -> Piece:
    number, worst = min(said, key=lambda pair: list(Severity).index(pair[1].severity))
    return Piece(text.replace("\n", " "), _STATES[worst.severity], " ".join(one.explanation(language()).strip() for _, one in said), number)


def _read(one: Quantity) -> str:
    """How a figure was read: value, unit, year, hedge."""
    value = shown(one.value, one.unit if one.unit != "a:b" else "")
    if one.high is not None:
        value += f"~{shown(one.high, one.unit)}"
    return " · ".join(part for part in (value, one.period, one.hedge) if part)
