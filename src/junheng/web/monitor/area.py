"""One area: its coefficients, its units, why it fails, and the least that would make it comply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.engines.balance import Verdict, why_area
from junheng.packs import Indicator
from junheng.reports.charts.sparkline import Sparkline, sparkline
from junheng.web.format import language, number, unit_label
from junheng.web.monitor.areas import AreaRow, Cell, area_row, area_rows, coefficient, known
from junheng.web.monitor.figures import listed, traced
from junheng.web.monitor.matrix import shown_coefficient, shown_overall
from junheng.web.monitor.organisation import changes_in_area
from junheng.web.monitor.remedies import MoveRow, NeedRow, moves_of, needs_of, needs_title
from junheng.web.monitor.scope import NotThereError, Scope
from junheng.web.monitor.stripped import floor_of, plain
from junheng.web.monitor.units import UnitRow, unit_rows

#: Units that the page lists; the rest are behind its link.
SHOWN = 12
#: Units named in the sentence on how firm the verdict is.
NAMED = 5


@dataclass(frozen=True, slots=True)
class CoefficientRow:
    """One indicator of the area."""

    indicator: Indicator
    name: str
    href: str
    cell: Cell
    figure: SafeString
    limit: str
    rank: int | None
    of: int
    mean: SafeString
    unit: str
    floor: str
    below: SafeString | str
    gini: SafeString
    theil: SafeString
    line: Sparkline | None


@dataclass(frozen=True, slots=True)
class AreaUnit:
    """A unit of the list."""

    unit: UnitRow
    href: str
    aspect: str


@dataclass(frozen=True, slots=True)
class AreaPage:
    """Everything on the page."""

    row: AreaRow
    title: str
    mark: str
    word: str
    overall: SafeString
    overall_limit: str
    floors: bool
    reasons: tuple[str, ...]
    firmness: tuple[str, ...]
    coefficients_title: str
    coefficients: tuple[CoefficientRow, ...]
    judged: bool
    units: tuple[AreaUnit, ...]
    units_title: str
    all_units: int
    needs: tuple[NeedRow, ...]
    needs_title: str
    moves: tuple[MoveRow, ...]
    changes: tuple[str, ...]  # units that came, went, merged and moved since the period before
    changes_title: str


def area_page(scope: Scope, code: str) -> AreaPage:
    """The page of a compared area.

    Raises
    ------
    NotThereError
        There is no such area, or it has no units at this level in this period.
    """
    if code not in scope.areas:
        raise NotThereError(
            _("There is no area {code} within which units are compared").format(code=code),
            _("There are: {known}.").format(known=_(", ").join(scope.area_name(each) for each in scope.areas)),
        )
    row = area_row(scope, code)
    if row is None:
        raise NotThereError(
            _("{area} has no units at this level in this period").format(area=scope.area_name(code)), _("Choose another level or period.")
        )
    everyone = area_rows(scope)
    peers = scope.snapshot.peers[code, scope.level, scope.period]
    judged = row.verdict is not Verdict.NOT_JUDGED
    units = sorted(unit_rows(scope, code), key=_weakest_first)
    failing = sum(unit.verdict is Verdict.FAILS for unit in units)
    needs = tuple(needs_of(scope, code))
    return AreaPage(
        row=row,
        title=row.name,
        mark={Verdict.MEETS: "met", Verdict.FAILS: "miss"}.get(row.verdict, "none"),
        word={Verdict.MEETS: _("Met"), Verdict.FAILS: _("Not met"), Verdict.UNKNOWN: _("Cannot be judged")}.get(row.verdict, ""),
        overall=shown_overall(scope, row),
        overall_limit="" if row.comprehensive_limit is None else number(row.comprehensive_limit, 2),
        floors=any(unit.counted for unit in units),
        firmness=tuple(_firmness(scope, peers)) if judged else (),
        coefficients_title=_coefficients_title(row),
        reasons=tuple(reason(language()) for reason in why_area(scope.snapshot.verdicts, peers)) if judged else (),
        coefficients=tuple(_coefficient(scope, row, cell, everyone) for cell in row.cells),
        judged=bool(row.judged),
        units=tuple(
            AreaUnit(unit, scope.to("unit", unit.code), unit.weakest.short(language()) if unit.weakest else "") for unit in units[:SHOWN]
        ),
        units_title=ngettext(
            "{n} of {units} units does not meet the standard", "{n} of {units} units do not meet the standard", failing
        ).format(n=failing, units=len(units))
        if failing
        else pgettext("of the region", "Units"),
        all_units=len(units),
        needs=needs,
        needs_title=needs_title(needs),
        moves=tuple(moves_of(scope, code)),
        changes=changes_in_area(scope, code),
        changes_title=_("Its units are not those of {before}").format(before=scope.before_name),
    )


def _coefficient(scope: Scope, row: AreaRow, cell: Cell, everyone: tuple[AreaRow, ...]) -> CoefficientRow:
    indicator = cell.indicator
    group = scope.snapshot.groups[row.code, scope.level, scope.period]
    spread, axis = scope.snapshot.result.spread, scope.axis(indicator.id)
    ranked = sorted(
        (other.code for other in everyone if (theirs := other.cell(indicator.id)) and theirs.cv is not None),
        key=lambda code: next(each for each in everyone if each.code == code).cell(indicator.id).cv,  # type: ignore[union-attr]
    )
    floor = floor_of(scope, indicator)
    history = [coefficient(scope, row.code, indicator.id, period) for period in scope.periods]

    def figure(kind: str, value: float | None, digits: int) -> SafeString:
        return traced(scope, number(value, digits), kind, row.code, indicator.id)

    return CoefficientRow(
        indicator=indicator,
        name=indicator.name(language()),
        href=scope.to("indicator", indicator.id, area=row.code),
        cell=cell,
        figure=shown_coefficient(scope, row.code, cell),
        limit="" if cell.limit is None else number(cell.limit, 2),
        rank=ranked.index(row.code) + 1 if row.code in ranked else None,
        of=len(ranked),
        mean=figure("mean", cell.mean, indicator.decimals),
        unit=unit_label(indicator.unit),
        floor="" if floor is None else plain(floor, indicator),
        below=""
        if floor is None
        else listed(number(_below(scope, row.code, axis)), scope.to("indicator", indicator.id, area=row.code, below="1")),
        gini=figure("gini", known(spread.gini[group, axis]), 3),
        theil=figure("theil_t", known(spread.theil_t[group, axis]), 3),
        line=sparkline(history, reference=cell.limit, better="lower"),
    )


def _firmness(scope: Scope, peers: int) -> list[str]:
    """How firm the verdict is: the units without which it would turn, and whether the values' rounding could turn it."""
    firm = scope.snapshot.stability
    problem, rows = firm.verdicts.problem, firm.verdicts.peers.rows(peers)
    turning = [problem.unit_name(int(problem.unit[rows.start + place])) for place in np.flatnonzero(firm.turns[rows])]
    said = []
    if turning:
        said.append(
            ngettext("Without {names} the verdict would turn.", "Without any one of {names} the verdict would turn.", len(turning)).format(
                names=_(", ").join(turning[:NAMED])
            )
        )
    if firm.area_worst[peers] != firm.verdicts.area[peers] or firm.area_best[peers] != firm.verdicts.area[peers]:
        said.append(_("The rounding of the values alone could turn the verdict."))
    if not said:
        said.append(_("The verdict is firm: no single unit and no rounding turns it."))
    return said


def _coefficients_title(row: AreaRow) -> str:
    if not row.judged:
        return _("Coefficients of the area")
    if not row.failing:
        return _("Every coefficient is within its limit")
    return ngettext(
        "{n} of {judged} coefficients is above its limit", "{n} of {judged} coefficients are above their limits", row.failing
    ).format(n=row.failing, judged=row.judged)


def _below(scope: Scope, code: str, axis: int) -> int:
    verdicts = scope.snapshot.verdicts
    rows = verdicts.peers.rows(scope.snapshot.peers[code, scope.level, scope.period])
    there = np.isfinite(scope.snapshot.problem.value[rows, axis])
    return int((verdicts.judged[rows, axis] & there & ~verdicts.reached[rows, axis]).sum())


def _weakest_first(unit: UnitRow) -> tuple[bool, int, float, str]:
    fails = unit.verdict is Verdict.FAILS
    return not fails, unit.reached - unit.counted, unit.weakest_share if unit.weakest_share is not None else 1.0, unit.code
