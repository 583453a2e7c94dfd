"""How much of an inequality lies between parts and how much within them 组间与组内: counties, settings, ownership.

Formulas are numbered as in docs/methods/balance.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from junheng.engines.balance.inequality.indices import theil_l, theil_t
from junheng.engines.balance.inequality.membership import Groups, groups
from junheng.engines.balance.inequality.spread import Spread
from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.engines.balance.result import Result
from junheng.engines.balance.solve import measure

Index = Literal["theil_t", "theil_l"]
By = Literal["area", "setting", "ownership"]

#: The part of the units for which the region does not say.
UNKNOWN = "unknown"
#: Figures of parts that are looked at together: what is computed between stays in the processor's cache, and no new memory is asked for.
_FIGURES_AT_ONCE = 1 << 14


@dataclass(frozen=True, slots=True)
class Part:
    """One part and what it adds to the whole."""

    name: Hashable
    weight: float
    mean: float
    inequality: float  # within this part
    between: float  # what its mean adds; below zero where the part has less than the whole (more, for Theil L)
    within: float  # its inequality times its share


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Of Theil T or L: total = between + within, exactly."""

    index: Index
    total: float  # from the values themselves
    between: float
    within: float
    parts: tuple[Part, ...]  # in the order of first appearance


def decompose(value: ArrayLike, weight: ArrayLike, group: Sequence[Hashable], *, index: Index = "theil_t") -> Decomposition:
    """Split Theil T (10) or Theil L (11) into what lies between groups and within them.

    Parameters
    ----------
    value
        What a pupil has at each school, zero or more; above zero for Theil L.
    weight
        Pupils, all above zero.
    group
        The part of each school.
    index
        Which of the two.

    Raises
    ------
    ValueError
        As `theil_t` and `theil_l`; or the lengths differ.
    """
    x, w = np.asarray(value, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    if len(group) != len(x):
        raise ValueError(f"group has {len(group)} names and value has {len(x)} numbers; they go together one to one")
    measured = theil_t if index == "theil_t" else theil_l
    total, pupils, mean = measured(x, w), w.sum(), (w @ x) / w.sum()
    parts = []
    for name in dict.fromkeys(group):
        own = np.array([one == name for one in group])
        own_pupils, own_mean = float(w[own].sum()), float((w[own] @ x[own]) / w[own].sum())
        if own_mean == 0:  # only in Theil T: a part that has nothing adds nothing
            parts.append(Part(name, own_pupils, 0.0, 0.0, 0.0, 0.0))
            continue
        share = own_pupils / pupils * (own_mean / mean if index == "theil_t" else 1.0)
        distance = np.log(own_mean / mean) if index == "theil_t" else np.log(mean / own_mean)
        inequality = measured(x[own], w[own])
        parts.append(Part(name, own_pupils, own_mean, inequality, float(share * distance), float(share * inequality)))
    return Decomposition(index, total, sum(part.between for part in parts), sum(part.within for part in parts), tuple(parts))


@dataclass(frozen=True, slots=True)
class BetweenWithin:
    """Of every whole; (whole, indicator)."""

    between_t: FloatArray
    within_t: FloatArray
    between_l: FloatArray
    within_l: FloatArray


def between_within(parts: Spread, start: IntArray) -> BetweenWithin:
    """The same of many wholes at once, from the figures of their parts.

    Parameters
    ----------
    parts
        Figures of the parts, those of one whole standing together.
    start : (whole + 1,) int
        Where each whole's parts begin.
    """
    wholes = len(start) - 1
    step = max(_FIGURES_AT_ONCE * wholes // max(parts.mean.size, 1), 1)
    pieces = [_between_within(parts, start[first : first + step + 1]) for first in range(0, max(wholes, 1), step)]
    return BetweenWithin(*(np.concatenate([getattr(piece, f.name) for piece in pieces]) for f in fields(BetweenWithin)))


def _between_within(parts: Spread, start: IntArray) -> BetweenWithin:
    """Of a few wholes."""
    own = slice(start[0], start[-1])

    def total(figures: FloatArray) -> FloatArray:
        return np.add.reduceat(figures, start[:-1] - start[0], axis=0)

    pupils, counted = parts.pupils[own], parts.pupils[own] > 0
    mean = np.where(counted, parts.mean[own], 0.0)
    amount = pupils * mean
    with np.errstate(divide="ignore", invalid="ignore"):
        ln_mean = np.log(mean)
        ln_or_zero = np.where(amount > 0, ln_mean, 0.0)
        all_pupils, all_amount = total(pupils), total(amount)
        ln_whole = np.log(all_amount / all_pupils)
        return BetweenWithin(
            between_t=total(amount * ln_or_zero) / all_amount - ln_whole,
            within_t=total(np.where(amount > 0, amount * parts.theil_t[own], 0.0)) / all_amount,
            between_l=ln_whole - total(np.where(counted, pupils * ln_mean, 0.0)) / all_pupils,
            within_l=total(np.where(counted, pupils * parts.theil_l[own], 0.0)) / all_pupils,
        )


def decomposition_table(problem: Problem, result: Result, *, by: By) -> pl.DataFrame:
    """`area, level, indicator, period, by, total_t, between_t, within_t, total_l, between_l, within_l`.

    By area: those above the compared ones, by these. By setting or ownership: every area; units of which the region does
    not say it are a part of their own.
    """
    parts = groups(problem, _part(problem, by))
    sums = between_within(measure(problem, parts), _wholes(parts))
    columns = {
        "total_t": result.spread.theil_t,
        "between_t": sums.between_t,
        "within_t": sums.within_t,
        "total_l": result.spread.theil_l,
        "between_l": sums.between_l,
        "within_l": sums.within_l,
    }
    table = result.table(columns, result.stated & result.balanced()).insert_column(4, pl.lit(by).alias("by"))
    return _above_compared(problem, table) if by == "area" else table


def parts_table(problem: Problem, *, by: By) -> pl.DataFrame:
    """`area, level, indicator, period, part, units, pupils, mean, cv, theil_t, theil_l` of each setting, ownership or county."""
    parts = groups(problem, _part(problem, by))
    figures = measure(problem, parts)
    group, indicator = np.nonzero(figures.units > 0)
    columns = {name: getattr(figures, name)[group, indicator] for name in ("units", "pupils", "mean", "cv", "theil_t", "theil_l")}
    names = problem.areas if by == "area" else _names(problem, by)
    table = pl.DataFrame(
        {
            "area": [problem.areas[k] for k in parts.area[group]],
            "level": [problem.levels[k] for k in parts.level[group]],
            "indicator": [problem.indicators[k].id for k in indicator],
            "period": [problem.periods[k] for k in parts.period[group]],
            "part": [names[k] for k in parts.part[group]],
            **columns,
        }
    ).with_columns(pl.col("units", "pupils").cast(pl.Int64), pl.col("mean", "cv", "theil_t", "theil_l").fill_nan(None))
    return _above_compared(problem, table) if by == "area" else table


def _above_compared(problem: Problem, table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("area").is_in([area for area, one in zip(problem.areas, problem.compared, strict=True) if not one]))


def _names(problem: Problem, by: By) -> tuple[str, ...]:
    """The settings or ownerships that occur."""
    return tuple(sorted(set(_said(problem, by))))


def _said(problem: Problem, by: By) -> list[str]:
    """Setting or ownership of each unit."""
    said = (problem.settings if by == "setting" else problem.ownerships) or (None,) * len(problem.units)
    return [one or UNKNOWN for one in said]


def _part(problem: Problem, by: By) -> IntArray:
    """(row,) the part of each row."""
    if by == "area":
        return problem.area
    place = {name: k for k, name in enumerate(_names(problem, by))}
    part: IntArray = np.array([place[one] for one in _said(problem, by)], dtype=np.int64)[problem.unit]
    return part


def _wholes(parts: Groups) -> IntArray:
    keys = np.stack([parts.area, parts.level, parts.period])
    changes = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    return np.concatenate([[0], np.flatnonzero(changes) + 1, [len(parts.area)]])
