"""What the differences of an indicator consist of: between and within counties, settings and ownerships."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from junheng.engines.balance.inequality.decomposition import By
from junheng.packs import Indicator
from junheng.web.format import language, number, percent
from junheng.web.monitor.areas import topmost
from junheng.web.monitor.scope import Scope

WAYS: tuple[By, ...] = ("area", "setting", "ownership")


@dataclass(frozen=True, slots=True)
class Split:
    """One decomposition, as a bar of two parts."""

    name: str
    total: str
    between: str
    within: str
    share: str
    between_width: str
    within_x: str
    within_width: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Composition:
    """All of them for one area."""

    title: str
    about: str
    splits: tuple[Split, ...]


def composition(scope: Scope, indicator: Indicator) -> Composition | None:
    """Theil T of the whole region, or of the chosen area, by each grouping that the region states."""
    code = scope.area or topmost(scope)
    if code is None and len(scope.areas) == 1:
        code = scope.areas[0]
    if code is None:
        return None
    splits = tuple(split for by in WAYS if _said(scope, by) and (split := _split(scope, indicator, code, by)) is not None)
    if not splits:
        return None
    return Composition(
        title=splits[0].sentence,
        about=_("Theil T of {indicator}, {area}: differences between groups and within them add up to the whole").format(
            indicator=indicator.short(language()), area=scope.area_name(code)
        ),
        splits=splits,
    )


def _said(scope: Scope, by: By) -> bool:
    """Whether the region says of some units that they are one thing and of others that they are another."""
    if by == "area":
        return True
    problem = scope.snapshot.problem
    said = problem.settings if by == "setting" else problem.ownerships
    return len({each for each in said if each}) > 1


def _split(scope: Scope, indicator: Indicator, code: str, by: By) -> Split | None:
    table = scope.snapshot.decomposed(by)
    row = table.filter(
        pl.col("area") == code, pl.col("level") == scope.level, pl.col("period") == scope.period, pl.col("indicator") == indicator.id
    )
    if row.is_empty():
        return None
    total, between, within = (row[name][0] for name in ("total_t", "between_t", "within_t"))
    if not total or between is None or within is None:
        return None
    share = min(max(between / total, 0.0), 1.0)
    name = {
        "area": scope.area_kind(language()),
        "setting": _("Urban and rural"),
        "ownership": _("Ownership"),
    }[by]
    return Split(
        name=name,
        total=number(total, 4),
        between=number(between, 4),
        within=number(within, 4),
        share=percent(share),
        between_width=f"{share * 100:.1f}%",
        within_x=f"{share * 100:.1f}%",
        within_width=f"{(1 - share) * 100:.1f}%",
        sentence={
            "area": _("{share} of the differences lie between areas, {rest} within them"),
            "setting": _("{share} of the differences lie between town and country, {rest} within them"),
            "ownership": _("{share} of the differences lie between public and private, {rest} within them"),
        }[by].format(share=percent(share), rest=percent(1 - share)),
    )
