"""All units with their verdicts: the weak ones first, filtered and sorted by the address."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.engines.balance import Verdict
from junheng.web.format import language, number, percent
from junheng.web.monitor.filtering import (
    PageLink,
    Select,
    aspect_select,
    category_selects,
    fitting_units,
    page_of,
    verdict_select,
    words_of,
)
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.units import UnitRow, unit_rows
from junheng.web.tables.order import Column, Head, Order


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A row as it is written."""

    unit: UnitRow
    href: str
    area: str
    setting: str
    aspect: str
    share: str
    behind: str


@dataclass(frozen=True, slots=True)
class UnitList:
    """Everything on the page."""

    title: str
    judged: bool
    settings: bool  # the region states them
    selects: tuple[Select, ...]
    heads: dict[str, Head]
    rows: tuple[ListedUnit, ...]
    pages: tuple[PageLink, ...]
    count: str
    fields: tuple[tuple[str, str], ...]
    query: str


def unit_list(scope: Scope) -> UnitList:
    """Put the page together."""
    everyone = unit_rows(scope, scope.area)
    judged = any(unit.verdict in (Verdict.MEETS, Verdict.FAILS) for unit in everyone)
    columns = _columns(scope, judged=judged)
    order = _order(scope, columns, judged=judged)
    wanted = order.apply(fitting_units(scope, everyone), columns, tie=lambda unit: unit.code)
    page, pages = page_of(scope, wanted)
    selects = (*category_selects(scope, everyone), *((verdict_select(scope), aspect_select(scope)) if judged else ()))
    return UnitList(
        title=_title(scope, everyone, judged=judged),
        judged=judged,
        settings=any(scope.snapshot.problem.settings),
        selects=selects,
        heads={head.name: head for head in order.heads(columns, scope.address.query)},
        rows=tuple(_listed(scope, unit) for unit in page.object_list),
        pages=pages,
        count=_("{first}–{last} of {n} units").format(first=page.start_index(), last=page.end_index(), n=number(len(wanted)))
        if wanted
        else _("No unit fits these filters"),
        fields=scope.address.fields(*(select.name for select in selects), "q", "page", "format"),
        query=scope.address["q"],
    )


def frame_of(scope: Scope) -> pl.DataFrame:
    """The rows that the filters leave, in the order shown, unrounded."""
    everyone = unit_rows(scope, scope.area)
    columns = _columns(scope, judged=True)
    wanted = _order(scope, columns, judged=True).apply(fitting_units(scope, everyone), columns, tie=lambda unit: unit.code)
    return pl.DataFrame(
        [
            {
                "unit": unit.code,
                "name": unit.name,
                "area": unit.area,
                "area_name": scope.area_name(unit.area),
                "level": scope.level,
                "period": scope.period,
                "setting": unit.setting,
                "ownership": unit.ownership,
                "pupils": unit.pupils,
                "floors_reached": unit.reached,
                "floors": unit.counted,
                "meets": {Verdict.MEETS: True, Verdict.FAILS: False}.get(unit.verdict),
                "weakest_indicator": unit.weakest.id if unit.weakest else _behind(scope, unit)[0],
                "share_of_floor": unit.weakest_share,
                "below_mean": _behind(scope, unit)[1],
            }
            for unit in wanted
        ],
        schema={
            **dict.fromkeys(("unit", "name", "area", "area_name", "level", "period", "setting", "ownership"), pl.String()),
            **dict.fromkeys(("pupils", "floors_reached", "floors"), pl.Int64()),
            "meets": pl.Boolean(),
            "weakest_indicator": pl.String(),
            **dict.fromkeys(("share_of_floor", "below_mean"), pl.Float64()),
        },
    )


def _columns(scope: Scope, *, judged: bool) -> dict[str, Column[UnitRow]]:
    columns: dict[str, Column[UnitRow]] = {
        "name": Column(lambda unit: unit.name, pgettext("of the region", "Unit"), numeric=False),
        "area": Column(lambda unit: scope.area_name(unit.area), _("Area"), numeric=False),
        "setting": Column(lambda unit: unit.setting, _("Setting"), numeric=False),
        "pupils": Column(lambda unit: unit.pupils, _("Pupils"), first="descending"),
    }
    if judged:
        columns |= {
            "floors": Column(lambda unit: unit.reached - unit.counted + min(unit.weakest_share or 0.0, 9.0) / 10, _("Floors")),
            "aspect": Column(lambda unit: unit.weakest.short(language()) if unit.weakest else None, _("Weakest in"), numeric=False),
            "share": Column(lambda unit: unit.weakest_share, _("Of the floor")),
        }
    else:
        columns |= {
            "aspect": Column(lambda unit: _behind(scope, unit)[0], _("Weakest in"), numeric=False),
            "behind": Column(lambda unit: _behind(scope, unit)[1], _("Behind the area mean"), first="descending"),
        }
    return columns


def _order(scope: Scope, columns: dict[str, Column[UnitRow]], *, judged: bool) -> Order:
    return Order.read(scope.address["sort"], columns, "floors" if judged else "-behind")


def _listed(scope: Scope, unit: UnitRow) -> ListedUnit:
    aspect, distance = _behind(scope, unit)
    return ListedUnit(
        unit=unit,
        href=scope.to("unit", unit.code),
        area=scope.area_name(unit.area),
        setting=words_of("setting", unit.setting),
        aspect=unit.weakest.short(language()) if unit.weakest else scope.pack.indicator(aspect).short(language()) if aspect else "",
        share=percent(unit.weakest_share),
        behind=number(distance, 1),
    )


def _behind(scope: Scope, unit: UnitRow) -> tuple[str | None, float | None]:
    """The weakest aspect of a weak unit, and how far behind its area's mean it is there, in pooled deviations."""
    return scope.snapshot.behind.get((unit.code, scope.level, scope.period), (None, None))


def _title(scope: Scope, units: tuple[UnitRow, ...], *, judged: bool) -> str:
    where = scope.area_name(scope.area) if scope.area else scope.loaded.title(language())
    if not judged:
        return _("{where}: {n} units, furthest behind their area's mean first").format(where=where, n=number(len(units)))
    failing = sum(unit.verdict is Verdict.FAILS for unit in units)
    if not failing:
        return _("{where}: all {n} units that can be judged meet the standard").format(
            where=where, n=number(sum(unit.verdict is Verdict.MEETS for unit in units))
        )
    return ngettext(
        "{where}: {n} of {units} units does not meet the standard", "{where}: {n} of {units} units do not meet the standard", failing
    ).format(where=where, n=number(failing), units=number(len(units)))
