"""A template: front matter in TOML, then lines of text with fields, loops, tables, charts and maps; readable and editable as text.

+++
title = "{region}{year}年工作总结"
office = "{region}教育局"
[goal.teachers]
figure = "total primary teachers"
at_least = 48000
source = "2025年工作要点第12项"
+++
# 一、总体情况
@each level
{level}阶段共有{count * all}所学校，专任教师{total * teachers}，比上年{growth total * teachers}。
@end
@rows area 各区县教师
教师数 = {total all teachers bare}
@end
@chart bars area {total all teachers} 各区县教师
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from junheng.language import Language, Text

from .errors import TemplateError

LOOPS = ("area", "level", "indicator", "kind", "period", "unit")
SHAPES = ("bars", "line", "dots", "map")
_FENCE = "+++"
_CONDITIONS = {"areas": True, "no areas": False}
_KEYS = frozenset(("title", "office", "date", "language", "levels", "period", "map_number", "goal"))
#: How many characters name a period of each kind: 2025, 2025-09, 2025-09-01.
PERIODS = {"year": 4, "month": 7, "day": 10}
_GOAL_KEYS = frozenset(("figure", "at_least", "at_most", "source"))


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan asks of a figure, in the unit that the figure is written in, and where the plan says so."""

    figure: str  # as a field asks for it
    value: float
    at_most: bool
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: a heading of level 1 to 3, or a paragraph (0)."""

    number: int
    heading: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one kind of figure: areas down, indicators across."""

    number: int
    kind: str
    level: str
    title: str


@dataclass(frozen=True, slots=True)
class Over:
    """What is gone through: areas below, levels, indicators, kinds of unit, periods or units; those named, else all.

    Of units the kinds are named, and the measure of which each must state more than nought.
    """

    what: str
    only: tuple[str, ...] = ()
    stating: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """What is written once for each round."""

    number: int
    over: Over
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """What is written only where areas lie below the present one, or only where none do."""

    number: int
    areas: bool
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a row for each round, and a last one for the whole where areas are gone through."""

    number: int
    over: Over
    title: str
    columns: tuple[tuple[int, str, str], ...]  # line, head, what each cell says


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or map of one field, or the dots of one indicator."""

    number: int
    shape: str
    over: Over
    field: str
    title: str


Piece = Line | Grid | Loop | Only | Rows | Picture


@dataclass(frozen=True, slots=True)
class Template:
    """A template as read."""

    title: str
    office: str
    date: str
    language: Language
    levels: tuple[str, ...]  # of the loop over levels; all of the pack where the template names none
    pieces: tuple[Piece, ...]
    goals: Mapping[str, Goal] = field(default_factory=dict)
    map_number: str = ""  # 审图号
    period: str = ""  # of PERIODS, where the newest period of another kind is not meant


