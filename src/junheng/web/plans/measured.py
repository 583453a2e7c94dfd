"""Figures of a region's newest release under its own pack: which there are, and their values by period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from junheng.packs import Pack, PackError, load
from junheng.releases import Manifest, Release, open_release
from junheng.reports.figure import WHOLE_KINDS, FigureError, FigureId
from junheng.reports.plan import Point
from junheng.reports.totals import Totals
from junheng.tables.periods import first_day
from junheng.web import regions
from junheng.web.regions import Snapshot


@dataclass(frozen=True, eq=False)
class Measured:
    """A release under a pack; what compares units is computed only where a figure asks for it."""

    region: str
    manifest: Manifest
    pack: Pack

    @cached_property
    def release(self) -> Release:
        """Its rows."""
        return open_release(self.manifest.path)

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the balance engine says of it."""
        return regions.snapshot(self.region, self.manifest, self.pack)

    @cached_property
    def totals(self) -> Totals:
        """Whole amounts."""
        return Totals(self.release, self.pack)

    @cached_property
    def top(self) -> str:
        """The area that holds all others."""
        areas = self.release.tables["areas"]
        return str(areas.filter(areas["parent"].is_null())["area"][0])

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names by code."""
        areas = self.release.tables["areas"]
        return dict(zip(areas["area"].to_list(), areas["name"].to_list(), strict=True))

    def points(self, figure: str) -> list[Point]:
        """The values of ``kind:area:level:indicator``, oldest first, on the first days of their periods."""
        kind, area, level, code = figure.split(":")
        periods = self.totals.periods if kind in WHOLE_KINDS else self.snapshot.result.periods
        values = ((period, self._value(FigureId(kind, area, level, code, period))) for period in periods)
        return [Point(first_day(period, self.pack.year_starts), value) for period, value in values if value is not None]

    def _value(self, figure: FigureId) -> float | None:
        if figure.kind in WHOLE_KINDS:
            try:
                return self.totals.of(figure)
            except FigureError:  # another pack than when the target was tied
                return None
        result, group = self.snapshot.result, self.snapshot.groups.get((figure.subject, figure.level, figure.period))
        places = [each.id for each in result.indicators]
        if group is None or figure.indicator not in places:
            return None
        value = float(getattr(result.spread, figure.kind)[group, places.index(figure.indicator)])
        return value if math.isfinite(value) else None


def newest(region: str) -> Measured | None:
    """The newest release of a region under its own pack; None where there is none."""
    loaded = regions.region(region)
    if loaded is None or not loaded.releases:
        return None
    try:
        return _measured(region, loaded.releases[-1].path, loaded.releases[-1].hash)
    except PackError:
        return None


@lru_cache(maxsize=regions.KEPT)
def _measured(region: str, _path: Path, release: str) -> Measured:
    """Kept while it is used: what it has put together, every page of a plan asks for again."""
    loaded = regions.region(region)
    manifest = loaded.manifest(release) if loaded else None
    if manifest is None:
        raise LookupError(release)
    return Measured(region, manifest, load(manifest.description.pack or ""))
