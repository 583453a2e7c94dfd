"""How equal are the units of each area: the question as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from junheng.packs import Indicator

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Problem:
    """Units compared within their areas; all arrays are read-only.

    A row is one level of one unit in one period, sorted by (level, period, area, unit), so that the units that are
    compared with each other stand together.
    """

    release: str  # hash of the release that the figures name
    pack: str
    indicators: tuple[Indicator, ...]  # axis `indicator`
    areas: tuple[str, ...]  # codes, sorted
    parent: IntArray  # (area,) index into areas; -1 for the topmost
    compared: IntArray  # (area,) 1 where units are compared within this area (a county), 0 above it
    units: tuple[str, ...]  # codes, sorted
    levels: tuple[str, ...]
    periods: tuple[str, ...]
    unit: IntArray  # (row,) index into units
    area: IntArray  # (row,) index into areas: the compared area that the unit lies in
    level: IntArray  # (row,) index into levels
    period: IntArray  # (row,) index into periods
    pupils: IntArray  # (row,) people, above zero
    amount: FloatArray  # (row, indicator) the resource behind the indicator in its base unit; NaN where missing
    value: FloatArray  # (row, indicator) the indicator itself, unrounded; NaN where missing
