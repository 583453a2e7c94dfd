"""Figures of a text against a release: what a summary says of an indicator beside what the data says 与台账核对."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.check import Document, Finding, Quantity, Severity
from junheng.reports.check.context import sentences
from junheng.reports.check.interval import Interval
from junheng.reports.check.quantities import quantities
from junheng.reports.figure import NO_INDICATOR, FigureId
from junheng.reports.summary.values import Values

#: Of what is said before a figure, so many characters tell what it is.
_BEFORE = 60
#: A change, a limit or a plan is no level.
_NO_LEVEL = re.compile(r"(?:上升|下降|增|减|提高|降低|相差|上限|不超过|底线|目标|计划|力争)[^，。；,;]{0,6}$")
_WHOLE_REGION = re.compile("全市|全县|全区|全省|全州|全域")


@dataclass(frozen=True)
class Ledger:
    """A release under a pack, by the names that people use."""

    release: Release
    pack: Pack

    def against(self, document: Document) -> Iterator[Finding]:
        """Every figure that names an indicator, a level and a period of the release, and says another number."""
        text = document.text
        heading = ""
        figures = iter(quantities(text))
        figure = next(figures, None)
        for start, end in sentences(text):
            while figure is not None and figure.start < end:
                before = text[max(start, figure.start - _BEFORE) : figure.start]
                named = self._named(before, heading + text[start : figure.start], figure)
                if named is not None and (finding := self._compared(figure, named)) is not None:
                    yield finding
                figure = next(figures, None)
            line = text[start:end].strip()
            heading = line if 0 < len(line) < 20 and not line.endswith("。") else heading

    def _named(self, before: str, context: str, figure: Quantity) -> FigureId | None:
        """The figure of the release that is meant; None where the words do not say one and only one."""
        level = self._last(context, self._levels)
        clause = re.split(r"[，。；,;]", before)[-1]
        if level is None or figure.period not in self._values.problem.periods or _NO_LEVEL.search(clause):
            return None
        area = self._last(context, self._areas) or self._top
        if "综合差异系数" in clause:
            return FigureId("comprehensive", area, level, NO_INDICATOR, figure.period)
        indicator = self._last(before, self._indicators)
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
        return Finding(
            "ledger",
            Severity.WARNING if figure.approximate else Severity.ERROR,
            figure.start,
            figure.end,
            figure.text,
            shown,
            Text(
                "数据中为 {shown}，文中写作 {stated}。数字编号 {id}，可用 junheng trace 追溯。",
                "The data say {shown}, the text {stated}. Its address is {id}; junheng trace leads to the rows.",
            ).format(shown=shown, stated=figure.text, id=named),
        )

    @staticmethod
    def _last(text: str, names: dict[str, str]) -> str | None:
        """The code of the name that stands last in a text; of names that end together the longest."""
        found = [(text.rfind(name) + len(name), len(name), code) for name, code in names.items() if name in text]
        return max(found)[2] if found else None

    @cached_property
    def _values(self) -> Values:
        return Values(self.release, self.pack)

    @cached_property
    def _top(self) -> str:
        areas = self.release.tables["areas"]
        return str(areas.filter(areas["parent"].is_null())["area"][0])

    @cached_property
    def _areas(self) -> dict[str, str]:
        areas = self.release.tables["areas"]
        named = dict(zip(areas["name"].to_list(), areas["area"].to_list(), strict=True))
        return named | dict.fromkeys(_WHOLE_REGION.pattern.split("|"), self._top)

    @cached_property
    def _levels(self) -> dict[str, str]:
        return {level.name.zh: code for code, level in self.pack.vocabulary.levels.items()}

    @cached_property
    def _indicators(self) -> dict[str, str]:
        return {name: each.id for each in self.pack.indicators for name in (each.name.zh, each.short.zh)}
