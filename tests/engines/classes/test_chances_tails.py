"""Binomial tails against exact fractions and SciPy, and Holm's procedure against its definition."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from junheng.engines.classes.chances_tails import LEVEL, bounds, named, tail


@given(st.integers(1, 60), st.integers(1, 99), st.data())
def test_tails_are_those_of_exact_fractions(seeds, per_cent, data):
    draws, rate = data.draw(st.integers(0, seeds)), Fraction(per_cent, 100)
    mass = [math.comb(seeds, k) * rate**k * (1 - rate) ** (seeds - k) for k in range(seeds + 1)]
    side = mass[: draws + 1] if draws <= float(rate) * seeds else mass[draws:]
    assert tail(draws, float(rate), seeds) == pytest.approx(float(min(Fraction(1), 2 * sum(side))), rel=1e-9)


@pytest.mark.parametrize(("draws", "rate"), [(182, 0.1947), (431, 0.14), (0, 0.01), (2_000, 0.9), (333, 1 / 6)])
def test_far_tails_are_scipys(draws, rate):
    theirs = 2 * min(binom.cdf(draws, 2_000, rate), binom.sf(draws - 1, 2_000, rate))
    assert tail(draws, rate, 2_000) == pytest.approx(min(1.0, theirs), rel=1e-9)


def test_what_must_or_cannot_be_is_no_matter_of_chance():
    assert tail(10, 1.0, 10) == 1
    assert tail(9, 1.0, 10) == 0
    assert tail(0, 0.0, 10) == 1


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12))
def test_holm_as_it_is_defined(draws):
    rates = np.full(len(draws), 0.3)
    found = {one.places[0]: one.p for one in named(np.array(draws), (rates, rates), 200)}
    rare = sorted(range(len(draws)), key=lambda place: tail(draws[place], 0.3, 200))
    rejected = []
    for rank, place in enumerate(rare):
        if tail(draws[place], 0.3, 200) * (len(draws) - rank) > LEVEL:
            break
        rejected.append(place)
    assert sorted(found) == sorted(rejected)


def test_in_fair_schools_hardly_anybody_is_named():
    chance = random.Random(4)
    schools = 0
    for _ in range(300):
        draws = np.array([chance.binomialvariate(500, 0.2) if hasattr(chance, "binomialvariate") else _binomial(chance) for _ in range(40)])
        schools += bool(named(draws, (np.full(40, 0.2),) * 2, 500))
    assert schools <= 10  # three are expected at most; more than ten come in less than one of a thousand runs


def test_what_lies_between_the_two_fair_shares_is_not_named():
    plain, fair = np.full(100, 0.2), np.full(100, 0.1)
    assert named(np.full(100, 300), (plain, fair), 2_000) == ()
    counts = np.full(100, 300)
    counts[7], counts[8] = 100, 500
    found = named(counts, (plain, fair), 2_000)
    assert sorted(one.places[0] for one in found) == [7, 8]
    assert (found[0].least, found[0].most) == (200, 400)


def _binomial(chance):
    return sum(chance.random() < 0.2 for _ in range(500))


def test_the_bounds_are_where_naming_begins():
    least, most = bounds(1 / 6, 1_000, 2_000)
    rates = np.full(1_000, 1 / 6)
    for draws, off in ((least, False), (least - 1, True), (most, False), (most + 1, True)):
        counts = np.full(1_000, 333)
        counts[17] = draws
        assert [one.places for one in named(counts, (rates, rates), 2_000)] == ([(17,)] if off else [])
