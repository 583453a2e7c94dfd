"""The classed map of the comprehensive coefficient, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.reports.charts import choropleth
from junheng.web.format import number
from junheng.web.monitor.areas import AreaRow
from junheng.web.monitor.figures import traced
from junheng.web.monitor.scope import Scope
from junheng.web.regions import Snapshot

#: Pixels that a character of a label takes; Han characters are about twice as wide.
CHARACTER = 6
#: Pixels from one line of labels to the next, and of a colour in the legend.
LINE = 13
STEP = 32


@dataclass(frozen=True, slots=True)
class Theme:
    """What is mapped: a figure of each area."""

    name: str
    value: Callable[[AreaRow], float | None]
    figure: Callable[[AreaRow], SafeString]
    decimals: int  # of the class limits
    shown_decimals: int
    lower_is_better: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MappedArea:
    """An area as it is painted."""

    code: str
    name: str
    value: str
    path: str
    shade: str
    dark: bool
    x: int
    label_y: int
    symbol_y: int
    labelled: bool
    symbol: int  # radius of the hollow circle: how many coefficients fail; 0 for none
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """A colour of the legend and the limit at its left edge."""

    shade: str
    x: int
    limit: float | None


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing and its legend."""

    title: str
    label: str
    width: int
    height: int
    areas: tuple[MappedArea, ...]
    steps: tuple[Step, ...]
    decimals: int
    ramp_width: int
    ramp_label: str
    failing: bool
    unknown: bool


def overall(scope: Scope) -> Theme:
    """The mean of each area's coefficients."""
    return Theme(
        name=_("Overall coefficient"),
        value=lambda row: row.comprehensive,
        figure=lambda row: traced(scope, number(row.comprehensive, 3), "comprehensive", row.code),
        decimals=2,
        shown_decimals=3,
        lower_is_better=True,
    )


def mapped(scope: Scope, rows: Sequence[AreaRow], theme: Theme, *, width: int = 384) -> Map | None:
    """The map of a figure; None where the release has no outlines."""
    drawing = _outlines(scope.snapshot, scope.areas, width)
    if drawing is None:
        return None
    by_code = {row.code: row for row in rows}
    values = {row.code: value for row in rows if (value := theme.value(row)) is not None}
    cut = choropleth.classes(
        values.values(), decimals=theme.decimals, limit=_limit(rows) if theme.lower_is_better and not theme.unit else None
    )
    count = len(cut.limits) + 1
    areas = _apart([_painted(scope, theme, outline, by_code.get(outline.area), cut, count) for outline in drawing.areas], drawing)
    limits = _(", ").join(number(limit, cut.decimals) for limit in cut.limits)
    return Map(
        title=_title(theme, rows, values),
        label=_("Map of {name} in {n} areas; the table has the same figures").format(name=theme.name, n=len(areas)),
        width=drawing.width,
        height=drawing.height,
        areas=areas,
        steps=tuple(
            Step(f"seq-{choropleth.step(place + 1, count)}", place * STEP, cut.limits[place - 1] if place else None)
            for place in range(count)
        ),
        decimals=cut.decimals,
        ramp_width=count * STEP,
        ramp_label=_("Class limits: {limits}").format(limits=limits) if limits else _("One class"),
        failing=any(area.symbol for area in areas),
        unknown=any(area.shade == "hatched" for area in areas),
    )


@lru_cache(maxsize=16)
def _outlines(taken: Snapshot, areas: tuple[str, ...], width: int) -> choropleth.Outlines | None:
    table = taken.release.tables["areas"]
    parent = dict(zip(table["area"].to_list(), table["parent"].to_list(), strict=True))
    return choropleth.outlines(choropleth.shapes(taken.release.geometry, parent, areas), areas, width=width)


def _painted(
    scope: Scope, theme: Theme, outline: choropleth.Outline, row: AreaRow | None, cut: choropleth.Classes, count: int
) -> MappedArea:
    value = None if row is None else theme.value(row)
    place = None if value is None else choropleth.step(cut.of(value), count)
    name = scope.area_name(outline.area)
    symbol = min(4 + 2 * row.failing, 12) if row is not None and row.failing else 0
    return MappedArea(
        code=outline.area,
        name=name,
        value=number(value, theme.shown_decimals),
        path=outline.path,
        shade="hatched" if place is None else f"seq-{place}",
        dark=place is not None and place >= 5,
        x=outline.x,
        label_y=outline.y - 6 if symbol else outline.y + 4,
        symbol_y=outline.y + 8,
        labelled=label_width(name) <= outline.width + 12 and outline.height >= (34 if symbol else 18),
        symbol=symbol,
        href=scope.to("area", outline.area),
    )


def _apart(areas: Sequence[MappedArea], drawing: choropleth.Outlines) -> tuple[MappedArea, ...]:
    """Labels that would cover the label of a larger area are left out; the table has every name."""
    size = {outline.area: outline.width * outline.height for outline in drawing.areas}
    taken: list[tuple[int, int, int]] = []
    kept = {}
    for area in sorted(areas, key=lambda each: (-size[each.code], each.code)):
        half = label_width(area.name) // 2
        free = all(abs(area.x - x) >= half + other or abs(area.label_y - y) >= LINE for x, y, other in taken)
        kept[area.code] = replace(area, labelled=area.labelled and free)
        if kept[area.code].labelled:
            taken.append((area.x, area.label_y, half))
    return tuple(kept[area.code] for area in areas)


def label_width(name: str) -> int:
    """About how many pixels a label takes."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in name) * CHARACTER


def _limit(rows: Sequence[AreaRow]) -> float | None:
    """The limit that the reader knows: of the overall coefficient, or the one that all coefficients share."""
    overall = {row.comprehensive_limit for row in rows if row.comprehensive_limit is not None}
    limits = overall or {cell.limit for row in rows for cell in row.cells if cell.limit is not None}
    return limits.pop() if len(limits) == 1 else None


def _title(theme: Theme, rows: Sequence[AreaRow], values: Mapping[str, float]) -> str:
    """The finding of the map."""
    if not values:
        return _("{name} cannot be computed").format(name=theme.name)
    names = {row.code: row.name for row in rows}
    highest = names[max(values, key=lambda code: (values[code], code))]
    if theme.unit:
        lowest = names[min(values, key=lambda code: (values[code], code))]
        return _("{name}: most in {highest}, least in {lowest}").format(name=theme.name, highest=highest, lowest=lowest)
    failing = sum(bool(row.failing) for row in rows)
    if failing:
        return ngettext(
            "Differences are largest in {name}; {n} area is above a limit",
            "Differences are largest in {name}; {n} areas are above a limit",
            failing,
        ).format(name=highest, n=failing)
    return _("Differences are largest in {name}").format(name=highest)
