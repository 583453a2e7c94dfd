"""Least transfers in whole units: exact, by marginal allocation on both sides; docs/methods/additions.md (20), (21)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.engines.balance.compliance.peers import ROUNDING_NOISE, equal_enough
from junheng.engines.balance.problem import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Moves:
    """Whole units received, or given where negative, and what is proved of them."""

    units: IntArray  # (row,)
    moved: int  # -1 where whole units cannot do it
    bound: int


def least_moves(held: FloatArray, pupils: FloatArray, *, floor: float, limit: float, close: FloatArray) -> Moves:
    """Fewest whole units to move.

    The next unit leaves where (2x − 1) ÷ pupils is largest and goes where (2x + 1) ÷ pupils is smallest, so that after every
    move the coefficient is the smallest that so many moves can reach; it falls until the two marginals meet.

    Parameters
    ----------
    held, pupils
        (row,) what each has, and its people.
    floor
        Amount per person that everybody must keep or be given.
    limit
        Largest coefficient; NaN for none.
    close
        (row,) the solution with fractions: where to start looking.
    """
    least = floor * pupils * (1 - ROUNDING_NOISE)
    needed = np.ceil(np.maximum(least - held, 0.0)).astype(np.int64)
    spare = np.floor(np.maximum(held - least, 0.0)).astype(np.int64)
    nothing = Moves(np.zeros(len(held), dtype=np.int64), -1, -1)
    if needed.sum() > spare.sum():
        return nothing
    total = max(int(needed.sum()), int(np.ceil(np.maximum(close, 0.0).sum() - 1e-11 * held.sum())))
    receive = np.maximum(needed, np.floor(np.maximum(close, 0.0)).astype(np.int64))
    give = np.minimum(spare, np.floor(np.maximum(-close, 0.0)).astype(np.int64))
    give[needed > 0] = 0
    while True:
        if not (_settle(receive, total, held, pupils, needed, give) and _settle_givers(give, total, held, pupils, spare, receive)):
            return nothing
        units = receive - give
        if np.isnan(limit) or _even(held + units, pupils, limit):
            return Moves(units, total, total)
        up = np.where(give > 0, np.inf, (2 * (held + receive) + 1) / pupils).min()
        down = np.where((receive > 0) | (give >= spare), -np.inf, (2 * (held - give) - 1) / pupils).max()
        if up >= down:
            return nothing
        total += 1


def _settle(receive: IntArray, total: int, held: FloatArray, pupils: FloatArray, needed: IntArray, give: IntArray) -> bool:
    """Bring what is received to the total, one unit at a time."""
    while (short := total - int(receive.sum())) != 0:
        after = held + receive
        if short > 0:
            key = np.where(give > 0, np.inf, (2 * after + 1) / pupils)
        else:
            key = np.where(receive > needed, (1 - 2 * after) / pupils, np.inf)
        chosen = int(np.argmin(key))
        if np.isinf(key[chosen]):
            return False
        receive[chosen] += 1 if short > 0 else -1
    return True


def _settle_givers(give: IntArray, total: int, held: FloatArray, pupils: FloatArray, spare: IntArray, receive: IntArray) -> bool:
    """Bring what is given to the total, one unit at a time."""
    while (short := total - int(give.sum())) != 0:
        after = held - give
        if short > 0:
            key = np.where((give < spare) & (receive == 0), (1 - 2 * after) / pupils, np.inf)
        else:
            key = np.where(give > 0, (2 * after + 1) / pupils, np.inf)
        chosen = int(np.argmin(key))
        if np.isinf(key[chosen]):
            return False
        give[chosen] += 1 if short > 0 else -1
    return True


def _even(held: FloatArray, pupils: FloatArray, limit: float) -> bool:
    mean = held.sum() / pupils.sum()
    deviation = np.sqrt(pupils @ (held / pupils - mean) ** 2 / pupils.sum())
    return bool(deviation == 0 or equal_enough(deviation / mean, np.array(limit)))
