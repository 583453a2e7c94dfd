"""What returns stand in: the region's newest release, its pack, its units and areas; and a form laid out for a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.packs import Pack, PackError, load
from junheng.packs.forms import Form, form_of, forms_of
from junheng.packs.forms.layout import lay_out
from junheng.releases import Release, ReleaseError, open_release, releases_of
from junheng.tables.organisation import Organisation
from junheng.tables.periods import first_day
from junheng.web import home
from junheng.web.people.places import places
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return

NO_REGION = Text("没有载入名为 {region} 的地区。", "No region called {region} is loaded.")
NO_RELEASE = Text(
    "{region} 还没有版次：先用现有数据发布一个版次，填报表才知道有哪些学校。",
    "{region} has no release yet: freeze one from its data first, so that returns know which units there are.",
)


@dataclass(frozen=True, eq=False)
class Setting:
    """A region as its newest release has it."""

    region: str
    folder: Path
    release: Release
    pack: Pack

    @property
    def forms(self) -> Mapping[str, Form]:
        """The forms that the region's pack declares."""
        return forms_of(self.pack_name)

    @property
    def pack_name(self) -> str:
        """As `load` takes it."""
        return self.release.description.pack or "generic"

    def form(self, id: str) -> Form:  # noqa: A002 - the word that the pack uses
        """The form of that id.

        Raises
        ------
        ReturnError
            The pack does not declare it.
        """
        try:
            return form_of(self.pack_name, id)
        except PackError as error:
            raise ReturnError(error.text) from error

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of the units table by code."""
        return {row["unit"]: row for row in self.release.tables["units"].iter_rows(named=True)}

    @cached_property
    def areas(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of the areas table by code."""
        return {row["area"]: row for row in self.release.tables["areas"].iter_rows(named=True)}

    @cached_property
    def organisation(self) -> Organisation:
        """Units over time."""
        return Organisation.of(self.release.tables)

    def first_day(self, period: str) -> date:
        """The day on which a period's tree of units is read."""
        return first_day(period, self.pack.year_starts)

    def tree(self, period: str) -> Mapping[str, str]:
        """The units that there are in a period, with the area in which each lies then."""
        return self.organisation.units(self.first_day(period))

    def name_of(self, ret: Return) -> str:
        """Of the unit or area that fills a return in."""
        row = self.units.get(ret.unit) if ret.unit else self.areas.get(ret.area)
        return row["name"] if row is not None else ret.place

    def layout(self, ret: Return) -> Mapping[str, Any]:
        """The return's form laid out for its place; see `junheng.packs.forms.layout`. Not to be changed."""
        kind = None
        if ret.unit:
            kind = self.units[ret.unit]["kind"] if ret.unit in self.units else ""
        return _laid_out(self, self.form(ret.form), kind, None if ret.unit else ret.area)


@lru_cache(maxsize=256)
def _laid_out(taken: Setting, form: Form, unit_kind: str | None, area: str | None) -> Mapping[str, Any]:
    within = sorted(places(taken.region).within(area)) if area is not None else ()
    names = {code: taken.areas[code]["name"] for code in within if code in taken.areas}
    return lay_out(form, taken.pack.vocabulary, unit_kind=unit_kind, areas=names)


def setting(region: str) -> Setting:
    """The setting of a region today.

    Raises
    ------
    ReturnError
        There is no such region, it has no release, or that is damaged.
    """
    folder = next((folder for folder in home.loaded_regions() if folder.name == region), None)
    if folder is None:
        raise ReturnError(NO_REGION.format(region=region))
    if not (folder / "releases").is_dir():
        raise ReturnError(NO_RELEASE.format(region=region))
    try:
        return _newest(folder, (folder / "releases").stat().st_mtime_ns)
    except (ReleaseError, PackError) as error:
        raise ReturnError(error.text) from error


@lru_cache(maxsize=8)
def _newest(folder: Path, _changed: int) -> Setting:
    frozen = releases_of(folder)
    if not frozen:
        raise ReturnError(NO_RELEASE.format(region=folder.name))
    release = open_release(frozen[-1].path)
    return Setting(folder.name, folder, release, load(release.description.pack or "generic"))
