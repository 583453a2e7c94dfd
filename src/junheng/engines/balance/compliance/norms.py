"""The floors and limits in force in each period, as arrays beside the problem's axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.packs import Pack, Parameter
from junheng.tables.periods import first_day


@dataclass(frozen=True, slots=True)
class Norms:
    """What a pack demands of a problem's units and areas; NaN where it demands nothing."""

    floor: FloatArray  # (level, period, indicator); a ceiling where `sense` is -1
    cv_max: FloatArray  # (level, period, indicator)
    comprehensive: FloatArray  # (level, period) limit of the mean coefficient
    sense: FloatArray  # (indicator,) -1 where less is better, 1 where more is, 0 where neither
    at_least: IntArray  # (level,) floors that a unit must reach; -1 where units are not judged
    rest_share: float  # share of the floor that its other indicators must reach


def norms_of(problem: Problem, pack: Pack) -> Norms:
    """Read a pack's parameters for the levels and periods of a problem."""
    days = [first_day(period, pack.year_starts) for period in problem.periods]

    def grid(parameters: Mapping[str, Parameter]) -> FloatArray:
        out = np.full((len(problem.levels), len(days)), np.nan)
        for level, name in enumerate(problem.levels):
            if name in parameters:
                held = [parameters[name].on(day) for day in days]
                out[level] = [np.nan if value is None else value for value in held]
        return out

    def stacked(grids: list[FloatArray]) -> FloatArray:
        return np.stack(grids, axis=-1) if grids else np.empty((len(problem.levels), len(days), 0))

    rule = pack.compliance
    return Norms(
        floor=stacked([grid({} if i.direction == "none" else i.floor) for i in problem.indicators]),
        cv_max=stacked([grid(i.cv_max if i.balance else {}) for i in problem.indicators]),
        comprehensive=grid(rule.comprehensive_cv_max if rule else {}),
        sense=np.array([{"higher": 1.0, "lower": -1.0, "none": 0.0}[i.direction] for i in problem.indicators]),
        at_least=np.array([rule.at_least.get(level, -1) if rule else -1 for level in problem.levels], dtype=np.int64),
        rest_share=rule.rest_share if rule else 0.0,
    )
