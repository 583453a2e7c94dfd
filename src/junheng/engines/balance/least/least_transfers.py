"""The least that must be moved, where nothing can be added, so that units are equal enough and above their floor 最少调剂.

Formulas are numbered as in docs/methods/additions.md, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from junheng.engines.balance.compliance.peers import ROUNDING_NOISE
from junheng.engines.balance.least.collisions import Rule
from junheng.engines.balance.least.whole_moves import least_moves
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray

Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True, slots=True)
class LeastTransfers:
    """The answer for one group of peers with its proof. Amounts are in the unit of the resource."""

    change: FloatArray  # (row,) received, or given away where negative; sums to 0; 0 where the amount is missing
    moved: float  # sum of what is received; NaN where it cannot be done
    pull: FloatArray  # (row,) multiplier of the limit on the coefficient (18)
    price: float  # multiplier of the unchanged total
    bound: float  # nothing less can be moved; from the multipliers alone (19)
    levels: tuple[float, float]  # those below the first are lifted to it, those above the second lowered to it
    whole: IntArray  # (row,) the same in whole units
    whole_moved: int  # -1 where it cannot be done
    whole_bound: int
    missing: int  # rows left out because their amount is missing
    collision: tuple[Rule, ...]  # the smallest set of rules that cannot hold together; empty where all can
    shortage: float  # what must be added at least before moving can help; 0 where moving is enough


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to move an amount, for every amount (17): sorted amounts (per person) and the levels they lead to."""

    moved: FloatArray
    low: FloatArray
    high: FloatArray
    variance: FloatArray


def least_transfers(amount: ArrayLike, pupils: ArrayLike, *, scale: float, cv_max: float, floor: float = float("nan")) -> LeastTransfers:
    """Solve min ½ Σ|c| subject to Σ c = 0, a coefficient of at most `cv_max` and values of at least `floor`.

    Parameters
    ----------
    amount
        (row,) what each unit has, zero or more; NaN where missing: the unit is left out and counted.
    pupils
        (row,) people, above zero.
    scale
        A unit's value is scale × amount ÷ pupils.
    cv_max
        Zero or more; NaN for no limit.
    floor
        In terms of the value; NaN for none.

    Notes
    -----
    Who gives comes down to one level, who receives comes up to another (16); what is moved ties the two together.

    >>> least_transfers([10, 40], [100, 100], scale=1, cv_max=0.5).whole
    array([ 3, -3])
    """
    amounts, people = np.asarray(amount, dtype=np.float64), np.asarray(pupils, dtype=np.float64)
    there = np.isfinite(amounts)
    held, heads = amounts[there], people[there]
    least = 0.0 if np.isnan(floor) else float(floor)
    people_all = float(heads.sum())
    if held.sum() <= 0:
        shortage = least * people_all / scale
        return _without(there, (Rule.TOTAL, Rule.FLOOR) if shortage > 0 else (), shortage)
    value, weight = scale * held / heads, heads / people_all
    mean = float(weight @ value)
    if mean < least * (1 - ROUNDING_NOISE):
        return _without(there, (Rule.TOTAL, Rule.FLOOR), (least - mean) * people_all / scale)
    fractional = _fractional(value, weight, mean, min(least, mean), float(cv_max))
    change = (fractional.after - value) * heads / scale
    whole = least_moves(held, heads, floor=least / scale, limit=float(cv_max), close=change)
    collision: tuple[Rule, ...] = ()
    if whole.moved < 0:
        free = least_moves(held, heads, floor=0.0, limit=float(cv_max), close=change)
        collision = _collision(held, heads, least / scale, free.moved < 0)
    return LeastTransfers(
        change=_spread_out(there, change),
        moved=float(np.maximum(change, 0.0).sum()),
        pull=_spread_out(there, fractional.pull),
        price=fractional.price,
        bound=fractional.bound * people_all / scale,
        levels=fractional.levels,
        whole=_spread_out(there, whole.units),
        whole_moved=whole.moved,
        whole_bound=whole.bound,
        missing=int((~there).sum()),
        collision=collision,
        shortage=0.0,
    )


@dataclass(frozen=True, slots=True)
class _Fractional:
    after: FloatArray
    levels: tuple[float, float]
    pull: FloatArray
    price: float
    bound: float  # per person


