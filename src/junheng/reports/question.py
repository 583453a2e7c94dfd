"""One figure that someone asks about, with what an answer needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from junheng.engines.balance import Problem, Result
from junheng.language import Text
from junheng.packs import Citation, Indicator, Pack
from junheng.releases import Release
from junheng.reports.figure import FigureError, FigureId, Part, Trace
from junheng.reports.rows import source_rows
from junheng.reports.totals import Totals
from junheng.tables.schema import ALL_LEVELS

ALL_NAME = Text("合计", "all levels")


@dataclass(frozen=True, slots=True)
class Question:
    """Where does this figure of a release under a pack come from? `unit_figures`, `area_figures` or `whole_figures` answer."""

    release: Release
    pack: Pack
    figure: FigureId
    solved: Callable[[str], tuple[Problem, Result]]  # by period; computed once for all questions asked together
    totals: Totals

    @property
    def indicator(self) -> Indicator:
        """The indicator that the figure names."""
        try:
            return self.pack.indicator(self.figure.indicator)
        except KeyError:
            named = [(i.id, i.short.zh) for i in self.pack.indicators]
            known = Text("、".join(f"{code}（{name}）" for code, name in named), ", ".join(code for code, _ in named))
            why = Text("规则包没有指标 {indicator}，有 {known}", "the pack has no indicator {indicator}; it has {known}")
            raise self.refusal(why.format(indicator=self.figure.indicator, known=known)) from None

    def refusal(self, why: Text) -> FigureError:
        """That there is no such figure, and why."""
        whole = Text("没有数字 {figure}：{why}。", "There is no figure {figure}: {why}.")
        return FigureError(whole.format(figure=str(self.figure), why=why))

    def rows(self, units: list[str], measures: tuple[str, ...]) -> pl.DataFrame:
        """The rows of the files behind measures of units."""
        return source_rows(self.release, self.pack, units=units, level=self.figure.level, measures=measures, period=self.figure.period)

    def answer(
        self,
        *,
        value: float | None,
        unit: str,
        decimals: int,
        name: Text,
        subject: str,
        formula: Text,
        calculation: Text,
        source: Citation,
        rows: pl.DataFrame,
        notes: tuple[Text, ...] = (),
        parts: tuple[Part, ...] = (),
    ) -> Trace:
        """The trace, with what the question already says."""
        level = ALL_NAME if self.figure.level == ALL_LEVELS else self.pack.vocabulary.levels[self.figure.level].name
        return Trace(
            self.figure,
            value,
            decimals,
            unit,
            name,
            subject,
            level,
            formula,
            calculation,
            source,
            self.release,
            self.pack.name,
            parts,
            rows,
            notes,
        )
