"""Seats and exchanges, by hand, by what they promise, and beside their check."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.engines.classes import check_shares
from junheng.engines.classes.aims import _raised
from junheng.engines.classes.check_numbers import _raise
from junheng.engines.classes.shares import filled, shares

CELLS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), min_size=12, max_size=80)


class Strata:
    """As much of a problem as shares need."""

    def __init__(self, cells, sizes):
        self.codes, self.sizes, self.bands, self.sexes, self.strata = cells, sizes, 4, "FM", 8
        self.stratum = np.array([sex * 4 + band for sex, band in cells])


def sizes_of(pupils, classes):
    return [pupils // classes + (group < pupils % classes) for group in range(classes)]


def even(count, whole, size, pupils):
    return abs(count - Fraction(whole * size, pupils)) < 1


def test_seats_are_filled_by_hand():
    # Seats at 1/4, 3/4 of the first two groups and 1/2 of the last: groups 0 1 2 0 1.
    assert filled([2, 3], [2, 2, 1]).tolist() == [[1, 1, 0], [1, 1, 1]]
    # 1/6 of the large group, 1/2 of both, 5/6: the small one is third.
    assert filled([1, 1, 1, 1], [3, 1]).tolist() == [[1, 0], [1, 0], [0, 1], [1, 0]]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(1, 5))
def test_within_one_everything_is_floor_or_ceiling(counts, classes):
    sizes = sizes_of(sum(counts) + classes, classes)
    counts = [*counts, classes]
    found = filled(counts, sizes)
    assert found.sum(axis=0).tolist() == sizes
    assert found.sum(axis=1).tolist() == counts
    assert (found.max(axis=1) - found.min(axis=1)).max() <= 1
    assert found.tolist() == check_shares.seated(counts, sizes)


@settings(max_examples=150, deadline=None)
@given(CELLS, st.integers(2, 6))
def test_sexes_and_strata_are_even_after_exchanges(cells, classes):
    pupils, sizes = len(cells), sizes_of(len(cells), classes)
    found = shares(Strata(cells, sizes))
    counts = [cells.count((sex, band)) for sex in range(2) for band in range(4)]
    assert found.sum(axis=0).tolist() == sizes
    assert found.sum(axis=1).tolist() == counts
    for group, size in enumerate(sizes):
        for sex in range(2):
            mine = found[sex * 4 : sex * 4 + 4, group]
            assert even(int(mine.sum()), sum(counts[sex * 4 : sex * 4 + 4]), size, pupils)
            # A stratum may give one for the sake of its band.
            assert all(abs(int(one) - Fraction(counts[sex * 4 + band] * size, pupils)) < 2 for band, one in enumerate(mine))
        # Bands cut across sexes: they come after, and are at most one further off.
        for band in range(4):
            assert abs(int(found[band::4, group].sum()) - Fraction(sum(counts[band::4]) * size, pupils)) < 2


@settings(max_examples=100, deadline=None)
@given(CELLS, st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_shares_and_their_check_agree_for_given_sizes(cells, weights):
    sizes = [max(1, len(cells) * weight // sum(weights)) for weight in weights]
    sizes[0] += len(cells) - sum(sizes)
    if sizes[0] < 1:
        return
    strata = [(sex, band) for sex in range(2) for band in range(4)]
    checked = check_shares.shares(cells, strata, sizes)
    assert shares(Strata(cells, sizes)).tolist() == [checked[stratum] for stratum in strata]


@given(st.data())
def test_aims_are_raised_to_who_stays(data):
    counts = data.draw(st.lists(st.integers(1, 8), min_size=2, max_size=4))
    sizes = sizes_of(sum(counts), 2) if sum(counts) < 6 else sizes_of(sum(counts), 3)
    wanted = filled(counts, sizes)
    kept, room = np.zeros_like(wanted), list(sizes)
    for value, count in enumerate(counts):
        for _ in range(data.draw(st.integers(0, count))):
            group = data.draw(st.sampled_from([group for group, left in enumerate(room) if left]))
            kept[value, group] += 1
            room[group] -= 1
    found = _raised(wanted, kept)
    assert (found >= kept).all()
    assert found.sum(axis=0).tolist() == sizes
    assert found.sum(axis=1).tolist() == counts
    checked = {str(value): row for value, row in enumerate(wanted.tolist())}
    stays = {(str(value), group): int(kept[value, group]) for value in range(len(counts)) for group in range(len(sizes))}
    _raise(checked, stays)
    assert found.tolist() == list(checked.values())
