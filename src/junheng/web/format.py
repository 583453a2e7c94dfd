"""How numbers and dates are written, in both languages, in one place.

Chinese keeps 万 and 亿; English separates thousands. Values are judged unrounded by the rooms below; nothing here decides,
but `beside_limit` shows one more digit where rounding would hide the verdict.
"""

from __future__ import annotations

import math
from datetime import date, datetime

from django.utils import timezone, translation

from junheng.language import Language, Text
from junheng.reports.rounding import rounded
from junheng.tables.units import singular, unit

MISSING = "–"


def language() -> Language:
    """The language of the page being written."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def _missing(value: float | None) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def number(value: float | None, decimals: int = 0) -> str:
    """A number in a table, ``1,284`` or ``5.32``; a dash where there is none."""
    if _missing(value):
        return MISSING
    shown = rounded(value, decimals)
    return f"{shown or abs(shown):,}".replace("-", "−")


def amount(value: float | None, decimals: int = 0) -> str:
    """A quantity in prose: 76.2 万 and 1.38 亿 in Chinese, 762,000 in English."""
    if _missing(value) or language() == "en":
        return number(value, decimals)
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            digits = number(value / size, 2 if abs(value) < 10 * size else 1)
            return f"{digits.rstrip('0').rstrip('.')} {word}"
    return number(value, decimals)


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.853 is ``85%``."""
    return MISSING if _missing(share) else f"{number(share * 100, decimals)}%"


def beside_limit(value: float | None, limit: float | None, decimals: int) -> str:
    """A value that is read against a limit, with as many digits as keep both on their sides.

    0.5023 against 0.50 is written 0.502: with two digits it would look as if it met the limit.
    """
    if _missing(value) or _missing(limit):
        return number(value, decimals)
    for digits in range(decimals, decimals + 4):
        shown, bound = rounded(value, digits), rounded(limit, digits)
        if (shown > bound) - (shown < bound) == (value > limit) - (value < limit):
            return number(value, digits)
    return number(value, decimals + 4)


def day(when: date | datetime | None) -> str:
    """A date in data: 2025-11-18."""
    if when is None:
        return MISSING
    return (timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when).strftime("%Y-%m-%d")


def moment(when: datetime | None) -> str:
    """A time in data: 2025-11-18 16:20."""
    if when is None:
        return MISSING
    return (timezone.localtime(when) if timezone.is_aware(when) else when).strftime("%Y-%m-%d %H:%M")


def day_in_prose(when: date | datetime) -> str:
    """A date in a sentence: 11 月 18 日, 18 November."""
    return f"{when.month} 月 {when.day} 日" if language() == "zh" else f"{when.day} {_MONTHS[when.month - 1]}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def school_year(period: str) -> str:
    """A period as people call it: 2025 is 2025—2026, a month or day stays as it is."""
    return f"{period}—{int(period) + 1}" if len(period) == 4 and period.isdigit() else period


def unit_label(name: str) -> str:
    """A unit of measure as it is printed behind a number: ``m2/pupil`` is ㎡/生, m²/pupil; ``teacher`` is 人, teachers."""
    counted, _, per = name.partition("/")
    words = [_COUNTED.get(counted) or unit(counted).label]
    if per:
        label = unit(per).label
        words.append(_PER.get(per) or Text(label.zh, singular(label.en)))
    return "/".join(word(language()) for word in words)


#: Shorter than the unit's own name, for heads and chart axes: of what is counted, and of what it is divided by.
_COUNTED = {"m2": Text("㎡", "m²"), "teacher": Text("人", "teachers"), "fte": Text("人", "FTE")}
_PER = {
    "pupil": Text("生", "pupil"),
    "100 pupil": Text("百生", "100 pupils"),
    "class": Text("班", "class"),
    "teacher": Text("师", "teacher"),
}
