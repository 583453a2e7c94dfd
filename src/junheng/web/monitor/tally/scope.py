"""Where the reader stands in a region without pupils: period, perhaps a level, perhaps an area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.packs import Indicator, Pack
from junheng.releases import Manifest
from junheng.reports.figure import FigureId
from junheng.reports.holdings import stated
from junheng.tables.schema import ALL_LEVELS
from junheng.web.format import language
from junheng.web.monitor.address import Address
from junheng.web.monitor.bar import Crumb, Option, Selector, constant_selectors
from junheng.web.monitor.scope import NothingYetError, Place, one_of
from junheng.web.regions import LoadedRegion, Snapshot
from junheng.web.shell.shown import Shown


@dataclass(frozen=True)
class TallyScope:
    """All that a page's view model starts from."""

    loaded: LoadedRegion
    manifest: Manifest
    snapshot: Snapshot
    address: Address
    period: str
    level: str  # empty: all
    area: str | None

    @property
    def region(self) -> str:
        """The region's name in addresses."""
        return self.loaded.name

    @property
    def pack(self) -> Pack:
        """The rules in force."""
        return self.snapshot.pack

    @property
    def rows(self) -> pl.DataFrame:
        """What every unit has, in every period."""
        return self.snapshot.holdings

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods of which anything is stated, oldest first."""
        return tuple(sorted(self.rows["period"].unique()))

    @property
    def before(self) -> str | None:
        """The period before this one."""
        at = self.periods.index(self.period)
        return self.periods[at - 1] if at else None

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Levels that rows have, the pack's order, what is stated for whole units last."""
        present = set(self.rows["level"].unique())
        known = [level for level in self.pack.vocabulary.levels if level in present]
        return (*known, *sorted(present - set(known)))

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas that units lie in."""
        return tuple(sorted(self.rows["place"].drop_nulls().unique()))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those of which the release has any row."""
        return tuple(each for each in self.pack.indicators if stated(self.rows, each).select(each.formula.names).drop_nulls().height)

    @cached_property
    def root(self) -> str:
        """The code of the topmost area."""
        areas = self.snapshot.release.tables["areas"]
        return str(areas.filter(areas["parent"].is_null())["area"][0])

    def whole(self, kind: str, name: str, *, area: str | None = None, period: str | None = None) -> FigureId:
        """A figure of the area, the level and the period that were chosen, or of others."""
        return FigureId(kind, area or self.area or self.root, self.level or ALL_LEVELS, name, period or self.period)

    def value(self, figure: FigureId) -> float | None:
        """The unrounded value of a whole figure."""
        return self.snapshot.whole.of(figure)

    @property
    def where(self) -> str:
        """The area, or the region."""
        return self.area_name(self.area) if self.area else self.loaded.title(language())

    def area_name(self, code: str) -> str:
        """An area's name as the release has it; names are never translated."""
        return self.snapshot.area_names.get(code, code)

    def place_of(self, subject: str, level: str, period: str) -> str:
        """Of what a traced figure speaks."""
        return pgettext("no pupils", "{subject}, {level}, {period}").format(subject=subject, level=level, period=period)

    def level_name(self, level: str) -> str:
        """A level in words."""
        return self.pack.vocabulary.level_name(level)(language())

    def kind_name(self, kind: str) -> str:
        """A kind of unit in words."""
        known = self.pack.vocabulary.unit_kinds.get(kind)
        return known.name(language()) if known else kind

    def held(self) -> pl.DataFrame:
        """The rows of the period, area and level that were chosen."""
        rows = self.rows.filter(pl.col("period") == self.period)
        if self.area:
            rows = rows.filter(pl.col("place") == self.area)
        return rows.filter(pl.col("level") == self.level) if self.level else rows

    def within(self, area: str) -> TallyScope:
        """The same place seen from one area."""
        return replace(self, area=area)

    def to(self, page: str, *arguments: str, **changes: str | int | None) -> str:
        """Another page of the workspace in the same scope."""
        return reverse(f"monitor:{page}", args=(self.region, *arguments)) + self.address.scope(**changes)

    def trace(self, figure: str, **changes: str) -> str:
        """The trace of a figure."""
        return self.to("trace", figure, **changes)


def resolve_tally(place: Place) -> TallyScope:
    """Find what the address names.

    Raises
    ------
    NotThereError
        The address names a period, level or area that does not exist.
    NothingYetError
        Nothing is stated in the release.
    """
    loaded, manifest, taken, address = place.loaded, place.manifest, place.snapshot, place.address
    scope = TallyScope(loaded, manifest, taken, address, "", "", None)
    if not scope.periods:
        raise NothingYetError(
            _("Nothing in this release is counted yet"),
            _("It has no row of observations. Fill in the template of the workspace Data, or map the sheets that you have."),
        )
    period = one_of(address["period"], scope.periods, scope.periods[-1], pgettext("no pupils", "There is no period {name} in this release"))
    level = one_of(address["level"], scope.levels, "", pgettext("no pupils", "There is no level {name} in this release"))
    area = one_of(address["area"], scope.areas, None, _("There is no area {name} in this release"))
    return replace(scope, period=period, level=level, area=area)


def frame(scope: TallyScope, *here: Crumb) -> dict[str, object]:
    """What every page passes to its template."""
    region = Crumb(scope.loaded.title, scope.to("region") if here else "")
    return {
        "scope": scope,
        "shown": Shown(scope.manifest.description.title, scope.manifest.description.synthetic, scope.pack, scope.snapshot.release),
        "crumbs": [Crumb(_("Monitor"), reverse("monitor:start")), region, *here],
        "selectors": _selectors(scope),
    }


def _selectors(scope: TallyScope) -> tuple[Selector, ...]:
    query = scope.address.query

    def option(name: str, chosen: str, wanted: str | None, parameter: str, code: str = "") -> Option:
        return Option(name, query(**{parameter: wanted, "page": None}) or "?", (wanted or "") == chosen, code)

    everywhere, every_level = _("All areas"), _("All levels")
    return (
        Selector(
            _("Area"),
            scope.area_name(scope.area) if scope.area else everywhere,
            (
                option(everywhere, scope.area or "", None, "area"),
                *(option(scope.area_name(code), scope.area or "", code, "area", code) for code in scope.areas),
            ),
        ),
        Selector(
            pgettext("no pupils", "Period"),
            scope.period,
            tuple(option(each, scope.period, each, "period") for each in reversed(scope.periods)),
        ),
        Selector(
            pgettext("no pupils", "Level"),
            scope.level_name(scope.level) if scope.level else every_level,
            (
                option(every_level, scope.level, None, "level"),
                *(option(scope.level_name(each), scope.level, each, "level") for each in scope.levels),
            ),
        ),
        *constant_selectors(scope),
    )
