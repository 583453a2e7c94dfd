"""The rule file of classes 分班规则: the mode, what is balanced, and which columns of the roster hold wishes; flat TOML."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import Any

from junheng.draw import DeclaredSource, declared_sources
from junheng.language import Text

from .errors import ClassesError

METHOD = "classes"
ENTRY_GRADE, SCORE_ALLOWED = "entry-grade", "score-allowed"
_TEXTS = ("title", "office", "objections", "sex", "together", "apart", "preset")
_LISTS = ("traits", "scores")
_MOST_CLASSES = 1_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides the classes; sealed with the roster."""

    classes: int
    mode: str = ENTRY_GRADE
    title: str = ""
    office: str = ""  # who forms the classes and answers; on the notice
    objections: str = ""  # where and until when people may object; on the notice
    sex: str = ""  # the column that every class shares evenly, before all others
    traits: tuple[str, ...] = ()  # columns whose values are counted
    scores: tuple[str, ...] = ()  # columns whose class means are compared; in score-allowed only
    together: str = ""  # the column of labels: one label, one class
    apart: str = ""  # the column of labels, a blank between them: one label, all in different classes
    preset: str = ""  # the column of class numbers that are given
    sources: tuple[DeclaredSource, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the roster that the rules read, which are what is published of a pupil."""
        named = (self.sex, *self.traits, *self.scores, self.together, self.apart, self.preset)
        return tuple(dict.fromkeys(column for column in named if column))


def parse_rules(text: str) -> Rules:
    """The rules that a file holds.

    Raises
    ------
    ClassesError, DrawError
        The file is no TOML, has a key that the rules have no place for, or wants scores in an entry grade.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClassesError(Text("规则文件不是正确的 TOML：{why}。", "The rule file is not TOML: {why}.").format(why=error)) from error
    for key, value in raw.items():
        if not _fits(key, value):
            raise ClassesError(
                Text(
                    '分班规则中的 {key} = {value} 不可用。可写：method = "classes"、mode（entry-grade 或 score-allowed）、classes（班数）、'
                    "title、office、objections，列名 sex、together、apart、preset，列名表 traits、scores，以及 [[source]]。",
                    '{key} = {value} has no place in the rules of classes. They may have method = "classes", mode (entry-grade or '
                    "score-allowed), classes (how many), title, office, objections, the columns sex, together, apart, preset, the lists "
                    "of columns traits and scores, and [[source]].",
                ).format(key=key, value=value)
            )
    for key in ("method", "classes", "mode"):
        if key not in raw:
            raise ClassesError(Text("分班规则没有写 {key}。", "The rules of classes say no {key}.").format(key=key))
    rest: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in raw.items() if key not in ("source", "method")}
    rules = Rules(**rest, sources=declared_sources(raw))
    if rules.mode == ENTRY_GRADE and rules.scores:
        raise ClassesError(
            Text(
                "起始年级（entry-grade）不得按成绩分班，规则却写了成绩列 {columns}。请删去 scores；非起始年级重新分班请写 score-allowed。",
                "An entry grade must not be formed by scores, and the rules name {columns}. Remove scores; where classes are re-formed, "
                "write score-allowed.",
            ).format(columns="、".join(rules.scores))
        )
    named = [column for column in (rules.sex, *rules.traits, *rules.scores, rules.together, rules.apart, rules.preset) if column]
    for column in named:
        if named.count(column) > 1:
            raise ClassesError(
                Text("分班规则中列“{column}”用了两次。", "The rules of classes name the column “{column}” twice.").format(column=column)
            )
    return rules


def _fits(key: str, value: Any) -> bool:  # noqa: ANN401 - whatever TOML can hold
    if key == "classes":
        return type(value) is int and 1 <= value <= _MOST_CLASSES
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    allowed = {"mode": (ENTRY_GRADE, SCORE_ALLOWED), "method": (METHOD,)}.get(key)
    if allowed is not None:
        return value in allowed
    return (key in _TEXTS and isinstance(value, str)) or (key == "source" and isinstance(value, list))


def write_rules(rules: Rules) -> str:
    """The rule file that says these rules."""
    lines = [f'method = "{METHOD}"', f'mode = "{rules.mode}"', f"classes = {rules.classes}"]
    lines += [f"{key} = {_quoted(getattr(rules, key))}" for key in _TEXTS if getattr(rules, key)]
    lines += [f"{key} = [{', '.join(map(_quoted, getattr(rules, key)))}]" for key in _LISTS if getattr(rules, key)]
    for source in rules.sources:
        lines += ["", "[[source]]"]
        lines += [f"{key} = {_quoted(getattr(source, key))}" for key in ("name", "label", "at", "fallback") if getattr(source, key)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A TOML basic string: JSON's escapes are a part of TOML's.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
