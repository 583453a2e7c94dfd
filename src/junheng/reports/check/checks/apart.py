"""Growth against a level that stands elsewhere in the text 前后文增幅: 2024 年在园幼儿 1200 人 … 2025 年在园幼儿 1320 人，增长 10%."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from junheng.language import Text

from ..finding import Finding, Severity
from ..interval import Interval
from ..quantity import Quantity
from ..reading import Reading
from ..showing import shown_range
from .growth import DOWN, LEVEL, UP

#: A level, then by how much it changed within a year; 环比 and 年均 are of other spans.
_CHANGE = re.compile(rf"[,，(]?(?:同比|比上年|比去年|较上年|较去年|上年)?(?:同期)?(?:(?P<up>{UP})|{DOWN})了?")
#: Characters. A shorter subject is said of many things.
_SUBJECT = 4


def growth_apart(reading: Reading) -> Iterator[Finding]:
    """Every level with its yearly change in per cent, against the same subject's level of the year before."""
    levels: dict[tuple[str, str, str], list[Quantity]] = defaultdict(list)
    for one in reading.figures:
        if one.kind in LEVEL and one.kind != "percent" and len(one.subject) >= _SUBJECT and one.period.isdigit() and not one.approximate:
            levels[(one.subject, one.unit, one.period)].append(one)
    for sentence in reading.sentences:
        for now, change in zip(sentence.figures, sentence.figures[1:], strict=False):
            said = _CHANGE.fullmatch(sentence.between(now, change))
            if said is None or change.kind != "percent" or change.hedge or now not in levels.get((now.subject, now.unit, now.period), ()):
                continue
            before = levels.get((now.subject, now.unit, str(int(now.period) - 1)), [])
            if len({one.value for one in before}) == 1 and before[0].value:
                yield from _held(now, change, before[0], up=bool(said["up"]))


def _held(now: Quantity, change: Quantity, before: Quantity, *, up: bool) -> Iterator[Finding]:
    old, new = Interval.of(before), Interval.of(now)
    computed = (new - old if up else old - new) / old * 100
    if computed.meets(Interval.of(change)):
        return
    yield Finding(
        "growth",
        Severity.WARNING,  # the base may have been revised since
        change.start,
        change.end,
        change.text,
        shown_range(computed, "%"),
        Text(
            "文中上年为 {old}，本年 {new}，变化 {computed}，此处写作 {stated}。",
            "The text has {old} for the year before and {new} now: {computed}; here it says {stated}.",
        ).format(old=before.text, new=now.text, computed=shown_range(computed, "%"), stated=change.text),
    )
