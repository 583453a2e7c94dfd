"""Least additions in whole teachers, rooms, square metres or yuan: exact, by marginal allocation 边际分配.

For a given total the coefficient is smallest when each unit goes where the marginal (2x + 1) ÷ pupils is smallest (separable
convex allocation), so the least total is the first at which that allocation is within the limit; docs/methods/additions.md (12)–(15).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.engines.balance.compliance.peers import equal_enough
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray

#: Totals looked at one by one above the bound before a group is lifted in larger steps, which leaves a gap.
PATIENCE = 4096


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole units of each row and what is proved of their sum."""

    units: IntArray  # (row,)
    bound: IntArray  # (group,) no sum is less
    reached: BoolArray  # (group,) False where no whole units meet a limit of zero


@dataclass(slots=True)
class _State:
    """The rows of the groups that are not finished, and what each row has been given."""

    amount: FloatArray
    pupils: FloatArray
    needed: IntArray
    given: IntArray
    start: IntArray
    of: IntArray
    limit: FloatArray
    target: IntArray  # (group,) the total now looked at

    def keep(self, groups: BoolArray) -> _State:
        rows = groups[self.of]
        of = (np.cumsum(groups) - 1)[self.of[rows]]
        return _State(
            self.amount[rows],
            self.pupils[rows],
            self.needed[rows],
            self.given[rows],
            np.flatnonzero(np.diff(of, prepend=-1)),
            of,
            self.limit[groups],
            self.target[groups],
        )

    def totals(self) -> IntArray:
        return np.add.reduceat(self.given, self.start)

    def feasible(self) -> BoolArray:
        held = self.amount + self.given
        people = np.add.reduceat(self.pupils, self.start)
        mean = np.add.reduceat(held, self.start) / people
        spread = np.sqrt(np.add.reduceat(self.pupils * (held / self.pupils - mean[self.of]) ** 2, self.start) / people)
        with np.errstate(invalid="ignore", divide="ignore"):
            cv = np.where(spread > 0, spread / mean, 0.0)
        return ~np.isfinite(self.limit) | equal_enough(cv, self.limit)

    def settle(self) -> None:
        """Bring each group to its target, one unit at a time, where it changes the coefficient most."""
        while (short := self.target - self.totals()).any():
            held = self.amount + self.given
            add = (2 * held + 1) / self.pupils
            take = np.where(self.given > self.needed, (1 - 2 * held) / self.pupils, np.inf)
            chosen = self._first_lowest(np.where((short > 0)[self.of], add, take))
            self.given[chosen] += np.sign(short)

    def _first_lowest(self, key: FloatArray) -> IntArray:
        lowest = np.minimum.reduceat(key, self.start)
        position = np.where(key == lowest[self.of], np.arange(len(key)), len(key))
        return np.minimum.reduceat(position, self.start)


def least_whole(
    amount: FloatArray, pupils: FloatArray, start: IntArray, *, needed: IntArray, level: FloatArray, limit: FloatArray
) -> Whole:
    """Fewest whole units in each group.

    Parameters
    ----------
    amount, pupils
        (row,) what each has, and its people.
    start
        (group,) first row of each group, none empty.
    needed
        (row,) units that its floor already demands.
    level
        (group,) water level of the continuous problem above `needed`, as amount per person; NaN where the limit does not bind.
    limit
        (group,) largest coefficient; NaN for none.
    """
    of = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(amount))))
    base = amount + needed
    lifted = np.fmax(base, level[of] * pupils)
    noise = 1e-11 * np.add.reduceat(lifted, start)
    more = np.ceil(np.maximum(np.add.reduceat(lifted - base, start) - noise, 0.0)).astype(np.int64)
    least = np.add.reduceat(needed, start) + more
    nearest = np.floor(np.fmax(lifted - amount, 0.0) + 0.5).astype(np.int64)
    out = Whole(np.maximum(needed, nearest), least.copy(), np.ones(len(start), dtype=np.bool_))
    state = _State(amount, pupils, needed, out.units.copy(), start, of, limit, least.copy())
    group = np.arange(len(start))
    for _ in range(PATIENCE):
        state.settle()
        done = state.feasible()
        rows = np.isin(of, group[done])
        out.units[rows] = state.given[done[state.of]]
        out.bound[group[done]] = state.target[done]
        state, group = state.keep(~done), group[~done]
        if not len(group):
            return out
        exact = state.limit == 0
        if exact.any():
            _equalise_all(out, of, state, group, exact)
            state, group = state.keep(~exact), group[~exact]
        if not len(group):
            return out
        state.target += 1
    for one, number in enumerate(group):
        rows = state.of == one
        out.bound[number] = state.target[one]
        out.units[of == number] = _lift(state.amount[rows], state.pupils[rows], state.needed[rows], float(state.limit[one]))
    return out


def _equalise_all(out: Whole, of: IntArray, state: _State, group: IntArray, exact: BoolArray) -> None:
    for one in np.flatnonzero(exact):
        rows = state.of == one
        units = _equal(state.amount[rows], state.pupils[rows], state.needed[rows])
        out.reached[group[one]] = units is not None
        out.units[of == group[one]] = 0 if units is None else units
        out.bound[group[one]] = out.units[of == group[one]].sum()


def _equal(amount: FloatArray, pupils: FloatArray, needed: IntArray) -> IntArray | None:
    """Fewest whole units that make values equal: multiples of pupils over their common divisor; None where amounts are not whole."""
    whole = np.rint(amount).astype(np.int64)
    people = np.rint(pupils).astype(np.int64)
    if (whole != amount).any() or (people != pupils).any():
        return None
    share = people // np.gcd.reduce(people)
    times = (-(-(whole + needed) // share)).max()
    return np.asarray(times * share - whole, dtype=np.int64)


def _lift(amount: FloatArray, pupils: FloatArray, needed: IntArray, limit: float) -> IntArray:
    """Some whole units within a positive limit: a level found by doubling, then by halving the interval."""
    of = np.zeros(len(amount), dtype=np.int64)

    def at(level: float) -> _State:
        given = np.maximum(needed, np.floor(level * pupils - amount + 0.5).astype(np.int64))
        return _State(amount, pupils, needed, given, of[:1], of, np.array([limit]), given[:1])

    low = float(((amount + needed) / pupils).min())
    high = 2 * float(((amount + needed) / pupils).max()) + 1 / float(pupils.min())
    while not at(high).feasible()[0]:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if at(middle).feasible()[0] else (middle, high)
    return at(high).given
