"""Recompute least additions' feasibility, bounds and gap from the question and the answer alone.

Nothing here is shared with the algorithm. Formulas are numbered as in docs/methods/additions.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.least.least_additions import LeastAdditions
from junheng.language import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Relative to what the peers hold: how much of it two computations of one sum may differ by.
AGREEMENT = 1e-9
#: A value on its norm is on it, whatever the last bit says.
LAST_BIT = 2e-12

_NEGATIVE = Text("第 {group} 组：有学校的增量为负数。", "Group {group}: a unit is given less than nothing.")
_TOTAL = Text("第 {group} 组：各校增量之和与合计不符。", "Group {group}: the additions do not sum to the total.")
_SPREAD = Text("第 {group} 组：增加之后差异系数仍高于上限。", "Group {group}: the coefficient is still above its limit afterwards.")
_FLOOR = Text("第 {group} 组：增加之后仍有学校低于底线。", "Group {group}: a unit is still below its floor afterwards.")
_BOUND = Text("第 {group} 组：乘子证明不了所称的下界。", "Group {group}: the multipliers do not prove the bound.")
_GAP = Text("第 {group} 组：合计与下界之间有差距。", "Group {group}: there is a gap between total and bound.")
_WHOLE = Text("第 {group} 组：不能证明更少的整数增量做不到。", "Group {group}: it is not proved that fewer whole units would not do.")


@dataclass(frozen=True, slots=True)
class _Peers:
    """One group's units that have an amount."""

    held: Floats
    pupils: Floats
    floor: Floats  # in terms of the amount
    limit: float

    def cv(self, held: Floats) -> float:
        mean = held.sum() / self.pupils.sum()
        deviation = np.sqrt(self.pupils @ (held / self.pupils - mean) ** 2 / self.pupils.sum())
        return float(deviation / mean) if deviation else 0.0

    def too_far_apart(self, held: Floats) -> bool:
        return bool(self.cv(held) > self.limit + LAST_BIT)

    def too_low(self, held: Floats) -> bool:
        return bool((held < self.floor * (1 - LAST_BIT)).any())


def verify(
    answer: LeastAdditions, amount: Floats, pupils: Floats, *, scale: float, cv_max: Floats, floor: Floats, start: Ints
) -> tuple[Text, ...]:
    """What is wrong with an answer; empty when nothing is. Arguments as of `least_additions`, at full length."""
    findings = []
    for group in range(len(start) - 1):
        rows = np.arange(start[group], start[group + 1])
        rows = rows[np.isfinite(amount[rows])]
        if len(rows):
            least = np.where(np.isfinite(floor[rows]), floor[rows], 0.0) * pupils[rows] / scale
            limit = float(cv_max[group]) if np.isfinite(cv_max[group]) else np.inf
            peers = _Peers(amount[rows], pupils[rows].astype(np.float64), least, limit)
            found = [*_fractional(answer, peers, rows, group), *_whole(answer, peers, rows, group)]
            findings += [text.format(group=group) for text in found]
    return tuple(findings)


def _fractional(answer: LeastAdditions, peers: _Peers, rows: Ints, group: int) -> list[Text]:
    given = answer.addition[rows]
    noise = AGREEMENT * (peers.held.sum() + given.sum())
    after = peers.held + given
    proved = bound(peers.held, peers.pupils, np.maximum(peers.held, peers.floor), answer.margin[rows], peers.limit)
    tests = [
        (_NEGATIVE, (given < -noise).any()),
        (_TOTAL, abs(given.sum() - answer.total[group]) > noise),
        (_SPREAD, peers.cv(after) > peers.limit + AGREEMENT),
        (_FLOOR, (after < peers.floor * (1 - AGREEMENT)).any()),
        (_BOUND, answer.bound[group] > proved + noise),
        (_GAP, answer.total[group] > answer.bound[group] + noise),
    ]
    return [text for text, wrong in tests if wrong]


