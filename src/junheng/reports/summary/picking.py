"""Every figure that a template can ask for, by name: what an editor picks from instead of typing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from junheng.language import Text
from junheng.reports.figure import NO_INDICATOR
from junheng.reports.totals import ANY_KIND, OF_KIND
from junheng.tables.schema import ALL_LEVELS

from .values import Values

#: Kinds of figure of an indicator that is compared, in the order in which they are offered.
_OF_INDICATOR = {
    "mean": Text("平均", "mean"),
    "cv": Text("差异系数", "coefficient of variation"),
    "below": Text("低于底线的学校数", "units below the floor"),
    "units": Text("参加比较的学校数", "units compared"),
}
_OVERALL = Text("合计口径", "over the whole")
_COMPREHENSIVE = Text("综合差异系数", "comprehensive coefficient")
_TOTAL, _COUNT, _ALL = Text("合计", "total"), Text("个数", "number"), Text("全部", "all")


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure to pick: its words, and what a template writes between braces for it."""

    name: Text
    field: str  # total all teachers


def choices(values: Values) -> Iterator[Choice]:
    """All of a release under a pack: what is compared first, then what is added up."""
    vocabulary = values.pack.vocabulary
    present = [level for level in vocabulary.levels if level in values.problem.levels]
    for level in present:
        name = vocabulary.levels[level].name
        if values.pack.compliance is not None:
            yield Choice(_joined(name, _COMPREHENSIVE), f"comprehensive {level} {NO_INDICATOR}")
        for indicator in values.pack.indicators:
            if indicator.balance and level in indicator.levels:
                for kind, word in _OF_INDICATOR.items():
                    yield Choice(_joined(name, indicator.name, word), f"{kind} {level} {indicator.id}")
    yield from _overall(values)
    yield from _totals(values)


def _overall(values: Values) -> Iterator[Choice]:
    levels = values.pack.vocabulary.levels
    summable = {*values.totals.measures, "unit_pupils"}
    for indicator in values.pack.indicators:
        if set(indicator.formula.names) <= summable:
            for level in indicator.levels:
                yield Choice(_joined(levels[level].name, indicator.name, _OVERALL), f"overall {level} {indicator.id}")


def _totals(values: Values) -> Iterator[Choice]:
    """Of measures and kinds of unit that the release has at all."""
    vocabulary, tables = values.pack.vocabulary, values.release.tables
    stated = set(tables["observations"]["measure"]) | ({"pupils"} if tables["enrolment"].height else set())
    stated |= {"classes"} if tables["classes"].height else set()
    levels = [(ALL_LEVELS, _ALL), *((code, level.name) for code, level in vocabulary.levels.items())]
    kinds = [(code, kind.name) for code, kind in vocabulary.unit_kinds.items() if code in set(tables["units"]["kind"])]
    for code, level in levels:
        for kind, name in ((ANY_KIND, _ALL), *kinds):
            yield Choice(_joined(level, name, _COUNT), f"count {code} {kind}")
        for measure, known in values.totals.measures.items():
            if measure in stated:
                yield Choice(_joined(level, known.name, _TOTAL), f"total {code} {measure}")
                for kind, name in kinds:
                    yield Choice(_joined(level, known.name, name, _TOTAL), f"total {code} {measure}{OF_KIND}{kind}")


def _joined(*names: Text) -> Text:
    return Text(" · ".join(name.zh for name in names), " · ".join(name.en for name in names))
