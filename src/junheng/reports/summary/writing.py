"""Write a template out over a release: every loop, every field, every table, chart and map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from junheng.engines.balance.explain import period_name
from junheng.language import Text
from junheng.packs import Indicator, Pack
from junheng.releases import Release
from junheng.reports.figure import FigureError, FigureId
from junheng.reports.totals import ANY_KIND, OF_KIND
from junheng.tables.schema import ALL_LEVELS

from ..balance import label_of
from . import picturing
from .asking import Asked
from .document import Block, Chart, Heading, Paragraph, Span, Summary, Table, plain
from .errors import TemplateError
from .fields import spans
from .scope import Scope
from .template import PERIODS, Grid, Line, Loop, Only, Over, Picture, Piece, Rows, Template
from .values import Values
from .writer import Writer

_AREA, _LEVEL, _INDICATOR = Text("地区", "Area"), Text("学段", "Level"), Text("指标", "Indicator")
_NOTHING = Text("（“{title}”没有可画的内容，从略。）", "(Nothing to draw for “{title}”.)")
_KIND, _PERIOD = Text("类型", "Kind"), Text("期间", "Period")
_RANK = Text("级别", "Level")
_UNIT = Text("单位（项目）", "Unit")
_HEADS = {"area": _AREA, "level": _LEVEL, "indicator": _INDICATOR, "kind": _KIND, "period": _PERIOD, "unit": _UNIT}


def write_summary(
    template: Template, release: Release, pack: Pack, *, area: str = "", period: str = "", values: Values | None = None
) -> Summary:
    """The summary of an area in a period; by default the region's topmost area and the release's newest period.

    `values` may be handed in where the same release and pack are written over several times.

    Raises
    ------
    TemplateError
        A field names what the pack or the release does not have.
    """
    writing = _Writing(template, values or Values(release, pack))
    scope = writing.begin(area, period)
    blocks = tuple(writing.blocks(template.pieces, scope))
    title, office, date = (plain(spans(writing.writer(1, scope), text)) for text in (template.title, template.office, template.date))
    label = label_of(release)(template.language)
    return Summary(title, office, date, scope.period, f"{label} {release.hash}", pack.name, release.description.synthetic, blocks)


def writer_of(template: Template, values: Values, *, area: str = "", period: str = "") -> Writer:
    """A writer where the template begins: for one field alone.

    Raises
    ------
    TemplateError
        The release has no such area or period.
    """
    writing = _Writing(template, values)
    return writing.writer(1, writing.begin(area, period))


def title_of(template: Template, values: Values) -> str:
    """The title of a template, written over a release's newest period.

    Raises
    ------
    TemplateError
        The release has no period of the kind that the template is about.
    """
    return plain(spans(writer_of(template, values), template.title))


@dataclass(frozen=True)
class _Writing:
    template: Template
    values: Values

    def begin(self, area: str, period: str) -> Scope:
        """Where the writing starts."""
        periods, areas = self.values.totals.periods, self.values.release.tables["areas"]
        if not periods:
            raise TemplateError(1, Text("版次里没有任何一期的数据。", "the release has no data of any period."))
        if period and period not in periods:
            why = Text("版次没有 {period} 这一期，有 {known}。", "the release has no period {period}; it has {known}.")
            raise TemplateError(1, why.format(period=period, known="、".join(periods)))
        top = areas.filter(areas["parent"].is_null())["area"].to_list()
        if area and area not in areas["area"].to_list():
            raise TemplateError(1, Text("版次没有地区 {area}。", "the release has no area {area}.").format(area=area))
        return Scope(area or top[0], period or self._newest())

    def _newest(self) -> str:
        """The newest period, of the kind that the template is about where it names one."""
        kind = self.template.period
        found = [each for each in self.values.totals.periods if len(each) == PERIODS[kind]] if kind else [self.values.newest]
        if not found:
            why = Text("版次没有按{kind}的数据，有 {known}。", "the release has no {kind}; it has {known}.")
            names = {"year": Text("年", "year"), "month": Text("月", "month"), "day": Text("日", "day")}
            raise TemplateError(1, why.format(kind=names[kind], known="、".join(self.values.totals.periods)))
        return found[-1]

    def writer(self, line: int, scope: Scope) -> Writer:
        """The writer of a line."""
        release, language = self.values.release, self.template.language
        areas = release.tables["areas"]
        region = areas.filter(areas["parent"].is_null())["name"][0]
        names = {
            "region": str(region),
            "here": self._area_name(scope.area),
            "whole": _whole(self._area_name(scope.area))(language),
            "year": scope.period[:4],
            "period": period_name(scope.period)(language),
            "release": f"{label_of(release)(language)} {release.hash[:8]}",
            "pack": self.values.pack.title(language),
        }
        return Writer(self.values, language, names, self.template.goals, line, scope)

    def blocks(self, pieces: Sequence[Piece], scope: Scope) -> Iterator[Block]:
        """What pieces of the template become."""
        for piece in pieces:
            if isinstance(piece, Loop):
                for one in self._rounds(piece.over, scope, piece.number):
                    yield from self.blocks(piece.body, one)
            elif isinstance(piece, Only):
                if bool(self.values.areas_of(scope.area)) == piece.areas:
                    yield from self.blocks(piece.body, scope)
            elif isinstance(piece, Grid):
                yield self._grid(piece, scope)
            elif isinstance(piece, Rows):
                yield self._rows(piece, scope)
            elif isinstance(piece, Picture):
                yield self._picture(piece, scope)
            else:
                yield self._line(piece, scope)

    def _line(self, line: Line, scope: Scope) -> Block:
        found = spans(self.writer(line.number, scope), line.text)
        return Heading(line.heading, found, line.number) if line.heading else Paragraph(found, line.number)

    def _rounds(self, over: Over, scope: Scope, line: int) -> list[Scope]:
        """The scopes of a loop's rounds, counted from 1."""
        there = {
            "area": self.values.areas_of(scope.area),
            "level": tuple(self._levels(scope)),
            "indicator": tuple(each.id for each in self._indicators(scope)),
            "kind": tuple(self._kinds(scope)),
            "period": tuple(each for each in self.values.periods_like(scope.period) if each <= scope.period),
            "unit": (),
        }[over.what]
        if over.what == "unit":
            self._must_exist(over, line)
            there = tuple(self._units(over, scope, line))
        elif over.only:
            self._must_exist(over, line)
            # A kind of which the area has no unit has nothing to say; what is named else is written, data or not.
            there = tuple(each for each in over.only if over.what != "kind" or each in there)
        return [replace(scope, **{over.what: each}, number=number) for number, each in enumerate(there, start=1)]

    def _must_exist(self, over: Over, line: int) -> None:
        """Refuse names that the pack or the release does not have."""
        vocabulary = self.values.pack.vocabulary
        known = {
            "area": self.values.release.tables["areas"]["area"].to_list(),
            "level": list(vocabulary.levels),
            "indicator": [each.id for each in self.values.pack.indicators],
            "kind": list(vocabulary.unit_kinds),
            "unit": list(vocabulary.unit_kinds),
            "period": list(self.values.totals.periods),
        }[over.what]
        for each in over.only:
            if each not in known:
                why = Text("没有 {word}，有 {known}。", "there is no {word}; there are {known}.")
                raise TemplateError(line, why.format(word=each, known=Text("、".join(known), ", ".join(known))))

    def _units(self, over: Over, scope: Scope, line: int) -> Iterator[str]:
        """The units of the kinds named, in the order of their codes, that state more than nought of the measure."""
        totals, level = self.values.totals, scope.level or ALL_LEVELS
        try:
            for kind in over.only:
                if over.stating:
                    figure = FigureId("total", scope.area, level, f"{over.stating}{OF_KIND}{kind}", scope.period)
                    amounts = totals.amounts(figure)
                    yield from amounts.filter(amounts["value"] > 0).sort("unit")["unit"]
                else:
                    yield from totals.units(FigureId("count", scope.area, level, kind, scope.period))["unit"]
        except FigureError as error:
            raise TemplateError(line, error.text) from error

    def _levels(self, scope: Scope) -> Iterator[str]:
        for level in self.template.levels or tuple(self.values.pack.vocabulary.levels):
            if self.values.totals.units(FigureId("count", scope.area, level, ANY_KIND, scope.period)).height:
                yield level

    def _kinds(self, scope: Scope) -> Iterator[str]:
        for kind in self.values.pack.vocabulary.unit_kinds:
            if self.values.totals.units(FigureId("count", scope.area, scope.level or ALL_LEVELS, kind, scope.period)).height:
                yield kind

    def _indicators(self, scope: Scope) -> list[Indicator]:
        """Those with a coefficient that are stated for the level, where one is set."""
        return [each for each in self.values.pack.indicators if each.balance and (not scope.level or scope.level in each.levels)]

    def _area_name(self, area: str) -> str:
        areas = self.values.release.tables["areas"]
        return str(areas.filter(areas["area"] == area)["name"][0])

    def _round_name(self, over: Over, scope: Scope) -> str:
        """What the row or point of a round is called."""
        if over.what == "period":
            return period_name(scope.period)(self.template.language)
        return self._area_name(scope.area) if over.what == "area" else self.writer(0, scope).loop_name(over.what)

    def _rows(self, rows: Rows, scope: Scope) -> Table:
        rounds = self._rounds(rows.over, scope, rows.number)
        if rows.over.what == "area":
            rounds.append(scope)  # the whole, last
        head = (self._head(rows.over)(self.template.language), *(name for _line, name, _cell in rows.columns))
        table = tuple(
            (self._round_name(rows.over, one), *(self._cell(line, cell, one) for line, _head, cell in rows.columns)) for one in rounds
        )
        return Table(self._title(rows.number, rows.title, scope), head, table, rows.number)

    def _head(self, over: Over) -> Text:
        """What the names of a loop's rounds are; a trade without pupils has levels of its projects."""
        return _RANK if over.what == "level" and not self.values.pack.vocabulary.has_pupils else _HEADS[over.what]

    def _cell(self, line: int, cell: str, scope: Scope) -> Span:
        found = spans(self.writer(line, scope), cell)
        if len(found) != 1:
            raise TemplateError(line, Text("表格的一格只写一个数字或一句话。", "a cell of a table holds one figure or one phrase."))
        return found[0]

    def _picture(self, picture: Picture, scope: Scope) -> Chart | Table | Paragraph:
        """The drawing; a sentence in its place where there is nothing to go through, such as areas below a county."""
        title = self._title(picture.number, picture.title, scope)
        rounds = [
            (self._round_name(picture.over, one), self.writer(picture.number, one))
            for one in self._rounds(picture.over, scope, picture.number)
        ]
        if not rounds:
            return Paragraph((_NOTHING.format(title=title)(self.template.language),), picture.number)
        made: Chart | Table
        if picture.shape == "map":
            made = picturing.area_map(picture, rounds, title, self.template.map_number)
        else:
            made = picturing.dots(picture, rounds, title) if picture.shape == "dots" else picturing.chart(picture, rounds, title)
        return replace(made, line=picture.number)

    def _title(self, line: int, title: str, scope: Scope) -> str:
        return plain(spans(self.writer(line, scope), title))

    def _grid(self, grid: Grid, scope: Scope) -> Table:
        level = scope.level if grid.level == "*" else grid.level
        inner = replace(scope, level=level)
        columns = self._indicators(inner)
        head = (_AREA(self.template.language), *(each.short(self.template.language) for each in columns))
        rows: list[tuple[Span, ...]] = []
        for area in (*self.values.areas_of(scope.area), scope.area):
            here = self.writer(grid.number, replace(inner, area=area))
            asked = [Asked(grid.kind, level, each.id, bare=True) for each in columns]
            rows.append((here.names["here"], *(here.shown(here.figure(each), each) for each in asked)))
        return Table(self._title(grid.number, grid.title, inner), head, tuple(rows), grid.number)


def _whole(name: str) -> Text:
    """All of an area as its papers call it, by what its name ends in: 全市, 全区, 全县; 全域 where it ends in nothing of the kind."""
    last = re.sub(r"[（(].*", "", name)[-1:]
    return Text(f"全{last}" if last in "省市州盟区县旗镇乡" and last else "全域", "the whole area")
