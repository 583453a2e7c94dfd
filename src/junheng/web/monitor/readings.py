"""What the figures of an indicator say in sentences: its largest parts, what is missing, where measures disagree."""

from __future__ import annotations

from junheng.engines.balance import explain
from junheng.packs import Indicator
from junheng.web.format import language
from junheng.web.monitor.areas import topmost
from junheng.web.monitor.scope import Scope

#: Disagreements that a page reads out; the first are those of the areas that differ most.
SHOWN = 4


def readings(scope: Scope, indicator: Indicator) -> tuple[str, ...]:
    """Sentences of the engine for the chosen area, or for the whole region."""
    problem, result = scope.snapshot.problem, scope.snapshot.result
    area = scope.area or topmost(scope) or (scope.areas[0] if len(scope.areas) == 1 else None)
    found = []
    if area is not None and (area, scope.level, scope.period) in scope.snapshot.groups:
        place = (area, scope.level, scope.period, indicator.id)
        found = [
            explain.shares(problem, result, *place) if scope.area else None,
            explain.missing(problem, result, *place),
        ]
    return tuple(sentence(language()) for sentence in found if sentence is not None)


def disagreements(scope: Scope, indicator: Indicator) -> tuple[str, ...]:
    """Where two measures judge two areas, or two periods, differently, and which units cause it."""
    problem = scope.snapshot.problem
    level, axis = problem.levels.index(scope.level), scope.axis(indicator.id)
    chosen = None if scope.area is None else problem.areas.index(scope.area)
    here = [
        each
        for each in scope.snapshot.disagreements(scope.period)
        if each.level == level and each.indicator == axis and (chosen is None or chosen in (each.more.area, each.less.area))
    ]
    here.sort(key=lambda each: -abs(each.more.figures[0] - each.less.figures[0]))
    return tuple(explain.disagreement(problem, each)(language()) for each in here[:SHOWN])