def read_template(text: str) -> Template:
    """Read a template.

    Raises
    ------
    TemplateError
        Its front matter is no TOML or has an unknown key, a loop is not closed, or a line begins with an unknown @ word.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        raise TemplateError(
            1, Text("应以 +++ 开头，写明 title 等，再以 +++ 结束。", "it begins with +++, title and the like, and +++ again.")
        )
    end = next(place for place, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    front = _front("\n".join(lines[1:end]))
    numbered = iter([(place, line.rstrip()) for place, line in enumerate(lines[end + 1 :], start=end + 2)])
    language: Language = "en" if front.get("language") == "en" else "zh"
    return Template(
        title=str(front["title"]),
        office=str(front.get("office", "")),
        date=str(front.get("date", "")),
        language=language,
        levels=tuple(front.get("levels", ())),
        pieces=tuple(_pieces(numbered, opened=None)),
        goals={name: _goal(name, table) for name, table in front.get("goal", {}).items()},
        map_number=str(front.get("map_number", "")),
        period=front.get("period", ""),
    )


def _front(text: str) -> dict[str, Any]:
    try:
        front = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(
            1, Text("+++ 之间不是正确的 TOML：{why}。", "what is between +++ is no TOML: {why}.").format(why=error)
        ) from error
    unknown = sorted(set(front) - _KEYS)
    if unknown or "title" not in front:
        raise TemplateError(
            1,
            Text("须写 title；可写 {known}；不认识 {unknown}。", "it needs title, may have {known}, and not {unknown}.").format(
                known="、".join(sorted(_KEYS)), unknown="、".join(unknown) or "—"
            ),
        )
    if front.get("period", "year") not in PERIODS:
        why = Text("period 应为 {known} 之一。", "period is one of {known}.")
        raise TemplateError(1, why.format(known=Text("、".join(PERIODS), ", ".join(PERIODS))))
    return front


def _goal(name: str, table: Any) -> Goal:  # noqa: ANN401 - what TOML gives
    given = set(table) if isinstance(table, dict) else set()
    limits = given & {"at_least", "at_most"}
    if not {"figure", "source"} <= given <= _GOAL_KEYS or len(limits) != 1 or not isinstance(table[limits.copy().pop()], int | float):
        why = Text(
            "目标 {name} 须写 figure、source，以及 at_least 或 at_most（数字）之一。",
            "goal {name} needs figure, source, and one of at_least and at_most, a number.",
        )
        raise TemplateError(1, why.format(name=name))
    limit = limits.pop()
    return Goal(str(table["figure"]), float(table[limit]), limit == "at_most", str(table["source"]))


def _pieces(lines: Iterator[tuple[int, str]], opened: int | None) -> Iterator[Piece]:
    for number, line in lines:
        word, _, rest = line.partition(" ")
        if word == "@end":
            if opened is None:
                raise TemplateError(number, Text("@end 没有对应的开头。", "@end closes nothing."))
            return
        if word == "@each":
            over = _over(number, rest.split())
            yield Loop(number, over, tuple(_pieces(lines, opened=number)))
        elif word == "@if":
            if rest.strip() not in _CONDITIONS:
                why = Text("@if 后应为 {known} 之一。", "@if takes one of {known}.")
                raise TemplateError(number, why.format(known=Text("、".join(_CONDITIONS), ", ".join(_CONDITIONS))))
            yield Only(number, _CONDITIONS[rest.strip()], tuple(_pieces(lines, opened=number)))
        elif word == "@rows":
            yield _rows(number, rest, lines)
        elif word in _ONE_LINE:
            yield _ONE_LINE[word](number, rest)
        elif line.startswith("@"):
            raise TemplateError(number, Text("不认识 {word}。", "{word} is unknown.").format(word=word))
        elif line.strip():
            marks = re.match(r"(#{1,3})\s+", line)
            yield Line(number, len(marks[1]) if marks else 0, line[marks.end() :] if marks else line)
    if opened is not None:
        raise TemplateError(opened, Text("没有 @end。", "it has no @end."))


def _over(number: int, words: Sequence[str]) -> Over:
    if not words or words[0] not in LOOPS:
        raise TemplateError(
            number, Text("@each 和 @rows 后应为 {known} 之一。", "@each and @rows take one of {known}.").format(known="、".join(LOOPS))
        )
    if words[0] != "unit":
        return Over(words[0], tuple(words[1:]))
    *kinds, stating, measure = words[1:] if "with" in words else (*words[1:], "with", "")
    if stating != "with" or not kinds:
        raise TemplateError(number, Text("应写作 unit 类型 … with 统计项目。", "write unit KINDS … with MEASURE."))
    return Over("unit", tuple(kinds), measure)


def _rows(number: int, rest: str, lines: Iterator[tuple[int, str]]) -> Rows:
    """@rows OVER [NAMES…] | TITLE, or @rows OVER TITLE; then HEAD = CELL a line, to @end."""
    over, bar, title = rest.partition("|")
    if not bar:
        over, _, title = rest.partition(" ")
    columns: list[tuple[int, str, str]] = []
    for place, line in lines:
        if line.startswith("@end"):
            if not columns or not title.strip():
                raise TemplateError(number, Text("@rows 要有表题和列。", "@rows needs a title and columns."))
            return Rows(number, _over(number, over.split()), title.strip(), tuple(columns))
        head, equals, cell = line.partition("=")
        if equals and head.strip() and cell.strip():
            columns.append((place, head.strip(), cell.strip()))
        elif line.strip():
            raise TemplateError(place, Text("表列应写作：列名 = 内容。", "a column is written: HEAD = CELL."))
    raise TemplateError(number, Text("没有 @end。", "it has no @end."))


def _table(number: int, rest: str) -> Grid:
    found = re.fullmatch(r"\s*(\S+)\s+(\S+)\s+(.+)", rest)
    if found is None:
        raise TemplateError(number, Text("应写作 @table 类型 学段 表题。", "write @table KIND LEVEL TITLE."))
    return Grid(number, found[1], found[2], found[3])


def _chart(number: int, rest: str) -> Picture:
    found = re.fullmatch(r"\s*(bars|line)\s+([^{]+?)\s*\{([^{}]*)\}\s*(.+)", rest)
    if found is not None:
        return Picture(number, found[1], _over(number, found[2].split()), found[3].strip(), found[4].strip())
    found = re.fullmatch(r"\s*dots\s+(\S+\s+\S+)\s+(.+)", rest)
    if found is not None:
        return Picture(number, "dots", Over("area"), found[1], found[2].strip())
    why = Text(
        "应写作 @chart bars 或 line 循环 {{数字}} 图题，或 @chart dots 学段 指标 图题。",
        "write @chart bars or line LOOP {{FIGURE}} TITLE, or @chart dots LEVEL INDICATOR TITLE.",
    )
    raise TemplateError(number, why.format())


def _map(number: int, rest: str) -> Picture:
    found = re.fullmatch(r"\s*\{([^{}]*)\}\s*(.+)", rest)
    if found is None:
        raise TemplateError(number, Text("应写作 @map {{数字}} 图题。", "write @map {{FIGURE}} TITLE.").format())
    return Picture(number, "map", Over("area"), found[1].strip(), found[2].strip())


_ONE_LINE: Mapping[str, Callable[[int, str], Grid | Picture]] = {"@table": _table, "@chart": _chart, "@map": _map}
