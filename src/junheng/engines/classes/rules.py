"""The rule file of classes 分班规则: the mode, what is balanced, which columns of the roster hold wishes, and limits; flat TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from junheng.draw import DeclaredSource, declared_sources
from junheng.language import Text

from .errors import ClassesError

METHOD = "classes"
ENTRY_GRADE, SCORE_ALLOWED, TEAMS = "entry-grade", "score-allowed", "teams"
SALTED, OPEN = "salted", "open"
_MOST_CLASSES = 1_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides the classes; sealed with the roster."""

    classes: int
    mode: str = ENTRY_GRADE
    title: str = ""
    office: str = ""  # who forms the classes and answers; on the notice
    objections: str = ""  # where and until when people may object; on the notice
    codes: str = SALTED  # open: a list of teachers is published as it is
    sex: str = ""  # the column that every class shares evenly, before all others
    post: str = ""  # the same of teams of teachers
    traits: tuple[str, ...] = ()  # columns whose values are counted
    scores: tuple[str, ...] = ()  # columns whose class means are compared; not in an entry grade
    together: str = ""  # the column of labels: one label, one class
    apart: str = ""  # the column of labels, a blank between them: one label, all in different classes
    preset: str = ""  # the column of class numbers that are given
    namesakes: str = ""  # the column of labels of names that are alike; each shared out evenly
    sizes: tuple[int, ...] = ()  # places of class 1, 2, 3 …; else within one of each other
    bands: tuple[int, ...] = ()  # cuts by the total, per cent from the top
    most: tuple[tuple[str, str, int], ...] = ()  # column, value, and how many of them a class may have
    sources: tuple[DeclaredSource, ...] = ()

    @property
    def shared(self) -> str:
        """The column that every class shares evenly: of pupils the sex, of teachers the post."""
        return self.post if self.mode == TEAMS else self.sex

    @property
    def open_codes(self) -> bool:
        """Whether people are published as they are."""
        return self.codes == OPEN

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the roster that the rules read, which are what is published of a pupil."""
        return tuple(dict.fromkeys((*_named(self), *(column for column, _, _ in self.most))))


def _named(rules: Rules) -> tuple[str, ...]:
    named = (rules.sex, rules.post, *rules.traits, *rules.scores, rules.together, rules.apart, rules.preset, rules.namesakes)
    return tuple(column for column in named if column)


def _is_text(value: Any) -> bool:  # noqa: ANN401 - whatever TOML can hold
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _is_sizes(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(type(one) is int and one > 0 for one in value)


def _is_cuts(value: Any) -> bool:  # noqa: ANN401
    return _is_sizes(value) and value == sorted(set(value)) and (not value or value[-1] < 100)


def _is_most(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, dict) and all(type(k) is int and k > 0 and all(key.partition("=")) for key, k in value.items())


#: Every key in the order in which it is written, and what it may be.
_KEYS: Mapping[str, Callable[[Any], bool]] = {
    "method": lambda value: value == METHOD,
    "mode": lambda value: value in (ENTRY_GRADE, SCORE_ALLOWED, TEAMS),
    "classes": lambda value: type(value) is int and 1 <= value <= _MOST_CLASSES,
    "title": _is_text,
    "office": _is_text,
    "objections": _is_text,
    "codes": lambda value: value in (SALTED, OPEN),
    "sex": _is_text,
    "post": _is_text,
    "together": _is_text,
    "apart": _is_text,
    "preset": _is_text,
    "namesakes": _is_text,
    "traits": _is_texts,
    "scores": _is_texts,
    "sizes": _is_sizes,
    "bands": _is_cuts,
    "most": _is_most,
    "source": lambda value: isinstance(value, list),
}


def parse_rules(text: str) -> Rules:
    """The rules that a file holds.

    Raises
    ------
    ClassesError, DrawError
        The file is no TOML, has a key that the rules have no place for, or says things that do not go together.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClassesError(Text("规则文件不是正确的 TOML：{why}。", "The rule file is not TOML: {why}.").format(why=error)) from error
    for key, value in raw.items():
        if key not in _KEYS or not _KEYS[key](value):
            raise ClassesError(
                Text(
                    '分班规则中的 {key} = {value} 不可用。可写：method = "classes"、classes（班数）、'
                    "mode（entry-grade、score-allowed 或 teams）、"
                    "title、office、objections、codes（salted 或 open），列名 sex、post、together、apart、preset、namesakes，"
                    "列名表 traits、scores，各班人数 sizes，分数段 bands（从高到低的百分位，如 [10, 30, 70, 90]），"
                    "以及 [most]（“列=值” = 每班至多几人）和 [[source]]。",
                    '{key} = {value} has no place in the rules of classes. They may have method = "classes", mode (entry-grade, '
                    "score-allowed or teams), classes (how many), title, office, objections, codes (salted or open), the columns sex, "
                    "post, together, apart, preset, namesakes, the lists of columns traits and scores, sizes (places of each class), "
                    'bands (per cent from the top, such as [10, 30, 70, 90]), [most] ("column=value" = how many a class) and [[source]].',
                ).format(key=key, value=value)
            )
    for key in ("method", "classes", "mode"):
        if key not in raw:
            raise ClassesError(Text("分班规则没有写 {key}。", "The rules of classes say no {key}.").format(key=key))
    rest: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items() if key not in ("source", "method", "most")
    }
    most = tuple((*key.split("=", 1), k) for key, k in raw.get("most", {}).items())
    rules = Rules(**rest, most=most, sources=declared_sources(raw))
    for wrong in _contradictions(rules):
        raise ClassesError(wrong)
    return rules