def bound(held: Floats, pupils: Floats, base: Floats, margin: Floats, limit: float) -> float:
    """A sum that no additions can be below, whatever the margins are (10), (11).

    The pull of the limit, 1 − margin, is first made admissible: its spread is shrunk into the cone, then it is scaled to at most 1.
    """
    weight = pupils / pupils.sum()
    pull = 1 - margin
    mean = float(weight @ pull)
    spread = float(np.sqrt(weight @ (pull - mean) ** 2))
    if limit == 0:
        pull = pull - mean
    elif not np.isfinite(limit) or mean < 0:
        pull = np.zeros_like(pull)
    elif limit * spread > mean:
        pull = mean + (pull - mean) * mean / (limit * spread)
    pull = pull / max(1.0, float(pull.max()))
    return float(((1 - pull) * base - held).sum())


def _whole(answer: LeastAdditions, peers: _Peers, rows: Ints, group: int) -> list[Text]:
    if not answer.reached[group]:
        return [] if peers.limit == 0 else [_SPREAD]
    given = answer.whole[rows]
    total, claimed = int(given.sum()), int(answer.whole_bound[group])
    needed = np.ceil(np.maximum(peers.floor * (1 - LAST_BIT / 2) - peers.held, 0.0)).astype(np.int64)
    tests = [
        (_NEGATIVE, (given < 0).any()),
        (_TOTAL, total != answer.whole_total[group]),
        (_SPREAD, peers.too_far_apart(peers.held + given)),
        (_FLOOR, peers.too_low(peers.held + given)),
        (_GAP, claimed > total),
    ]
    found = [text for text, wrong in tests if wrong]
    noise = AGREEMENT * (peers.held.sum() + total)
    lowest = max(int(np.ceil(answer.bound[group] - noise)), int(needed.sum()))
    if peers.limit == 0 and claimed > lowest:
        unproved = claimed > _least_equal(peers, needed)
    else:
        unproved = claimed > lowest and not _impossible(peers, needed, lowest, claimed - 1)
    return [*found, _WHOLE] if unproved else found


def _least_equal(peers: _Peers, needed: Ints) -> int:
    """Fewest whole units after which all values are equal: everybody holds the same multiple of pupils ÷ their common divisor."""
    share = peers.pupils / np.gcd.reduce(peers.pupils.astype(np.int64))
    times = np.ceil((peers.held + needed) / share).max()
    return int((times * share - peers.held).sum())


def _impossible(peers: _Peers, needed: Ints, low: int, high: int) -> bool:
    """Whether no allocation of `low` … `high` whole units is within the limit.

    By weak duality Σ(x + a)² ÷ P is at least a line in the total for every price (14), while what the limit allows is convex in it (13):
    a line above at both ends is above between them. Where one line does not do, the interval is halved.
    """
    middle = (low + high + 1) // 2
    price = _price(peers, needed, middle)
    intercept = _cheapest(peers, needed, price)
    people, held = peers.pupils.sum(), peers.held.sum()

    def excluded(total: int) -> bool:
        allowed = (1 + (peers.limit + LAST_BIT / 4) ** 2) * (held + total) ** 2 / people
        return bool(intercept + price * total > allowed)

    if excluded(low) and excluded(high):
        return True
    return low < high and _impossible(peers, needed, low, middle - 1) and _impossible(peers, needed, middle, high)


def _cheapest(peers: _Peers, needed: Ints, price: float) -> float:
    """Least over whole a ≥ needed of Σ (x + a)² ÷ P − price × a: a parabola's lowest whole point lies beside its vertex."""
    vertex = price * peers.pupils / 2 - peers.held
    beside = [np.maximum(needed, np.floor(vertex)), np.maximum(needed, np.ceil(vertex))]
    return float(np.minimum(*((peers.held + a) ** 2 / peers.pupils - price * a for a in beside)).sum())


def _price(peers: _Peers, needed: Ints, total: int) -> float:
    """The price at which `total` units are wanted, by halving an interval of prices."""
    low = 0.0
    high = 2 * float(((peers.held + needed + total + 1) / peers.pupils).max())
    for _ in range(60):
        price = (low + high) / 2
        wanted = np.maximum(needed, np.rint(price * peers.pupils / 2 - peers.held)).sum()
        low, high = (price, high) if wanted < total else (low, price)
    return high
