"""The strip of the period's few numbers, each with its way over the periods and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.engines.balance import Verdict
from junheng.packs import Indicator
from junheng.reports.charts.sparkline import Sparkline, sparkline
from junheng.web.format import amount, language, number, unit_label
from junheng.web.monitor.areas import AreaRow, area_rows, mean
from junheng.web.monitor.figures import listed, traced
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.shortage import shortages
from junheng.web.monitor.units import UnitRow, unit_rows


@dataclass(frozen=True, slots=True)
class Kpi:
    """One cell of the strip."""

    name: str
    value: SafeString
    unit: str
    line: Sparkline | None
    change: SafeString
    note: str = ""


def kpis(scope: Scope, rows: Sequence[AreaRow], units: Sequence[UnitRow], total: AreaRow | None) -> tuple[Kpi, ...]:
    """At most five cells: what the standard judges, what is lacking most, else the means."""
    cells: list[Kpi] = []
    if any(row.judged for row in rows):
        cells.append(_areas_kpi(scope, rows))
    if any(unit.verdict in (Verdict.MEETS, Verdict.FAILS) for unit in units):
        cells.append(_units_kpi(scope, units))
    if total is not None and total.comprehensive is not None:
        cells.append(_comprehensive_kpi(scope, total))
    cells += _shortage_kpis(scope, most=5 - len(cells))
    if total is not None:
        short = [indicator for indicator in scope.indicators if indicator.balance][: 5 - len(cells)]
        cells += [_mean_kpi(scope, total, indicator) for indicator in short]
    return tuple(cells)


def _areas_kpi(scope: Scope, rows: Sequence[AreaRow]) -> Kpi:
    counts = [sum(not row.failing for row in area_rows(scope, period) if row.judged) for period in scope.periods]
    judged = sum(bool(row.judged) for row in rows)
    met = sum(not row.failing for row in rows if row.judged)
    return Kpi(
        name=_("Areas that keep every limit"),
        value=listed(number(met), scope.address.query(sort="compliance") + "#areas"),
        unit=f"/ {judged}",
        line=sparkline(counts, better="higher"),
        change=_change(scope, counts, better="higher", decimals=0),
        note=_("all coefficients within their limits"),
    )


def _units_kpi(scope: Scope, units: Sequence[UnitRow]) -> Kpi:
    shares = []
    for period in scope.periods:
        each = [unit.verdict for unit in (units if period == scope.period else unit_rows(scope, period=period))]
        judged = sum(verdict in (Verdict.MEETS, Verdict.FAILS) for verdict in each)
        shares.append(each.count(Verdict.MEETS) / judged if judged else None)
    met = sum(unit.verdict is Verdict.MEETS for unit in units)
    judged = sum(unit.verdict in (Verdict.MEETS, Verdict.FAILS) for unit in units)
    points = [None if share is None else 100 * share for share in shares]
    return Kpi(
        name=_("Units that meet the standard"),
        value=listed(number(100 * met / judged, 1), scope.to("units", verdict="met")),
        unit="%",
        line=sparkline(shares, better="higher"),
        change=_change(scope, points, better="higher", decimals=1, unit=_("points")),
        note=_("{met} of {judged}").format(met=number(met), judged=number(judged)),
    )


def _comprehensive_kpi(scope: Scope, total: AreaRow) -> Kpi:
    return Kpi(
        name=_("Overall coefficient of the region"),
        value=traced(scope, number(total.comprehensive, 3), "comprehensive", total.code),
        unit="",
        line=sparkline(total.history, better="lower"),
        change=_change(scope, total.history, better="lower", decimals=3),
        note=_("mean of {n} indicators, all units together").format(n=len(total.cells)),
    )


def _shortage_kpis(scope: Scope, *, most: int) -> list[Kpi]:
    """What has to be added most, as a share of what there is."""
    found = shortages(scope)
    lacking = sorted((each for each in found if each.total), key=lambda each: -each.share)[: min(most, 2)]
    lacking.sort(key=lambda each: [i.id for i in scope.indicators].index(each.indicator.id))
    cells = []
    for each in lacking:
        history = [None if total is None else float(total) for total in each.history]
        cells.append(
            Kpi(
                name=_("{indicator}: least still needed").format(indicator=each.indicator.short(language())),
                value=listed(amount(each.total), scope.to("needs", indicator=each.indicator.id)),
                unit=unit_label(each.unit),
                line=sparkline(history, better="lower"),
                change=_change(scope, history, better="lower", decimals=0),
                note=_("proven least") if not each.gap else _("at most {gap} above the proven bound").format(gap=number(each.gap)),
            )
        )
    return cells


def _mean_kpi(scope: Scope, total: AreaRow, indicator: Indicator) -> Kpi:
    history = [mean(scope, total.code, indicator.id, period) for period in scope.periods]
    cell = total.cell(indicator.id)
    return Kpi(
        name=_("{indicator}, mean").format(indicator=indicator.short(language())),
        value=traced(scope, number(history[scope.periods.index(scope.period)], indicator.decimals), "mean", total.code, indicator.id),
        unit="",
        line=sparkline(history, better=indicator.direction),
        change=format_html(
            _("{unit}; coefficient {cv}"),
            unit=unit_label(indicator.unit),
            cv=traced(scope, number(cell.cv if cell else None, 3), "cv", total.code, indicator.id),
        ),
    )


def _change(scope: Scope, history: Sequence[float | None], *, better: str, decimals: int, unit: str = "") -> SafeString:
    """An arrow and how much since the period before; empty where either is unknown."""
    at = scope.periods.index(scope.period)
    now, before = history[at], history[at - 1] if at else None
    if now is None or before is None:
        return SafeString("")
    change = amount(abs(now - before), decimals)
    if change == amount(0.0, decimals):
        return format_html("{}", _("as in {before}").format(before=scope.before_name))
    risen = now > before
    return format_html(
        '<span class="{} {}"><span class="vh">{}</span>{}</span>',
        "up" if risen else "down",
        "good" if risen == (better == "higher") else "bad",
        _("up") if risen else _("down"),
        _("{n} since {before}").format(n=f"{change} {unit}".strip(), before=scope.before_name),
    )
