"""Seats, shares and bands again; written from the method note, without the algorithm's code."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

Stratum = tuple[str, int]  # sex and band


def band_of(totals: Sequence[Fraction], cuts: Sequence[int]) -> list[int]:
    """Classes §2: the band of every pupil, from 1 at the top."""
    above: dict[Fraction, int] = {}
    for place, mark in enumerate(sorted(totals, reverse=True)):
        above.setdefault(mark, place)
    return [1 + len([cut for cut in cuts if 100 * above[mark] >= cut * len(totals)]) for mark in totals]


def seated(counts: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Classes §2: how many of each kind sit in each group, kind after kind."""
    seats = sorted((Fraction(2 * k - 1, size), group) for group, size in enumerate(sizes) for k in range(1, size + 1))
    found, taken = [], 0
    for count in counts:
        row = [0] * len(sizes)
        for _, group in seats[taken : taken + count]:
            row[group] += 1
        found.append(row)
        taken += count
    return found


def shares(members: Sequence[Stratum], strata: Sequence[Stratum], sizes: Sequence[int]) -> dict[Stratum, list[int]]:
    """Classes §2: what each group is to have of each stratum, after all exchanges."""
    counts = {stratum: members.count(stratum) for stratum in strata}
    have = dict(zip(strata, seated(list(counts.values()), sizes), strict=True))
    if len(strata) == 1:
        return have
    pupils, groups = len(members), range(len(sizes))

    def over(part: Sequence[Stratum]) -> list[int]:
        whole = sum(counts[stratum] for stratum in part)
        return [pupils * sum(have[stratum][group] for stratum in part) - whole * sizes[group] for group in groups]

    sexes = {stratum: [other for other in strata if other[0] == stratum[0]] for stratum in strata}
    bands = {stratum: [other for other in strata if other[1] == stratum[1]] for stratum in strata}

    def weighted(stratum: Stratum) -> list[int]:
        parts = zip(over([stratum]), over(sexes[stratum]), over(bands[stratum]), strict=True)
        return [4 * own + 8 * sex + band for own, sex, band in parts]

    excess = {stratum: weighted(stratum) for stratum in strata}
    changed = True
    while changed:
        changed = False
        for one, two in product(strata, strata):
            while one != two:
                value = [mine - theirs for mine, theirs in zip(excess[one], excess[two], strict=True)]
                givers = [group for group in groups if have[one][group]]
                takers = [group for group in groups if have[two][group]]
                if not givers or not takers:
                    break
                g = max(givers, key=lambda group: (value[group], -group))
                h = min(takers, key=lambda group: (value[group], group))
                if value[g] - value[h] <= 2 * pupils * (4 + 8 * (one[0] != two[0]) + (one[1] != two[1])):
                    break
                have[one][g] -= 1
                have[one][h] += 1
                have[two][h] -= 1
                have[two][g] += 1
                excess = {stratum: weighted(stratum) for stratum in strata}
                changed = True
    return have
