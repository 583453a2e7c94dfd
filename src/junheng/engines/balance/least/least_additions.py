"""The least that must be added so that units are equal enough and above their floor 最少增量.

Many groups are solved in one call, each exactly; groups stand one after another in the arrays.
Formulas are numbered as in docs/methods/additions.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from junheng.engines.balance.compliance.peers import ROUNDING_NOISE
from junheng.engines.balance.least.whole_units import least_whole
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class LeastAdditions:
    """The answer of each group with its proof. Amounts are in the unit of the resource."""

    addition: FloatArray  # (row,) least additions where fractions are allowed; 0 where the amount is missing
    total: FloatArray  # (group,) their sum
    margin: FloatArray  # (row,) the dual multiplier over the row's weight: how binding what the unit already has is (9)
    bound: FloatArray  # (group,) no additions are less in sum; from the margins alone (11)
    residual: FloatArray  # (group,) largest violation of the KKT conditions, relative
    level: FloatArray  # (group,) everybody is lifted to this value; NaN where only floors, or nothing, are needed
    whole: IntArray  # (row,) the same in whole units
    whole_total: IntArray  # (group,) their sum
    whole_bound: IntArray  # (group,) no whole additions are less in sum
    reached: BoolArray  # (group,) False where no whole units can meet the limit exactly (a limit of zero); `whole` is then 0
    missing: IntArray  # (group,) rows left out because their amount is missing


@dataclass(frozen=True, slots=True)
class _Groups:
    """Rows with an amount, in groups that have any."""

    start: IntArray  # (group,)
    of: IntArray  # (row,)

    def sum(self, values: FloatArray) -> FloatArray:
        return np.add.reduceat(values, self.start)


def least_additions(
    amount: ArrayLike,
    pupils: ArrayLike,
    *,
    scale: float,
    cv_max: ArrayLike,
    floor: ArrayLike = np.nan,
    start: ArrayLike | None = None,
) -> LeastAdditions:
    """Solve min Σ a subject to a ≥ 0, a coefficient of variation of at most `cv_max`, and values of at least `floor`.

    Parameters
    ----------
    amount
        (row,) what each unit has, zero or more; NaN where missing: the unit is left out and counted.
    pupils
        (row,) people, above zero.
    scale
        A unit's value is scale × amount ÷ pupils.
    cv_max
        (group,) or one for all, zero or more; NaN for no limit.
    floor
        (row,) or one for all, in terms of the value; NaN for none.
    start
        (group + 1,) the first row of each group, then the number of rows; by default all rows are one group.

    Raises
    ------
    ValueError
        Names the first unit without pupils or with a negative amount.

    Notes
    -----
    A second-order cone program whose KKT conditions leave one unknown, a common water level: docs/methods/additions.md (2)–(8).

    >>> least_additions([10, 40], [100, 100], scale=1, cv_max=0.5).whole
    array([4, 0])
    """
    amounts = np.asarray(amount, dtype=np.float64)
    people = np.asarray(pupils, dtype=np.float64)
    _refuse(amounts, people)
    edges = np.array([0, len(amounts)]) if start is None else np.asarray(start, dtype=np.int64)
    limits = np.broadcast_to(np.asarray(cv_max, dtype=np.float64), len(edges) - 1)
    floors = np.broadcast_to(np.asarray(floor, dtype=np.float64), amounts.shape)
    there = np.isfinite(amounts)
    all_of = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    used = np.unique(all_of[there])
    result = _empty(len(amounts), len(limits), np.diff(edges) - np.bincount(all_of[there], minlength=len(limits)))
    if not len(used):
        return result
    of = np.searchsorted(used, all_of[there])
    groups = _Groups(np.flatnonzero(np.diff(of, prepend=-1)), of)
    _solve(result, there, used, groups, amounts[there], people[there], scale, limits[used], floors[there])
    return result


def _refuse(amounts: FloatArray, people: FloatArray) -> None:
    if (people <= 0).any():
        raise ValueError(f"pupils: row {int(np.argmax(people <= 0))} has none")
    if (amounts < 0).any():
        raise ValueError(f"amount: row {int(np.argmax(amounts < 0))} is negative")


def _empty(rows: int, groups: int, missing: IntArray) -> LeastAdditions:
    def real(length: int) -> FloatArray:
        return np.zeros(length)

    def integer(length: int) -> IntArray:
        return np.zeros(length, dtype=np.int64)

    return LeastAdditions(
        addition=real(rows),
        total=real(groups),
        margin=real(rows),
        bound=real(groups),
        residual=real(groups),
        level=np.full(groups, np.nan),
        whole=integer(rows),
        whole_total=integer(groups),
        whole_bound=integer(groups),
        reached=np.ones(groups, dtype=np.bool_),
        missing=missing,
    )


def _solve(
    out: LeastAdditions,
    there: BoolArray,
    used: IntArray,
    groups: _Groups,
    amount: FloatArray,
    pupils: FloatArray,
    scale: float,
    limit: FloatArray,
    floor: FloatArray,
) -> None:
    people = groups.sum(pupils)
    weight = pupils / people[groups.of]
    value = scale * amount / pupils
    base = np.fmax(value, floor)
    level = water_level(base, weight, groups, limit)
    lifted = np.fmax(base, level[groups.of])
    margin = _margins(base, lifted, weight, groups, level, limit)
    out.addition[there] = (lifted - value) * pupils / scale
    out.total[used] = groups.sum(out.addition[there])
    out.margin[there] = margin
    out.bound[used] = groups.sum((margin * base - value) * pupils / scale)
    out.level[used] = level
    out.residual[used] = _residual(base, lifted, margin, weight, groups, limit)
    _solve_whole(out, there, used, groups, amount, pupils, scale, limit, floor)


def water_level(base: FloatArray, weight: FloatArray, groups: _Groups, limit: FloatArray) -> FloatArray:
    """The lowest common level (6) at which the coefficient is within its limit; NaN where it already is.

    Values are divided by their group's mean first, so that sums of different groups can stand in one array.
    """
    mean = groups.sum(weight * base)
    ratio = 1 + limit**2
    spread = groups.sum(weight * (base - mean[groups.of]) ** 2)
    open_ = (mean > 0) & (np.sqrt(spread) > (limit + ROUNDING_NOISE) * mean)
    level = np.full(len(mean), np.nan)
    if not open_.any():
        return level
    equal = open_ & (limit == 0)
    level[equal] = np.maximum.reduceat(base, groups.start)[equal]
    open_ &= ~equal
    if not open_.any():
        return level
    rows = open_[groups.of]
    of = (np.cumsum(open_) - 1)[groups.of[rows]]
    inner = _Groups(np.flatnonzero(np.diff(of, prepend=-1)), of)
    scaled = base[rows] / mean[open_][of]
    level[open_] = _segment_root(scaled, weight[rows], inner, ratio[open_]) * mean[open_]
    return level


def _segment_root(base: FloatArray, weight: FloatArray, groups: _Groups, ratio: FloatArray) -> FloatArray:
    """Find the segment between two sorted values in which the coefficient crosses its limit, then the root of its quadratic (7)."""
    order = np.lexsort((base, groups.of))
    b, w = base[order], weight[order]

    def below(values: FloatArray) -> FloatArray:
        """Sum of those before each in its group."""
        running = np.cumsum(values) - values
        return running - running[groups.start][groups.of]

    first, second = groups.sum(w * b)[groups.of], groups.sum(w * b**2)[groups.of]
    under = below(w)
    mean = under * b + first - below(w * b)
    square = under * b**2 + second - below(w * b**2)
    crossed = square <= ratio[groups.of] * mean**2
    crossed[np.append(groups.start[1:], len(b)) - 1] = True  # all at the level of the highest: no difference is left
    position = np.arange(len(b))
    at = np.minimum.reduceat(np.where(crossed, position, len(b)), groups.start)
    at = np.maximum(at, groups.start + 1)
    lifted = position < at[groups.of]
    low, high = b[at - 1], b[np.minimum(at, len(b) - 1)]
    level = np.clip(_quadratic(b, w, lifted, groups, ratio), low, high)
    again = np.clip(_quadratic(b, w, b < level[groups.of], groups, ratio), low, high)
    return np.where(np.isfinite(again), again, level)


def _quadratic(base: FloatArray, weight: FloatArray, lifted: BoolArray, groups: _Groups, ratio: FloatArray) -> FloatArray:
    """The level at which Σwy² = ratio × (Σwy)², when just `lifted` stand at the level; the form of the root that does not cancel."""
    share = groups.sum(np.where(lifted, weight, 0.0))
    first = groups.sum(np.where(lifted, 0.0, weight * base))
    second = groups.sum(np.where(lifted, 0.0, weight * base**2))
    inside = share * (ratio * first**2 - (1 - ratio * share) * second)
    with np.errstate(invalid="ignore", divide="ignore"):
        root: FloatArray = (second - ratio * first**2) / (ratio * share * first + np.sqrt(np.maximum(inside, 0.0)))
    return root


def _margins(base: FloatArray, lifted: FloatArray, weight: FloatArray, groups: _Groups, level: FloatArray, limit: FloatArray) -> FloatArray:
    """(9): 1 where the limit does not bind; else how far the unit stands above the level, in terms of ratio × mean − level."""
    mean = groups.sum(weight * lifted)
    reach = (1 + limit**2) * mean - level
    with np.errstate(invalid="ignore", divide="ignore"):
        margin = ((lifted - level[groups.of]) / reach[groups.of]).clip(min=0.0)
    equal = np.isfinite(level) & (limit == 0)
    if equal.any():  # everybody at the level of the highest: they alone carry the multipliers
        top = base >= level[groups.of] * (1 - ROUNDING_NOISE)
        carried = groups.sum(np.where(top, weight, 0.0))
        margin = np.where(equal[groups.of], np.where(top, 1 / carried[groups.of], 0.0), margin)
    return np.where(np.isfinite(level)[groups.of], margin, 1.0)


def _residual(
    base: FloatArray, lifted: FloatArray, margin: FloatArray, weight: FloatArray, groups: _Groups, limit: FloatArray
) -> FloatArray:
    """Largest violation of feasibility, of dual feasibility (10) and of complementarity, each relative."""
    mean = groups.sum(weight * lifted)
    scale = np.where(mean > 0, mean, 1.0)
    spread = np.sqrt(groups.sum(weight * (lifted - mean[groups.of]) ** 2))
    free = np.where(np.isfinite(limit), limit, np.inf)
    primal = np.where(np.isfinite(limit), (spread - np.where(np.isfinite(limit), limit, 0.0) * mean) / scale, 0.0)
    pull = 1 - margin
    average = groups.sum(weight * pull)
    norm = np.sqrt(groups.sum(weight * (pull - average[groups.of]) ** 2))
    cone = np.where(free > 0, np.where(np.isfinite(limit), limit, 0.0) * norm - average, 0.0)
    slack = groups.sum(weight * margin * (lifted - base)) / scale
    return np.maximum(np.maximum(primal, cone), np.maximum(slack, 0.0))


def _solve_whole(
    out: LeastAdditions,
    there: BoolArray,
    used: IntArray,
    groups: _Groups,
    amount: FloatArray,
    pupils: FloatArray,
    scale: float,
    limit: FloatArray,
    floor: FloatArray,
) -> None:
    needed = units_to(amount, pupils, scale, floor)
    people = groups.sum(pupils)
    base = (amount + needed) / pupils
    level = water_level(base, pupils / people[groups.of], groups, limit)
    answer = least_whole(amount, pupils, groups.start, needed=needed, level=level, limit=limit)
    out.whole[there] = answer.units
    out.whole_total[used] = groups_total(answer.units, groups)
    out.whole_bound[used] = answer.bound
    out.reached[used] = answer.reached


def groups_total(units: IntArray, groups: _Groups) -> IntArray:
    """Whole units of each group."""
    return np.asarray(np.add.reduceat(units, groups.start), dtype=np.int64)


def units_to(amount: FloatArray, pupils: FloatArray, scale: float, floor: FloatArray) -> IntArray:
    """Fewest whole units that lift each to its floor; 0 where there is none."""
    target = np.where(np.isfinite(floor), floor, 0.0) * (1 - ROUNDING_NOISE) * pupils / scale
    return np.ceil(np.maximum(target - amount, 0.0)).astype(np.int64)
