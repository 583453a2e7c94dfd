"""The narrowest range beside all sums that there are."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.classes.aims import dealt, narrowest


@given(st.integers(-30, 30), st.lists(st.sampled_from([2, 3]), min_size=1, max_size=3))
def test_no_sums_are_closer_than_the_bound(total, sizes):
    near = [range(total * size // sum(sizes) - 3, total * size // sum(sizes) + 5) for size in sizes]
    ranges = []
    for sums in product(*near):
        if sum(sums) == total:
            means = [Fraction(one, size) for one, size in zip(sums, sizes, strict=True)]
            ranges.append(max(means) - min(means))
    low, high = narrowest(total, sizes)
    assert high - low == min(ranges)


def test_what_is_left_over_is_dealt_on_so_that_totals_are_even_too():
    # Sums 5 and 6 in four classes of one: 1+1, 1+1, ... the second attribute goes on where the first one stopped.
    found = dealt([5, 6], (1, 1, 1, 1))
    assert found.tolist() == [[2, 1], [1, 2], [1, 2], [1, 1]]
    assert sorted(found.sum(axis=1).tolist()) == [2, 3, 3, 3]
