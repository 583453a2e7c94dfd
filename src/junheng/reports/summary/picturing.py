"""Charts and maps of a template: each drawn from figures that are traced like those of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from junheng.engines.balance.compliance.peers import reaches, within
from junheng.language import Text
from junheng.packs import Indicator
from junheng.reports.charts import choropleth, drawn
from junheng.reports.charts.strip import Group, Point, strip
from junheng.reports.rounding import rounded, written
from junheng.tables.periods import first_day

from .asking import Asked, read_asked
from .document import Chart, Figure, Table
from .template import Picture
from .writer import NO_DATA, Writer

_AREA, _PERIOD, _OTHER = Text("地区", "Area"), Text("期间", "Period"), Text("名称", "Name")
_BELOW = Text("低于底线", "below the floor")
_FLOOR = Text("底线 {floor}", "floor {floor}")
_MAP_NOTE = Text("示意图，非测绘成果。", "A sketch, not a survey.")
_MAP_NUMBER = Text("审图号：{number}。", "Approval number of the map: {number}.")
_NO_NUMBER = Text("未填审图号，不得公开发布。", "It has no approval number and must not be published.")

#: A writer in the scope of each round, with what the round is called.
Rounds = Sequence[tuple[str, Writer]]


def chart(picture: Picture, rounds: Rounds, title: str) -> Chart:
    """Bars or a line: the picture's field in each round."""
    asked = _asked(picture)
    values, points = _read(asked, rounds)
    draw = drawn.bars if picture.shape == "bars" else drawn.line
    return Chart(title, draw(values, label=title), _head(picture, rounds, title), points)


def area_map(picture: Picture, rounds: Rounds, title: str, number: str) -> Chart | Table:
    """A classed map of the picture's field; a table where the release has no outlines."""
    asked = _asked(picture)
    values, points = _read(asked, rounds)
    writer = rounds[0][1]
    release = writer.values.release
    table = release.tables["areas"]
    parent = dict(zip(table["area"].to_list(), table["parent"].to_list(), strict=True))
    shapes = choropleth.shapes(release.geometry, parent, [each.code for each in values])
    figure = writer.figure(asked)
    svg = drawn.area_map(values, shapes, label=title, decimals=min(writer.decimals(figure, asked), 3))
    if svg is None:
        return Table(title, _head(picture, rounds, title), points)
    language = writer.language
    note = _MAP_NOTE(language) + (_MAP_NUMBER.format(number=number) if number else _NO_NUMBER)(language)
    return Chart(title, svg, _head(picture, rounds, title), points, note)


def dots(picture: Picture, rounds: Rounds, title: str) -> Chart:
    """Every unit a dot, a row an area, the floor a line; the figures are the units below it."""
    level, code = picture.field.split()
    first = rounds[0][1]
    level = first.scope.level if level == "*" else level
    asked = Asked("below", level, code)
    indicator = first.values.indicator(first.figure(asked).indicator)
    parameter = indicator.floor.get(level)
    floor = parameter.on(first_day(first.scope.period, first.values.pack.year_starts)) if parameter else None
    groups = [_group(writer, name, level, indicator, floor) for name, writer in rounds]
    made = strip(groups, floor=floor, lower_is_better=indicator.direction == "lower")
    by_area = {writer.scope.area: writer for _name, writer in rounds}
    figures = [by_area[row.area].shown(by_area[row.area].figure(asked), asked) for row in made.rows]
    shown = f"{floor:g}" if floor is not None else ""
    svg = drawn.dots(
        made,
        label=title,
        floor=_FLOOR.format(floor=shown)(first.language),
        counts=[f"{figure.text} / {row.units}" for figure, row in zip(figures, made.rows, strict=True)],
    )
    points = tuple((row.name, figure) for row, figure in zip(made.rows, figures, strict=True))
    return Chart(title, svg, (_AREA(first.language), _BELOW(first.language)), points)


def _group(writer: Writer, name: str, level: str, indicator: Indicator, floor: float | None) -> Group:
    values, scope = writer.values, writer.scope
    place = [each.id for each in values.result.indicators].index(indicator.id)
    try:
        rows = values.problem.rows(scope.area, level, scope.period)
    except ValueError:  # no unit of the region is compared at that level
        return Group(scope.area, name, (), None)
    column = values.problem.value[rows, place]
    rows = rows[column == column]
    column = values.problem.value[rows, place]
    if floor is None:
        misses = [False] * len(rows)
    else:
        limit = column * 0 + floor
        misses = (~(within(column, limit) if indicator.direction == "lower" else reaches(column, limit))).tolist()
    problem = values.problem
    points = tuple(
        Point(problem.units[problem.unit[row]], problem.unit_name(int(problem.unit[row])), float(value), bool(miss))
        for row, value, miss in zip(rows.tolist(), column.tolist(), misses, strict=True)
    )
    return Group(scope.area, name, points, None)


def _read(asked: Asked, rounds: Rounds) -> tuple[list[drawn.Value], tuple[tuple[str, Figure], ...]]:
    values, points = [], []
    for name, writer in rounds:
        figure = writer.figure(asked)
        value = writer.value(figure, asked)
        shown = NO_DATA(writer.language) if value is None else written(rounded(value, writer.decimals(figure, asked)))
        values.append(drawn.Value(name, value, shown, writer.scope.area))
        points.append((name, writer.shown(figure, replace(asked, bare=True))))
    return values, tuple(points)


def _asked(picture: Picture) -> Asked:
    return read_asked(picture.field.split(), picture.number)


def _head(picture: Picture, rounds: Rounds, title: str) -> tuple[str, str]:
    words = {"area": _AREA, "period": _PERIOD}.get(picture.over.what, _OTHER)
    return words(rounds[0][1].language), title
