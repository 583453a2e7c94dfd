"""How firm a verdict is: does it turn when one unit is left out, or when values move within their rounding 稳定性.

Formulas are numbered as in docs/methods/additions.md, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.engines.balance.compliance.peers import reaches, within
from junheng.engines.balance.compliance.verdicts import Verdict, Verdicts, area_verdict, balance_verdict, comprehensive, unit_verdict
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray

#: Rounds of moving each value towards the end that raises, or lowers, the coefficient more. Each round can only improve.
ROUNDS = 8
#: Where less than this share of the squared deviation is left, the difference has lost its digits: it is computed anew.
CANCELLED = 1e-6


@dataclass(frozen=True, slots=True)
class Stability:
    """What each verdict would be without one unit, and at both ends of the values' rounding."""

    verdicts: Verdicts
    cv_without: FloatArray  # (row, indicator) coefficient of the row's peers without it
    area_without: IntArray  # (row,) of `Verdict`: the area without this unit
    turns: BoolArray  # (row,) leaving out this unit turns the area's verdict
    unit_low: IntArray  # (row,) of `Verdict`, every value at the bad end of its rounding; exact
    unit_high: IntArray  # (row,) at the good end; exact
    cv_low: FloatArray  # (peers, indicator) no values within the rounding have a smaller coefficient
    cv_high: FloatArray  # (peers, indicator) … nor a larger one
    cv_low_found: FloatArray  # (peers, indicator) and some have this one
    cv_high_found: FloatArray  # (peers, indicator)
    area_worst: IntArray  # (peers,) of `Verdict`, with the larger bound of each coefficient and every unit at its bad end
    area_best: IntArray  # (peers,) with the smaller bound and the good ends

    def table(self) -> pl.DataFrame:
        """One row an area, level and period: its verdict, the units that turn it, and whether rounding could."""
        verdicts, peers = self.verdicts, self.verdicts.peers
        problem = verdicts.problem
        names = np.array(problem.units, dtype=object)[problem.unit]
        turning = [names[peers.rows(one)][self.turns[peers.rows(one)]].tolist() for one in range(len(peers))]
        unsure = peers.count((self.unit_low != verdicts.unit) | (self.unit_high != verdicts.unit))
        return (
            verdicts.areas_table()
            .select("area", "level", "period", "meets")
            .with_columns(
                turned_by=pl.Series(turning, dtype=pl.List(pl.String)),
                units_within_rounding=pl.Series(unsure),
                within_rounding=pl.Series((self.area_worst != verdicts.area) | (self.area_best != verdicts.area)),
            )
        )


def stability(verdicts: Verdicts, half: FloatArray | None = None) -> Stability:
    """Try every verdict without each unit, and at the ends of the values' rounding.

    Parameters
    ----------
    verdicts
        As judged.
    half
        (row, indicator) how far a value may lie from what is stated; by default half of the last shown digit.
    """
    problem = verdicts.problem
    if half is None:
        half = np.broadcast_to([0.5 * 10.0**-i.decimals for i in problem.indicators], problem.value.shape)
    cv_without = _leave_one_out(verdicts)
    area_without = _area_without(verdicts, cv_without)
    towards = np.where(verdicts.norms.sense < 0, -1.0, 1.0) * half
    low, high = _unit_at(verdicts, -towards), _unit_at(verdicts, towards)
    cv_low, cv_high = _bounds(verdicts, half)
    return Stability(
        verdicts=verdicts,
        cv_without=cv_without,
        area_without=area_without,
        turns=area_without != verdicts.area[verdicts.peers.of_row],
        unit_low=low,
        unit_high=high,
        cv_low=cv_low,
        cv_high=cv_high,
        cv_low_found=_found(verdicts, half, -1),
        cv_high_found=_found(verdicts, half, +1),
        area_worst=_area_at(verdicts, cv_high, low),
        area_best=_area_at(verdicts, cv_low, high),
    )


def _leave_one_out(verdicts: Verdicts) -> FloatArray:
    """(23), (24): mean and squared deviation without one unit follow from those with it, so all are tried in one pass."""
    problem, peers, spread = verdicts.problem, verdicts.peers, verdicts.coefficients
    there = np.isfinite(problem.value)
    people = spread.pupils[peers.of_row].astype(np.float64)
    own = np.where(there, problem.pupils[:, None], 0).astype(np.float64)
    mean = spread.mean[peers.of_row]
    gap = np.where(there, problem.value - mean, 0.0)
    total = (spread.cv**2 * spread.mean**2 * spread.pupils)[peers.of_row]
    with np.errstate(invalid="ignore", divide="ignore"):
        left = people - own
        variance = np.maximum(total - own * gap**2 * people / left, 0.0) / left
        centre = mean - own * gap / left
        cv = np.where((left > 0) & (centre > 0), np.sqrt(variance) / centre, np.nan)
    for row, at in zip(*np.nonzero(there & (left > 0) & (variance * left < CANCELLED * total)), strict=True):
        rows = np.arange(*peers.start[peers.of_row[row] : peers.of_row[row] + 2])
        others = rows[there[rows, at] & (rows != row)]
        cv[row, at] = _cv(problem.value[others, at], problem.pupils[others])
    return cv


