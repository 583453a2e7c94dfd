"""A region or one of its areas: indicators over all units, how many units of each kind, what was counted; a map of one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import polars as pl
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.packs import Indicator
from junheng.reports.figure import FigureId
from junheng.reports.holdings import with_value
from junheng.web.format import MISSING, amount, language, number, percent, unit_label
from junheng.web.monitor.figures import linked
from junheng.web.monitor.map_page import MapPage, MapRow, ThemeChoice, ThemeRow
from junheng.web.monitor.mapped import Map, Theme, mapped
from junheng.web.monitor.tally.scope import TallyScope


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator over all units."""

    name: str
    href: str
    figure: SafeString
    unit: str
    before: SafeString | str
    short_of: str  # how many units are on the wrong side of a floor
    floor: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """Units of a kind that have rows."""

    name: str
    units: str
    href: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What was counted, added up."""

    name: str
    figure: SafeString
    unit: str
    before: SafeString | str
    change: str


@dataclass(frozen=True, slots=True)
class TallyArea:
    """An area as the map asks for it; nothing is judged here."""

    code: str
    name: str
    value: float | None
    failing: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    title: str
    lead: str
    indicators: tuple[IndicatorRow, ...]
    kinds: tuple[KindRow, ...]
    measures: tuple[MeasureRow, ...]
    map: MapPage | None


def overview(scope: TallyScope) -> Overview:
    """Put the page together."""
    rows = scope.held()
    kinds = rows.group_by("kind").agg(units=pl.col("unit").n_unique()).sort("units", "kind", descending=[True, False])
    return Overview(
        title=_("{where}, {period}: rows of {n} units of {kinds} kinds").format(
            where=scope.where, period=scope.period, n=number(rows["unit"].n_unique()), kinds=kinds.height
        ),
        lead=_(
            "Nothing here is per pupil, so no unit is compared with another: this is what was returned, and what indicators make of it."
        ),
        indicators=tuple(_indicators(scope)),
        kinds=tuple(KindRow(scope.kind_name(kind), number(units), scope.to("units", kind=kind)) for kind, units in kinds.iter_rows()),
        measures=tuple(_measures(scope)),
        map=None if scope.area else map_page(scope, width=384),
    )


def _indicators(scope: TallyScope):
    for indicator in scope.indicators:
        figure = scope.whole("overall", indicator.id)
        value = scope.value(figure)
        if value is None:
            continue
        floor, short = _short_of(scope, indicator)
        yield IndicatorRow(
            name=indicator.name(language()),
            href=scope.to("indicator", indicator.id),
            figure=linked(scope, number(value, indicator.decimals), figure),
            unit=_unit(indicator.unit),
            before=_before(scope, figure, lambda value, indicator=indicator: number(value, indicator.decimals)),
            short_of=short,
            floor=floor,
        )


def _before(scope: TallyScope, figure: FigureId, written: Callable[[float | None], str]) -> SafeString | str:
    """The same figure a period before."""
    if scope.before is None:
        return ""
    before = replace(figure, period=scope.before)
    value = scope.value(before)
    return MISSING if value is None else linked(scope, written(value), before)


def _short_of(scope: TallyScope, indicator: Indicator) -> tuple[str, str]:
    """The floor in words, and how many of the units do not reach it."""
    values = with_value(scope.held(), indicator).select("level", "value").drop_nulls()
    floors = {level: limit for level, each in indicator.floor.items() if (limit := each.on(scope.snapshot.day(scope.period))) is not None}
    judged = values.filter(pl.col("level").is_in(list(floors)))
    if judged.is_empty():
        return "", ""
    limit = pl.col("level").replace_strict(floors, return_dtype=pl.Float64)
    wrong = judged.filter(pl.col("value") > limit if indicator.direction == "lower" else pl.col("value") < limit).height
    shown = _(", ").join(number(each, indicator.decimals) for each in dict.fromkeys(floors.values()))
    return shown, _("{n} of {all}").format(n=number(wrong), all=number(judged.height))


def _measures(scope: TallyScope):
    rows = scope.held()
    for code, measure in scope.pack.vocabulary.measures.items():
        if not measure.additive or not rows[code].count():
            continue
        figure = scope.whole("total", code)
        total = scope.value(figure)
        then = None if scope.before is None else scope.value(replace(figure, period=scope.before))
        yield MeasureRow(
            name=measure.name(language()),
            figure=linked(scope, amount(total), figure),
            unit=_unit(measure.unit),
            before=_before(scope, figure, amount),
            change=_change(total, then),
        )


def _change(now: float, then: float | None) -> str:
    if not then:
        return number(None)
    share = now / then - 1
    return f"{'+' if share > 0 else ''}{percent(share, 1)}"


def map_page(scope: TallyScope, *, width: int = 760) -> MapPage | None:
    """The map of one indicator or measure, with its table; None where no area has anything to be mapped."""
    choices = _choices(scope)
    if not choices or not scope.areas:
        return None
    chosen = scope.address["show"] if scope.address["show"] in choices else next(iter(choices))
    kind, _dash, code = chosen.partition("-")
    name, decimals, unit = choices[chosen]
    figures = {area: scope.whole(kind, code, area=area) for area in scope.areas}
    values = {area: scope.value(figure) for area, figure in figures.items()}
    if kind == "total":
        size, prefix, decimals = _scale(values.values())
        values, unit = {area: None if value is None else value / size for area, value in values.items()}, f"{prefix}{unit}"
    areas = tuple(TallyArea(area, scope.area_name(area), value) for area, value in values.items())
    theme = Theme(
        name=name,
        value=lambda area: area.value,
        figure=lambda area: linked(scope, number(area.value, decimals), figures[area.code]),
        decimals=decimals,
        shown_decimals=decimals,
        lower_is_better=False,
        unit=unit or " ",  # without one it would be read as a coefficient
    )
    drawn: Map | None = mapped(scope, areas, theme, width=width)
    ordered = sorted(areas, key=lambda area: (area.value is None, -(area.value or 0.0), area.code))
    kinds = {False: _("Indicator"), True: _("Total")}
    return MapPage(
        title=drawn.title if drawn else _("{name} by area").format(name=name),
        about=pgettext("no pupils", "{name}, {level}, {period}").format(
            name=name, level=scope.level_name(scope.level) if scope.level else _("all levels"), period=scope.period
        ),
        map=drawn,
        rows=tuple(MapRow(area.name, scope.to("area", area.code), theme.figure(area), "", "", "") for area in ordered),
        column=name,
        unit=unit,
        choices=tuple(
            ThemeRow(
                kinds[total],
                tuple(ThemeChoice(each[0], key, key == chosen) for key, each in choices.items() if key.startswith("total-") == total),
            )
            for total in (False, True)
        ),
        judged=False,
    )


def _scale(values: Iterable[float | None]) -> tuple[float, str, int]:
    """How large amounts are written on a map, whose legend has room for few digits: size, its word, decimals."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    sizes = ((1e8, "亿"), (1e4, "万")) if language() == "zh" else ((1e6, "million "), (1e3, "thousand "))
    size, word = next((each for each in sizes if largest >= each[0]), (1.0, ""))
    return size, word, 2 if size > 1 and largest < 100 * size else 0


