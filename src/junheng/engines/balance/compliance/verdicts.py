"""Which units and which areas meet a standard 达标, by the norms in force in each period and on unrounded values.

Rules are numbered as in docs/methods/additions.md, section 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import polars as pl

from junheng.engines.balance import labels
from junheng.engines.balance.compliance.norms import Norms, norms_of
from junheng.engines.balance.compliance.peers import Coefficients, Peers, coefficients, equal_enough, peers_of, reaches, within
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray, Problem
from junheng.packs import Pack

#: 接近: at least this share of a floor …
NEAR_FLOOR = 0.85
#: … or from this share of a limit on.
NEAR_LIMIT = 0.90


class Verdict(IntEnum):
    """What the standard says of a unit or an area."""

    NOT_JUDGED = -2  # the standard demands nothing here
    UNKNOWN = -1  # a missing value could turn it either way
    FAILS = 0
    MEETS = 1


class Status(IntEnum):
    """How one value is shown: ● 达标, ◐ 接近, ▲ 未达标, ○ 无数据."""

    NO_DATA = -1
    MISSES = 0
    NEAR = 1
    MEETS = 2


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Every verdict of a problem under a pack; `reasons` puts them into words, the tables into rows."""

    problem: Problem
    norms: Norms
    peers: Peers
    coefficients: Coefficients
    floor: FloatArray  # (row, indicator) in force; NaN where none
    share: FloatArray  # (row, indicator) of the floor reached, limit ÷ value where less is better; NaN where unknown
    judged: BoolArray  # (row, indicator) has a norm, whether or not it has a value
    reached: BoolArray  # (row, indicator)
    status: IntArray  # (row, indicator) of `Status`
    counted: BoolArray  # (row, indicator) judged, and among those of which a number must be reached
    unit: IntArray  # (row,) of `Verdict`
    cv_max: FloatArray  # (peers, indicator) in force; NaN where none
    cv_status: IntArray  # (peers, indicator) of `Status`
    comprehensive: FloatArray  # (peers,) mean coefficient over the indicators that have one; NaN where one is missing
    comprehensive_max: FloatArray  # (peers,) in force; NaN where none
    units_failing: IntArray  # (peers,)
    units_unknown: IntArray  # (peers,)
    balanced: IntArray  # (peers,) of `Verdict`: the coefficients alone
    area: IntArray  # (peers,) of `Verdict`: every unit and every coefficient

    def units_table(self) -> pl.DataFrame:
        """One row a unit and indicator that applies to it; nulls where there is no value or no norm."""
        row, indicator = np.nonzero(self.problem.applies())
        judged = self.judged & np.isfinite(self.problem.value)
        columns = ["unit", "area", "level", "indicator", "period", "value", "floor", "share_of_floor", "meets"]
        return pl.DataFrame(
            {
                **labels.of_rows(self.problem, row),
                "indicator": labels.of_indicators(self.problem, indicator),
                "value": labels.known(self.problem.value[row, indicator]),
                "floor": labels.known(self.floor[row, indicator]),
                "share_of_floor": labels.known(self.share[row, indicator]),
                "meets": labels.held(judged[row, indicator], self.reached[row, indicator]),
            }
        ).select(columns)

    def verdicts_table(self) -> pl.DataFrame:
        """One row a unit and level: how many floors it reaches, of how many, and the verdict."""
        return pl.DataFrame(
            {
                **labels.of_rows(self.problem, np.arange(len(self.unit))),
                "reached": (self.counted & self.reached).sum(axis=1),
                "counted": self.counted.sum(axis=1),
                "missing": (self.judged & ~np.isfinite(self.problem.value)).sum(axis=1),
                "meets": labels.held(self.unit >= 0, self.unit == Verdict.MEETS),
            }
        )

    def areas_table(self) -> pl.DataFrame:
        """One row an area, level and period: its units, its coefficients, the verdict."""
        return pl.DataFrame(
            {
                **labels.of_peers(self.problem, self.peers, np.arange(len(self.peers))),
                "units": np.diff(self.peers.start),
                "units_failing": self.units_failing,
                "units_unknown": self.units_unknown,
                "cv_over": (self.cv_status == Status.MISSES).sum(axis=1),
                "comprehensive_cv": labels.known(self.comprehensive),
                "comprehensive_cv_max": labels.known(self.comprehensive_max),
                "balanced": labels.held(self.balanced >= 0, self.balanced == Verdict.MEETS),
                "meets": labels.held(self.area >= 0, self.area == Verdict.MEETS),
            }
        )

    def overall_table(self) -> pl.DataFrame:
        """One row an area and period: whether it meets the standard at every level that is judged."""
        judged = pl.Series("judged", self.area != Verdict.NOT_JUDGED)
        meets = pl.when(pl.col("judged").any()).then(pl.col("meets").filter(pl.col("judged")).all(ignore_nulls=False))
        frame = self.areas_table().with_columns(judged)
        return frame.group_by("area", "period").agg(levels=pl.len().cast(pl.Int64), meets=meets).sort("period", "area")


