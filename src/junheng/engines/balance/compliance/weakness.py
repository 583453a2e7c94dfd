"""Weak schools 薄弱学校 and their weak aspects 薄弱环节, worst first."""

from __future__ import annotations

import numpy as np
import polars as pl

from junheng.engines.balance import labels
from junheng.engines.balance.compliance.verdicts import Verdict, Verdicts
from junheng.engines.balance.problem import FloatArray

_ORDER = ("level", "period", "area", "unit")


def below_mean(verdicts: Verdicts) -> FloatArray:
    """(row, indicator) how far a unit stands on the wrong side of its peers' mean, in pooled deviations (22); negative on the right side.

    The deviation is pooled over all peers of the same level and period, so that a unit of an even county is not called weak for little.
    """
    problem, peers, spread = verdicts.problem, verdicts.peers, verdicts.coefficients
    behind = np.nan_to_num(spread.mean)[peers.of_row] - problem.value
    there = np.isfinite(problem.value)
    kind = problem.level * len(problem.periods) + problem.period
    weight = np.where(there, problem.pupils[:, None], 0)
    kinds = len(problem.levels) * len(problem.periods)
    pooled = np.empty((kinds, len(problem.indicators)))
    for at in range(len(problem.indicators)):
        square = np.where(there[:, at], weight[:, at] * np.nan_to_num(behind[:, at]) ** 2, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            pooled[:, at] = np.sqrt(np.bincount(kind, square, kinds) / np.bincount(kind, weight[:, at], kinds))
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = verdicts.norms.sense * behind / pooled[kind]
    return np.where((pooled[kind] > 0) & (verdicts.norms.sense != 0), distance, np.where(there, 0.0, np.nan))


def weak_aspects(verdicts: Verdicts) -> pl.DataFrame:
    """One row a unit and indicator that is below its floor, or, where there is no floor, behind its peers' mean; worst first.

    Columns: unit, area, level, indicator, period, value, floor, share_of_floor, below_mean (pooled deviations),
    part_of_cv (of the squared coefficient of its peers), counted (among the floors of which a number must be reached).
    """
    distance = below_mean(verdicts)
    missed = verdicts.judged & ~verdicts.reached & np.isfinite(verdicts.problem.value)
    behind = ~verdicts.judged & (distance > 0)
    row, indicator = np.nonzero(missed | behind)
    frame = pl.DataFrame(labels.of_rows(verdicts.problem, row)).with_columns(
        indicator=labels.of_indicators(verdicts.problem, indicator),
        value=pl.Series(verdicts.problem.value[row, indicator]),
        floor=labels.known(verdicts.floor[row, indicator]),
        share_of_floor=labels.known(verdicts.share[row, indicator]),
        below_mean=labels.known(distance[row, indicator]),
        part_of_cv=labels.known(verdicts.coefficients.part[row, indicator]),
        counted=pl.Series(verdicts.counted[row, indicator]),
    )
    columns = ["unit", "area", "level", "indicator", "period", "value", "floor", "share_of_floor", "below_mean", "part_of_cv", "counted"]
    order = ["share_of_floor", pl.col("below_mean").neg(), *_ORDER, "indicator"]
    return frame.select(columns).sort(order, nulls_last=True)


def weak_units(verdicts: Verdicts) -> pl.DataFrame:
    """One row a unit that fails the standard, or, where the standard judges no units, that has a weak aspect; worst first.

    Sorted by the floors reached, then by the worst aspect.

    Columns: unit, area, level, period, reached, counted, weak (aspects), worst_indicator, worst_share (of its floor),
    worst_below_mean, part_of_cv (of the worst aspect), meets.
    """
    worst = (
        weak_aspects(verdicts)
        .filter(pl.col("counted") | pl.col("floor").is_null())
        .group_by("unit", "area", "level", "period", maintain_order=True)
        .agg(
            weak=pl.len().cast(pl.Int64),
            worst_indicator=pl.col("indicator").first(),
            worst_share=pl.col("share_of_floor").first(),
            worst_below_mean=pl.col("below_mean").first(),
            part_of_cv=pl.col("part_of_cv").first(),
        )
    )
    weak = (verdicts.unit == Verdict.FAILS) | (verdicts.unit == Verdict.NOT_JUDGED)
    counts = verdicts.verdicts_table().drop("missing").filter(pl.Series(weak))
    frame = worst.join(counts, on=["unit", "area", "level", "period"])
    columns = ["unit", "area", "level", "period", "reached", "counted", "weak", "worst_indicator", "worst_share", "worst_below_mean"]
    order = ["reached", "worst_share", pl.col("worst_below_mean").neg(), *_ORDER]
    return frame.select(*columns, "part_of_cv", "meets").sort(order, nulls_last=True)
