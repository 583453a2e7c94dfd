"""A formula over measures: its unit, its value in polars and in plain Python, and its sum written out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from junheng.language import Language, Text
from junheng.packs.formula_unit import ONE, FormulaUnit
from junheng.packs.syntax import ExpressionError, Node, parse, walk

_PER = {"per_100": 100}


@dataclass(frozen=True, slots=True)
class Expression:
    """One formula, checked against the measures that exist.

    >>> ratio = Expression.read("per_100(teachers, pupils)", {"teachers": "person", "pupils": "pupil"})
    >>> ratio.unit, ratio.evaluate({"teachers": 54, "pupils": 1284})
    ('person/100 pupil', 4.205607476635514)
    """

    text: str
    node: Node
    unit: str
    names: tuple[str, ...]  # measures used, sorted
    units: tuple[tuple[str, str], ...]  # of the measures used

    @classmethod
    def read(cls, text: str, units: Mapping[str, str]) -> Expression:
        """Parse and check a formula.

        Parameters
        ----------
        text
            For example ``sports_area / pupils``.
        units
            Unit of each measure that exists.

        Raises
        ------
        ExpressionError
            With the column, and the names that exist where one does not.
        """
        return cls.of(text, parse(text), units)

    @classmethod
    def of(cls, text: str, node: Node, units: Mapping[str, str]) -> Expression:
        """The same from a tree, in which references to other indicators have been replaced."""
        unit = _unit(node, units)
        names = tuple(sorted({n.value for n in walk(node) if n.kind == "name"}))
        return cls(text, node, str(unit), names, tuple((name, units[name]) for name in names))

    def to_polars(self) -> pl.Expr:
        """The formula over columns named as the measures; null where a part is missing or a divisor is zero, never NaN."""
        return _finite(_polars(self.node))

    def evaluate(self, values: Mapping[str, float | None]) -> float | None:
        """The formula over single values; None where a part is missing or a divisor is zero."""
        return _value(self.node, values)

    def explain(self, values: Mapping[str, float | None], language: Language = "zh") -> str:
        """The sum written out: ``6,831 ㎡ ÷ 1,284 人 = 5.3201``."""
        from junheng.packs.explain import written

        return written(self, values, language)


def _unit(node: Node, units: Mapping[str, str]) -> FormulaUnit:
    if node.kind == "number":
        return ONE
    if node.kind == "name":
        if node.value not in units:
            known = ", ".join(sorted(units)) or "–"
            message = Text(
                "第 {column} 列：没有统计项目“{name}”，可用的有 {known}。",
                "Column {column}: there is no measure “{name}”; there are {known}.",
            ).format(column=node.column, name=node.value, known=known)
            raise ExpressionError(message, node.column, "formula-measure")
        return FormulaUnit.parse(units[node.value])
    parts = [_unit(argument, units) for argument in node.arguments]
    if node.kind == "negate":
        return parts[0]
    if node.kind == "multiply":
        return parts[0] * parts[1]
    if node.kind == "divide" or node.kind in _PER:
        _refuse_zero(node.arguments[1])
        unit = parts[0] / parts[1]
        return unit if node.kind == "divide" else unit / FormulaUnit.parse(str(_PER[node.kind]))
    for argument, unit in zip(node.arguments[1:], parts[1:], strict=True):
        if unit != parts[0]:
            message = Text(
                "第 {column} 列：“{one}”与“{other}”的单位不同，不能相加或比较。",
                "Column {column}: {one} and {other} cannot be added or compared.",
            )
            raise ExpressionError(message.format(column=argument.column, one=parts[0], other=unit), argument.column, "formula-unit")
    return parts[0]


def _refuse_zero(divisor: Node) -> None:
    if any(n.kind == "name" for n in walk(divisor)):
        return
    if not _value(divisor, {}):
        message = Text("第 {column} 列：除数恒为零。", "Column {column}: this divides by zero.").format(column=divisor.column)
        raise ExpressionError(message, divisor.column, "formula-zero")


def _finite(expression: pl.Expr) -> pl.Expr:
    return pl.when(expression.is_finite()).then(expression)


def _quotient(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    return pl.when(below.is_finite() & (below != 0)).then(above / below)


def _polars(node: Node) -> pl.Expr:
    if node.kind == "number":
        return pl.lit(float(node.value))
    if node.kind == "name":
        return pl.col(node.value).cast(pl.Float64)
    parts = [_polars(argument) for argument in node.arguments]
    if node.kind in ("min", "max"):
        checked = [_finite(part) for part in parts]
        extreme = pl.min_horizontal(checked) if node.kind == "min" else pl.max_horizontal(checked)
        return pl.when(pl.all_horizontal(part.is_not_null() for part in checked)).then(extreme)
    if node.kind in _PER:
        return _quotient(parts[0], parts[1]) * float(_PER[node.kind])
    if node.kind == "divide":
        return _quotient(parts[0], parts[1])
    if node.kind == "negate":
        return -parts[0]
    return {"add": parts[0] + parts[-1], "subtract": parts[0] - parts[-1], "multiply": parts[0] * parts[-1]}[node.kind]


_PLAIN: Mapping[str, Callable[[list[float]], float | None]] = {
    "add": lambda x: x[0] + x[1],
    "subtract": lambda x: x[0] - x[1],
    "multiply": lambda x: x[0] * x[1],
    "negate": lambda x: -x[0],
    "divide": lambda x: x[0] / x[1] if x[1] else None,
    "per_100": lambda x: x[0] / x[1] * 100 if x[1] else None,
    "min": min,
    "max": max,
}


def _value(node: Node, values: Mapping[str, float | None]) -> float | None:
    if node.kind == "number":
        return float(node.value)
    if node.kind == "name":
        value = values[node.value]
        return None if value is None or not math.isfinite(value) else float(value)
    parts = [_value(argument, values) for argument in node.arguments]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    result = _PLAIN[node.kind](known)
    return None if result is None or not math.isfinite(result) else result
