"""The figures of classes as a page shows them; every number is the certificate's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from junheng.certificates import Certificate, shown_fraction
from junheng.language import Language, Text

_TOTAL, _SEX, _BAND, _NONE = Text("总分", "Total"), Text("性别", "Sex"), Text("分数段", "Band"), Text("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One attribute in every class, its widest gap and the bound."""

    name: str
    cells: tuple[str, ...]
    gap: str
    bound: str
    reached: bool


def gap_rows(certificate: Certificate, language: Language) -> tuple[GapRow, ...]:
    """Every attribute of the certificate; none where it is not one of classes."""
    figures: Any = certificate.figures
    if "gaps" not in figures:
        return ()
    proof: Any = certificate.proof
    sizes = figures["sizes"]
    steps = {name: Fraction(step) for name, step in figures["steps"]}
    marks = {row[0] for row in figures.get("highest", ())}
    rows = []
    for (name, *gap), (_n, *bound), (_m, *sums) in zip(figures["gaps"], proof["bounds"], figures["sums"], strict=True):
        means = [Fraction(total, size) * steps.get(name, 1) if name in marks else total for total, size in zip(sums, sizes, strict=True)]
        cells = tuple(shown_fraction(Fraction(mean), 2) for mean in means)
        widest, least = Fraction(*gap), Fraction(*bound)
        rows.append(GapRow(called(name, language), cells, shown_fraction(widest), shown_fraction(least), widest <= least))
    return tuple(rows)


_RULES = {
    "preset": Text("指定班级", "given classes"),
    "together": Text("同班", "who stays together"),
    "apart": Text("分开", "who is kept apart"),
    "namesakes": Text("同名分散", "namesakes"),
    "most": Text("每班至多", "at most so many"),
    "bands": Text("分数段", "bands"),
    "sizes": Text("各班人数", "given sizes"),
    "sex": Text("性别均分", "equal shares of the sexes"),
    "post": Text("岗位均分", "equal shares of the posts"),
}


def why_wider(certificate: Certificate, language: Language) -> str:
    """Which gaps are wider than their bounds, and which rules keep them so; nothing where none is."""
    proof: Any = certificate.proof
    names, rules = proof.get("wider", ()), proof.get("blocking", ())
    if not names:
        return ""
    shown = Text("、", ", ")(language).join(called(name, language) for name in names)
    if not rules:
        return Text("未到下限：{names}，原因在数字本身。", "Wider than the bound: {names}; the numbers themselves are the reason.").format(
            names=shown
        )(language)
    which = Text("、", ", ")(language).join(_RULES[rule](language) for rule in rules)
    return Text("未到下限：{names}，原因是规则：{rules}。", "Wider than the bound: {names}, because of the rules: {rules}.").format(
        names=shown, rules=which
    )(language)


def called(name: str, language: Language) -> str:
    """What an attribute is called."""
    if name == "total":
        return _TOTAL(language)
    column, equals, value = name.partition("=")
    known = {"sex": _SEX, "band": _BAND}.get(column)
    return f"{known(language) if known else column} {value or _NONE(language)}" if equals else name
