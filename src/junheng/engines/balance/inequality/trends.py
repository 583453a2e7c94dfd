"""How the inequality of an area moves over the periods 趋势."""

from __future__ import annotations

import polars as pl

from junheng.engines.balance.result import Result

_SERIES = ["area", "level", "indicator"]
_MEASURES = ["mean", "cv", "gini", "theil_t", "theil_l"]


def trend_table(result: Result) -> pl.DataFrame:
    """One row per area, level, indicator and period that has one before it.

    Returns
    -------
    pl.DataFrame
        `area, level, indicator, period, previous`, each measure of the period and `…_change` since the one before, and
        `first`, `cv_since_first`: the change of the coefficient since the first period with one. The period before is the
        one before it in the data; a figure missing in either leaves the change null.
    """
    table = result.balance_table()
    first = pl.col("cv").is_not_null()
    return (
        table.with_columns(
            pl.col("period").shift(1).over(_SERIES).alias("previous"),
            *((pl.col(name) - pl.col(name).shift(1).over(_SERIES)).alias(f"{name}_change") for name in _MEASURES),
            pl.col("period").filter(first).first().over(_SERIES).alias("first"),
            (pl.col("cv") - pl.col("cv").filter(first).first().over(_SERIES)).alias("cv_since_first"),
        )
        .filter(pl.col("previous").is_not_null())
        .select(*_SERIES, "period", "previous", *_MEASURES, *(f"{name}_change" for name in _MEASURES), "first", "cv_since_first")
    )
