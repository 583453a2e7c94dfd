"""From any figure to the rows that it was computed from."""

from __future__ import annotations

from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.area_figures import area_figure
from junheng.reports.figure import FigureId, Trace
from junheng.reports.question import Question
from junheng.reports.spoken import in_codes
from junheng.reports.unit_figures import amount, unit_value


def trace(release: Release, pack: Pack, figure: FigureId) -> Trace:
    """Where a figure of a release under a pack comes from; it may name area, unit, level and indicator as people say them.

    Raises
    ------
    FigureError
        The release or the pack has no such figure.
    """
    figure = in_codes(figure, release, pack)
    question = Question(release, pack, figure)
    levels = pack.vocabulary.levels
    if figure.level not in levels:
        known = Text("、".join(f"{code}（{level.name.zh}）" for code, level in levels.items()), ", ".join(levels))
        why = Text("规则包没有学段 {level}，有 {known}", "the pack has no level {level}; it has {known}")
        raise question.refusal(why.format(level=figure.level, known=known))
    answers = {"value": unit_value, "amount": amount}
    return answers.get(figure.kind, area_figure)(question)
