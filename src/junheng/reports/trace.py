"""From any figure to the rows that it was computed from."""

from __future__ import annotations

from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.area_figures import area_figure
from junheng.reports.figure import FigureId, Trace
from junheng.reports.question import Question
from junheng.reports.unit_figures import amount, unit_value


def trace(release: Release, pack: Pack, figure: FigureId) -> Trace:
    """Where a figure of a release under a pack comes from.

    Raises
    ------
    FigureError
        The release or the pack has no such figure.
    """
    question = Question(release, pack, figure)
    if figure.level not in pack.vocabulary.levels:
        raise question.refusal(Text("规则包没有学段 {level}", "the pack has no level {level}").format(level=figure.level))
    answers = {"value": unit_value, "amount": amount}
    return answers.get(figure.kind, area_figure)(question)
