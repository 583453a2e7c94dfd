"""Periods 期间 as days: a year, a month or a day, and the day on which each is read."""

from __future__ import annotations

from datetime import date


def first_day(period: str, year_starts: tuple[int, int]) -> date:
    """The day on which a period's parameters and its tree of units are read: a year's by the pack, a month's first, a day itself.

    >>> first_day("2025", (9, 1)), first_day("2025-03", (9, 1))
    (datetime.date(2025, 9, 1), datetime.date(2025, 3, 1))
    """
    year, *rest = (int(part) for part in period.split("-"))
    month, day = {0: year_starts, 1: (*rest, 1), 2: tuple(rest)}[len(rest)]
    return date(year, month, day)
