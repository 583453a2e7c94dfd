"""A formula with its numbers, as one would write it on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from junheng.language import Language
from junheng.packs.syntax import Node

if TYPE_CHECKING:
    from junheng.packs.expression import Expression

_SIGN = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
_RANK = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "per_100": 2, "negate": 3}
_PER = {"per_100": "100"}


def written(expression: Expression, values: Mapping[str, float | None], language: Language) -> str:
    """``6,831 ㎡ ÷ 1,284 人 = 5.3201``; a missing value is a dash, and so is what follows from it."""
    units = dict(expression.units)
    result = expression.evaluate(values)
    return f"{_sum(expression.node, values, units, language)} = {'–' if result is None else number(result, 4)}"


def number(value: float, decimals: int) -> str:
    """With thousands separators and no trailing zeros."""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sum(node: Node, values: Mapping[str, float | None], units: Mapping[str, str], language: Language) -> str:
    if node.kind == "number":
        return number(float(node.value), 10)
    if node.kind == "name":
        value = values[node.value]
        return "–" if value is None else f"{number(value, 4)} {symbol(units[node.value], language)}".rstrip()
    if node.kind in ("min", "max"):
        return f"{node.kind}({', '.join(_sum(argument, values, units, language) for argument in node.arguments)})"
    rank = _RANK[node.kind]
    parts = []
    for place, argument in enumerate(node.arguments):
        part = _sum(argument, values, units, language)
        below = _RANK.get(argument.kind, 4)
        parts.append(f"({part})" if below < rank or (below == rank and place > 0) else part)
    if node.kind == "negate":
        return f"−{parts[0]}"
    if node.kind in _PER:
        return f"{parts[0]} ÷ {parts[1]} × {_PER[node.kind]}"
    return f" {_SIGN[node.kind]} ".join(parts)


_SYMBOLS: Mapping[str, tuple[str, str]] = {
    "m2": ("㎡", "m²"),
    "yuan": ("元", "yuan"),
    "person": ("人", "people"),
    "pupil": ("人", "pupils"),
}


def symbol(unit: str, language: Language) -> str:
    """The unit as a reader writes it."""
    zh, en = _SYMBOLS.get(unit, (unit, unit))
    return zh if language == "zh" else en
