"""Swaps of two pupils of one stratum between two groups, in an order that leaves no choice; the heart of forming classes.

Candidates of a group *g* and a set of groups: every free pupil of *g* with every free pupil of the set, of one stratum, in keyed order; of
pupils with the same stratum and the same numbers only the first two, but where a swap is drawn that comes nearer. A swap's effect is
what the group's sums gain by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import IntArray

#: Odd, so that sums of multiples collide rarely; where they do, the numbers themselves decide.
_SPREAD = 0x9E3779B97F4A7C15
#: Of so many candidates at most, pairs are tried with pairs.
_PAIRED = 400
#: Seeded swaps after which exact sums are given up.
MOST_KICKS = 100
#: One seeded swap is often undone by the next best one; so many at once lead elsewhere.
SWAPS_A_KICK = 3
#: Every so many seeded swaps groups before are opened again: one, then two, then three.
KICKS_BEFORE_BACK = 16


@dataclass(frozen=True)
class Pupils:
    """All pupils in keyed order."""

    values: IntArray  # (pupil, attribute)
    kind: IntArray  # (pupil,) one number for one stratum with the same values
    stratum: IntArray  # (pupil,)
    free: NDArray[np.bool_]  # (pupil,) not bound by a wish


@dataclass(frozen=True)
class Candidates:
    """Swaps in their order: pupils of the group, then pupils of elsewhere."""

    own: IntArray
    other: IntArray
    effect: IntArray  # (swap, attribute)


def kinds(values: IntArray, stratum: IntArray) -> IntArray:
    """A number for every pupil, the same for the same stratum and values."""
    _, kind = np.unique(np.column_stack((stratum, values)), axis=0, return_inverse=True)
    return kind.reshape(-1).astype(np.int64)


def sums_of(pupils: Pupils, group: IntArray, count: int) -> IntArray:
    """(class, attribute) sums of groups; `count` is how many groups there are."""
    sums = np.zeros((count, pupils.values.shape[1]), dtype=np.int64)
    np.add.at(sums, group, pupils.values)
    return sums


def candidates(pupils: Pupils, inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> Candidates:
    """The swaps between free pupils inside and outside."""
    own, other = (
        _first_two(pupils.kind, np.flatnonzero(inside & pupils.free)),
        _first_two(pupils.kind, np.flatnonzero(outside & pupils.free)),
    )
    first, second = np.nonzero(pupils.stratum[own][:, None] == pupils.stratum[other][None, :])
    return Candidates(own[first], other[second], pupils.values[other[second]] - pupils.values[own[first]])


def _first_two(kind: IntArray, members: IntArray) -> IntArray:
    order = np.argsort(kind[members], kind="stable")
    ranked = kind[members][order]
    third = np.zeros(len(members), dtype=bool)
    third[2:] = ranked[2:] == ranked[:-2]
    return members[np.sort(order[~third])]


def exact(
    pupils: Pupils, start: IntArray, aims: IntArray, below: Callable[[int], int], *, most_kicks: int = MOST_KICKS
) -> tuple[IntArray | None, int]:
    """Groups whose sums are exactly the aims, and how many seeded swaps that took; None where they were given up.

    Group after group: of the swaps with later groups that come nearer to the aim one that is drawn, as long as there are any;
    then the first two swaps whose effects add up to what is missing, or the first four; where there are none, seeded swaps,
    and again. The last group has what is left, which is its aim.
    """
    group, count, done, kicks = start.copy(), len(aims), 0, 0
    while done < count - 1:
        need = aims[done] - pupils.values[group == done].sum(axis=0)
        need = _nearer(pupils, group, done, need, below)
        if not need.any():
            done += 1
            continue
        swaps = candidates(pupils, group == done, group > done)
        for swap in _two(swaps, need) or _four(swaps, need):
            _swap(group, swaps, swap)
            need = need - swaps.effect[swap]
        if not need.any():
            done += 1
            continue
        kicks += 1
        if kicks > most_kicks:
            return None, MOST_KICKS
        if kicks % KICKS_BEFORE_BACK == 0 and done:
            done = max(0, done - kicks // KICKS_BEFORE_BACK)
            swaps = candidates(pupils, group == done, group > done)
        if not len(swaps.own):
            return None, MOST_KICKS
        for _ in range(SWAPS_A_KICK):
            _swap(group, swaps, below(len(swaps.own)))
    return group, kicks


def _nearer(pupils: Pupils, group: IntArray, done: int, need: IntArray, below: Callable[[int], int]) -> IntArray:
    # One of all that come nearer: the nearest would bring those far from the mean together more often than chance does.
    # Of all pupils, too, not of the first two of a kind: pupils of a frequent kind would stay where they were dealt.
    while need.any():
        own, other = np.flatnonzero((group == done) & pupils.free), np.flatnonzero((group > done) & pupils.free)
        nearer, of_own, of_other = _kinds_nearer(pupils, own, other, need)
        partners = nearer @ np.bincount(of_other, minlength=nearer.shape[1])
        upto = partners[of_own].cumsum()
        if not len(upto) or not upto[-1]:
            break
        drawn = below(int(upto[-1]))
        place = int(np.searchsorted(upto, drawn, side="right"))
        one = own[place]
        two = other[np.flatnonzero(nearer[of_own[place]][of_other])[drawn - (int(upto[place - 1]) if place else 0)]]
        need = need - (pupils.values[two] - pupils.values[one])
        group[one], group[two] = group[two], group[one]
    return need


def _kinds_nearer(pupils: Pupils, own: IntArray, other: IntArray, need: IntArray) -> tuple[NDArray[np.int64], IntArray, IntArray]:
    """Which kinds inside come nearer with which outside, 1 or 0; and every pupil's place among these kinds."""
    _, first, of_own = np.unique(pupils.kind[own], return_index=True, return_inverse=True)
    _, second, of_other = np.unique(pupils.kind[other], return_index=True, return_inverse=True)
    one, two = own[first], other[second]
    effect = pupils.values[two][None, :, :] - pupils.values[one][:, None, :]
    nearer = (((need - effect) ** 2).sum(axis=2) < (need**2).sum()) & (pupils.stratum[one][:, None] == pupils.stratum[two][None, :])
    return nearer.astype(np.int64), of_own.reshape(-1), of_other.reshape(-1)


