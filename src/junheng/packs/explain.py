"""A formula with its numbers, as one would write it on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from junheng.language import Language
from junheng.packs.syntax import Node
from junheng.tables.units import singular, unit

if TYPE_CHECKING:
    from junheng.packs.expression import Expression

_SIGN = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
_RANK = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "per_100": 2, "negate": 3}
_ATOM = 4

#: After a number Chinese writes the counter, not the thing counted.
_COUNTER = {"m2": "㎡", "pupil": "人", "teacher": "人", "staff": "人", "pupil/class": "人", "m2/pupil": "㎡/生"}


def written(expression: Expression, values: Mapping[str, float | None], language: Language) -> str:
    """``6,831 ㎡ ÷ 1,284 人 = 5.3201``; a missing value is a dash, and so is what follows from it."""
    units = dict(expression.units)

    def shown(name: str) -> str:
        value = values[name]
        return "–" if value is None else f"{number(value, 4)} {symbol(units[name], language, value)}".rstrip()

    result = expression.evaluate(values)
    return f"{in_words(expression.node, shown)} = {'–' if result is None else number(result, 4)}"


def number(value: float, decimals: int) -> str:
    """With thousands separators and without trailing zeros."""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def symbol(name: str, language: Language, value: float) -> str:
    """The unit as it stands after a number: ``㎡``, ``pupils``, and ``pupil`` after 1."""
    label = unit(name).label
    if language == "zh":
        return _COUNTER.get(name, label.zh)
    return singular(label.en) if value == 1 and "/" not in name else label.en


def in_words(node: Node, shown: Callable[[str], str]) -> str:
    """The formula with each measure as it is shown: ``体育运动场馆面积 ÷ 在校生数``."""
    if node.kind == "number":
        return number(float(node.value), 10)
    if node.kind == "name":
        return shown(node.value)
    parts = [in_words(argument, shown) for argument in node.arguments]
    if node.kind in ("min", "max"):
        return f"{node.kind}({', '.join(parts)})"
    parts = [
        f"({part})" if _needs_brackets(node, place, argument) else part
        for place, (part, argument) in enumerate(zip(parts, node.arguments, strict=True))
    ]
    if node.kind == "negate":
        return f"−{parts[0]}"
    if node.kind == "per_100":
        return f"{parts[0]} ÷ {parts[1]} × 100"
    return f" {_SIGN[node.kind]} ".join(parts)


def _needs_brackets(node: Node, place: int, argument: Node) -> bool:
    inner, outer = _RANK.get(argument.kind, _ATOM), _RANK[node.kind]
    return inner < outer or (inner == outer and place > 0) or (argument.kind == "negate" and place > 0)
