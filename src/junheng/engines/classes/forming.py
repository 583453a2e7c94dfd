"""Form classes 分班: keyed order, those whom a rule binds, a deal by sex and band, swaps to exact sums, and class numbers by lot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from junheng.draw import Stream, keyed_order

from .aims import aims
from .collisions import placed
from .placing import Placed, preset_groups
from .problem import IntArray, Problem
from .result import Result
from .shares import shares
from .swaps import MOST_KICKS, Pupils, exact, improved, kinds

ORDER, AGAIN, KICKS, NUMBERS = "classes", "classes-again-", "classes-swaps", "classes-numbers"


@dataclass(frozen=True)
class Formed:
    """How classes came about, step by step; groups by pupil."""

    first: Placed  # who was placed before all others
    dealt: IntArray  # (pupil,) group after the deal
    group: IntArray  # (pupil,) group after the swaps
    wanted: IntArray  # (group, attribute) the sums aimed at
    numbers: tuple[int, ...]  # (group,) the class numbers drawn
    kicks: int
    exact: bool


def solve(problem: Problem, seed: bytes, *, most_kicks: int = MOST_KICKS) -> Result:
    """Classes that the seed gives; docs/methods/classes.md.

    Raises
    ------
    ClassesError
        The rules collide.
    """
    formed = form(problem, seed, most_kicks=most_kicks)
    return Result(np.array(formed.numbers, dtype=np.int64)[formed.group], formed.kicks, formed.exact)


def form(problem: Problem, seed: bytes, *, most_kicks: int = MOST_KICKS) -> Formed:
    """The same with every step, for whoever asks why.

    Raises
    ------
    ClassesError
        The rules collide.
    """
    orders = _orders(problem, seed)
    order = orders(0)
    share = shares(problem)
    first = placed(problem, orders, share)
    start = _deal(problem, order, first.group, share)
    bound = {pupil: group for pupil, group in first.group.items() if pupil in first.bound}
    wanted, below = aims(problem, bound), Stream(seed, KICKS).below
    free = np.array([pupil not in first.bound for pupil in order])
    pupils = _pupils(problem, order, problem.stratum, free)
    group, kicks = None, MOST_KICKS
    if not _above_most(problem, wanted):
        group, kicks = exact(pupils, start, wanted, below, most_kicks=most_kicks)
    settled = group is not None
    if group is None:
        group = improved(_pupils(problem, order, _with_limits(problem), free), start, wanted, below)
    dealt, ended = np.zeros(len(order), dtype=np.int64), np.zeros(len(order), dtype=np.int64)
    dealt[order], ended[order] = start, group
    return Formed(first, dealt, ended, wanted, tuple(_numbers(problem, seed)), kicks, settled)


def refuse_collisions(problem: Problem) -> None:
    """Refuse rules that no classes can keep, before there is a seed.

    Raises
    ------
    ClassesError
        Names the smallest set of rules that collide.
    """
    placed(problem, _orders(problem, bytes(32)), shares(problem))


def _orders(problem: Problem, seed: bytes) -> Callable[[int], Sequence[int]]:
    at = {code: pupil for pupil, code in enumerate(problem.codes)}

    @cache
    def order(attempt: int) -> list[int]:
        return [at[code] for code in keyed_order(seed, f"{AGAIN}{attempt}" if attempt else ORDER, problem.codes)]

    return order


def _pupils(problem: Problem, order: Sequence[int], stratum: IntArray, free: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Pupils:
    return Pupils(problem.values[order], kinds(problem.values, stratum)[order], stratum[order], free)


def _above_most(problem: Problem, wanted: IntArray) -> bool:
    """Whether an aim is more than a class may have: given sizes can be so different."""
    return any(name in problem.names and (wanted[:, problem.names.index(name)] > k).any() for name, k in problem.most.items())


def _with_limits(problem: Problem) -> IntArray:
    """(pupil,) one number for one stratum and the same limits: swaps of such pupils break none."""
    held = [
        place for place, name in enumerate(problem.names) if name in problem.most and problem.values[:, place].sum() > problem.most[name]
    ]
    return kinds(problem.values[:, held], problem.stratum)


def _deal(problem: Problem, order: Sequence[int], fixed: Mapping[int, int], share: IntArray) -> IntArray:
    """Groups of the pupils in keyed order, stratum after stratum: each to the group with room that lacks most of the stratum."""
    lacks, room = share.copy(), np.array(problem.sizes, dtype=np.int64)
    stratum = problem.stratum.tolist()
    for pupil, group in fixed.items():
        lacks[stratum[pupil], group] -= 1
        room[group] -= 1
    found = np.zeros(len(order), dtype=np.int64)
    # A place of the order and its pupil, stratum after stratum.
    for place, pupil in sorted(enumerate(order), key=lambda one: stratum[one[1]]):
        group = fixed.get(pupil, -1)
        if group < 0:
            open_groups = np.flatnonzero(room)
            group = int(open_groups[lacks[stratum[pupil], open_groups].argmax()])
            lacks[stratum[pupil], group] -= 1
            room[group] -= 1
        found[place] = group
    return found


def _numbers(problem: Problem, seed: bytes) -> list[int]:
    """The class number of every group: a preset one stays, the others are drawn, among groups of equal size where sizes are given."""
    preset = {group: number for number, group in preset_groups(problem).items()}
    left = [number for number in range(1, problem.classes + 1) if number not in preset.values()]
    drawn = [int(number) for number in keyed_order(seed, NUMBERS, [str(number) for number in left])]
    found = []
    for group, size in enumerate(problem.sizes):
        number = preset.get(group) or next(one for one in drawn if not problem.given or problem.given[one - 1] == size)
        if group not in preset:
            drawn.remove(number)
        found.append(number)
    return found
