"""The region at one level in one period: what complies, what does not, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.engines.balance import Verdict
from junheng.packs import Indicator
from junheng.web.format import amount, language, number, percent, unit_label
from junheng.web.monitor.areas import AreaRow, area_row, area_rows, topmost
from junheng.web.monitor.figures import listed, traced
from junheng.web.monitor.kpis import Kpi, kpis
from junheng.web.monitor.mapped import Map, mapped, overall
from junheng.web.monitor.matrix import Matrix, matrix
from junheng.web.monitor.moved import Moved, moved
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.shortage import shortages
from junheng.web.monitor.stripped import StripPanel, floor_of, plain, shortfalls, strip_panel
from junheng.web.monitor.units import UnitRow, unit_rows
from junheng.web.monitor.weak import Weak, weak

#: Units that the panel of weak ones shows; the rest are behind its link.
WEAK_SHOWN = 10
#: Areas that the strip shows; the indicator's own page has all of them.
STRIP_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that changes one parameter."""

    name: str
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    title: str
    lead: SafeString
    kpis: tuple[Kpi, ...]
    matrix: Matrix
    strip: StripPanel
    strip_choices: tuple[Choice, ...]
    map: Map | None
    moved: Moved | None
    weak: Weak
    needs: bool  # something has to be added somewhere


def overview(scope: Scope) -> Overview:
    """Put the page together."""
    rows = area_rows(scope)
    root = topmost(scope)
    total = area_row(scope, root) if root else None
    units = unit_rows(scope)
    missed = shortfalls(scope)
    foremost = _foremost(scope, missed)
    return Overview(
        title=_title(scope, rows),
        lead=_lead(scope, rows, units, total, missed),
        kpis=kpis(scope, rows, units, total),
        matrix=matrix(scope, rows, total, foremost=foremost.id),
        strip=strip_panel(scope, foremost, tuple(row.code for row in rows), most=STRIP_SHOWN),
        strip_choices=tuple(
            Choice(i.short(language()), scope.address.query(strip=i.id) + "#strip", i.id == foremost.id)
            for i in scope.indicators
            if i.balance
        ),
        map=mapped(scope, rows, overall(scope)),
        moved=moved(scope, rows),
        weak=weak(scope, most=WEAK_SHOWN),
        needs=any(each.total for each in shortages(scope)),
    )


def _foremost(scope: Scope, missed: dict[str, int]) -> Indicator:
    """The indicator that the reader asked for; else the one with most units short; else the most unequal one."""
    balanced = [indicator for indicator in scope.indicators if indicator.balance] or list(scope.indicators)
    asked = [indicator for indicator in balanced if indicator.id == scope.address["strip"]]
    if asked:
        return asked[0]
    if any(missed.get(indicator.id) for indicator in balanced):
        return max(balanced, key=lambda indicator: missed.get(indicator.id, 0))
    rows = area_rows(scope)

    def difference(indicator: Indicator) -> float:
        values = [cell.cv for row in rows if (cell := row.cell(indicator.id)) and cell.cv is not None]
        return sum(values) / len(values) if values else 0.0

    return max(balanced, key=difference)


def _title(scope: Scope, rows: Sequence[AreaRow]) -> str:
    level = scope.level_word
    head = scope.level_name(language())
    judged = [row for row in rows if row.judged]
    if not judged:
        ranked = sorted((row for row in rows if row.comprehensive is not None), key=lambda row: -(row.comprehensive or 0.0))
        if not ranked:
            return _("{level}: no coefficient can be computed").format(level=head)
        if len(ranked) == 1:
            return _("{level}: coefficients of {area} average {cv}").format(
                level=head, area=ranked[0].name, cv=number(ranked[0].comprehensive, 3)
            )
        return _("{level}: {area} is the most unequal of {n} areas, its coefficients average {cv}").format(
            level=head, area=ranked[0].name, n=len(ranked), cv=number(ranked[0].comprehensive, 3)
        )
    met = sum(not row.failing for row in judged)
    places = {"met": met, "total": len(judged), "level": level}
    if scope.before is None:
        return _("{met} of {total} areas keep every limit in {level}").format(**places)
    change = met - sum(not row.failing for row in area_rows(scope, scope.before) if row.judged)
    if change > 0:
        return _("{met} of {total} areas keep every limit in {level}, {n} more than {before}").format(
            **places, n=change, before=scope.before_name
        )
    if change < 0:
        return _("{met} of {total} areas keep every limit in {level}, {n} fewer than {before}").format(
            **places, n=-change, before=scope.before_name
        )
    return _("{met} of {total} areas keep every limit in {level}, as in {before}").format(**places, before=scope.before_name)


def _lead(scope: Scope, rows: Sequence[AreaRow], units: Sequence[UnitRow], total: AreaRow | None, missed: dict[str, int]) -> SafeString:
    """Whole sentences, each figure a link to its trace or to the list that it counts."""
    pupils = sum(unit.pupils for unit in units)
    sentences = [
        format_html(
            _("{units} units with {pupils} pupils in {areas} areas."),
            units=listed(number(len(units)), scope.to("units")),
            pupils=listed(amount(pupils), scope.to("units", sort="-pupils")),
            areas=len(rows),
        )
    ]
    judged = [unit for unit in units if unit.verdict in (Verdict.MEETS, Verdict.FAILS)]
    if judged and scope.pack.compliance:
        met = sum(unit.verdict is Verdict.MEETS for unit in units)
        least = scope.pack.compliance.at_least.get(scope.level, 0)
        sentences.append(
            format_html(
                _("{met} of them reach at least {least} of {counted} floors, and {share} of each other one."),
                met=listed(number(met), scope.to("units", verdict="met")),
                least=least,
                counted=max(unit.counted for unit in judged),
                share=percent(scope.pack.compliance.rest_share),
            )
        )
    if missed and max(missed.values()):
        worst = max(scope.indicators, key=lambda indicator: missed.get(indicator.id, 0))
        floor = floor_of(scope, worst)
        short = listed(number(missed[worst.id]), scope.to("indicator", worst.id, below="1"))
        if total is not None:
            short = traced(scope, number(missed[worst.id]), "below", total.code, worst.id)
        sentences.append(
            format_html(
                _("{indicator} is the most common shortfall: {n} units are below {floor} {unit}.")
                if worst.direction != "lower"
                else _("{indicator} is the most common shortfall: {n} units are above {floor} {unit}."),
                indicator=worst.short(language()),
                n=short,
                floor=plain(floor or 0.0, worst),
                unit=unit_label(worst.unit),
            )
        )
    elif not judged and any(row.judged for row in rows):
        sentences.append(format_html(_("The pack {pack} sets no floors: units are ranked, not judged."), pack=scope.pack.title(language())))
    elif not judged:
        sentences.append(
            format_html(
                _("The pack {pack} sets no floors and no limits: areas and units are ranked, not judged."),
                pack=scope.pack.title(language()),
            )
        )
    return format_html("{}" * len(sentences), *(_joined(sentence, place) for place, sentence in enumerate(sentences)))


def _joined(sentence: SafeString, place: int) -> SafeString:
    """Chinese sentences follow each other; English ones have a space between them."""
    return sentence if not place or language() == "zh" else format_html(" {}", sentence)
