"""What if a unit had more, or more pupils 假如: every indicator of its area before and after, in numpy only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from junheng.engines.balance import labels
from junheng.engines.balance.compliance.verdicts import Verdict, Verdicts, judge
from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.packs import Pack

#: In a change, what is changed where it is no indicator's resource.
PUPILS = "pupils"
#: A message lists what exists up to this many.
MANY = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one unit, at one level and period, is set to another value."""

    unit: str
    level: str
    period: str
    what: str  # an indicator's id: its resource, or its value where it has none; or PUPILS
    to: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The areas that a change touches, as they are and as they would be; rows of `before` and `after` are the same."""

    before: Verdicts
    after: Verdicts
    changed: IntArray  # rows whose figures were changed
    left: tuple[str, ...]  # indicators that may depend on pupils in a way the resource does not say: they are left as they are

    def coefficients_table(self) -> pl.DataFrame:
        """One row an area, level, period and indicator: mean, coefficient and verdict, before and after."""
        problem, peers = self.before.problem, self.before.peers
        one, at = np.nonzero(self.before.coefficients.units)
        both = {"before": self.before, "after": self.after}
        frame: dict[str, object] = {
            **labels.of_peers(problem, peers, one),
            "indicator": labels.of_indicators(problem, at),
            "cv_max": labels.known(self.before.cv_max[one, at]),
        }
        for name, verdicts in both.items():
            frame[f"mean_{name}"] = labels.known(verdicts.coefficients.mean[one, at])
            frame[f"cv_{name}"] = labels.known(verdicts.coefficients.cv[one, at])
            frame[f"status_{name}"] = verdicts.cv_status[one, at]
        return pl.DataFrame(frame)

    def units_table(self) -> pl.DataFrame:
        """One row a changed unit and indicator: value, share of the floor and verdict, before and after."""
        problem = self.before.problem
        rows = [problem.units[problem.unit[row]] for row in self.changed]
        keys = ["unit", "area", "level", "indicator", "period"]
        before, after = (v.units_table().filter(pl.col("unit").is_in(rows)) for v in (self.before, self.after))
        return before.join(after.drop("floor"), on=keys, suffix="_after", maintain_order="left")

    def areas_table(self) -> pl.DataFrame:
        """One row an area, level and period: units that fail, coefficients over their limit and the verdict, before and after."""
        keys = ["area", "level", "period"]
        return self.before.areas_table().join(self.after.areas_table(), on=keys, suffix="_after", maintain_order="left")

    def turned(self) -> tuple[tuple[str, Verdict, Verdict], ...]:
        """Units whose own verdict turns: code, before, after."""
        rows = np.flatnonzero(self.before.unit != self.after.unit)
        problem = self.before.problem
        return tuple((problem.units[problem.unit[r]], Verdict(self.before.unit[r]), Verdict(self.after.unit[r])) for r in rows)


def what_if(problem: Problem, pack: Pack, changes: Iterable[Change]) -> WhatIf:
    """Set figures of units to other values and judge their areas again.

    Parameters
    ----------
    problem
        As it is; it is not changed.
    pack
        Whose standard is applied.
    changes
        In their order; a later one of the same figure holds. Amounts are totals in the resource's unit, not per pupil.

    Raises
    ------
    ValueError
        A change names no row, indicator or amount that can be; the message says which do exist.
    """
    asked = list(changes)
    rows = [row_of(problem, change.unit, change.level, change.period) for change in asked]
    keys = (problem.level, problem.period, problem.area)
    touched = np.zeros(len(problem.unit), dtype=np.bool_)
    for row in set(rows):
        touched |= np.logical_and.reduce([key == key[row] for key in keys])
    kept = np.flatnonzero(touched)
    part = only(problem, kept)
    places = np.searchsorted(kept, rows)
    pupils, amount, value = part.pupils.copy(), part.amount.copy(), part.value.copy()
    for change, place in zip(asked, places, strict=True):
        _set(part, change, int(place), pupils, amount, value)
    scale = np.array([i.resource.scale if i.resource else np.nan for i in problem.indicators])
    recomputed = scale * amount / pupils[:, None]
    moved = (pupils != part.pupils)[:, None] | (amount != part.amount) & np.isfinite(amount)
    value = np.where(moved & np.isfinite(recomputed), recomputed, value)
    for array in (pupils, amount, value):
        array.flags.writeable = False
    after = replace(part, pupils=pupils, amount=amount, value=value)
    left = tuple(i.id for i in problem.indicators if i.resource is None) if (pupils != part.pupils).any() else ()
    return WhatIf(judge(part, pack), judge(after, pack), np.unique(places), left)


def row_of(problem: Problem, unit: str, level: str, period: str) -> int:
    """The row of a unit at a level and period; `ValueError` says what does not exist."""
    named = {"unit": (problem.units, unit), "level": (problem.levels, level), "period": (problem.periods, period)}
    for name, (axis, code) in named.items():
        if code not in axis:
            raise ValueError(f"there is no {name} {code!r}" + (f"; there are {', '.join(axis)}" if len(axis) <= MANY else ""))
    at = [axis.index(code) for axis, code in named.values()]
    found = np.flatnonzero((problem.unit == at[0]) & (problem.level == at[1]) & (problem.period == at[2]))
    if not len(found):
        raise ValueError(f"{unit} is not compared at {level} in {period}")
    return int(found[0])


def only(problem: Problem, rows: IntArray) -> Problem:
    """The same problem with only these rows; its axes stay."""
    names = ("unit", "area", "level", "period", "pupils", "amount", "value")
    return replace(problem, **{name: getattr(problem, name)[rows] for name in names})


def _set(problem: Problem, change: Change, row: int, pupils: IntArray, amount: FloatArray, value: FloatArray) -> None:
    if not np.isfinite(change.to) or change.to < 0 or (change.what == PUPILS and change.to != int(change.to)):
        raise ValueError(f"{change.unit} {change.what}: {change.to} cannot be an amount")
    if change.what == PUPILS:
        if change.to == 0:
            raise ValueError(f"{change.unit}: a unit without pupils is not compared")
        pupils[row] = int(change.to)
        return
    known = [i.id for i in problem.indicators]
    if change.what not in known:
        raise ValueError(f"there is no indicator {change.what!r}; there are {', '.join(known)}, {PUPILS}")
    at = known.index(change.what)
    (value if problem.indicators[at].resource is None else amount)[row, at] = change.to
