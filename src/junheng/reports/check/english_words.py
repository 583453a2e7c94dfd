"""Words of English figures: numbers written out, sizes, hedges, and words that are never what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def _each(words: str) -> list[str]:
    return words.split()


_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
SMALL = {word: value for value, word in enumerate(_each(_TO_TWENTY), start=1)}
SMALL |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
SIZES: Mapping[str, int] = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
PERCENT = {"percent": "%", "per cent": "%", "per mille": "‰", "percentage point": "percentage points"}
#: As the Chinese hedge that means the same.
HEDGES: Mapping[str, str] = {
    "over": "超过",
    "more than": "超过",
    "above": "超过",
    "just over": "超过",
    "at least": "至少",
    "nearly": "近",
    "almost": "近",
    "close to": "近",
    "under": "不足",
    "just under": "近",
    "below": "不足",
    "fewer than": "不足",
    "less than": "不足",
    "up to": "不超过",
    "at most": "不超过",
    **dict.fromkeys(("about", "around", "some", "roughly", "approximately", "an estimated"), "约"),
}
KINDS = {
    "%": "percent",
    "‰": "per_mille",
    "percentage points": "points",
    **dict.fromkeys(("yuan", "RMB", "dollars", "pounds", "euros"), "money"),
    **dict.fromkeys(("years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes"), "duration"),
    "times": "multiple",
    **dict.fromkeys(
        _each(
            "people pupils students teachers children persons residents visitors donors staff women men girls boys adults patients workers"
        ),
        "people",
    ),
}
MONTHS = _each(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
#: Words that end a number: they are not counted, nor is what stands behind them.
STOPS = frozenset(
    _each(
        "and or the a an for from with that was were are is be been being has have had do does did per than then when which who whose "
        "into onto over under about to at in on by as out each it its he she they we there here this these those not no nor so if but "
        "because since while whereas although after before during through across among between against within without above below until "
        "till up down off via versus plus minus compared respectively also still now ago later earlier yet only just will would can could "
        "may might must shall should of am pm ranged came saw rose fell grew increased decreased"
    )
    + MONTHS
)
#: Nouns that are plural without an s.
PLURAL = frozenset(_each("people children women men staff personnel yuan data aircraft feet percent police"))
NOT_PLURAL = frozenset(_each("less across as us plus is was has this its yes versus thus always perhaps towards previous various"))
#: Before the number of a table, a page, a grade.
LABELS = (
    "table|figure|fig|section|chapter|notes?|pages?|pp?|nos?|number|annex|appendix|article|paragraph|para|part|phase|stage|grades?|level|type|"
    "version|release|volume|vol|room|chart|box|goal|tier|class|category|item|question|step|act|zone|band|year|years|week|day|aged?|ages|"
    "telephone|tel|phone|fax|office|enquiries|sfr|isbn|issn|route|line|unit|schedule|rule|form|covid"
)
#: Measures that stand before a noun: a five-year plan.
MEASURES = frozenset(
    _each("year month week day hour minute second metre meter kilometre km mile acre hectare bed seat place storey percent")
)


def read_number(written: str) -> Fraction:
    """12,345 or twelve."""
    return Fraction(SMALL[written]) if written in SMALL else Fraction(written.replace(",", ""))
