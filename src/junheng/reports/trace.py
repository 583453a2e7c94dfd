"""From any figure to the rows that it was computed from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from junheng.engines import balance
from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.area_figures import area_figure
from junheng.reports.figure import UNIT_KINDS, WHOLE_KINDS, FigureId, Trace
from junheng.reports.question import Question
from junheng.reports.spoken import in_codes
from junheng.reports.totals import Totals
from junheng.reports.unit_figures import amount, unit_value
from junheng.reports.whole_figures import whole_figure
from junheng.tables.schema import ALL_LEVELS


def trace(release: Release, pack: Pack, figure: FigureId) -> Trace:
    """Where a figure of a release under a pack comes from; it may name area, unit, level and indicator as people say them.

    Raises
    ------
    FigureError
        The release or the pack has no such figure.
    """
    return tracer(release, pack)(in_codes(figure, release, pack))


def tracer(release: Release, pack: Pack) -> Callable[[FigureId], Trace]:
    """`trace` for many figures of one release, named by their codes: what a period's figures share is computed once."""

    @cache
    def solved(period: str) -> tuple[balance.Problem, balance.Result]:
        problem = balance.from_release(release, pack, periods=(period,))
        return problem, balance.solve(problem, compiled=False)

    @cache
    def narrowed(period: str) -> Release:
        """The release with the rows of one period: what a figure of it can lead to."""
        within = {name: table.filter(table["period"] == period) for name, table in release.tables.items() if "period" in table.columns}
        return replace(release, tables={**release.tables, **within})

    totals = Totals(release, pack)
    return lambda figure: _traced(Question(narrowed(figure.period), pack, figure, solved, totals))


def _traced(question: Question) -> Trace:
    figure, pack = question.figure, question.pack
    if figure.kind in WHOLE_KINDS:
        return whole_figure(question)
    levels = pack.vocabulary.levels
    if figure.level not in levels and not (figure.kind in UNIT_KINDS and figure.level == ALL_LEVELS):
        known = Text("、".join(f"{code}（{level.name.zh}）" for code, level in levels.items()), ", ".join(levels))
        why = Text("规则包没有学段 {level}，有 {known}", "the pack has no level {level}; it has {known}")
        raise question.refusal(why.format(level=figure.level, known=known))
    answers = {"value": unit_value, "amount": amount}
    return answers.get(figure.kind, area_figure)(question)