def _cv(value: FloatArray, pupils: IntArray) -> float:
    mean = pupils @ value / pupils.sum()
    return float(np.sqrt(pupils @ (value - mean) ** 2 / pupils.sum()) / mean) if mean > 0 else float("nan")


def _area_without(verdicts: Verdicts, cv: FloatArray) -> IntArray:
    problem, of = verdicts.problem, verdicts.peers.of_row
    failing = verdicts.units_failing[of] - (verdicts.unit == Verdict.FAILS)
    unknown = verdicts.units_unknown[of] - (verdicts.unit == Verdict.UNKNOWN)
    balanced = balance_verdict(cv, verdicts.cv_max[of], comprehensive(problem, problem.level, cv), verdicts.comprehensive_max[of])
    alone = np.diff(verdicts.peers.start)[of] == 1
    without = area_verdict(verdicts.norms.at_least[problem.level], balanced, failing, unknown)
    return np.where(alone, verdicts.area[of], without)


def _unit_at(verdicts: Verdicts, move: FloatArray) -> IntArray:
    """Verdicts of units are monotone in every value, so the ends of the rounding are the worst and the best."""
    value = np.maximum(verdicts.problem.value + move, 0.0)
    lower = verdicts.norms.sense < 0
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(lower, verdicts.floor / value, value / verdicts.floor)
    reached = verdicts.judged & np.where(lower, within(value, verdicts.floor), reaches(value, verdicts.floor))
    return unit_verdict(np.isfinite(value), verdicts.norms, verdicts.problem.level, verdicts.counted, reached, share)


def _bounds(verdicts: Verdicts, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(25): the deviation is a norm, so it moves by no more than the norm of the move; the mean by no more than its mean."""
    peers, spread = verdicts.peers, verdicts.coefficients
    there = np.isfinite(verdicts.problem.value)
    weight = np.where(there, verdicts.problem.pupils[:, None], 0).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        norm = np.sqrt(peers.sum(weight * half**2) / spread.pupils)
        shift = peers.sum(weight * half) / spread.pupils
        deviation = spread.cv * spread.mean
        low = np.maximum(deviation - norm, 0.0) / (spread.mean + shift)
        high = np.where(spread.mean > shift, (deviation + norm) / (spread.mean - shift), np.inf)
    known = np.isfinite(spread.cv)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def _found(verdicts: Verdicts, half: FloatArray, direction: int) -> FloatArray:
    """A coefficient that some values within the rounding have: each moved to the side of Σwx² ÷ Σwx that its derivative points to (26)."""
    peers, stated = verdicts.peers, verdicts.problem.value
    there = np.isfinite(stated)
    weight = np.where(there, verdicts.problem.pupils[:, None], 0).astype(np.float64)
    low, high = np.where(there, np.maximum(stated - half, 0.0), 0.0), np.where(there, stated + half, 0.0)
    value, best = np.where(there, stated, 0.0), verdicts.coefficients.cv
    for _ in range(ROUNDS):
        with np.errstate(invalid="ignore", divide="ignore"):
            turning = (peers.sum(weight * value**2) / peers.sum(weight * value))[peers.of_row]
            value = np.where(value > turning, high, low) if direction > 0 else np.clip(turning, low, high)
            value = np.where(there, value, 0.0)
            mean = peers.sum(weight * value) / verdicts.coefficients.pupils
            cv = np.sqrt(peers.sum(weight * (value - mean[peers.of_row]) ** 2) / verdicts.coefficients.pupils) / mean
        best = np.fmax(best, cv) if direction > 0 else np.fmin(best, cv)
    return np.where(np.isfinite(verdicts.coefficients.cv), best, np.nan)


def _area_at(verdicts: Verdicts, cv: FloatArray, unit: IntArray) -> IntArray:
    peers = verdicts.peers
    balanced = balance_verdict(cv, verdicts.cv_max, comprehensive(verdicts.problem, peers.level, cv), verdicts.comprehensive_max)
    failing, unknown = peers.count(unit == Verdict.FAILS), peers.count(unit == Verdict.UNKNOWN)
    return area_verdict(verdicts.norms.at_least[peers.level], balanced, failing, unknown)
