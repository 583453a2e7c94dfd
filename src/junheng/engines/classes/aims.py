"""The narrowest range that whole numbers allow, and sums for every group that have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from .problem import IntArray, Problem
from .shares import filled

#: Sums further from the mean than this many steps are wider than sums that always exist (floor and ceiling of the mean).
_STEPS = 4


def narrowest(total: int, sizes: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The lowest and highest class mean of the narrowest range that whole sums of this total can have.

    Sums between ⌈low × size⌉ and ⌊high × size⌋ that add up to the total exist if and only if the lower ends add up to
    no more than it and the upper ends to no less. Of all pairs of possible means the narrowest such pair is returned.

    >>> narrowest(10, [2, 2])
    (Fraction(5, 2), Fraction(5, 2))
    >>> narrowest(7, [1, 1, 1])
    (Fraction(2, 1), Fraction(3, 1))
    """
    mean = Fraction(total, sum(sizes))
    kinds = sorted(set(sizes))
    lows = {Fraction(int(mean * size // 1) - k, size) for size in kinds for k in range(_STEPS)}
    highs = {Fraction(-int(-mean * size // 1) + k, size) for size in kinds for k in range(_STEPS)}
    best: tuple[Fraction, Fraction, Fraction] | None = None
    for low in lows:
        for high in highs:
            if (best is None or (high - low, low) < (best[0], best[1])) and _possible(total, sizes, low, high):
                best = (high - low, low, high)
    if best is None:
        raise RuntimeError("Floor and ceiling of the mean are always possible.")
    return best[1], best[2]


def _possible(total: int, sizes: Sequence[int], low: Fraction, high: Fraction) -> bool:
    ends = [(-(-low * size // 1), high * size // 1) for size in sizes]
    return all(least <= most for least, most in ends) and sum(end[0] for end in ends) <= total <= sum(end[1] for end in ends)


def aims(problem: Problem, bound: Mapping[int, int]) -> IntArray:
    """Sums (group, attribute): of the narrowest range for scores, and for counts as values fill the seats.

    `bound` are the groups of pupils who stay where they are.
    """
    sizes = problem.sizes
    found = np.zeros((len(sizes), len(problem.names)), dtype=np.int64)
    scores = [place for place, counted in enumerate(problem.counted) if not counted]
    found[:, scores] = dealt(problem.values[:, scores].sum(axis=0).tolist(), sizes)
    for trait in problem.traits:
        kept = np.zeros((len(trait.counts), len(sizes)), dtype=np.int64)
        for pupil, group in bound.items():
            kept[trait.cells[pupil], group] += 1
        for attribute, groups in zip(trait.attributes, _raised(filled(trait.counts, sizes), kept), strict=True):
            if attribute is not None:
                found[:, attribute] = groups
    return found


def _raised(wanted: IntArray, kept: IntArray) -> IntArray:
    """(value, group) aims that are nowhere below what stays there; sizes and counts of values are what they were."""
    found = wanted.copy()
    for value, group in np.argwhere(found < kept).tolist():
        while found[value, group] < kept[value, group]:
            giving = np.flatnonzero(found[value] > kept[value])
            giver = giving[found[value, giving].argmax()]
            other = (found[:, group] - kept[:, group]).argmax()
            found[value, giver] -= 1
            found[value, group] += 1
            found[other, group] -= 1
            found[other, giver] += 1
    return found


def dealt(totals: Sequence[int], sizes: Sequence[int]) -> IntArray:
    """Sums (group, score) of the narrowest range.

    What is above the lower ends is dealt one by one, from group to group and on from one score to the next, so that
    the sum over all scores is even too.
    """
    found = np.zeros((len(sizes), len(totals)), dtype=np.int64)
    turn = 0
    for score, total in enumerate(totals):
        low, high = narrowest(total, sizes)
        least, most = [int(-(-low * size // 1)) for size in sizes], [int(high * size // 1) for size in sizes]
        left = total - sum(least)
        while left:
            place = turn % len(sizes)
            if least[place] < most[place]:
                least[place] += 1
                left -= 1
            turn += 1
        found[:, score] = least
    return found
