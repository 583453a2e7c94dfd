"""Figures of English text: 12,345 pupils, 3.5 per cent, 2 million yuan, twelve schools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .quantity import Quantity

_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?(?!\d)|{'|'.join(_WORDS)}"
_FIGURE = re.compile(
    rf"(?<![\w.,-])(?:(?P<money>RMB|CNY|USD|¥|\$|€)\s*)?(?P<number>{_NUMBER})(?:[ -](?P<scale>thousand|million|billion)\b)?"
    r"(?:[ -](?P<unit>percentage points?|per cent|percent|per mille|[A-Za-z]{2,}))?",
    re.IGNORECASE,
)
#: Words that follow a number and are not what is counted.
_NO_UNIT = re.compile(
    "and|or|the|for|from|with|that|was|were|are|is|has|have|had|per|than|then|when|which|into|onto|over|under|about|to|at|in|of|on|by|as|out|each|"
    "january|february|march|april|may|june|july|august|september|october|november|december|am|pm"
)
_PERCENT = {"percent": "%", "per cent": "%", "per mille": "‰", "percentage point": "percentage points"}
_HEDGES = re.compile(
    r"\b(about|around|nearly|almost|some|roughly|approximately|over|more than|at least|up to|at most|fewer than|less than)\s*$",
    re.IGNORECASE,
)
_SAME = {
    "over": "超过",
    "more than": "超过",
    "at least": "至少",
    "nearly": "近",
    "almost": "近",
    "up to": "不超过",
    "at most": "不超过",
    "fewer than": "不足",
    "less than": "不足",
}
_KINDS = {
    "%": "percent",
    "‰": "per_mille",
    "percentage points": "points",
    "yuan": "money",
    "RMB": "money",
    "dollars": "money",
    "times": "multiple",
}
_PEOPLE = frozenset(("people", "pupils", "students", "teachers", "children", "persons", "residents", "visitors", "donors", "staff"))


def english_quantities(plain: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Figures followed by an English word, or money, that stand in none already found."""
    taken = {place for one in found for place in range(one.start, one.end)}
    for match in _FIGURE.finditer(plain):
        one = _read(match)
        if one is not None and not taken & set(range(one.start, one.end)):
            yield one


def _read(match: re.Match[str]) -> Quantity | None:
    written, scale, money = match["number"].lower(), (match["scale"] or "").lower(), match["money"]
    unit = (match["unit"] or "").lower()
    end = match.end()
    if _NO_UNIT.fullmatch(unit) or (not unit and match["unit"]):
        unit, end = "", match.end("scale") if scale else match.end("number")
    if money:
        unit, end = money, match.end("scale") if scale else match.end("number")
    unit = _PERCENT.get(unit.removesuffix("s") if unit.startswith("percentage") else unit, unit)
    if not unit and not scale:
        return None
    size = _SIZES.get(scale, 1)
    value = Fraction(_WORDS[written]) if written in _WORDS else Fraction(written.replace(",", ""))
    step = Fraction(size, 10 ** len(written.partition(".")[2])) if written[0].isdigit() else Fraction(1)
    before = _HEDGES.search(match.string, max(0, match.start() - 16), match.start())
    hedge = _SAME.get(before[1].lower(), "约") if before else ""
    kind = "money" if money else _KINDS.get(unit, "people" if unit in _PEOPLE else "count" if unit else "number")
    return Quantity(match.start(), end, match.string[match.start() : end], value * size, unit, kind, hedge=hedge, step=step)