def _swap(group: IntArray, swaps: Candidates, one: int) -> None:
    own, other = swaps.own[one], swaps.other[one]
    group[own], group[other] = group[other], group[own]


def _two(swaps: Candidates, need: IntArray) -> tuple[int, ...]:
    """The first two swaps, of four pupils, that have the effect that is needed; none where there are none."""
    for first, others in _matching(swaps.effect, need):
        fits = (swaps.own[others] != swaps.own[first]) & (swaps.other[others] != swaps.other[first])
        if fits.any():
            return first, int(others[fits].min())
    return ()


def _four(swaps: Candidates, need: IntArray) -> tuple[int, ...]:
    """The first two pairs of swaps, of eight pupils, that do; of candidates evenly taken, since pairs are so many."""
    taken = np.arange(0, len(swaps.own), max(1, -(-len(swaps.own) // _PAIRED)))
    one, two = (taken[side] for side in np.triu_indices(len(taken), 1))
    apart = (swaps.own[one] != swaps.own[two]) & (swaps.other[one] != swaps.other[two])
    one, two = one[apart], two[apart]
    own, other = np.stack((swaps.own[one], swaps.own[two])), np.stack((swaps.other[one], swaps.other[two]))
    for first, others in _matching(swaps.effect[one] + swaps.effect[two], need):
        shared = np.isin(own[:, others], own[:, first]) | np.isin(other[:, others], other[:, first])
        fits = others[~shared.any(axis=0)]
        if len(fits):
            second = int(fits.min())
            return int(one[first]), int(two[first]), int(one[second]), int(two[second])
    return ()


def _matching(effect: IntArray, need: IntArray) -> Iterator[tuple[int, IntArray]]:
    """Every row, in order, that some other rows bring to what is needed, and these."""
    weights = np.array([pow(_SPREAD, k, 1 << 64) for k in range(1, len(need) + 1)], dtype=np.uint64)
    keys = (effect.astype(np.uint64) * weights).sum(axis=1, dtype=np.uint64)
    wanted = (need.astype(np.uint64) * weights).sum(dtype=np.uint64) - keys
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    low, high = np.searchsorted(ranked, wanted, side="left"), np.searchsorted(ranked, wanted, side="right")
    for first in np.flatnonzero(high > low).tolist():
        others = order[low[first] : high[first]]
        equal = (effect[others] + effect[first] == need).all(axis=1)
        if equal.any():
            yield first, others[equal]


def improved(pupils: Pupils, start: IntArray, aims: IntArray, below: Callable[[int], int]) -> IntArray:
    """Groups from which no single swap comes nearer to the aims: sums of squares over all groups and attributes.

    Group after group, of the swaps with any other group that gain one that is drawn, as long as there are any; and again until a
    whole round gains nothing.
    """
    group, count = start.copy(), len(aims)
    need = aims - sums_of(pupils, group, count)
    gained = True
    while gained:
        gained = False
        for one in range(count):
            while True:
                swaps = candidates(pupils, group == one, group != one)
                if not len(swaps.own):
                    break
                partner = group[swaps.other]
                gaining = np.flatnonzero((swaps.effect * (need[one] - need[partner] - swaps.effect)).sum(axis=1) > 0)
                if not len(gaining):
                    break
                drawn = int(gaining[below(len(gaining))])
                need[partner[drawn]] += swaps.effect[drawn]
                need[one] -= swaps.effect[drawn]
                _swap(group, swaps, drawn)
                gained = True
    return group
