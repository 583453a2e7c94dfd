"""How equal are the units of each area: the question as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from junheng.engines.balance import measures
from junheng.language import Text
from junheng.packs import Compliance, Indicator, Pack
from junheng.releases.model import Release
from junheng.tables.periods import first_day

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


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
    days: tuple[date, ...] = ()  # (period,) the day on which a period's parameters are read
    compliance: Compliance | None = None
    area_names: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    settings: tuple[str | None, ...] = ()  # (unit,) urban, town, rural; None where the region does not say
    ownerships: tuple[str | None, ...] = ()  # (unit,) public, private
    level_names: tuple[Text, ...] = ()
    left_out: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=measures.LEFT_OUT))
    reasons: Mapping[str, Text] = field(default_factory=dict)  # of `left_out.reason`
    zero_divisors: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=measures.ZERO_DIVISORS))

    def applies(self) -> BoolArray:
        """(row, indicator) where the pack states the indicator for the row's level and kind of unit."""
        by_level = np.array([[level in i.levels for i in self.indicators] for level in self.levels], dtype=bool)
        kinds = self.unit_kinds or ("",) * len(self.units)
        known = sorted(set(kinds))
        by_kind = np.array([[not (i.unit_kinds and kind) or kind in i.unit_kinds for i in self.indicators] for kind in known], dtype=bool)
        kind = np.array([known.index(kind) for kind in kinds], dtype=np.int64)
        shape = (-1, len(self.indicators))
        held: BoolArray = by_level.reshape(shape)[self.level] & by_kind.reshape(shape)[kind[self.unit]]
        return held

    def rows(self, area: str, level: str, period: str) -> IntArray:
        """Indices of the rows of an area and of all areas below it; none where it has no units.

        Raises
        ------
        ValueError
            Area, level or period is not in the problem.
        """
        inside = np.arange(len(self.areas)) == self.areas.index(area)
        for _ in self.areas:
            below = inside | ((self.parent >= 0) & inside[self.parent])
            if (below == inside).all():
                break
            inside = below
        held = inside[self.area] & (self.level == self.levels.index(level)) & (self.period == self.periods.index(period))
        return np.flatnonzero(held)

    def unit_name(self, unit: int) -> str:
        """Its name, or its code where the problem was stated without names."""
        return self.unit_names[unit] if self.unit_names else self.units[unit]

    def area_name(self, area: int) -> str:
        """Its name, or its code where the problem was stated without names."""
        return self.area_names[area] if self.area_names else self.areas[area]

    def level_name(self, level: int) -> Text:
        """Its name, or its code where the problem was stated without names."""
        return self.level_names[level] if self.level_names else Text(self.levels[level], self.levels[level])


def from_release(release: Release, pack: Pack, *, periods: Sequence[str] | None = None) -> Problem:
    """The question that a release poses under a pack; docs/methods/balance.md, "From a release to a problem".

    Parameters
    ----------
    release
        Frozen or draft.
    pack
        Whose indicators, exclusions and split are used.
    periods
        Only these; all where None.
    """
    taught = measures.taught(release, pack, periods)
    rows = taught.filter(pl.col("reason").is_null())
    places = _places(release.tables["areas"], release.description.compare or pack.compare, rows["area"])
    areas = tuple(sorted(places.parent))
    levels = tuple(level for level in pack.vocabulary.levels if level in set(rows["level"]))
    rows = rows.with_columns(compared=pl.col("area").replace_strict(places.serving, return_dtype=pl.String)).sort(
        pl.col("level").replace_strict(_order_of(levels), return_dtype=pl.Int64), "period", "compared", "unit"
    )
    parts = measures.parts(release, pack, taught, rows)
    evaluated = {indicator.id: measures.evaluate(indicator, rows, parts) for indicator in pack.indicators}
    units = rows.unique("unit").sort("unit")
    found = tuple(sorted(set(rows["period"])))
    place = _order_of(areas)
    return Problem(
        release=release.hash,
        pack=pack.name,
        indicators=pack.indicators,
        areas=areas,
        parent=_fixed([place[above] if (above := places.parent[area]) is not None else -1 for area in areas]),
        compared=_fixed([int(area in places.compared) for area in areas]),
        units=tuple(units["unit"]),
        levels=levels,
        periods=found,
        unit=_index(rows["unit"], tuple(units["unit"])),
        area=_index(rows["compared"], areas),
        level=_index(rows["level"], levels),
        period=_index(rows["period"], found),
        pupils=_fixed(rows["pupils"].to_numpy()),
        amount=_columns([frame["amount"] for frame in evaluated.values()], rows.height),
        value=_columns([frame["value"] for frame in evaluated.values()], rows.height),
        days=tuple(first_day(period, pack.year_starts) for period in found),
        compliance=pack.compliance,
        area_names=tuple(places.names[area] for area in areas),
        unit_names=tuple(units["unit_name"]),
        unit_kinds=tuple(units["kind"]),
        settings=tuple(units["setting"]),
        ownerships=tuple(units["ownership"]),
        level_names=tuple(pack.vocabulary.levels[level].name for level in levels),
        left_out=measures.left_out(release, periods, taught),
        reasons=measures.reasons(pack),
        zero_divisors=measures.zero_divisors(rows, evaluated),
    )


@dataclass(frozen=True, slots=True)
class _Places:
    names: Mapping[str, str]
    parent: Mapping[str, str | None]  # of the compared areas and all above them
    compared: frozenset[str]
    serving: Mapping[str, str]  # area of a unit -> the area within which it is compared


def _places(areas: pl.DataFrame, kind: str, used: pl.Series) -> _Places:
    """Where no area of the kind stands above a unit, the topmost serves."""
    parent: dict[str, str | None] = dict(zip(areas["area"], areas["parent"], strict=True))
    kinds = dict(zip(areas["area"], areas["kind"], strict=True))

    def line(area: str) -> list[str]:
        above = parent[area]
        return [area, *(line(above) if above is not None else [])]

    serving = {area: next((a for a in line(area) if kinds[a] == kind), line(area)[-1]) for area in set(used)}
    compared = frozenset(serving.values()) | {area for area in kinds if kinds[area] == kind}
    kept = {above for area in compared for above in line(area)}
    names = dict(zip(areas["area"], areas["name"], strict=True))
    return _Places(names, {area: parent[area] for area in kept}, compared, serving)


def _order_of(axis: Sequence[str]) -> dict[str, int]:
    return {code: k for k, code in enumerate(axis)}


def _index(codes: pl.Series, axis: Sequence[str]) -> IntArray:
    return _fixed(codes.replace_strict(_order_of(axis), return_dtype=pl.Int64).to_numpy())


def _fixed(values: Sequence[int] | NDArray[np.int64]) -> IntArray:
    array = np.array(values, dtype=np.int64)
    array.flags.writeable = False
    return array


def _columns(columns: Sequence[pl.Series], rows: int) -> FloatArray:
    """(row, indicator), each indicator in one piece of memory; nulls as NaN."""
    array = np.empty((len(columns), rows))
    for k, column in enumerate(columns):
        array[k] = column.fill_null(float("nan")).to_numpy()
    array.flags.writeable = False
    return array.T
