"""Write a template out over a release: every loop, every field, every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from junheng.engines.balance.explain import period_name
from junheng.language import Text
from junheng.packs import Indicator, Pack
from junheng.releases import Release

from ..balance import label_of
from .document import Block, Heading, Paragraph, Span, Summary, Table, plain
from .errors import TemplateError
from .fields import Writer
from .scope import Scope
from .template import Grid, Line, Loop, Piece, Template
from .values import Values


def write_summary(template: Template, release: Release, pack: Pack, *, area: str = "", period: str = "") -> Summary:
    """The summary of an area in a period; by default the region's topmost area and the release's newest period.

    Raises
    ------
    TemplateError
        A field names what the pack or the release does not have.
    """
    values = Values(release, pack)
    writing = _Writing(template, values)
    scope = writing.begin(area, period)
    blocks = tuple(writing.blocks(template.pieces, scope))
    title, office, date = (plain(writing.writer(1, scope).spans(text)) for text in (template.title, template.office, template.date))
    label = label_of(release)(template.language)
    return Summary(title, office, date, scope.period, f"{label} {release.hash}", pack.name, release.description.synthetic, blocks)


@dataclass(frozen=True)
class _Writing:
    template: Template
    values: Values

    def begin(self, area: str, period: str) -> Scope:
        """Where the writing starts."""
        periods, areas = self.values.problem.periods, self.values.release.tables["areas"]
        if not periods:
            raise TemplateError(1, Text("版次里没有学校的数据。", "the release has no units."))
        if period and period not in periods:
            why = Text("版次没有 {period} 这一期，有 {known}。", "the release has no period {period}; it has {known}.")
            raise TemplateError(1, why.format(period=period, known="、".join(periods)))
        top = areas.filter(areas["parent"].is_null())["area"].to_list()
        if area and area not in areas["area"].to_list():
            raise TemplateError(1, Text("版次没有地区 {area}。", "the release has no area {area}.").format(area=area))
        return Scope(area or top[0], period or periods[-1])

    def writer(self, line: int, scope: Scope) -> Writer:
        """The writer of a line."""
        release, language = self.values.release, self.template.language
        areas = release.tables["areas"]
        region = areas.filter(areas["area"] == scope.area)["name"][0]
        whole = areas.filter(areas["parent"].is_null())["name"][0]
        names = {
            "region": str(whole),
            "here": str(region),
            "year": scope.period[:4],
            "period": period_name(scope.period)(language),
            "release": f"{label_of(release)(language)} {release.hash[:8]}",
            "pack": self.values.pack.title(language),
        }
        return Writer(self.values, language, names, line, scope)

    def blocks(self, pieces: Sequence[Piece], scope: Scope) -> Iterator[Block]:
        """What pieces of the template become."""
        for piece in pieces:
            if isinstance(piece, Loop):
                for number, one in enumerate(self._rounds(piece, scope), start=1):
                    yield from self.blocks(piece.body, replace(one, number=number))
            elif isinstance(piece, Grid):
                yield self._table(piece, scope)
            else:
                yield self._line(piece, scope)

    def _line(self, line: Line, scope: Scope) -> Block:
        spans = self.writer(line.number, scope).spans(line.text)
        return Heading(line.heading, spans) if line.heading else Paragraph(spans)

    def _rounds(self, loop: Loop, scope: Scope) -> list[Scope]:
        if loop.over == "area":
            return [replace(scope, area=area) for area in self.values.areas_of(scope.area)]
        if loop.over == "level":
            there = [level for level in self.template.levels or self.values.problem.levels if self._has_units(scope, level)]
            return [replace(scope, level=level) for level in there]
        return [replace(scope, indicator=each.id) for each in self._indicators(scope)]

    def _has_units(self, scope: Scope, level: str) -> bool:
        try:
            self.values.result.find(scope.area, level, scope.period)
        except (KeyError, ValueError):
            return False
        return True

    def _indicators(self, scope: Scope) -> list[Indicator]:
        """Those with a coefficient that are stated for the level, where one is set."""
        return [each for each in self.values.pack.indicators if each.balance and (not scope.level or scope.level in each.levels)]

    def _table(self, grid: Grid, scope: Scope) -> Table:
        level = scope.level if grid.level == "*" else grid.level
        inner = replace(scope, level=level)
        writer = self.writer(grid.number, inner)
        columns = self._indicators(inner)
        head = (Text("地区", "Area")(self.template.language), *(each.short(self.template.language) for each in columns))
        rows: list[tuple[Span, ...]] = []
        for area in (*self.values.areas_of(scope.area), scope.area):
            here = self.writer(grid.number, replace(inner, area=area))
            name = here.names["here"]
            rows.append((name, *(here.shown(here.figure(grid.kind, level, each.id), unit=False) for each in columns)))
        return Table(plain(writer.spans(grid.title)), head, tuple(rows))
