"""The codes that stand before every figure of a table: unit, area, level, indicator, period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from junheng.engines.balance.compliance.peers import Peers
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray, Problem


def named(axis: Sequence[str], index: NDArray[np.int64]) -> pl.Series:
    """The codes at these places of an axis."""
    return pl.Series(axis, dtype=pl.String).gather(pl.Series(index, dtype=pl.Int64))


def of_rows(problem: Problem, row: IntArray) -> dict[str, pl.Series]:
    """Unit, area, level and period of rows of a problem."""
    return {
        "unit": named(problem.units, problem.unit[row]),
        "area": named(problem.areas, problem.area[row]),
        "level": named(problem.levels, problem.level[row]),
        "period": named(problem.periods, problem.period[row]),
    }


def of_peers(problem: Problem, peers: Peers, one: IntArray) -> dict[str, pl.Series]:
    """Area, level and period of peers."""
    return {
        "area": named(problem.areas, peers.area[one]),
        "level": named(problem.levels, peers.level[one]),
        "period": named(problem.periods, peers.period[one]),
    }


def of_indicators(problem: Problem, at: IntArray) -> pl.Series:
    """Their ids."""
    return named([i.id for i in problem.indicators], at)


def known(values: FloatArray) -> pl.Series:
    """Null for NaN."""
    return pl.Series(values, dtype=pl.Float64).fill_nan(None)


def held(judged: BoolArray, holds: BoolArray) -> pl.Series:
    """True or False where it is judged, else null."""
    return pl.select(pl.when(pl.Series(judged, dtype=pl.Boolean)).then(pl.Series(holds, dtype=pl.Boolean))).to_series()
