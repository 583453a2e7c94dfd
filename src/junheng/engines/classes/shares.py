"""How many of what each group is to have: seats that are filled one after the other, and exchanges that make bands even too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import lcm

import numpy as np

from .problem import IntArray, Problem

#: How much an even share of a stratum, of its sex and of its band weighs; a sex is even at the start and stays so, a stratum
#: may give one for the sake of its band.
_STRATUM, _SEX, _BAND = 4, 8, 1


def filled(counts: Sequence[int], sizes: Sequence[int]) -> IntArray:
    """(kind, group) how many of each kind sit in each group when kind after kind takes the seats of all groups.

    Seats are ordered so that whatever takes a run of them is spread over the groups by their sizes.

    >>> filled([2, 3], [2, 2, 1]).tolist()
    [[1, 1, 0], [1, 1, 1]]
    """
    whole = lcm(*sizes)
    places = [((2 * k + 1) * (whole // size), group) for group, size in enumerate(sizes) for k in range(size)]
    seats = [group for _, group in sorted(places)]
    ends = np.cumsum([0, *counts]).tolist()
    return np.array([np.bincount(seats[start:end], minlength=len(sizes)) for start, end in pairwise(ends)], dtype=np.int64).reshape(
        len(counts), len(sizes)
    )


def shares(problem: Problem) -> IntArray:
    """(stratum, group) how many each group is to have; sizes are kept."""
    counts = np.bincount(problem.stratum, minlength=problem.strata)
    share = filled(counts.tolist(), problem.sizes)
    return share if problem.strata == 1 else _exchanged(problem, counts, share)


def _exchanged(problem: Problem, counts: IntArray, share: IntArray) -> IntArray:
    """One of stratum i against one of j between two groups, as long as that brings shares nearer to even ones."""
    pupils, sizes = len(problem.codes), np.array(problem.sizes, dtype=np.int64)
    sex, band = np.divmod(np.arange(problem.strata), problem.bands)
    alike = (sex[:, None] == sex) * _SEX + (band[:, None] == band) * _BAND + np.eye(problem.strata, dtype=np.int64) * _STRATUM
    # Weighted: how much more of its stratum, sex and band a group has than an even share, in Nths of a pupil.
    over = alike @ (pupils * share - counts[:, None] * sizes)
    moved = True
    while moved:
        moved = False
        for i in range(problem.strata):
            for j in range(problem.strata):
                if i == j:
                    continue
                enough = 2 * pupils * int(alike[i, i] - alike[i, j])
                while share[i].any() and share[j].any():
                    excess = over[i] - over[j]
                    most, least = np.flatnonzero(share[i]), np.flatnonzero(share[j])
                    g, h = most[excess[most].argmax()], least[excess[least].argmin()]
                    if excess[g] - excess[h] <= enough:
                        break
                    for stratum, out, into in ((i, g, h), (j, h, g)):
                        share[stratum, out] -= 1
                        share[stratum, into] += 1
                        over[:, out] -= pupils * alike[:, stratum]
                        over[:, into] += pupils * alike[:, stratum]
                    moved = True
    return share
