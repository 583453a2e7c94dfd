"""How equal the units of each area are: the answer and its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from junheng.engines.balance.compliance.peers import ROUNDING_NOISE
from junheng.engines.balance.inequality.spread import Spread
from junheng.engines.balance.problem import BoolArray, FloatArray, IntArray
from junheng.packs import Indicator


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of every area, level and period that has units (axis `group`) under every indicator."""

    release: str
    pack: str
    indicators: tuple[Indicator, ...]
    areas: tuple[str, ...]
    levels: tuple[str, ...]
    periods: tuple[str, ...]
    area: IntArray  # (group,) index into areas
    level: IntArray  # (group,)
    period: IntArray  # (group,)
    stated: BoolArray  # (group, indicator) the pack states the indicator for units of the group
    missing: IntArray  # (group, indicator) units for which it is stated and that have no value
    spread: Spread  # (group, indicator)
    threshold: FloatArray  # (group, indicator) largest coefficient in force; NaN where none, and above compared areas
    comprehensive: FloatArray  # (group,) mean of the coefficients that are known 综合差异系数; NaN where none is
    comprehensive_max: FloatArray  # (group,) its limit in force; NaN where none

    def balance_table(self) -> pl.DataFrame:
        """`area, level, indicator, period, units, pupils, mean, cv, cv_unweighted, gini, theil_t, theil_l, threshold, meets`."""
        figures = self.spread
        return self.table(
            {
                "units": figures.units,
                "pupils": figures.pupils,
                "mean": figures.mean,
                "cv": figures.cv,
                "cv_unweighted": figures.cv_unweighted,
                "gini": figures.gini,
                "theil_t": figures.theil_t,
                "theil_l": figures.theil_l,
                "threshold": self.threshold,
            },
            self.stated & self.balanced(),
        ).with_columns(_meets("cv", "threshold"))

    def values_table(self) -> pl.DataFrame:
        """Every indicator, those without a coefficient too: units with a value, without one, at zero; pupils and mean."""
        figures = self.spread
        columns = {"units": figures.units, "missing": self.missing, "zeros": figures.zeros, "pupils": figures.pupils, "mean": figures.mean}
        return self.table(columns, self.stated)

    def comprehensive_table(self) -> pl.DataFrame:
        """`area, level, period, indicators, unknown, cv, limit, meets`: the mean coefficient 综合差异系数.

        It is the mean over the indicators whose coefficient is known; while one is unknown, `meets` is null.
        """
        counted = self.stated & self.balanced()
        known = counted & ~np.isnan(self.spread.cv)
        frame = pl.DataFrame(
            {
                "area": _named(self.areas, self.area),
                "level": _named(self.levels, self.level),
                "period": _named(self.periods, self.period),
                "indicators": known.sum(axis=1),
                "unknown": (counted & ~known).sum(axis=1),
                "cv": self.comprehensive,
                "limit": self.comprehensive_max,
            }
        ).filter(pl.col("indicators") + pl.col("unknown") > 0)
        meets = pl.when(pl.col("unknown") == 0).then(_meets("cv", "limit")).alias("meets")
        return frame.with_columns(pl.col("cv", "limit").fill_nan(None)).with_columns(meets)

    def meets(self) -> BoolArray:
        """(group, indicator) whose coefficient is within its limit; False where either is unknown."""
        within: BoolArray = self.spread.cv <= self.threshold + ROUNDING_NOISE
        return within

    def balanced(self) -> BoolArray:
        """(indicator,) that have a coefficient between units."""
        return np.array([indicator.balance for indicator in self.indicators], dtype=bool)

    def find(self, area: str, level: str, period: str) -> int:
        """Index of a group; `KeyError` where it has no units."""
        wanted = self.areas.index(area), self.levels.index(level), self.periods.index(period)
        found = np.flatnonzero((self.area == wanted[0]) & (self.level == wanted[1]) & (self.period == wanted[2]))
        if not len(found):
            raise KeyError(f"{area} has no units at level {level!r} in {period}")
        return int(found[0])

    def table(self, columns: Mapping[str, NDArray[np.generic]], kept: BoolArray) -> pl.DataFrame:
        """One row per group and indicator that is kept, in the order of area, level, indicator, period."""
        group, indicator = np.nonzero(kept)
        order = np.lexsort((self.period[group], indicator, self.level[group], self.area[group]))
        group, indicator = group[order], indicator[order]
        frame = pl.DataFrame(
            {
                "area": _named(self.areas, self.area[group]),
                "level": _named(self.levels, self.level[group]),
                "indicator": _named(tuple(i.id for i in self.indicators), indicator),
                "period": _named(self.periods, self.period[group]),
                **{name: figures[group, indicator] for name, figures in columns.items()},
            }
        )
        whole = [name for name in ("units", "missing", "zeros", "pupils") if name in columns]
        decimal = [name for name in columns if name not in whole]
        return frame.with_columns(pl.col(whole).cast(pl.Int64), pl.col(decimal).fill_nan(None))


def _meets(figure: str, limit: str) -> pl.Expr:
    """Null where either is unknown."""
    return (pl.col(figure) <= pl.col(limit) + ROUNDING_NOISE).alias("meets")


def _named(names: tuple[str, ...], index: IntArray) -> pl.Series:
    return pl.Series(names, dtype=pl.String).gather(pl.Series(index))
