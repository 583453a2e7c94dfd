"""Figures of the releases that a target can be tied to, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from junheng.language import Language, Text
from junheng.reports.figure import FigureId
from junheng.tables.schema import ALL_LEVELS
from junheng.web.format import language
from junheng.web.plans.measured import Measured, newest

#: Figures that a district has as the region has: what it can be held to by itself.
KINDS = {
    "cv": Text("差异系数", "coefficient of variation"),
    "mean": Text("平均值", "mean"),
    "overall": Text("合计口径", "over the whole"),
}
_TOTAL = Text("合计", "total")
_COUNT = Text("个数", "number of units")
_EVERY = Text("全部学段", "all levels")
_EVERYWHERE = Text("全部级别", "all levels")


def figures_of(region: str) -> dict[str, str]:
    """Every figure of a region, by ``kind:area:level:indicator``; nothing before its first release."""
    taken = newest(region)
    return _named(taken, language()) if taken is not None else {}


@lru_cache(maxsize=16)
def _named(taken: Measured, words: Language) -> dict[str, str]:
    return dict((*_compared(taken, words), *_whole(taken, words)))


def _compared(taken: Measured, words: Language) -> Iterator[tuple[str, str]]:
    """Coefficients, means and overall values of the indicators that have one."""
    for level in taken.snapshot.result.levels:
        for each in taken.snapshot.result.indicators:
            if level not in each.levels:
                continue
            for kind in KINDS:
                if kind != "cv" or each.balance:
                    figure = f"{kind}:{taken.top}:{level}:{each.id}"
                    if kind != "overall" or taken.points(figure):
                        yield figure, f"{level_name(taken, level, words)} · {each.name(words)} · {KINDS[kind](words)}"


def _whole(taken: Measured, words: Language) -> Iterator[tuple[str, str]]:
    """Totals of the measures, counts of the kinds of unit, and where nobody is on roll overall values, that the newest period has."""
    totals = taken.totals
    if not totals.periods:
        return
    period = totals.periods[-1]
    for level in (ALL_LEVELS, *taken.pack.vocabulary.levels):
        for code, measure in totals.measures.items():
            if totals.amounts(FigureId("total", taken.top, level, code, period)).height:
                yield f"total:{taken.top}:{level}:{code}", f"{level_name(taken, level, words)} · {measure.name(words)} · {_TOTAL(words)}"
    if not taken.pack.vocabulary.has_pupils:  # else the indicators stand among those that are compared
        yield from _overall(taken, words)
    for code, kind in taken.pack.vocabulary.unit_kinds.items():
        if totals.units(FigureId("count", taken.top, ALL_LEVELS, code, period)).height:
            yield f"count:{taken.top}:{ALL_LEVELS}:{code}", f"{kind.name(words)} · {_COUNT(words)}"


def _overall(taken: Measured, words: Language) -> Iterator[tuple[str, str]]:
    for each in taken.pack.indicators:
        for level in dict.fromkeys((ALL_LEVELS, *each.levels)):
            figure = f"overall:{taken.top}:{level}:{each.id}"
            if taken.points(figure):
                yield figure, f"{level_name(taken, level, words)} · {each.name(words)} · {KINDS['overall'](words)}"


def level_name(taken: Measured, level: str, words: Language) -> str:
    """A level as its pack names it; all of them have a name too."""
    if level == ALL_LEVELS:
        return (_EVERY if taken.pack.vocabulary.has_pupils else _EVERYWHERE)(words)
    return taken.pack.vocabulary.levels[level].name(words)
