"""How even the classes are, in sentences: every gap beside the smallest that whole numbers allow, and what keeps it from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from junheng.certificates import Certificate, shown_fraction
from junheng.language import Text

#: Kinds of rule that can keep gaps from their bounds.
RULE_TEXT: Mapping[str, Text] = {
    "preset": Text("指定班级", "preset classes"),
    "together": Text("同班", "together"),
    "apart": Text("分开", "apart"),
    "namesakes": Text("同名同音分开", "namesakes"),
    "most": Text("每班至多几人", "limits of a trait"),
    "bands": Text("总分分档", "bands"),
    "sizes": Text("给定的班额", "given sizes"),
    "sex": Text("男女均分", "sex"),
    "post": Text("岗位均分", "post"),
}
_HEADS: Mapping[str, Text] = {"sex": Text("性别 {value}", "sex {value}"), "post": Text("岗位 {value}", "post {value}")}
_PLACES = 6  # decimals of a gap


def gaps(certificate: Certificate) -> Iterator[Text]:
    """One sentence for every attribute; everything comes from the certificate."""
    found: Any = certificate.figures["gaps"]
    bounds: Any = certificate.proof["bounds"]
    for (name, *wide), (_, *least) in zip(found, bounds, strict=True):
        gap, bound = Fraction(*wide), Fraction(*least)
        shown = {"gap": shown_fraction(gap, _PLACES), "bound": shown_fraction(bound, _PLACES)}
        if gap == bound:
            yield Text(
                "{name}：各班最大相差 {gap}，已是不可能再小的值。", "{name}: classes differ by {gap} at most; no classes differ by less."
            ).format(name=attribute(name), **shown)
        else:
            yield Text(
                "{name}：各班最大相差 {gap}；理论下限 {bound}。{why}",
                "{name}: classes differ by {gap} at most; the bound is {bound}. {why}",
            ).format(name=attribute(name), why=_blocked(certificate), **shown)


def _blocked(certificate: Certificate) -> Text:
    """What keeps gaps from their bounds."""
    blocking: Any = certificate.proof.get("blocking", ())
    if "moves" in certificate.result:
        return Text("抽签后有个别调整。", "Pupils were moved by hand after the draw.")
    if "before" in certificate.lists:
        return Text("补录时不动已有的班。", "Late pupils came into classes that nobody leaves.")
    if blocking:
        return Text("没有这些规则就能到：{rules}。", "Without these rules it would be reached: {rules}.").format(
            rules=listed([RULE_TEXT[rule] for rule in blocking])
        )
    return Text("不是哪条规则的缘故：各项不能同时都到。", "No rule is the reason: all numbers cannot be there at once.")


def attribute(name: str) -> Text:
    """An attribute in words."""
    column, equals, value = name.partition("=")
    if name == "total":
        return Text("总分", "total")
    if column == "band" and equals:
        return Text("第 {n} 分数段", "band {n}").format(n=value)
    if equals:
        return _HEADS.get(column, Text("{column}“{value}”", "{column} “{value}”")).format(column=column, value=value)
    return Text(name, name)


def listed(parts: Sequence[Text]) -> Text:
    """Words one after the other."""
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
