"""A template: front matter in TOML, then lines of text with fields and loops; readable and editable as text.

+++
title = "{region}{year}年监测报告"
office = "{region}教育局"
+++
## 一、总体情况
@each level
{level}阶段共有{units * *}所学校，……差异系数{cv * sports_area}，比上年{change cv * sports_area}。
@end
@table cv primary 各区县差异系数
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from junheng.language import Language, Text

from .errors import TemplateError

LOOPS = ("area", "level", "indicator")
_FENCE = "+++"
_KEYS = frozenset(("title", "office", "date", "language", "levels"))


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
class Loop:
    """What is written once for each area, level or indicator."""

    number: int
    over: str
    body: tuple[Piece, ...]


Piece = Line | Grid | Loop


@dataclass(frozen=True, slots=True)
class Template:
    """A template as read."""

    title: str
    office: str
    date: str
    language: Language
    levels: tuple[str, ...]  # of the loop over levels; all of the pack where the template names none
    pieces: tuple[Piece, ...]


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
    pieces = tuple(_pieces(numbered, opened=None))
    levels: Sequence[str] = front.get("levels", ())
    language: Language = "en" if front.get("language") == "en" else "zh"
    return Template(str(front.get("title", "")), str(front.get("office", "")), str(front.get("date", "")), language, tuple(levels), pieces)


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
    return front


def _pieces(lines: Iterator[tuple[int, str]], opened: int | None) -> Iterator[Piece]:
    for number, line in lines:
        if line.startswith("@end"):
            if opened is None:
                raise TemplateError(number, Text("@end 没有对应的 @each。", "@end closes nothing."))
            return
        if line.startswith("@each"):
            over = line.removeprefix("@each").strip()
            if over not in LOOPS:
                raise TemplateError(
                    number, Text("@each 后应为 {known} 之一。", "@each takes one of {known}.").format(known="、".join(LOOPS))
                )
            yield Loop(number, over, tuple(_pieces(lines, opened=number)))
        elif line.startswith("@table"):
            found = re.fullmatch(r"@table\s+(\S+)\s+(\S+)\s+(.+)", line)
            if found is None:
                raise TemplateError(number, Text("应写作 @table 类型 学段 表题。", "write @table KIND LEVEL TITLE."))
            yield Grid(number, found[1], found[2], found[3])
        elif line.startswith("@"):
            raise TemplateError(number, Text("不认识 {word}。", "{word} is unknown.").format(word=line.split()[0]))
        elif line.strip():
            marks = re.match(r"(#{1,3})\s+", line)
            yield Line(number, len(marks[1]) if marks else 0, line[marks.end() :] if marks else line)
    if opened is not None:
        raise TemplateError(opened, Text("@each 没有 @end。", "@each has no @end."))
