"""All units with their verdicts: the weak ones first, filtered and sorted by the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.engines.balance import Verdict
from junheng.web.format import language, number, percent
from junheng.web.monitor.filtering import category_filters, verdict_filters, words_of
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.units import UnitRow, unit_rows
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.table import Action, Listing, Table


@dataclass(frozen=True)
class UnitList:
    """Everything on the page."""

    title: str
    listing: Listing[UnitRow]


def unit_list(request: HttpRequest, scope: Scope) -> UnitList:
    """Put the page together."""
    everyone = unit_rows(scope, scope.area)
    table = unit_table(scope, everyone)
    return UnitList(
        title=_title(scope, everyone, judged=is_judged(everyone)),
        listing=Listing.of(request, table, everyone, scope.address),
    )


def is_judged(units: Sequence[UnitRow]) -> bool:
    """Whether the standard judges any of them."""
    return any(unit.verdict in (Verdict.MEETS, Verdict.FAILS) for unit in units)


def unit_table(scope: Scope, everyone: Sequence[UnitRow]) -> Table[UnitRow]:
    """The list of units."""
    judged = is_judged(everyone)
    return Table(
        name="units",
        title=pgettext("of the region", "Units"),
        columns=_columns(scope, judged=judged),
        default="floors" if judged else "-behind",
        tie=lambda unit: unit.code,
        filters=(*category_filters(scope, everyone, lambda unit: unit), *(verdict_filters(scope) if judged else ())),
        search=lambda unit: (unit.name, unit.code),
        href=lambda unit: scope.to("unit", unit.code),
        pick=lambda unit: unit.code,
        actions=(Action(_("These units as Excel"), scope.to("units", area=scope.area)),),
    )


def frame_of(scope: Scope, units: Sequence[UnitRow]) -> pl.DataFrame:
    """Units as a file has them, unrounded."""
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
            for unit in units
        ],
        schema={
            **dict.fromkeys(("unit", "name", "area", "area_name", "level", "period", "setting", "ownership"), pl.String()),
            **dict.fromkeys(("pupils", "floors_reached", "floors"), pl.Int64()),
            "meets": pl.Boolean(),
            "weakest_indicator": pl.String(),
            **dict.fromkeys(("share_of_floor", "below_mean"), pl.Float64()),
        },
    )


def _columns(scope: Scope, *, judged: bool) -> dict[str, ListColumn[UnitRow]]:
    columns: dict[str, ListColumn[UnitRow]] = {
        "name": ListColumn(lambda unit: unit.name, pgettext("of the region", "Unit"), numeric=False),
        "area": ListColumn(lambda unit: scope.area_name(unit.area), _("Area"), numeric=False),
    }
    if any(scope.snapshot.problem.settings):
        columns["setting"] = ListColumn(
            lambda unit: unit.setting, _("Setting"), numeric=False, secondary=True, shown=lambda unit: words_of("setting", unit.setting)
        )
    columns["pupils"] = ListColumn(lambda unit: unit.pupils, _("Pupils"), first="descending", secondary=True)
    if judged:
        columns |= {
            "floors": ListColumn(
                lambda unit: unit.reached - unit.counted + min(unit.weakest_share or 0.0, 9.0) / 10,
                _("Floors"),
                shown=lambda unit: Cell(str(unit.reached), unit=f"/ {unit.counted}"),
            ),
            "aspect": ListColumn(
                lambda unit: unit.weakest.short(language()) if unit.weakest else None, _("Weakest in"), numeric=False, secondary=True
            ),
            "share": ListColumn(lambda unit: unit.weakest_share, _("Of the floor"), shown=lambda unit: percent(unit.weakest_share)),
            "verdict": ListColumn(
                lambda unit: unit.mark, _("Verdict"), numeric=False, sortable=False, shown=lambda unit: Cell("", mark=unit.mark)
            ),
        }
    else:
        columns |= {
            "aspect": ListColumn(lambda unit: _aspect(scope, unit), _("Weakest in"), numeric=False),
            "behind": ListColumn(
                lambda unit: _behind(scope, unit)[1],
                _("Behind the area mean"),
                first="descending",
                shown=lambda unit: number(_behind(scope, unit)[1], 1),
            ),
        }
    columns["code"] = ListColumn(
        lambda unit: unit.code, _("Code"), numeric=False, extra=True, shown=lambda unit: Cell(unit.code, code=True)
    )
    if any(scope.snapshot.problem.ownerships):
        columns["ownership"] = ListColumn(
            lambda unit: unit.ownership, _("Ownership"), numeric=False, extra=True, shown=lambda unit: words_of("ownership", unit.ownership)
        )
    return columns


def _aspect(scope: Scope, unit: UnitRow) -> str | None:
    aspect = _behind(scope, unit)[0]
    return scope.pack.indicator(aspect).short(language()) if aspect else None


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
