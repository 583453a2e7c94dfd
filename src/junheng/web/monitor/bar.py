"""The context bar: where the reader is, and the links that change area, level, period, release and pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.packs import available, load
from junheng.web.format import language, school_year
from junheng.web.monitor.scope import Scope, level_name
from junheng.web.shell.shown import Shown

if TYPE_CHECKING:
    from junheng.web.monitor.tally.scope import TallyScope


@dataclass(frozen=True, slots=True)
class Option:
    """One link of a selector."""

    name: str
    href: str
    chosen: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """What is chosen, and what could be."""

    label: str
    shown: str
    options: tuple[Option, ...]
    code: str = ""
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way here."""

    name: str | Text
    url: str = ""


def frame(scope: Scope, *here: Crumb, to_area: Callable[[str | None], str] | None = None) -> dict[str, object]:
    """What every page of the workspace passes to its template.

    Parameters
    ----------
    scope
        Where the reader stands.
    here
        The crumbs after the region's own.
    to_area
        Where the choice of an area leads; by default to the area's page.
    """
    region = Crumb(scope.loaded.title, scope.to("region") if here else "")
    return {
        "scope": scope,
        "shown": shown_of(scope),
        "crumbs": [Crumb(_("Monitor"), reverse("monitor:start")), region, *here],
        "selectors": selectors(scope, to_area or (lambda code: scope.to("area", code) if code else scope.to("region"))),
    }


def shown_of(scope: Scope) -> Shown:
    """Whose figures the page shows."""
    return Shown(scope.manifest.description.title, scope.manifest.description.synthetic, scope.pack, scope.snapshot.release)


def selectors(scope: Scope, to_area: Callable[[str | None], str]) -> tuple[Selector, ...]:
    """In the order of the bar."""
    query = scope.address.query
    levels = sorted({int(index) for index in scope.snapshot.problem.level})
    names = [scope.snapshot.problem.levels[index] for index in levels]
    found = (
        Selector(
            label=_("Area"),
            shown=scope.area_name(scope.area) if scope.area else _("All areas"),
            options=(
                Option(_("All areas"), to_area(None), scope.area is None),
                *(Option(scope.area_name(code), to_area(code), code == scope.area, code) for code in scope.areas),
            ),
        ),
        Selector(
            label=_("Period"),
            shown=scope.period_name,
            options=tuple(
                Option(school_year(each), query(period=each, page=None), each == scope.period) for each in reversed(scope.periods)
            ),
        ),
        Selector(
            label=_("Level"),
            shown=scope.level_name(language()),
            options=tuple(
                Option(level_name(scope.pack, each)(language()), query(level=each, page=None), each == scope.level) for each in names
            ),
        ),
    )
    return (*found, *constant_selectors(scope))


def constant_selectors(scope: Scope | TallyScope) -> tuple[Selector, ...]:
    """Standard and release, which every page chooses alike."""
    query = scope.address.query
    standards = [name for name in available() if name.split("/")[0] == scope.pack.name.split("/")[0]]
    found = []
    if len(standards) > 1:
        found.append(
            Selector(
                label=_("Standard"),
                shown=scope.pack.title(language()),
                options=tuple(
                    Option(load(each).title(language()), query(pack=each, page=None), each == scope.pack.name, each) for each in standards
                ),
            )
        )
    found.append(
        Selector(
            label=_("Release"),
            shown=scope.manifest.label,
            code=scope.manifest.hash[:8],
            frozen=True,
            options=tuple(
                Option(each.label, query(release=each.label, page=None), each.number == scope.manifest.number, f"{each.created:%Y-%m-%d}")
                for each in reversed(scope.loaded.releases)
            ),
        )
    )
    return tuple(found)
