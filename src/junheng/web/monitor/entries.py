"""What the palette finds in the loaded regions: regions, areas, indicators, units."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.language import Language
from junheng.web.access import scope_of
from junheng.web.format import language
from junheng.web.monitor.address import Address
from junheng.web.monitor.scope import NoPupilsError, NothingYetError, NotThereError, Place, resolve
from junheng.web.monitor.tally.scope import resolve_tally
from junheng.web.people.roles import Right
from junheng.web.regions import loaded_regions, region
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Entries of every region with a release in which the reader has a role."""
    scope = scope_of(request)
    for loaded in loaded_regions():
        if not scope.may(Right.SEE_FIGURES, loaded.name):
            continue
        yield Entry(_("Region"), loaded.title, reverse("monitor:region", args=(loaded.name,)), loaded.name)
        if loaded.releases:
            yield from _of_region(loaded.name, loaded.releases[-1].hash, language())


@lru_cache(maxsize=16)
def _of_region(name: str, _hash: str, _language: Language) -> tuple[Entry, ...]:
    """Kept for each release and language; a region that has none yet has no entries."""
    loaded = region(name)
    if loaded is None:
        return ()
    try:
        scope = resolve(loaded, Address({}))
    except (NotThereError, NothingYetError):
        return ()
    except NoPupilsError as other:
        return _of_tally(other.place)
    problem = scope.snapshot.problem
    areas = dict(zip(problem.unit.tolist(), problem.area.tolist(), strict=True))
    return (
        *(Entry(_("Area"), scope.area_name(code), scope.to("area", code), code) for code in scope.areas),
        *(Entry(_("Indicator"), i.name, scope.to("indicator", i.id), i.id) for i in scope.indicators),
        *(
            Entry(pgettext("of the region", "Unit"), problem.unit_name(unit), scope.to("unit", code), code, problem.area_name(areas[unit]))
            for unit, code in enumerate(problem.units)
            if unit in areas
        ),
    )


def _of_tally(place: Place) -> tuple[Entry, ...]:
    """Areas, indicators, and the units of the newest period."""
    try:
        scope = resolve_tally(place)
    except NothingYetError:
        return ()
    units = scope.held().unique("unit", maintain_order=True).select("unit", "name", "area")
    return (
        *(Entry(_("Area"), scope.area_name(code), scope.to("area", code), code) for code in scope.areas),
        *(Entry(_("Indicator"), i.name, scope.to("indicator", i.id), i.id) for i in scope.indicators),
        *(
            Entry(pgettext("of the region", "Unit"), name, scope.to("unit", code), code, scope.area_name(area))
            for code, name, area in units.iter_rows()
        ),
    )
