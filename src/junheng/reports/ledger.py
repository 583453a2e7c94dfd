"""Figures of a text against a release: what a summary says of an indicator or a count beside what the data say 与台账核对."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.check import Document, Finding, Quantity, Severity
from junheng.reports.check.interval import Interval
from junheng.reports.check.layout import laid_out
from junheng.reports.check.reading import Reading, Sentence
from junheng.reports.figure import NO_INDICATOR, FigureId
from junheng.reports.ledger_counts import Count, Counts
from junheng.reports.ledger_names import Names
from junheng.reports.summary.values import Values
from junheng.tables.units import parse_unit, unit

#: Of what is said before a figure, so many characters tell what it is.
_BEFORE = 60
#: A change, a limit or a plan is no level.
_NO_LEVEL = re.compile(r"(?:上升|下降|增|减|提高|降低|相差|上限|不超过|底线|目标|计划|力争|新建|改造|招收|毕业|其中)[^，。；,;]{0,6}$")
_BEHIND = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、]{1,12}")
#: Of how many units there are.
_UNITS = frozenset(("所", "个", "家", "座", "园"))
_PEOPLE = frozenset(("人", "名", "位"))


@dataclass(frozen=True)
class Ledger:
    """A release under a pack, by the names that people use."""

    release: Release
    pack: Pack

    def against(self, document: Document) -> Iterator[Finding]:
        """Every figure that names an indicator or a count, an area and a period of the release, and says another number."""
        layout = laid_out(document)
        heading = ""
        for sentence in Reading(layout.plain).sentences:
            for figure in sentence.figures:
                finding = self._held(sentence, figure, heading)
                if finding is not None:
                    start, end = layout.written(finding.start, finding.end)
                    yield replace(finding, start=start, end=end)
            line = sentence.text.strip()
            heading = line if 0 < len(line) < 20 and not line.endswith("。") else heading

    def _held(self, sentence: Sentence, figure: Quantity, heading: str) -> Finding | None:
        before = sentence.before(figure, _BEFORE)
        if figure.period not in self._values.problem.periods or _NO_LEVEL.search(re.split(r"[，。；,;]", before)[-1]):
            return None
        context = heading + sentence.text[: figure.start - sentence.start]
        named = self._named(before, context, figure)
        return self._compared(figure, named) if named is not None else self._counted(sentence, figure, context)

    def _named(self, before: str, context: str, figure: Quantity) -> FigureId | None:
        """The figure of the release that is meant; None where the words do not say one and only one."""
        names = self._names
        level = names.last(context, names.levels)
        clause = re.split(r"[，。；,;]", before)[-1]
        if level is None:
            return None
        area = names.last(context, names.areas) or names.top
        if "综合差异系数" in clause:
            return FigureId("comprehensive", area, level, NO_INDICATOR, figure.period)
        indicator = names.last(before, names.indicators)
        if indicator is None:
            return None
        if "差异系数" in clause:
            return FigureId("cv", area, level, indicator, figure.period)
        label = self._values.unit(FigureId("mean", area, level, indicator, figure.period), "zh")
        return FigureId("mean", area, level, indicator, figure.period) if figure.unit and figure.unit == label else None

    def _compared(self, figure: Quantity, named: FigureId) -> Finding | None:
        value = self._values.of(named)
        if value is None:
            return None
        stated = Interval.of(figure)
        if stated.low <= value and (stated.high is None or value <= stated.high):
            return None
        shown = f"{value:,.{self._values.decimals(named)}f}{self._values.unit(named, 'zh')}"
        return _finding(figure, shown, _traced(named), sure=not figure.approximate)

    def _counted(self, sentence: Sentence, figure: Quantity, context: str) -> Finding | None:
        """A count of schools, of pupils, or the total of a measure; the words have to say nothing else, such as 农村 or 公办."""
        area = self._names.last(context, self._names.areas)
        words = self._names.core(figure.subject)
        behind = _BEHIND.match(sentence.after(figure))
        if not words and behind:
            words = self._names.core(behind[0])
        elif words and behind and figure.kind in ("people", "count"):
            return None  # 教师500人次培训, 学校20个班级: what is counted stands behind
        level, rest = self._names.level_in(words)
        meant = level or self._names.last(context, self._names.levels)
        found = [(count, level) for level in dict.fromkeys((level, meant)) for count in self._counts_of(words, rest, level, area, figure)]
        stated = Interval.of(figure)
        if not found or any(_meets(count, stated) for count, _ in found):
            return None
        (count, at), *others = found
        shown = f"{count.value:,.10g}{figure.unit}"
        sure = count.complete and area is not None and not others and not figure.approximate
        return _finding(figure, shown, self._traced_count(words, count, area or self._names.top, at, figure.period), sure=sure)

    def _counts_of(self, words: str, rest: str, level: str | None, area: str | None, figure: Quantity) -> Iterator[Count]:
        place = area or self._names.top
        if rest in self._names.pupils and figure.unit in _PEOPLE and (rest != "生" or level):
            found = self._counts.pupils(place, level, figure.period)
            yield from [found] if found else []
        elif rest in self._names.measures:
            measure = self._names.measures[rest]
            total = self._counts.total(place, level, measure, figure.period)
            factor = self._factor(measure, figure.unit)
            if total is not None and factor is not None:
                yield replace(total, value=total.value / float(factor))
        elif words in self._names.units and figure.unit in _UNITS:
            yield from self._counts.units(place, self._names.units[words], level, figure.period)

    def _factor(self, measure: str, written: str) -> Fraction | None:
        """By what to multiply a value as written, to have it in the measure's own unit."""
        kept, found = self.pack.vocabulary.measures[measure].unit, parse_unit(written)
        return found.factor_to(unit(kept)) if found is not None else None

    def _traced_count(self, words: str, count: Count, area: str, level: str | None, period: str) -> Text:
        """Where the count can be traced: an address where one figure of the release has this value, else the rows that were added."""
        if level is not None:
            for indicator in self.pack.indicators:
                for kind in ("pupils", "units"):
                    named = FigureId(kind, area, level, indicator.id, period)
                    if level in indicator.levels and self._values.of(named) == count.value:
                        return _traced(named)
        return Text("由 {area} {period} 年“{words}”各行相加得出。", "Added up from the rows of “{words}” in {area}, {period}.").format(
            area=area, period=period, words=words
        )

    @cached_property
    def _values(self) -> Values:
        return Values(self.release, self.pack)

    @cached_property
    def _counts(self) -> Counts:
        return Counts(self.release, self.pack)

    @cached_property
    def _names(self) -> Names:
        return Names(self.release, self.pack)


def _meets(count: Count, stated: Interval) -> bool:
    value = Fraction(count.value).limit_denominator(10**6)
    return stated.low <= value and (stated.high is None or value <= stated.high)


def _traced(named: FigureId) -> Text:
    return Text("数字编号 {id}，可用 junheng trace 追溯。", "Its address is {id}; junheng trace leads to the rows.").format(id=named)


def _finding(figure: Quantity, shown: str, trace: Text, *, sure: bool) -> Finding:
    return Finding(
        "ledger",
        Severity.ERROR if sure else Severity.WARNING,
        figure.start,
        figure.end,
        figure.text,
        shown,
        Text("数据中为 {shown}，文中写作 {stated}。{trace}", "The data say {shown}, the text {stated}. {trace}").format(
            shown=shown, stated=figure.text, trace=trace
        ),
    )
