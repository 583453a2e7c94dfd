"""Counts of a region by area and level: schools, pupils, and the sum of each measure 学校数、在校生数、各项合计."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from junheng.engines.balance.measures import split_shared, taught
from junheng.packs import Pack
from junheng.releases import Release
from junheng.tables.schema import ALL_LEVELS


@dataclass(frozen=True, slots=True)
class Count:
    """What the rows of a release add up to."""

    value: float
    complete: bool  # whether every unit with pupils states it


@dataclass(frozen=True)
class Counts:
    """A release under a pack; a level of None means all of them."""

    release: Release
    pack: Pack

    def pupils(self, area: str, level: str | None, period: str) -> Count | None:
        """Everybody on roll, of units that are compared and of those that are not."""
        rows = self._rows(area, level, period)
        return Count(float(rows["pupils"].sum()), complete=True) if rows.height else None

    def units(self, area: str, kinds: tuple[str, ...], level: str | None, period: str) -> tuple[Count, ...]:
        """Units of a kind, and those that teach a level: 小学 is said of both."""
        rows = self._rows(area, None, period)
        if not rows.height:
            return ()
        counts = {
            rows.filter(pl.col("kind").is_in(kinds))["unit"].n_unique() if kinds else rows["unit"].n_unique(),
            (rows if level is None else rows.filter(pl.col("level") == level))["unit"].n_unique(),
        }
        return tuple(Count(float(count), complete=True) for count in sorted(counts))

    def total(self, area: str, level: str | None, measure: str, period: str) -> Count | None:
        """The sum of a measure; what a unit shares between levels is divided as the pack says."""
        known = self.pack.vocabulary.measures.get(measure)
        if known is not None and not known.additive:
            return None
        rows = self._rows(area, level, period)
        stated = self.release.tables["observations"].filter((pl.col("period") == period) & (pl.col("measure") == measure))
        stated = stated.select("unit", "level", "period", "measure", "value").filter(pl.col("unit").is_in(self._units_of(area)))
        if level is not None:
            shared = stated.filter(pl.col("level") == ALL_LEVELS).drop("level")
            own = stated.filter(pl.col("level") == level)
            parts = split_shared(shared, self._taught, self.pack.split).filter(pl.col("level") == level)
            stated = pl.concat([own, parts.select(own.columns)])
        if not stated.height:
            return None
        return Count(float(stated["value"].sum()), complete=set(rows["unit"]) <= set(stated["unit"]))

    def _rows(self, area: str, level: str | None, period: str) -> pl.DataFrame:
        inside = pl.col("area").is_in(self._below(area)) & (pl.col("period") == period)
        rows = self._taught.filter(inside)
        return rows if level is None else rows.filter(pl.col("level") == level)

    def _units_of(self, area: str) -> list[str]:
        units = self.release.tables["units"]
        return [*units.filter(pl.col("area").is_in(self._below(area)))["unit"]]

    def _below(self, area: str) -> list[str]:
        """An area and all that lie in it."""
        found = [area]
        for one in found:
            found += self._children.get(one, ())
        return found

    @cached_property
    def _taught(self) -> pl.DataFrame:
        rows = taught(self.release, self.pack, None)
        return rows.filter(pl.col("reason").is_null() | (pl.col("reason") != "not_there"))

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        areas = self.release.tables["areas"].filter(pl.col("parent").is_not_null())
        return {str(parent): [*rows["area"]] for (parent,), rows in areas.group_by("parent")}
