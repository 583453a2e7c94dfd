"""What `junheng classes` says of a roster and of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import Any

import polars as pl

from junheng.certificates import Certificate, shown_fraction
from junheng.cli.console import Speaker
from junheng.engines.classes import ANSWER_TEXT, KIND_TEXT, RULE_TEXT, TEAMS, ClassTeam, Roster, parse_rules
from junheng.language import Text

#: Beside more classes than this no class has a column of its own.
_WIDEST = 12
#: The sum of the scores, and how fine scores are; docs/methods/classes.md §1.
TOTAL, _FINE = "total", 10_000
#: Of more sets than these the rest are counted; a whole district's list has hundreds by chance.
_LISTED = 20
_HEADS = {
    "attribute": Text("项目", "Attribute"),
    "gap": Text("最大相差", "Largest gap"),
    "bound": Text("下限", "Bound"),
}
_SEX = Text("性别", "Sex")
_TOTAL = Text("总分", "Total")
_CLASS = Text("{n} 班", "{n}")
_BAND = Text("总分第 {n} 档", "Band {n}")
_FORMED = Text(
    "{n} 人分为 {classes} 个班（{sizes}）；种子 {seed}；短码 {code}。",
    "{n} pupils in {classes} classes ({sizes}); seed {seed}; short code {code}.",
)
_TEAMED = Text(
    "{n} 名教师分为 {classes} 个团队（{sizes}）；种子 {seed}；短码 {code}。",
    "{n} teachers in {classes} teams ({sizes}); seed {seed}; short code {code}.",
)
_NONE = Text("（无）", "(none)")


def say_roster(speak: Speaker, roster: Roster) -> None:
    """Likely twins with their parents' answers, and names that are alike."""
    for one in roster.multiples[:_LISTED]:
        speak.complain(
            Text("疑似多胞胎 {who}（{birth}，{why}）：{answer}。", "Likely twins {who} ({birth}, {why}): {answer}.").format(
                who="、".join(f"{code} {name}".strip() for code, name in zip(one.codes, one.names, strict=True)),
                birth=one.birth,
                why=one.why,
                answer=ANSWER_TEXT[one.answer],
            )
        )
    _say_more(speak, len(roster.multiples) - _LISTED)
    if roster.to_ask:
        speak.complain(
            Text(
                "请问家长：同班、分开还是随机？把回答写进“双胞胎意愿”一列。未问的按普通学生分。",
                "Ask the parents: together, apart or free? Write it in a column “wish”. Until then they are placed as anyone else.",
            )
        )
    for group in roster.namesakes[:_LISTED]:
        speak.complain(
            Text("{kind}：{names}", "{kind}: {names}").format(
                kind=KIND_TEXT[group.kind], names=Text("、".join(group.names), ", ".join(group.names))
            )
        )
    _say_more(speak, len(roster.namesakes) - _LISTED)


def _say_more(speak: Speaker, more: int) -> None:
    if more > 0:
        speak.complain(Text("另有 {n} 组。", "{n} more.").format(n=more))


def say_result(speak: Speaker, certificate: Certificate) -> None:
    """Sizes, seed and short code; then every attribute in every class, its largest gap and the bound."""
    sizes: Any = certificate.figures["sizes"]
    speak.say(
        _TEAMED if certificate.figures["mode"] == TEAMS else _FORMED,
        n=sum(sizes),
        classes=len(sizes),
        sizes=" ".join(map(str, sizes)),
        seed=certificate.seed,
        code=certificate.short_code,
    )
    frame = speak.headed(_table(speak, certificate, sizes), _HEADS)
    if frame.height:
        speak.table(frame, rows=frame.height)
    wider: Any = certificate.proof["wider"]
    if wider:
        speak.say(
            Text("未到下限的：{names}。", "Wider than the bound: {names}."),
            names=Text("、".join(called(speak, name) for name in wider), ", ".join(called(speak, name) for name in wider)),
        )
        blocking: Any = certificate.proof.get("blocking")
        if blocking:
            speak.say(
                Text("没有下列规则就能到：{rules}。", "Without these rules there would be none: {rules}."),
                rules=Text("、".join(RULE_TEXT[rule].zh for rule in blocking), ", ".join(RULE_TEXT[rule].en for rule in blocking)),
            )
    elif frame.height:
        speak.say(Text("各项都已到下限：没有更均衡的分法。", "Every gap is at its bound: no classes are more even."))


def say_teams(speak: Speaker, found: Sequence[ClassTeam]) -> None:
    """Every class with the teachers who take it."""
    for each in found:
        teachers = [f"{name or code} {post}".strip() for post, code, name in each.teachers]
        speak.say(
            Text("{number} 班（{pupils} 人）：{teachers}", "Class {number} ({pupils} pupils): {teachers}"),
            number=each.number,
            pupils=each.pupils,
            teachers=Text("、".join(teachers), ", ".join(teachers)),
        )


def _table(speak: Speaker, certificate: Certificate, sizes: list[int]) -> pl.DataFrame:
    gaps: Any = certificate.figures["gaps"]
    bounds: Any = certificate.proof["bounds"]
    sums: Any = certificate.figures["sums"]
    units = _units(certificate)
    rows = []
    for (name, *gap), (_, *bound), (_, *totals) in zip(gaps, bounds, sums, strict=True):
        row = {"attribute": called(speak, name)}
        if len(sizes) <= _WIDEST:
            means = [Fraction(total, size) * units[name] if name in units else total for total, size in zip(totals, sizes, strict=True)]
            row |= {speak(_CLASS, n=number): shown_fraction(Fraction(mean), places=2) for number, mean in enumerate(means, start=1)}
        rows.append(row | {"gap": shown_fraction(Fraction(*gap)), "bound": shown_fraction(Fraction(*bound))})
    return pl.DataFrame(rows)


def _units(certificate: Certificate) -> dict[str, Fraction]:
    """What one step of every score is worth; means are shown of them, counts of everything else."""
    steps: Any = certificate.figures["steps"]
    scores = parse_rules(certificate.rules).scores
    units = {name: Fraction(step) for name, step in steps if name in scores}
    whole = gcd(*(int(unit * _FINE) for unit in units.values()))
    return units | {TOTAL: Fraction(whole, _FINE)}


def called(speak: Speaker, name: str) -> str:
    """An attribute in the reader's words."""
    if name == TOTAL:
        return speak(_TOTAL)
    column, equals, value = name.partition("=")
    if column == "band":
        return speak(_BAND, n=value)
    return f"{speak(_SEX) if column == 'sex' else column} {value or speak(_NONE)}" if equals else name
