"""What it takes at least to comply, by indicator: totals of the region and of each area, with their proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from junheng.packs import Indicator
from junheng.web.monitor.areas import rows_of
from junheng.web.monitor.scope import Scope


@dataclass(frozen=True, slots=True)
class Shortage:
    """The least additions of one indicator, in whole units of its resource."""

    indicator: Indicator
    unit: str
    total: int
    gap: int  # above the proven bound
    units_helped: int
    share: float  # of what there is now
    history: tuple[int | None, ...]  # in the order of the scope's periods
    by_area: Mapping[str, Need]


@dataclass(frozen=True, slots=True)
class Need:
    """One area's part."""

    total: int
    bound: int
    gap: int
    units_helped: int
    missing: int


def shortages(scope: Scope) -> tuple[Shortage, ...]:
    """Every indicator of the level that has a resource, in the pack's order."""
    table = scope.snapshot.totals
    if table.is_empty():
        return ()
    here = table.filter(pl.col("level") == scope.level)
    return tuple(
        _shortage(scope, indicator, rows)
        for indicator in scope.indicators
        if indicator.resource is not None and not (rows := here.filter(pl.col("indicator") == indicator.id)).is_empty()
    )


def _shortage(scope: Scope, indicator: Indicator, rows: pl.DataFrame) -> Shortage:
    sums = dict(rows.group_by("period").agg(pl.col("total").sum()).iter_rows())
    by_area = {
        row["area"]: Need(row["total"], row["total_bound"], row["gap"], row["units_helped"], row["missing"])
        for row in rows.filter(pl.col("period") == scope.period).iter_rows(named=True)
    }
    total = sum(need.total for need in by_area.values())
    amount = scope.snapshot.problem.amount[rows_of(scope), scope.axis(indicator.id)]
    present = float(amount[amount == amount].sum())
    resource = indicator.resource
    return Shortage(
        indicator=indicator,
        unit=resource.unit if resource else "",
        total=total,
        gap=sum(need.gap for need in by_area.values()),
        units_helped=sum(need.units_helped for need in by_area.values()),
        share=total / present if present else 0.0,
        history=tuple(sums.get(period) for period in scope.periods),
        by_area=by_area,
    )
