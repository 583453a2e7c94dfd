"""Figures of English text: 12,345 pupils, 3.5 per cent, £2.4m, twelve schools, one in five, two-thirds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .english_words import HEDGES, KINDS, LABELS, MEASURES, MONTHS, NOT_PLURAL, PARTS, PERCENT, PLURAL, SIZES, SMALL, STOPS, read_number
from .quantity import Quantity

_DIGITS = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?(?!\d|,\d)|\d{1,40}(?:\.\d+)?(?!\d)"
_WORD = rf"\b(?:{'|'.join(SMALL)}|one(?=[ -](?:thousand|million|billion|trillion)\b))\b"
_MONEY = r"(?:US|HK|NT|[ACS])?\$|RMB|CNY|USD|EUR|GBP|[¥£€]"
_FIGURE = re.compile(
    rf"(?<![\w.,/:'-])(?:(?P<money>{_MONEY})\s*)?(?P<number>{_DIGITS}|{_WORD})"
    rf"(?:(?:[ -](?P<scale>thousand|million|billion|trillion)\b)|(?P<short>k|m|mn|bn|tn)\b)?"
    r"(?:[ -](?P<percent>percentage points?|per cent|percent|per mille)\b)?(?![/:]\d)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z]{3}|[$£€]")
_ONE_PERCENT = re.compile(r"\bone (?:per cent|percent)\b", re.IGNORECASE)
_IN = re.compile(rf"\b(?P<part>one|{_WORD}|\d+) (?:in|out of) (?:every )?(?P<whole>{_WORD}|\d+)\b(?![ ,.]?\d| per ?cent|%)", re.IGNORECASE)
_THIRDS = re.compile(
    rf"\b(?P<count>one|an?|two|three|four|five)[ -](?P<part>{'|'.join(PARTS)})s?\b(?= of| the|[,.;)]|-)|\b(?P<half>half)\b(?= of| the)",
    re.IGNORECASE,
)
_HEDGE = re.compile(rf"\b({'|'.join(sorted(HEDGES, key=len, reverse=True))})\s+(?:{_MONEY})?$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:\b(?:{LABELS})\.?|\b(?:{'|'.join(MONTHS)})\.?|\d) $", re.IGNORECASE)
_CODE = re.compile(r"\b(?!RMB|GDP)[A-Z]{2,} $")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_WORD = re.compile(r"[ -]([A-Za-z]+)(?:-[A-Za-z]+)*")
_LEAD = re.compile(
    r"(?:\b(?:of|by|to|from|at|was|were|is|are|than|with|only|just|had|has|total(?:led|ing|s)?|reach(?:ed|es)?|number(?:ed|s)?|averag(?:e|ed|es|ing)|"
    r"about|around|nearly|almost|over|under|some|down|up|between|exceed(?:ed|s)?|counted|enrolled|recorded|served|employed)|[=:(]) ?$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r" ?(?:[.,;:)!?\n-]|$)| \(|"
    r" (?:in|on|at|to|from|and|or|per|of|over|last|this|for|compared|during|by|a|as|since|"
    r"while|whereas|but|which|who|that|were|was|are|is|have|has)\b"
)
_MOST_WORDS = 4


def english_quantities(plain: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Figures of English words that stand in none already found."""
    if not _WORDS.search(plain):
        return  # nothing of English, which takes the patterns below a tenth of the time of all to find out
    taken = {place for one in found for place in range(one.start, one.end)}
    for one in (*_fractions(plain), *_numbers(plain)):
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield one


def _fractions(plain: str) -> Iterator[Quantity]:
    """Two-thirds, one in five, half of; and one per cent."""
    for found in _IN.finditer(plain):
        part, whole = (1 if word.lower() == "one" else read_number(word.lower()) for word in (found["part"], found["whole"]))
        if 0 < part < whole:
            yield _quantity(found, found.end(), Fraction(part, whole), "", "fraction", Fraction(0))
    for found in _THIRDS.finditer(plain):
        count = SMALL.get((found["count"] or "one").lower(), 1)
        yield _quantity(found, found.end(), Fraction(count, PARTS[(found["part"] or "half").lower()]), "", "fraction", Fraction(0))
    for found in _ONE_PERCENT.finditer(plain):
        yield _quantity(found, found.end(), Fraction(1), "%", "percent", Fraction(1))


