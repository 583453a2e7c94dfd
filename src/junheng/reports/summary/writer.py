"""The writer of one line of a template: which figure a field asks for in its scope, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from junheng.language import Language, Text
from junheng.reports.check import write_numeral
from junheng.reports.figure import AREA_KINDS, NO_INDICATOR, WHOLE_KINDS, FigureError, FigureId
from junheng.reports.rounding import rounded, written
from junheng.tables.schema import ALL_LEVELS
from junheng.tables.units import Unit, behind, parse_unit, unit

from .asking import Asked
from .document import Figure
from .errors import TemplateError
from .scope import Scope
from .template import Goal
from .values import Values

NO_DATA = Text("（无数据）", "(no data)")
LOOP_NAMES = ("area", "level", "indicator", "kind", "unit", "number", "ordinal")


def _unit_named(name: str) -> Unit | None:
    """A unit by its code or as sheets write it: 10k_yuan, 万元; None for no name, or for one that is none."""
    try:
        return unit(name) if name else None
    except KeyError:
        return parse_unit(name)


@dataclass(frozen=True)
class Writer:
    """Writes what the fields of one line ask for, in one scope."""

    values: Values
    language: Language
    names: Mapping[str, str]  # region, here, year, period, release, pack
    goals: Mapping[str, Goal]
    line: int
    scope: Scope

    def figure(self, asked: Asked, *, back: int = 0) -> FigureId:
        """The figure that a field asks for, in its scope; `back` periods before the one it asks for.

        Raises
        ------
        TemplateError
            An unknown kind, level, indicator or area; a period that the release does not have.
        """
        if asked.kind == "amount":
            return self._amount(asked, back)
        known = (*AREA_KINDS, *WHOLE_KINDS, "amount")
        if asked.kind not in known:
            raise self.refused(
                Text("不认识的数字类型 {word}，有 {known}。", "{word} is no kind of figure; there are {known}."), asked.kind, known
            )
        level = self.scope.level if asked.level == "*" else asked.level
        levels = (*self.values.pack.vocabulary.levels, *((ALL_LEVELS,) if asked.kind in WHOLE_KINDS else ()))
        if level not in levels:
            raise self.refused(Text("规则包没有学段 {word}，有 {known}。", "the pack has no level {word}; it has {known}."), level, levels)
        return FigureId(asked.kind, self.area(asked.area), level, self._named(asked), self._period(asked.back + back))

    def _amount(self, asked: Asked, back: int) -> FigureId:
        """What the loop's own unit states of a measure."""
        if not self.scope.unit:
            raise self.refused(Text("amount 只能写在 unit 循环里。", "amount stands in a loop over units only."), "amount")
        return FigureId("amount", self.scope.unit, ALL_LEVELS, asked.name, self._period(asked.back + back))

    def value(self, figure: FigureId, asked: Asked) -> float | None:
        """The unrounded value of a figure, in the unit that is asked for; None where there is none."""
        try:
            value = self.values.of(figure)
        except FigureError as error:
            raise TemplateError(self.line, error.text) from error
        if value is None or not asked.unit:
            return value
        own, wanted = self.values.unit_of(figure), _unit_named(asked.unit)
        factor = unit(own).factor_to(wanted) if wanted is not None else None
        if factor is None:
            raise self.refused(Text("{known} 不能换算成 {word}。", "{known} cannot be written in {word}."), asked.unit, (own,))
        return float(Fraction(value) * factor)

    def decimals(self, figure: FigureId, asked: Asked) -> int:
        """How many decimals a figure is written with."""
        if asked.decimals is not None:
            return asked.decimals
        value = self.value(figure, asked) if asked.unit else None
        if value is not None:  # in another unit: as many as it needs, two at most
            return next((places for places in (0, 1) if round(value, places) == round(value, 6)), 2)
        return self.values.decimals(figure)

    def shown(self, figure: FigureId, asked: Asked) -> Figure:
        """A figure as it is written."""
        value = self.value(figure, asked)
        if value is None:
            return Figure(NO_DATA(self.language), (figure,))
        return Figure(f"{written(rounded(value, self.decimals(figure, asked)))}{self.unit_behind(figure, asked)}", (figure,))

    def unit_behind(self, figure: FigureId, asked: Asked) -> str:
        """What stands behind the number."""
        if asked.bare:
            return ""
        wanted = _unit_named(asked.unit)
        label = behind(wanted)(self.language) if wanted else self.values.unit(figure, self.language)
        return f" {label}" if label and self.language == "en" and label != "%" else label

    def area(self, named: str) -> str:
        """The code of an area that a field names by code or name; the scope's own where it names none."""
        if not named:
            return self.scope.area
        table = self.values.release.tables["areas"]
        names = dict(zip(table["area"].to_list(), table["name"].to_list(), strict=True))
        codes: list[str] = [code for code, name in names.items() if named in (code, name)]
        if len(codes) != 1:
            raise self.refused(
                Text("没有地区 {word}，有 {known}。", "there is no area {word}; there are {known}."), named, tuple(names.values())
            )
        return codes[0]

    def loop_name(self, field: str) -> str:
        """What the loop is at."""
        vocabulary, scope = self.values.pack.vocabulary, self.scope
        if field == "number":
            return str(scope.number)
        if field == "ordinal":
            return write_numeral(scope.number) if self.language == "zh" else str(scope.number)
        if field == "area":
            return self.names["here"]
        if field == "level":
            return vocabulary.levels[scope.level].name(self.language)
        if field == "unit":
            return self.values.totals.unit_name(scope.unit, scope.period)
        if field == "kind":
            return vocabulary.unit_kinds[scope.kind].name(self.language)
        return self.values.indicator(scope.indicator).name(self.language)

    def refused(self, why: Text, word: str, known: tuple[str, ...] = ()) -> TemplateError:
        """That a word means nothing here, and what would."""
        return TemplateError(self.line, why.format(word=word, known=Text("、".join(known), ", ".join(known))))

    def _named(self, asked: Asked) -> str:
        """Indicator, measure or kind of unit, the loop's own in place of ``*``."""
        if asked.kind == "count":
            return self.scope.kind if asked.name == "*" else asked.name
        if asked.kind == "total":
            return asked.name.replace("*", self.scope.kind)
        indicator = self.scope.indicator if asked.name == "*" else asked.name
        indicators = tuple(each.id for each in self.values.pack.indicators)
        if (indicator == NO_INDICATOR) != (asked.kind == "comprehensive") or indicator not in (*indicators, NO_INDICATOR):
            raise self.refused(
                Text("规则包没有指标 {word}，有 {known}。", "the pack has no indicator {word}; it has {known}."), indicator, indicators
            )
        return indicator

    def _period(self, back: int) -> str:
        periods = self.values.periods_like(self.scope.period)
        place = periods.index(self.scope.period) - back
        if place < 0:
            raise self.refused(
                Text("版次没有更早的一期 {word}，有 {known}。", "the release has no period {word} before; it has {known}."),
                f"-{back}",
                periods,
            )
        return periods[place]
