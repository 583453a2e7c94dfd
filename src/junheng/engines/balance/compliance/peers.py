"""The units that are compared with each other (one area, one level, one period), and how far apart they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray, Problem

#: Relative. What floating-point arithmetic leaves when a value stands exactly on its norm; far below any digit of the data.
ROUNDING_NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Peers:
    """Runs of rows of a problem, in its order (level, period, area)."""

    start: IntArray  # (peers + 1,) first row of each, then the number of rows
    level: IntArray  # (peers,) index into Problem.levels
    period: IntArray  # (peers,) index into Problem.periods
    area: IntArray  # (peers,) index into Problem.areas
    of_row: IntArray  # (row,) whose peers a row is among

    def __len__(self) -> int:
        return len(self.level)

    def rows(self, peers: int) -> slice:
        """The rows of one."""
        return slice(int(self.start[peers]), int(self.start[peers + 1]))

    def sum(self, values: FloatArray) -> FloatArray:
        """Sum over the rows of each."""
        return np.add.reduceat(values, self.start[:-1], axis=0) if len(self) else values[:0]

    def count(self, holds: BoolArray) -> IntArray:
        """How many rows of each hold."""
        return self.sum(holds.astype(np.float64)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Mean and coefficient of variation of each peers and indicator, over the values that are there."""

    units: IntArray  # (peers, indicator) with a value
    missing: IntArray  # (peers, indicator) that should have one
    pupils: IntArray  # (peers, indicator) of the units with a value
    mean: FloatArray  # (peers, indicator) in the indicator's unit; NaN where there is no value
    cv: FloatArray  # (peers, indicator); NaN where there is no mean, or it is zero
    part: FloatArray  # (row, indicator) share of the row in the squared coefficient; sums to 1 among peers, NaN where missing


def peers_of(problem: Problem) -> Peers:
    """Find them; rows are sorted by (level, period, area)."""
    rows = len(problem.unit)
    key = np.stack([problem.level, problem.period, problem.area])
    first = np.ones(rows, dtype=np.bool_)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    at = np.flatnonzero(first)
    return Peers(
        start=np.append(at, rows).astype(np.int64),
        level=problem.level[at],
        period=problem.period[at],
        area=problem.area[at],
        of_row=np.cumsum(first) - 1,
    )


def coefficients(problem: Problem, peers: Peers) -> Coefficients:
    """Pupil-weighted mean and coefficient of variation 差异系数, in two passes so that nearly equal units lose no digits.

    Missing values are left out, with their pupils, and counted.
    """
    there = np.isfinite(problem.value)
    value = np.where(there, problem.value, 0.0)
    weight = np.where(there, problem.pupils[:, None].astype(np.float64), 0.0)
    pupils = peers.sum(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = peers.sum(weight * value) / pupils
        square = weight * np.where(there, value - mean[peers.of_row], 0.0) ** 2
        total = peers.sum(square)
        cv = np.where(mean > 0, np.sqrt(total / pupils) / mean, np.nan)
        part = np.where(total[peers.of_row] > 0, square / total[peers.of_row], 0.0)
    return Coefficients(
        units=peers.count(there),
        missing=peers.count(problem.applies() & ~there),
        pupils=pupils.astype(np.int64),
        mean=mean,
        cv=cv,
        part=np.where(there, part, np.nan),
    )


def reaches(value: FloatArray, floor: FloatArray) -> BoolArray:
    """At or above a floor, unrounded; False where either is missing."""
    return value >= floor * (1 - ROUNDING_NOISE)


def within(value: FloatArray, limit: FloatArray) -> BoolArray:
    """At or below a ceiling, unrounded; False where either is missing."""
    return value <= limit * (1 + ROUNDING_NOISE)


def equal_enough(cv: FloatArray, limit: FloatArray) -> BoolArray:
    """A coefficient at or below its limit, unrounded; False where either is missing."""
    return cv <= limit + ROUNDING_NOISE
