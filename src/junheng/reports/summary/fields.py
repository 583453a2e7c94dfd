"""Fields of a template: {name}, {cv primary sports_area}, {change cv primary sports_area}, {met cv primary sports_area|达标|未达标}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from junheng.language import Language, Text
from junheng.reports.check import write_numeral
from junheng.reports.figure import AREA_KINDS, NO_INDICATOR, FigureId

from .document import Figure, Span
from .errors import TemplateError
from .scope import Scope
from .values import Values

_FIELD = re.compile(r"\{([^{}]*)\}")
_CHANGED = {
    "zh": ("上升{by}", "下降{by}", "持平", "无可比数据"),
    "en": ("up by {by}", "down by {by}", "unchanged", "not comparable"),
}
_NO_DATA = Text("（无数据）", "(no data)")


@dataclass(frozen=True)
class Writer:
    """Writes the fields of one line, in one scope."""

    values: Values
    language: Language
    names: dict[str, str]  # region, year, period, release, pack
    line: int
    scope: Scope

    def spans(self, text: str) -> tuple[Span, ...]:
        """The words and figures of a line."""
        found: list[Span] = []
        place = 0
        for field in _FIELD.finditer(text):
            found += [text[place : field.start()], self._field(field[1].strip())]
            place = field.end()
        return tuple(span for span in (*found, text[place:]) if span != "")

    def figure(self, kind: str, level: str, indicator: str, *, area: str = "", back: int = 0) -> FigureId:
        """The figure that a field names, in its scope.

        Raises
        ------
        TemplateError
            An unknown kind, level, indicator or area; a period that the release does not have.
        """
        level, indicator = self.scope.level if level == "*" else level, self.scope.indicator if indicator == "*" else indicator
        if kind not in AREA_KINDS:
            raise self._refused(
                Text("不认识的数字类型 {word}，有 {known}。", "{word} is no kind of figure; there are {known}."), kind, AREA_KINDS
            )
        levels = self.values.pack.vocabulary.levels
        if level not in levels:
            raise self._refused(Text("规则包没有学段 {word}，有 {known}。", "the pack has no level {word}; it has {known}."), level, levels)
        indicators = [each.id for each in self.values.pack.indicators]
        if (indicator == NO_INDICATOR) != (kind == "comprehensive") or indicator not in (*indicators, NO_INDICATOR):
            raise self._refused(
                Text("规则包没有指标 {word}，有 {known}。", "the pack has no indicator {word}; it has {known}."), indicator, indicators
            )
        return FigureId(kind, self._area(area), level, indicator, self._period(back))

    def shown(self, figure: FigureId, *, unit: bool = True) -> Figure:
        """A figure as it is written."""
        value = self.values.of(figure)
        if value is None:
            return Figure(_NO_DATA(self.language), (figure,))
        return Figure(f"{value:,.{self.values.decimals(figure)}f}{self.values.unit(figure, self.language) if unit else ''}", (figure,))

    def _field(self, field: str) -> Span:
        if field in self.names:
            return self.names[field]
        words, *phrases = field.split("|")
        head, *rest = words.split() or [""]
        if field in ("area", "level", "indicator", "number", "ordinal"):
            return self._name(field)
        if head == "change" and len(rest) in (3, 4):
            return self._change(*rest)
        if head in ("met", "limit") and len(rest) in (3, 4):
            return self._met(phrases, *rest) if head == "met" else self._limit(*rest)
        if len(rest) in (2, 3):
            area, back = self._where(rest[2:])
            return self.shown(self.figure(head, rest[0], rest[1], area=area, back=back))
        raise TemplateError(self.line, Text("读不懂 {{{field}}}。", "{{{field}}} cannot be read.").format(field=field))

    def _where(self, rest: list[str]) -> tuple[str, int]:
        """@AREA or -1 behind a field."""
        if not rest:
            return "", 0
        word = rest[0]
        if word.startswith("@"):
            return word.removeprefix("@"), 0
        if re.fullmatch("-[0-9]{1,3}", word):
            return "", int(word.removeprefix("-"))
        raise TemplateError(self.line, Text("“{word}”应写作 @地区 或 -1。", "“{word}” is neither @AREA nor -1.").format(word=word))

    def _name(self, field: str) -> str:
        if field == "number":
            return str(self.scope.number)
        if field == "ordinal":
            return write_numeral(self.scope.number) if self.language == "zh" else str(self.scope.number)
        if field == "area":
            return self._area_names()[self.scope.area]
        if field == "level":
            return self.values.pack.vocabulary.levels[self.scope.level].name(self.language)
        return self.values.indicator(self.scope.indicator).name(self.language)

    def _change(self, kind: str, level: str, indicator: str, *rest: str) -> Figure:
        area, back = self._where(list(rest))
        periods = self.values.problem.periods
        now = self.figure(kind, level, indicator, area=area, back=back)
        words = _CHANGED["zh" if self.language == "zh" else "en"]
        if periods.index(now.period) == 0:
            return Figure(words[3], (now,))
        before = self.figure(kind, level, indicator, area=area, back=back + 1)
        new, old = self.values.of(now), self.values.of(before)
        if new is None or old is None:
            return Figure(words[3], (now, before))
        decimals = self.values.decimals(now)
        # What is written is the difference of what is written, so that a reader who subtracts finds it.
        by = round(new, decimals) - round(old, decimals)
        shown = f"{abs(by):,.{decimals}f}{self.values.unit(now, self.language)}"
        word = words[2] if round(by, decimals) == 0 else words[0] if by > 0 else words[1]
        return Figure(word.format(by=shown), (now, before))

    def _met(self, phrases: list[str], kind: str, level: str, indicator: str, *rest: str) -> Figure:
        if len(phrases) not in (2, 3):
            raise TemplateError(self.line, Text("met 后应有两个说法：|达标|未达标。", "met takes two phrases: |within|over."))
        area, back = self._where(list(rest))
        figure = self.figure(kind, level, indicator, area=area, back=back)
        within = self.values.within(figure)
        unknown = phrases[2] if len(phrases) == 3 else _NO_DATA(self.language)
        return Figure(unknown if within is None else phrases[0] if within else phrases[1], (figure,))

    def _limit(self, kind: str, level: str, indicator: str, *rest: str) -> str:
        area, back = self._where(list(rest))
        limit = self.values.limit(self.figure(kind, level, indicator, area=area, back=back))
        return "—" if limit is None else f"{limit:g}"

    def _area_names(self) -> dict[str, str]:
        table = self.values.release.tables["areas"]
        return dict(zip(table["area"].to_list(), table["name"].to_list(), strict=True))

    def _area(self, named: str) -> str:
        if not named:
            return self.scope.area
        names = self._area_names()
        codes = [code for code, name in names.items() if named in (code, name)]
        if len(codes) != 1:
            raise self._refused(
                Text("没有地区 {word}，有 {known}。", "there is no area {word}; there are {known}."), named, list(names.values())
            )
        return codes[0]

    def _period(self, back: int) -> str:
        periods = self.values.problem.periods
        place = periods.index(self.scope.period) - back
        if place < 0:
            raise self._refused(
                Text("版次没有更早的一期 {word}，有 {known}。", "the release has no period {word} before; it has {known}."),
                f"-{back}",
                periods,
            )
        return periods[place]

    def _refused(self, why: Text, word: str, known: object) -> TemplateError:
        listed = [str(each) for each in known] if hasattr(known, "__iter__") else []
        return TemplateError(self.line, why.format(word=word, known=Text("、".join(listed), ", ".join(listed))))
