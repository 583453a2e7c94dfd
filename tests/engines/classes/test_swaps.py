"""Swaps that add up, beside all that there are."""

from contextlib import suppress
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.draw import Stream
from junheng.engines.classes.swaps import Candidates, Pupils, _four, _nearer, _two, candidates, exact, improved, kinds, sums_of

SCORES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=10, max_size=14)


def pupils_of(values, strata=None):
    table, stratum = np.array(values, dtype=np.int64), np.array(strata or [0] * len(values))
    return Pupils(table, kinds(table, stratum), stratum, np.ones(len(values), dtype=bool))


def first_sets(swaps, need, size):
    """The first sets of swaps of different pupils that add up, by brute force: pairs, or pairs of pairs."""
    fits = lambda some: len(set(swaps.own[list(some)])) == len(some) == len(set(swaps.other[list(some)]))  # noqa: E731
    pairs = [pair for pair in combinations(range(len(swaps.own)), 2) if fits(pair)]
    found = pairs if size == 2 else [(*p, *q) for p, q in combinations(pairs, 2) if fits((*p, *q))]
    return next((some for some in found if (swaps.effect[list(some)].sum(axis=0) == need).all()), ())


@settings(max_examples=60, deadline=None)
@given(SCORES, st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
def test_the_first_swaps_that_add_up_are_found(values, need):
    values = values[:10]
    inside = np.arange(len(values)) < 4
    swaps = candidates(pupils_of(values), inside, ~inside)
    # Few enough that every candidate is taken into pairs, and brute force can follow.
    few = Candidates(swaps.own[::2], swaps.other[::2], swaps.effect[::2])
    assert _two(few, np.array(need)) == first_sets(few, need, 2)
    assert _four(few, np.array(need)) == first_sets(few, need, 4)


def test_of_pupils_alike_only_the_first_two_are_candidates():
    swaps = candidates(pupils_of([(1, 1)] * 4 + [(2, 2)]), np.array([True] * 4 + [False]), np.array([False] * 4 + [True]))
    assert list(zip(swaps.own.tolist(), swaps.other.tolist(), strict=True)) == [(0, 4), (1, 4)]


def test_nobody_is_swapped_with_another_stratum_and_nobody_bound():
    pupils = Pupils(np.zeros((4, 1), dtype=np.int64), np.arange(4), np.array([0, 1, 0, 1]), np.array([True, True, False, True]))
    swaps = candidates(pupils, np.array([True, True, False, False]), np.array([False, False, True, True]))
    assert list(zip(swaps.own.tolist(), swaps.other.tolist(), strict=True)) == [(1, 3)]


class _EnoughError(Exception):
    """One swap is all that the test wants to see."""


def first_nearer(pupils, start, need, drawn):
    """The first swap that step 1 makes for an integer, and below which number it was drawn; None where no swap comes nearer."""
    asked = []

    def below(n):
        if asked:
            raise _EnoughError
        asked.append(n)
        return drawn

    group = start.copy()
    with suppress(_EnoughError):
        _nearer(pupils, group, 0, need, below)
    return (tuple(np.flatnonzero(group != start).tolist()), asked[0]) if asked else None


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=6, max_size=9), st.tuples(st.integers(-3, 3), st.integers(-3, 3)))
def test_every_swap_that_comes_nearer_is_drawn_by_one_integer(values, need):
    pupils, start, wanted = pupils_of(values), np.repeat([0, 1, 2], [3, 2, len(values) - 5]), np.array(need)
    nearer = [
        (one, two)
        for one in range(3)
        for two in range(3, len(values))
        if ((wanted - pupils.values[two] + pupils.values[one]) ** 2).sum() < (wanted**2).sum()
    ]
    found = [first_nearer(pupils, start, wanted, drawn) for drawn in range(len(nearer))]
    assert sorted(swap for swap, _ in found) == nearer
    assert all(number == len(nearer) for _, number in found)
    assert nearer or first_nearer(pupils, start, wanted, 0) is None


@settings(max_examples=60, deadline=None)
@given(SCORES, st.binary(min_size=4, max_size=4))
def test_exact_sums_are_the_aims_and_what_gains_is_taken(values, seed):
    values = values[: len(values) // 2 * 2]
    pupils, start = pupils_of(values), np.arange(len(values)) % 2
    total = pupils.values.sum(axis=0)
    aims = np.stack((total - total // 2, total // 2))
    group, _ = exact(pupils, start, aims, Stream(seed, "s").below)
    halves = [sum(np.array(values)[list(half)]) for half in combinations(range(len(values)), len(values) // 2)]
    if group is None:
        group = improved(pupils, start, aims, Stream(seed, "s").below)
        before, after = (((aims - sums_of(pupils, one, 2)) ** 2).sum() for one in (start, group))
        assert after <= before
    else:
        assert sums_of(pupils, group, 2).tolist() == aims.tolist()
        assert any((half == aims[0]).all() for half in halves)
    assert np.bincount(group).tolist() == np.bincount(start).tolist()