def _fractional(value: FloatArray, weight: FloatArray, mean: float, floor: float, cv_max: float) -> _Fractional:
    path = _path(value, weight, mean, floor)
    target = np.inf if np.isnan(cv_max) else (cv_max * mean) ** 2
    enough = (np.sqrt(path.variance[0]) <= (cv_max + ROUNDING_NOISE) * mean) if np.isfinite(target) else True
    equal = not enough and cv_max == 0
    moved = float(path.moved[0] if enough else path.moved[-1] if equal else _crossing(path, target))
    low, high = float(np.interp(moved, path.moved, path.low)), float(np.interp(moved, path.moved, path.high))
    if equal:
        low = high = mean
    if enough:  # only the floor asks for anything
        after = np.maximum(floor, np.minimum(value, high)) if moved > 0 else value
        pull, price = np.zeros_like(value), 1.0
    else:
        after = np.clip(value, low, high)
        price = (mean - low) / (high - low) if high > low else 0.5
        pull = (after - mean) / (high - low) if high > low else np.where(value > mean, 1 - price, -price)
    after = np.maximum(after, floor) if moved > 0 else after
    limit = 0.0 if np.isinf(target) else cv_max
    return _Fractional(after, (low, high), pull, price, _bound(value, weight, mean, floor, limit, pull, price))


def _path(value: FloatArray, weight: FloatArray, mean: float, floor: float) -> _Path:
    """Levels and variance at every amount at which a unit starts to receive or to give; between them the levels are linear."""
    base = np.maximum(value, floor)
    needed = float(weight @ (base - value))
    most = float(weight @ np.maximum(value - mean, 0.0))  # everybody at the mean
    up, down = np.argsort(base), np.argsort(-value)
    up, down = up[base[up] < mean], down[value[down] > mean]
    rising, falling = np.append(base[up], mean), np.append(value[down], mean)
    received, given = needed + _filled(rising, weight[up]), _filled(-falling, weight[down])
    marks = np.concatenate([received, given, [needed, max(most, needed)]])
    moved = np.unique(marks[(marks >= needed) & (marks <= max(most, needed))])
    low, high = np.interp(moved, received, rising), np.interp(moved, given, falling)
    start = np.maximum(floor, np.minimum(value, high[0])) if needed > 0 else value
    slope = 2 * (low - high)
    variance = float(weight @ (start - mean) ** 2) + np.append(0.0, np.cumsum((slope[1:] + slope[:-1]) / 2 * np.diff(moved)))
    return _Path(moved, low, high, variance)


def _filled(level: FloatArray, weight: FloatArray) -> FloatArray:
    """What it takes to bring all before each level up to it; levels ascend."""
    return np.append(0.0, np.cumsum(np.diff(level) * np.cumsum(weight)))


def _crossing(path: _Path, target: float) -> float:
    """The amount at which the variance comes down to the target: the root of a quadratic between two marks."""
    at = int(np.argmax(path.variance <= target)) if (path.variance <= target).any() else len(path.moved) - 1
    if at == 0:
        return float(path.moved[0])
    span = path.moved[at] - path.moved[at - 1]
    first, last = (path.low - path.high)[[at - 1, at]]
    bend = (last - first) / span
    excess = path.variance[at - 1] - target
    below = -first + np.sqrt(max(first**2 - bend * excess, 0.0))
    step = min(max(excess / below, 0.0), span) if below > 0 else span
    return float(path.moved[at - 1] + step)


def _bound(value: FloatArray, weight: FloatArray, mean: float, floor: float, cv_max: float, pull: FloatArray, price: float) -> float:
    """(19), per person."""
    slope = np.maximum(price + pull, 0.0)
    pull = slope - price
    stay = slope * np.maximum(floor - value, 0.0)
    fall = np.where(value > floor, (1 - slope) * (value - floor), np.inf)
    return float(weight @ (np.minimum(stay, fall) + pull * (value - mean)) - cv_max * mean * np.sqrt(weight @ pull**2))


def _collision(held: FloatArray, heads: FloatArray, floor: float, without_floor: bool) -> tuple[Rule, ...]:
    """Smallest set: moving and fractions would do, so whole units are in it; whether floor or spread is, is tried."""
    spare = np.floor(held - floor * heads * (1 - ROUNDING_NOISE))
    if floor > 0 and spare.sum() < 0:
        return (Rule.TOTAL, Rule.FLOOR, Rule.WHOLE)
    return (Rule.TOTAL, Rule.SPREAD, Rule.WHOLE) if without_floor else (Rule.TOTAL, Rule.FLOOR, Rule.SPREAD, Rule.WHOLE)


def _without(there: BoolArray, collision: tuple[Rule, ...], shortage: float) -> LeastTransfers:
    """Nothing is moved: because nobody has anything and nothing is asked for, or because moving cannot help."""
    moved = np.nan if collision else 0.0
    return LeastTransfers(
        change=np.zeros(len(there)),
        moved=moved,
        pull=np.zeros(len(there)),
        price=0.0,
        bound=moved,
        levels=(np.nan, np.nan),
        whole=np.zeros(len(there), dtype=np.int64),
        whole_moved=-1 if collision else 0,
        whole_bound=-1 if collision else 0,
        missing=int((~there).sum()),
        collision=collision,
        shortage=shortage,
    )


def _spread_out(there: BoolArray, values: NDArray[Number]) -> NDArray[Number]:
    """Put values back among the rows that were left out."""
    out = np.zeros(len(there), dtype=values.dtype)
    out[there] = values
    return out