def totals_frame(scope: TallyScope) -> pl.DataFrame:
    """The sums of each area as a file has them, a column a measure."""
    rows = scope.held()
    codes = [code for code, measure in scope.pack.vocabulary.measures.items() if measure.additive and rows[code].count()]
    sums = rows.group_by("place").agg(pl.col(code).sum() for code in codes).sort("place", nulls_last=True)
    names = [scope.where if code is None else scope.area_name(code) for code in sums["place"]]
    return sums.rename({"place": "area"}).insert_column(1, pl.Series("area_name", names, dtype=pl.String))


def _choices(scope: TallyScope) -> dict[str, tuple[str, int, str]]:
    """What can be mapped: name, decimals and unit of what two areas at least have."""
    rows = scope.held()

    def spread(names: Iterable[str]) -> bool:
        return rows.drop_nulls(["place", *names])["place"].n_unique() > 1

    found = {
        f"overall-{each.id}": (each.short(language()), each.decimals, _unit(each.unit))
        for each in scope.indicators
        if spread(each.formula.names)
    }
    totals = {code: each for code, each in scope.pack.vocabulary.measures.items() if each.additive and spread([code])}
    return found | {f"total-{code}": (each.name(language()), 0, _unit(each.unit)) for code, each in totals.items()}


def _unit(name: str) -> str:
    return "" if name == "1" else unit_label(name)
