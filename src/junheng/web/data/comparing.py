"""What changes from one release to another, or to a draft: cells, and the figures that move because of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from junheng.engines import balance
from junheng.language import Text
from junheng.packs import Pack, load
from junheng.releases import Difference, Manifest, Release, difference
from junheng.releases import draft as as_draft
from junheng.reports.changes import AREA_FIGURES, moved
from junheng.tables import Region
from junheng.web import regions
from junheng.web.data.checking import pack_of, report, signature
from junheng.web.data.models import Draft
from junheng.web.regions import LoadedRegion


@dataclass(frozen=True)
class Comparison:
    """Both sides and all that is not the same."""

    before: Release
    after: Release
    pack: Pack
    difference: Difference
    cells: pl.DataFrame  # table, kind, key, column, before, after
    values: pl.DataFrame  # of units
    figures: pl.DataFrame  # of areas

    @property
    def same(self) -> bool:
        """Whether both have the same content."""
        return self.before.hash == self.after.hash

    @property
    def moved_values(self) -> int:
        """How many indicators of units move."""
        return self.values.height

    @property
    def moved_figures(self) -> int:
        """How many figures of areas move."""
        return self.figures.height

    @property
    def summary(self) -> tuple[Text, ...]:
        """One sentence a table."""
        return self.difference.summary()


def of_releases(loaded: LoadedRegion, before: str, after: str) -> Comparison | None:
    """The difference between two releases by label; None where there is no such release."""
    first, second = loaded.manifest(before), loaded.manifest(after)
    if first is None or second is None:
        return None
    return _of_releases(loaded.name, first.label, first.hash, second.label, second.hash)


@lru_cache(maxsize=4)
def _of_releases(region: str, before: str, _hash: str, after: str, _other: str) -> Comparison | None:
    loaded = regions.region(region)
    first, second = (loaded.manifest(before), loaded.manifest(after)) if loaded else (None, None)
    if first is None or second is None:
        return None
    pack = load(second.description.pack or "generic")
    sides = [regions.snapshot(region, manifest, pack) for manifest in (first, second)]
    return _comparison(sides[0].release, sides[1].release, sides[0].pack, [(side.problem, side.result, side.verdicts) for side in sides])


def of_draft(loaded: LoadedRegion, draft: Draft) -> Comparison | None:
    """The difference that a draft would make to the newest release; None where there is none, or where errors block the draft."""
    newest = loaded.manifest("")
    if newest is None or report(draft).region is None:
        return None
    return _of_draft(loaded.name, newest.hash, draft.pk, signature(draft.folder))


@lru_cache(maxsize=2)
def _of_draft(region: str, _hash: str, number: int, _state: str) -> Comparison | None:
    loaded, draft = regions.region(region), Draft.objects.get(pk=number)
    newest = loaded.manifest("") if loaded else None
    found = report(draft).region
    if newest is None or found is None:
        return None
    return of_content(region, newest, found, pack_of(draft.folder))


def of_content(region: str, newest: Manifest, content: Region, pack: Pack) -> Comparison:
    """The difference that a content which is not frozen would make to the newest release of a region."""
    earlier = regions.snapshot(region, newest, pack)
    later = as_draft(content)
    problem = balance.from_release(later, pack)
    sides = [
        (earlier.problem, earlier.result, earlier.verdicts),
        (problem, balance.solve(problem, compiled=False), balance.judge(problem, pack)),
    ]
    return _comparison(earlier.release, later, pack, sides)


def _comparison(
    before: Release, after: Release, pack: Pack, sides: list[tuple[balance.Problem, balance.Result, balance.Verdicts]]
) -> Comparison:
    found = difference(before, after)
    key = ("unit", "level", "indicator", "period")
    values = moved(*(verdicts.units_table() for _problem, _result, verdicts in sides), key=key, figures=("value",))
    areas = moved(*(result.balance_table() for _problem, result, _verdicts in sides), key=("area", *key[1:]), figures=AREA_FIGURES)
    return Comparison(before, after, pack, found, found.frame(), values, areas)