def _contradictions(rules: Rules) -> Iterator[Text]:
    if rules.mode == ENTRY_GRADE and rules.scores:
        yield Text(
            "起始年级（entry-grade）不得按成绩分班，规则却写了成绩列 {columns}。请删去 scores；非起始年级重新分班请写 score-allowed。",
            "An entry grade must not be formed by scores, and the rules name {columns}. Remove scores; where classes are re-formed, "
            "write score-allowed.",
        ).format(columns="、".join(rules.scores))
    if rules.bands and (rules.mode != SCORE_ALLOWED or not rules.scores):
        yield Text(
            "分数段 bands 只用于写了 scores 的 score-allowed 规则。请删去 bands。",
            "Bands are cut by the total of scores, in score-allowed only. Remove bands.",
        )
    if rules.mode == TEAMS and rules.sex:
        yield Text("教师分组（teams）按岗位 post 均分，不用 sex。", "Teams share the column post evenly, not sex. Remove sex.")
    if rules.mode != TEAMS and (rules.post or rules.open_codes):
        yield Text(
            'post 和 codes = "open" 只用于教师分组（teams）：学生名单不得公开原编号。',
            'post and codes = "open" are for teams of teachers only: pupils are never published as they are.',
        )
    if rules.sizes and len(rules.sizes) != rules.classes:
        yield Text("sizes 有 {n} 个数，班数为 {classes}。", "sizes has {n} numbers, and there are {classes} classes.").format(
            n=len(rules.sizes), classes=rules.classes
        )
    named = _named(rules)
    for column in named:
        if named.count(column) > 1:
            yield Text("分班规则中列“{column}”用了两次。", "The rules of classes name the column “{column}” twice.").format(column=column)
    for column, _, _ in rules.most:
        if column in named and column not in rules.traits:
            yield Text(
                "[most] 中的列“{column}”已另有用途，请改用其他列。",
                "[most] names the column “{column}”, which the rules use for something else; take another column.",
            ).format(column=column)


def write_rules(rules: Rules) -> str:
    """The rule file that says these rules."""
    lines = [f'method = "{METHOD}"']
    for key in _KEYS:
        value = getattr(rules, key, None)
        if key not in ("source", "most") and value and (key, value) != ("codes", SALTED):
            lines.append(f"{key} = {_written(value)}")
    if rules.most:
        lines += ["", "[most]", *(f"{_written(f'{column}={value}')} = {k}" for column, value, k in rules.most)]
    for source in rules.sources:
        lines += ["", "[[source]]"]
        lines += [f"{key} = {_written(getattr(source, key))}" for key in ("name", "label", "at", "fallback") if getattr(source, key)]
    return "\n".join(lines) + "\n"


def _written(value: str | int | tuple[str | int, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    # A TOML basic string: JSON's escapes are a part of TOML's.
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
