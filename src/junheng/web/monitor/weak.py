"""Weak units and what they are weakest in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.format import language, number, percent
from junheng.web.monitor.areas import rows_of
from junheng.web.monitor.scope import Scope


@dataclass(frozen=True, slots=True)
class WeakUnit:
    """A unit of the short list."""

    name: str
    href: str
    area: str
    reached: int
    counted: int
    aspect: str
    share: str
    behind: str


@dataclass(frozen=True, slots=True)
class Weak:
    """The short list, and the way to all."""

    title: str
    judged: bool
    units: tuple[WeakUnit, ...]
    all: int
    href: str


def weak(scope: Scope, *, most: int) -> Weak:
    """Units that do not meet the standard, those with fewest floors reached first; without floors, those farthest behind."""
    here = scope.snapshot.weak.filter(pl.col("level") == scope.level, pl.col("period") == scope.period)
    failing = here.filter(pl.col("meets").not_())
    judged = bool((here["counted"] > 0).any()) or here.is_empty()
    shown = failing if judged else here.sort(pl.col("worst_below_mean").neg(), "unit")
    if judged:
        title = (
            ngettext("{n} unit is weak", "{n} units are weak", failing.height).format(n=failing.height)
            if failing.height
            else _("No unit is weak")
        )
    else:
        title = _("Furthest behind their area's mean")
    return Weak(
        title=title,
        judged=judged,
        units=tuple(_weak_unit(scope, row) for row in shown.head(most).iter_rows(named=True)),
        all=failing.height if judged else len(rows_of(scope)),
        href=scope.to("units", verdict="miss" if judged else None),
    )


def _weak_unit(scope: Scope, row: dict[str, Any]) -> WeakUnit:
    return WeakUnit(
        name=scope.snapshot.units[row["unit"]]["name"],
        href=scope.to("unit", row["unit"]),
        area=scope.area_name(row["area"]),
        reached=row["reached"],
        counted=row["counted"],
        aspect=scope.pack.indicator(row["worst_indicator"]).short(language()),
        share=percent(row["worst_share"]),
        behind=number(row["worst_below_mean"], 1),
    )