def judge(problem: Problem, pack: Pack, *, near_floor: float = NEAR_FLOOR, near_limit: float = NEAR_LIMIT) -> Verdicts:
    """Judge every unit and every area of a problem.

    Parameters
    ----------
    problem
        Units and their indicators.
    pack
        Whose norms are read, each period's on its first day.
    near_floor, near_limit
        From which share of a floor or of a limit a value is shown as near 接近. They change no verdict.
    """
    norms, peers = norms_of(problem, pack), peers_of(problem)
    spread = coefficients(problem, peers)
    floor = norms.floor[problem.level, problem.period]
    judged = np.isfinite(floor) & problem.applies()
    lower = norms.sense < 0
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(lower, floor / problem.value, problem.value / floor)
    reached = judged & np.where(lower, within(problem.value, floor), reaches(problem.value, floor))
    counted = judged & np.array([i.counted for i in problem.indicators], dtype=np.bool_)
    unit = unit_verdict(np.isfinite(problem.value), norms, problem.level, counted, reached, share)
    cv_max = norms.cv_max[peers.level, peers.period]
    mean_cv = comprehensive(problem, peers.level, spread.cv)
    comprehensive_max = norms.comprehensive[peers.level, peers.period]
    balanced = balance_verdict(spread.cv, cv_max, mean_cv, comprehensive_max)
    failing, unknown = peers.count(unit == Verdict.FAILS), peers.count(unit == Verdict.UNKNOWN)
    return Verdicts(
        problem=problem,
        norms=norms,
        peers=peers,
        coefficients=spread,
        floor=np.where(judged, floor, np.nan),
        share=np.where(judged, share, np.nan),
        judged=judged,
        reached=reached,
        status=_status(problem.value, floor, judged, reached, lower, near_floor, near_limit),
        counted=counted,
        unit=unit,
        cv_max=cv_max,
        cv_status=_cv_status(spread.cv, cv_max, near_limit),
        comprehensive=mean_cv,
        comprehensive_max=comprehensive_max,
        units_failing=failing,
        units_unknown=unknown,
        balanced=balanced,
        area=area_verdict(norms.at_least[peers.level], balanced, failing, unknown),
    )


def unit_verdict(there: BoolArray, norms: Norms, level: IntArray, counted: BoolArray, reached: BoolArray, share: FloatArray) -> IntArray:
    """At least so many floors reached, and every other value at its share of the floor; unknown where a missing value decides."""
    at_least = norms.at_least[level]
    sure = (counted & reached).sum(axis=1)
    possible = sure + (counted & ~there).sum(axis=1)
    below = (counted & there & ~reached & ~reaches(share, np.array(norms.rest_share))).any(axis=1)
    open_ = (counted & ~there).any(axis=1) & (norms.rest_share > 0)
    verdict = np.where((possible < at_least) | below, Verdict.FAILS, np.where((sure < at_least) | open_, Verdict.UNKNOWN, Verdict.MEETS))
    return np.where((at_least < 0) | ~counted.any(axis=1), Verdict.NOT_JUDGED, verdict).astype(np.int64)


def _status(
    value: FloatArray, floor: FloatArray, judged: BoolArray, reached: BoolArray, lower: BoolArray, near_floor: float, near_limit: float
) -> IntArray:
    near = np.where(lower, reached & (value > near_limit * floor), ~reached & reaches(value, near_floor * floor))
    status = np.where(near, Status.NEAR, np.where(reached, Status.MEETS, Status.MISSES))
    return np.where(judged & np.isfinite(value), status, Status.NO_DATA).astype(np.int64)


def _cv_status(cv: FloatArray, limit: FloatArray, near_limit: float) -> IntArray:
    held = equal_enough(cv, limit)
    status = np.where(held & (cv > near_limit * limit), Status.NEAR, np.where(held, Status.MEETS, Status.MISSES))
    return np.where(np.isfinite(cv) & np.isfinite(limit), status, Status.NO_DATA).astype(np.int64)


def comprehensive(problem: Problem, level: IntArray, cv: FloatArray) -> FloatArray:
    """Mean coefficient 综合差异系数 over the indicators that are balanced at a level; NaN while one of them has no coefficient."""
    stated = np.array([[i.balance and name in i.levels for i in problem.indicators] for name in problem.levels], dtype=np.bool_)
    has = stated.reshape(-1, len(problem.indicators))[level]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(has, cv, 0.0).sum(axis=1) / has.sum(axis=1), dtype=np.float64)


def balance_verdict(cv: FloatArray, cv_max: FloatArray, mean_cv: FloatArray, mean_cv_max: FloatArray) -> IntArray:
    """Every coefficient that has a limit, and their mean where that has one."""
    value, limit = np.column_stack([cv, mean_cv]), np.column_stack([cv_max, mean_cv_max])
    demanded, known = np.isfinite(limit), ~np.isnan(value)
    fails = (demanded & known & ~equal_enough(value, limit)).any(axis=1)
    verdict = np.where(fails, Verdict.FAILS, np.where((demanded & ~known).any(axis=1), Verdict.UNKNOWN, Verdict.MEETS))
    return np.where(demanded.any(axis=1), verdict, Verdict.NOT_JUDGED).astype(np.int64)


def area_verdict(at_least: IntArray, balanced: IntArray, failing: IntArray, unknown: IntArray) -> IntArray:
    """Every unit meets, and the coefficients do; `failing` and `unknown` count units."""
    judged = (at_least >= 0) | (balanced != Verdict.NOT_JUDGED)
    fails = (failing > 0) | (balanced == Verdict.FAILS)
    open_ = (unknown > 0) | (balanced == Verdict.UNKNOWN)
    verdict = np.where(fails, Verdict.FAILS, np.where(open_, Verdict.UNKNOWN, Verdict.MEETS))
    return np.where(judged, verdict, Verdict.NOT_JUDGED).astype(np.int64)