def _numbers(plain: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(plain):
        after = plain[match.end() : match.end() + 1]
        if "\u4e00" <= after <= "\u9fff" or (one := _read(plain, match)) is None:
            continue
        yield one


def _read(plain: str, match: re.Match[str]) -> Quantity | None:
    written, money, end = match["number"].lower(), match["money"], match.end()
    scale = (match["scale"] or match["short"] or "").lower()
    if match["short"] and not money:
        return None  # 3m may be metres
    before = plain[max(0, match.start() - 24) : match.start()]
    if not money and not match["percent"] and not scale and (_LABEL.search(before) or _dated(plain, match) or _is_name(plain, match)):
        return None
    unit = PERCENT.get((match["percent"] or "").lower().removesuffix("s"), "")
    if money:
        unit = money
    elif not unit:
        unit, end = _counted(plain, match.end())
    if not (unit or scale or _alone(plain, match, before)):
        return None
    size = SIZES.get(scale, 1)
    step = Fraction(size, 10 ** len(written.partition(".")[2])) if written[0].isdigit() else Fraction(1)
    kind = "money" if money else KINDS.get(unit, "count" if unit else "number")
    return _quantity(match, end, read_number(written) * size, unit, kind, step)


def _quantity(match: re.Match[str], end: int, value: Fraction, unit: str, kind: str, step: Fraction) -> Quantity:
    before = _HEDGE.search(match.string, max(0, match.start() - 18), match.start())
    hedge = HEDGES[before[1].lower()] if before else ""
    return Quantity(match.start(), end, match.string[match.start() : end], value, unit, kind, hedge=hedge, step=step)


def _dated(plain: str, match: re.Match[str]) -> bool:
    """A year, a day of a month, a group of a telephone number."""
    if _YEAR.fullmatch(match["number"]) or re.match(r"0\d", match["number"]):
        return True
    word = _NEXT_WORD.match(plain, match.end())
    return re.match(r" \d", plain[match.end() : match.end() + 2]) is not None or (word is not None and word[1].lower() in MONTHS)


def _is_name(plain: str, match: re.Match[str]) -> bool:
    """Two Systems, the 14th Five-Year Plan: a number word with a capital letter before another."""
    word = _NEXT_WORD.match(plain, match.end())
    return match["number"][0].isupper() and word is not None and word[1][0].isupper()


def _counted(plain: str, end: int) -> tuple[str, int]:
    """The noun that is counted and where it ends: the first plural among the next words; a measure after a hyphen."""
    place = end
    for _ in range(_MOST_WORDS):
        word = _NEXT_WORD.match(plain, place)
        if word is None:
            return "", end
        name = word[1].lower()
        if plain[place] == "-" and place == end and name in MEASURES:
            return name, word.end(1)
        if name in STOPS or word[1][0].isupper():
            return "", end
        if name in PLURAL or (name.endswith("s") and not name.endswith("ss") and name not in NOT_PLURAL):
            following = _NEXT_WORD.match(plain, word.end())
            if following is not None and plain[word.end()] == " " and following[1].lower() in KINDS and name not in KINDS:
                return following[1].lower(), following.end()  # 518 apheresis donors
            return name, word.end()
        place = word.end()
    return "", end


def _alone(plain: str, match: re.Match[str], before: str) -> bool:
    """Whether a number without a noun states a figure: after a verb or preposition, before a pause."""
    if not match["number"][0].isdigit() or _CODE.search(before) or not _FOLLOWS.match(plain, match.end()):
        return False
    return "," in match["number"] or bool(_LEAD.search(before))
