"""Form classes 分班: keyed order, those whom a wish binds, a deal by sex, swaps to exact sums, and class numbers by lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from junheng.draw import Stream, keyed_order

from .aims import aims
from .placing import place, preset_groups
from .problem import IntArray, Problem
from .result import Result
from .swaps import Pupils, exact, improved, kinds

ORDER, KICKS, NUMBERS = "classes", "classes-swaps", "classes-numbers"


def solve(problem: Problem, seed: bytes) -> Result:
    """Classes that the seed gives; docs/methods/classes.md.

    Raises
    ------
    ClassesError
        The wishes collide.
    """
    at = {code: pupil for pupil, code in enumerate(problem.codes)}
    order = [at[code] for code in keyed_order(seed, ORDER, problem.codes)]
    fixed = place(problem, order)
    pupils = Pupils(
        values=problem.values[order],
        kind=kinds(problem.values, problem.stratum)[order],
        stratum=problem.stratum[order],
        free=np.array([pupil not in fixed for pupil in order]),
    )
    start = _deal(problem, order, fixed)
    wanted = aims(problem.values, problem.counted, problem.sizes)
    group, kicks = exact(pupils, start, wanted, Stream(seed, KICKS).below)
    settled = group is not None
    if group is None:
        group = improved(pupils, start, wanted)
    numbers = _numbers(problem, seed)
    by_pupil = np.zeros(len(order), dtype=np.int64)
    by_pupil[order] = [numbers[one] for one in group.tolist()]
    return Result(by_pupil, kicks, settled)


def _deal(problem: Problem, order: Sequence[int], fixed: Mapping[int, int]) -> IntArray:
    """Groups of the pupils in keyed order, sex after sex: each to the group that lacks most of its sex and has room."""
    quota = _quotas(problem)
    room = list(problem.sizes)
    for pupil, group in fixed.items():
        quota[problem.stratum[pupil]][group] -= 1
        room[group] -= 1
    found = np.zeros(len(order), dtype=np.int64)
    for stratum in range(len(problem.strata)):
        for place_, pupil in enumerate(order):
            if problem.stratum[pupil] != stratum:
                continue
            group = fixed.get(pupil, -1)
            if group < 0:
                group = min((one for one in range(problem.classes) if room[one]), key=lambda one: (-quota[stratum][one], one))
                quota[stratum][group] -= 1
                room[group] -= 1
            found[place_] = group
    return found


def _quotas(problem: Problem) -> list[list[int]]:
    """How many of every sex each group should have: dealt one by one, on from sex to sex, so that sizes are even too."""
    found, turn = [[0] * problem.classes for _ in problem.strata], 0
    for stratum in range(len(problem.strata)):
        for _ in range(int((problem.stratum == stratum).sum())):
            found[stratum][turn % problem.classes] += 1
            turn += 1
    return found


def _numbers(problem: Problem, seed: bytes) -> list[int]:
    """The class number of every group: a preset one stays, the others are drawn."""
    given = {group: number for number, group in preset_groups(problem).items()}
    left = [number for number in range(1, problem.classes + 1) if number not in given.values()]
    drawn = iter(keyed_order(seed, NUMBERS, [str(number) for number in left]))
    return [given[group] if group in given else int(next(drawn)) for group in range(problem.classes)]
