"""Areas and units of a region as its newest release names them: what an assignment may point at.

Where a unit lies is read today: whoever holds a county holds a school from the day on which it moves there. A closed school stays where
it lay last, so that its returns can still be read and corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from django.utils import timezone

from junheng.releases import ReleaseError, open_release, releases_of
from junheng.tables.organisation import Organisation
from junheng.web import home


@dataclass(frozen=True)
class Places:
    """The tree of areas and the units in it."""

    names: Mapping[str, str]  # area code → name
    parents: Mapping[str, str]  # area code → code of the area above; the topmost have none
    units: Mapping[str, str]  # unit code → area code
    unit_names: Mapping[str, str]

    @cached_property
    def _within(self) -> Mapping[str, frozenset[str]]:
        """Each area with all that lies in it, however deep."""
        within: dict[str, set[str]] = {code: {code} for code in self.names}
        for code in self.names:
            above, seen = self.parents.get(code), {code}
            while above is not None and above not in seen:
                within.setdefault(above, {above}).add(code)
                seen.add(above)
                above = self.parents.get(above)
        return {code: frozenset(inside) for code, inside in within.items()}

    def within(self, area: str) -> frozenset[str]:
        """An area and what lies in it; only itself where the release does not know it."""
        return self._within.get(area, frozenset({area}))

    @cached_property
    def _units_of(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for unit, area in self.units.items():
            found.setdefault(area, set()).add(unit)
        return {area: frozenset(units) for area, units in found.items()}

    def units_within(self, area: str) -> frozenset[str]:
        """Every unit in an area or below it."""
        return frozenset().union(*(self._units_of.get(code, frozenset()) for code in self.within(area)))


NOWHERE = Places({}, {}, {}, {})


def places(region: str) -> Places:
    """The places of a region; none before its first release, or where that is damaged."""
    folder = next((folder for folder in home.loaded_regions() if folder.name == region), None)
    if folder is None:
        return NOWHERE
    try:
        return _newest(folder, (folder / "releases").stat().st_mtime_ns, timezone.localdate())
    except (ReleaseError, FileNotFoundError):
        return NOWHERE


@lru_cache(maxsize=8)
def _newest(folder: Path, _changed: int, today: date) -> Places:
    """Kept until a release is added or the day ends: this is asked many times a page."""
    frozen = releases_of(folder)
    return _read(frozen[-1].path, today) if frozen else NOWHERE


def _read(path: Path, today: date) -> Places:
    tables = open_release(path).tables
    areas, units, organisation = tables["areas"], tables["units"], Organisation.of(tables)
    return Places(
        names=dict(areas.select("area", "name").iter_rows()),
        parents={code: parent for code, parent in areas.select("area", "parent").iter_rows() if parent},
        units={unit: organisation.area(unit, today) for unit in organisation.areas},
        unit_names=dict(units.select("unit", "name").iter_rows()),
    )
