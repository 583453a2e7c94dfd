"""Recompute least transfers' feasibility, bounds and gap from the question and the answer alone.

Nothing here is shared with the algorithm. Formulas are numbered as in docs/methods/additions.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.least.least_transfers import LeastTransfers
from junheng.language import Text

Floats = NDArray[np.float64]

#: Relative to what the peers hold: how much of it two computations of one sum may differ by.
AGREEMENT = 1e-9
#: A value on its norm is on it, whatever the last bit says.
LAST_BIT = 2e-12

_TOTAL = Text("调出与调入不相等。", "What is given and what is received differ.")
_MOVED = Text("各校调入之和与合计不符。", "What is received does not sum to the total.")
_SPREAD = Text("调剂之后差异系数仍高于上限。", "The coefficient is still above its limit afterwards.")
_FLOOR = Text("调剂之后有学校低于底线。", "A unit is below its floor afterwards.")
_BOUND = Text("乘子证明不了所称的下界。", "The multipliers do not prove the bound.")
_GAP = Text("合计与下界之间有差距。", "There is a gap between total and bound.")
_WHOLE = Text("不能证明更少的整数调剂做不到。", "It is not proved that moving fewer whole units would not do.")
_COLLISION = Text("所称的要求冲突并不成立。", "The rules that are said to collide do not.")


def verify(answer: LeastTransfers, amount: Floats, pupils: Floats, *, scale: float, cv_max: float, floor: float) -> tuple[Text, ...]:
    """What is wrong with an answer; empty when nothing is. Arguments as of `least_transfers`."""
    there = np.isfinite(amount)
    held, heads = amount[there], pupils[there].astype(np.float64)
    least = np.zeros_like(held) if np.isnan(floor) else floor * heads / scale
    limit = np.inf if np.isnan(cv_max) else cv_max
    if "total" in answer.collision and "whole" not in answer.collision:
        return () if held.sum() < least.sum() else (_COLLISION,)
    found = []
    if held.sum() > 0:
        found += _fractional(answer, held, heads, least, limit, there)
        found += _whole(answer, held, heads, least, limit, there)
    return tuple(found)


def _cv(held: Floats, heads: Floats) -> float:
    mean = held.sum() / heads.sum()
    deviation = np.sqrt(heads @ (held / heads - mean) ** 2 / heads.sum())
    return float(deviation / mean) if deviation else 0.0


def _fractional(answer: LeastTransfers, held: Floats, heads: Floats, least: Floats, limit: float, there: NDArray[np.bool_]) -> list[Text]:
    change, noise = answer.change[there], AGREEMENT * held.sum()
    tests = [
        (_TOTAL, abs(change.sum()) > noise),
        (_MOVED, abs(change[change > 0].sum() - answer.moved) > noise),
        (_SPREAD, _cv(held + change, heads) > limit + AGREEMENT),
        (_FLOOR, (held + change < least - noise / len(held)).any()),
        (_BOUND, answer.bound > bound(held, heads, least, limit, answer.pull[there], answer.price) + noise),
        (_GAP, answer.moved > answer.bound + noise),
    ]
    return [text for text, wrong in tests if wrong]


def bound(held: Floats, heads: Floats, least: Floats, limit: float, pull: Floats, price: float) -> float:
    """An amount that no transfer can be below, whatever the multipliers are (19).

    For each unit the Lagrangian is piecewise linear in what it holds afterwards, so its least is at a bend: what it holds now or its floor.
    """
    mean = held.sum() / heads.sum()
    slope = np.maximum(price + pull, 0.0)
    pull = slope - price if np.isfinite(limit) else np.zeros_like(slope)
    slope = pull + price

    def lagrangian(after: Floats) -> Floats:
        return np.maximum(held - after, 0.0) + slope * (after - held)

    bends = np.minimum(lagrangian(np.maximum(held, least)), lagrangian(least))
    spread = np.sqrt((heads @ pull**2) / heads.sum())
    slack = limit * mean * heads.sum() * spread if spread > 0 else 0.0
    return float(bends.sum() + pull @ (held - mean * heads) - slack)


def _whole(answer: LeastTransfers, held: Floats, heads: Floats, least: Floats, limit: float, there: NDArray[np.bool_]) -> list[Text]:
    needed = np.ceil(np.maximum(least * (1 - LAST_BIT / 2) - held, 0.0))
    spare = np.floor(np.maximum(held - least * (1 - LAST_BIT / 2), 0.0))
    if answer.whole_moved < 0:
        return [] if _cannot(held, heads, needed, spare, limit) else [_COLLISION]
    units = answer.whole[there]
    moved = int(units[units > 0].sum())
    tests = [
        (_TOTAL, units.sum() != 0),
        (_MOVED, moved != answer.whole_moved),
        (_SPREAD, _cv(held + units, heads) > limit + LAST_BIT),
        (_FLOOR, (held + units < least * (1 - LAST_BIT)).any()),
        (_GAP, answer.whole_bound > moved),
        (_WHOLE, answer.whole_bound > needed.sum() and not _fewer_is_not_enough(answer, held, heads, needed, spare, limit, units)),
    ]
    return [text for text, wrong in tests if wrong]


def _fewer_is_not_enough(
    answer: LeastTransfers, held: Floats, heads: Floats, needed: Floats, spare: Floats, limit: float, units: NDArray[np.int64]
) -> bool:
    """Weak duality (21) at the prices of the last unit that moved; or the bound with fractions already says so."""
    fewer = answer.whole_bound - 1
    if fewer < answer.bound - AGREEMENT * held.sum():
        return True
    came, went = units > needed, units < 0
    if not came.any() or not went.any():
        return False
    receive = float(((2 * (held + units) - 1) / heads)[came].max())
    give = float(((2 * (held + units) + 1) / heads)[went].min())
    least = _cheapest(held, heads, needed, spare, min(receive, give), give) + (min(receive, give) - give) * fewer
    return _above(least, held, heads, limit)


def _cannot(held: Floats, heads: Floats, needed: Floats, spare: Floats, limit: float) -> bool:
    """Whether whole units cannot do it: too few to spare, or too uneven at every price."""
    if needed.sum() > spare.sum():
        return True
    if limit == 0:
        change = held.sum() / heads.sum() * heads - held
        return bool((abs(change - np.rint(change)) > LAST_BIT * held.sum()).any())
    prices = np.unique(np.concatenate([(2 * held + 1) / heads, 2 * held.sum() / heads.sum() + np.linspace(-1, 1, 201) / heads.min()]))
    return any(_above(_cheapest(held, heads, needed, spare, price, price), held, heads, limit) for price in prices)


def _cheapest(held: Floats, heads: Floats, needed: Floats, spare: Floats, receive: float, give: float) -> float:
    """Min Σ (x + c)² ÷ P − receive × c⁺ + give × c⁻ over whole c within each unit's bounds, unit by unit."""
    best = np.full(len(held), np.inf)
    for price, low, high in ((receive, needed, np.full(len(held), np.inf)), (give, -spare, np.zeros(len(held)))):
        vertex = price * heads / 2 - held
        allowed = (needed == 0) | (high > 0)
        for beside in (np.floor(vertex), np.ceil(vertex)):
            change = np.clip(beside, low, high)
            best = np.where(allowed, np.minimum(best, (held + change) ** 2 / heads - price * change), best)
    return float(best.sum())


def _above(least: float, held: Floats, heads: Floats, limit: float) -> bool:
    return bool(least > (1 + (limit + LAST_BIT / 4) ** 2) * held.sum() ** 2 / heads.sum())
