"""The regions of this installation, and what the engine says of one release under one pack, kept while it is used."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from junheng.engines import balance
from junheng.engines.balance.inequality.decomposition import By
from junheng.engines.balance.what_if import only
from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Manifest, Release, ReleaseError, open_release, release_paths, releases_of
from junheng.reports.holdings import holdings
from junheng.reports.totals import Totals
from junheng.tables.organisation import Organisation
from junheng.tables.periods import first_day
from junheng.web import home

#: Releases under a pack that stay in memory; a thousand schools over six years take some ten megabytes.
KEPT = 8


@dataclass(frozen=True, slots=True)
class LoadedRegion:
    """A folder under ``regions/`` with the releases that were frozen in it, oldest first."""

    name: str
    folder: Path
    releases: tuple[Manifest, ...]
    damage: Text | None = None  # why its releases cannot be read

    @property
    def title(self) -> Text:
        """As its newest release names it; the folder's name before the first."""
        return self.releases[-1].description.title if self.releases else Text(self.name, self.name)

    def manifest(self, wanted: str) -> Manifest | None:
        """The release of that label or hash; the newest for an empty text; None where there is none such."""
        if not wanted:
            return self.releases[-1] if self.releases else None
        for manifest in self.releases:
            if wanted == manifest.label or (len(wanted) >= 8 and manifest.hash.startswith(wanted)):
                return manifest
        return None

    def before(self, manifest: Manifest) -> Manifest | None:
        """The release before one; None for the first."""
        return next((earlier for earlier in reversed(self.releases) if earlier.number < manifest.number), None)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One release under one pack with all that pages read; computed once, never changed."""

    region: str
    release: Release
    pack: Pack
    problem: balance.Problem
    result: balance.Result
    verdicts: balance.Verdicts

    @cached_property
    def holdings(self) -> pl.DataFrame:
        """What every unit has, where nobody is on roll; computed when the first page asks."""
        return holdings(self.release, self.pack)

    @cached_property
    def whole(self) -> Totals:
        """What areas have as a whole; each period is put together when the first page asks."""
        return Totals(self.release, self.pack)

    def day(self, period: str) -> date:
        """On which a period's floors are read."""
        return first_day(period, self.pack.year_starts)

    @cached_property
    def additions(self) -> balance.Additions:
        """What it takes to comply, in every period; computed when the first page asks."""
        return balance.additions(self.problem, self.pack)

    @cached_property
    def totals(self) -> pl.DataFrame:
        """The least additions of each area, level, indicator and period."""
        return self.additions.totals_table()

    @cached_property
    def applies(self) -> NDArray[np.bool_]:
        """(row, indicator) where the pack states the indicator for the row's level and kind of unit."""
        return self.problem.applies()

    @cached_property
    def weak(self) -> pl.DataFrame:
        """Weak units of every level and period, worst first."""
        return balance.weak_units(self.verdicts)

    @cached_property
    def behind(self) -> Mapping[tuple[str, str, str], tuple[str, float]]:
        """The worst aspect of a weak unit and its distance below the area's mean, by unit, level and period."""
        columns = ("unit", "level", "period", "worst_indicator", "worst_below_mean")
        return {
            (unit, level, period): (aspect, distance) for unit, level, period, aspect, distance in self.weak.select(columns).iter_rows()
        }

    def decomposed(self, by: By) -> pl.DataFrame:
        """Between and within, of every area, level, indicator and period; computed once for each grouping."""
        return _decomposed(self, by)

    def disagreements(self, period: str) -> tuple[balance.Disagreement, ...]:
        """Where two measures contradict each other in a period."""
        return _disagreements(self, period)

    @cached_property
    def stability(self) -> balance.Stability:
        """How firm each verdict is; computed when the first page asks."""
        return balance.stability(self.verdicts)

    def transferred(self, area: str, level: str, period: str) -> balance.Transfers:
        """The least transfers among the units of one area."""
        return _transferred(self, area, level, period)

    @cached_property
    def groups(self) -> Mapping[tuple[str, str, str], int]:
        """Where the result has the figures of an area, level and period."""
        result = self.result
        return {
            (result.areas[area], result.levels[level], result.periods[period]): group
            for group, (area, level, period) in enumerate(zip(result.area, result.level, result.period, strict=True))
        }

    @cached_property
    def overall_meets(self) -> Mapping[tuple[str, str, str], bool | None]:
        """Whether an area's overall coefficient keeps its limit, by area, level and period; None where there is no limit."""
        table = self.result.comprehensive_table().select("area", "level", "period", "meets")
        return {(area, level, period): meets for area, level, period, meets in table.iter_rows()}

    @cached_property
    def peers(self) -> Mapping[tuple[str, str, str], int]:
        """Where the verdicts have a compared area, level and period."""
        problem, peers = self.problem, self.verdicts.peers
        return {
            (problem.areas[area], problem.levels[level], problem.periods[period]): index
            for index, (area, level, period) in enumerate(zip(peers.area, peers.level, peers.period, strict=True))
        }

    @cached_property
    def unit_places(self) -> Mapping[str, int]:
        """Where the problem has a unit."""
        return {code: index for index, code in enumerate(self.problem.units)}

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """Names by code."""
        areas = self.release.tables["areas"]
        return dict(zip(areas["area"].to_list(), areas["name"].to_list(), strict=True))

    @cached_property
    def organisation(self) -> Organisation:
        """Units over time."""
        return Organisation.of(self.release.tables)

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of the units table by code."""
        return {row["unit"]: row for row in self.release.tables["units"].iter_rows(named=True)}


def loaded_regions() -> tuple[LoadedRegion, ...]:
    """All regions of this installation, by name."""
    return tuple(_loaded(folder) for folder in home.loaded_regions())


def _loaded(folder: Path) -> LoadedRegion:
    return _read(folder, tuple(_touched(path) for path in release_paths(folder)))


Touched = tuple[str, *tuple[tuple[int, int], ...]]


def _touched(release: Path) -> Touched:
    """What tells without reading whether a release still has the manifest that was read."""
    stated = (file.stat() for file in sorted(release.glob("manifest.*")))
    return (release.name, *((file.st_mtime_ns, file.st_size) for file in stated))


@lru_cache(maxsize=64)
def _read(folder: Path, _releases: tuple[Touched, ...]) -> LoadedRegion:
    """One damaged region does not close the others. Kept until a release is added or touched: every page asks."""
    try:
        return LoadedRegion(folder.name, folder, releases_of(folder))
    except ReleaseError as error:
        return LoadedRegion(folder.name, folder, (), error.text)


def region(name: str) -> LoadedRegion | None:
    """The region of that name; None where none is loaded under it."""
    return next((loaded for loaded in loaded_regions() if loaded.name == name), None)


_computing = threading.Lock()


def snapshot(region: str, manifest: Manifest, pack: Pack) -> Snapshot:
    """What the engine says of a release under a pack; two readers who ask together wait for one computation."""
    with _computing:
        return _snapshot(region, manifest.path, manifest.hash, pack)


@lru_cache(maxsize=KEPT)
def _snapshot(region: str, path: Path, _hash: str, pack: Pack) -> Snapshot:
    release = open_release(path)
    problem = balance.from_release(release, pack)
    return Snapshot(region, release, pack, problem, balance.solve(problem, compiled=False), balance.judge(problem, pack))


@lru_cache(maxsize=3 * KEPT)
def _decomposed(taken: Snapshot, by: By) -> pl.DataFrame:
    return balance.decomposition_table(taken.problem, taken.result, by=by)


@lru_cache(maxsize=3 * KEPT)
def _disagreements(taken: Snapshot, period: str) -> tuple[balance.Disagreement, ...]:
    return balance.disagreements(taken.problem, taken.result, period=period)


@lru_cache(maxsize=64)
def _transferred(taken: Snapshot, area: str, level: str, period: str) -> balance.Transfers:
    rows = np.arange(len(taken.problem.unit))[taken.verdicts.peers.rows(taken.peers[area, level, period])]
    return balance.transfers(only(taken.problem, rows), taken.pack, period)
