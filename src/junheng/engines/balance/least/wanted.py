"""The least additions to what somebody asks for instead of the pack's norms: a floor, or a largest coefficient 自定目标的最少增量."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from junheng.engines.balance.compliance.peers import peers_of
from junheng.engines.balance.least.additions import Additions, proved, refuse_other_formula
from junheng.engines.balance.problem import Problem
from junheng.packs import Indicator


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for of one indicator at one level in one period, in every compared area."""

    indicator: str
    level: str
    period: str
    floor: float | None = None  # that every unit is to reach
    cv_max: float | None = None  # that no area's coefficient is to exceed


def additions_to(problem: Problem, wanted: Wanted) -> Additions:
    """The least additions that reach what is wanted, in each compared area by itself; the pack's own norms do not count.

    Parameters
    ----------
    problem
        Units and what they have.
    wanted
        Indicator, level and period, and a floor, a largest coefficient or both.

    Raises
    ------
    ValueError
        There is no such indicator, level or period; less of the indicator is better; or its resource does not say what it takes.
    """
    at = _improvable(problem, wanted)
    indicator = problem.indicators[at]
    level, period = problem.levels.index(wanted.level), problem.periods.index(wanted.period)
    asked = (problem.level == level) & (problem.period == period)
    peers = peers_of(problem)
    floors = np.full(problem.value.shape, np.nan)
    floors[asked, at] = np.nan if wanted.floor is None else wanted.floor
    held = (peers.level == level) & (peers.period == period)
    answer = proved(
        np.where(asked & np.isfinite(problem.value[:, at]), problem.amount[:, at], np.nan),
        problem.pupils.astype(np.float64),
        scale=_scale(indicator),
        cv_max=np.where(held, np.nan if wanted.cv_max is None else wanted.cv_max, np.nan),
        floor=floors[:, at],
        start=peers.start,
    )
    return Additions(problem, peers, {at: answer}, (wanted.period,), floors)


def additions_to_mean(problem: Problem, wanted: Wanted) -> dict[str, int]:
    """The fewest whole units, by compared area, that bring its mean to the floor; who gets them does not matter.

    The mean is *s* Σ*x* / *P*, so Σ*x* has to be at least *φP*/*s*: exact, and no more than what every unit needs to reach the floor.
    Areas whose units have no value are not there.

    Raises
    ------
    ValueError
        As `additions_to`; or no floor is wanted.
    """
    if wanted.floor is None:
        raise ValueError("no floor is wanted")
    at = _improvable(problem, wanted)
    level, period = problem.levels.index(wanted.level), problem.periods.index(wanted.period)
    held = (problem.level == level) & (problem.period == period) & np.isfinite(problem.value[:, at])
    found = {}
    for area in np.unique(problem.area[held]):
        rows = held & (problem.area == area)
        needed = wanted.floor * float(problem.pupils[rows].sum()) / _scale(problem.indicators[at])
        present = float(problem.amount[rows, at].sum())
        # what is missing by the last binary digits only is not missing
        found[problem.areas[area]] = max(0, math.ceil((needed - present) - 1e-9 * max(needed, 1.0)))
    return found


def _improvable(problem: Problem, wanted: Wanted) -> int:
    """Where the indicator stands, once it is sure that more of its resource improves it."""
    axes = {"indicator": tuple(i.id for i in problem.indicators), "level": problem.levels, "period": problem.periods}
    for name, known in axes.items():
        if getattr(wanted, name) not in known:
            raise ValueError(f"there is no {name} {getattr(wanted, name)!r}; there are {', '.join(known)}")
    at = axes["indicator"].index(wanted.indicator)
    indicator = problem.indicators[at]
    if indicator.resource is None or indicator.direction == "lower":
        raise ValueError(f"{indicator.id}: it has no resource of which more is better")
    refuse_other_formula(problem, at, indicator.resource.scale)
    return at


def _scale(indicator: Indicator) -> float:
    return indicator.resource.scale if indicator.resource is not None else math.nan
