"""A formula over measures: its unit, its value in polars and in plain Python, and its sum written out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from junheng.language import Language, Text
from junheng.packs.syntax import ExpressionError, Node, parse, walk
from junheng.tables.units import Unit, unit

_HUNDRED = unit("100")


@dataclass(frozen=True, slots=True)
class Expression:
    """One formula, checked against the measures that exist.

    >>> ratio = Expression.read("per_100(teachers, pupils)", {"teachers": "teacher", "pupils": "pupil"})
    >>> ratio.unit.name, round(ratio.evaluate({"teachers": 54, "pupils": 1284}), 4)
    ('teacher/100 pupil', 4.2056)
    """

    text: str  # as the pack writes it
    node: Node  # the same as a tree, references to other indicators replaced
    unit: Unit  # that follows from the units of the measures
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
            Unit of each measure that exists, as `junheng.tables.units` names it.

        Raises
        ------
        ExpressionError
            With the column, and the names that exist where one does not.
        """
        return cls.of(text, parse(text), units)

    @classmethod
    def of(cls, text: str, node: Node, units: Mapping[str, str]) -> Expression:
        """The same from a tree in which references to other indicators have been replaced."""
        derived = _canonical(_unit(node, units))
        names = tuple(sorted({n.value for n in walk(node) if n.kind == "name"}))
        return cls(text, node, derived, names, tuple((name, units[name]) for name in names))

    def __str__(self) -> str:
        return self.text

    def to_polars(self) -> pl.Expr:
        """The formula over columns named as the measures; null where a part is missing or a divisor is zero, never NaN."""
        return _finite(_polars(self.node))

    def evaluate(self, values: Mapping[str, float | None]) -> float | None:
        """The formula over single values; None where a part is missing or a divisor is zero.

        Raises
        ------
        KeyError
            A measure that the formula uses is not among the values.
        """
        return _value(self.node, values)

    def explain(self, values: Mapping[str, float | None], language: Language = "zh") -> str:
        """The sum written out: ``6,831 ㎡ ÷ 1,284 人 = 5.3201``."""
        from junheng.packs.explain import written

        return written(self, values, language)

    def in_words(self, name: Callable[[str], Text], language: Language = "zh") -> str:
        """The formula with the name of each measure: ``体育运动场馆面积 ÷ 在校生数``."""
        from junheng.packs.explain import in_words

        return in_words(self.node, lambda measure: name(measure)(language))


def _unit(node: Node, units: Mapping[str, str]) -> Unit:
    if node.kind == "number":
        return unit("1")
    if node.kind == "name":
        return _unit_of_measure(node, units)
    parts = [_unit(argument, units) for argument in node.arguments]
    if node.kind == "negate":
        return parts[0]
    if node.kind == "multiply":
        return parts[0] * parts[1]
    if node.kind == "divide":
        _refuse_zero(node.arguments[1])
        return parts[0] / parts[1]
    if node.kind == "per_100":
        _refuse_zero(node.arguments[1])
        return parts[0] / (_HUNDRED * parts[1])
    for argument, part in zip(node.arguments[1:], parts[1:], strict=True):
        if (part.dimension, part.factor) != (parts[0].dimension, parts[0].factor):
            message = Text(
                "第 {column} 列：{one}与{other}不能相加、相减或比较。",
                "Column {column}: {one} and {other} cannot be added, subtracted or compared.",
            ).format(column=argument.column, one=readable(parts[0]), other=readable(part))
            raise ExpressionError(message, argument.column, "formula-unit")
    return parts[0]


def _unit_of_measure(node: Node, units: Mapping[str, str]) -> Unit:
    if node.value not in units:
        message = Text(
            "第 {column} 列：没有统计项目“{name}”；可用的有 {known}。",
            "Column {column}: there is no measure “{name}”; there are {known}.",
        ).format(column=node.column, name=node.value, known=", ".join(sorted(units)) or "–")
        raise ExpressionError(message, node.column, "formula-measure")
    return unit(units[node.value])


def readable(measured: Unit) -> Text:
    """The unit as its name and as people read it, for messages: “m2/pupil”."""
    name = _canonical(measured).name
    return Text(f"“{name}”", f"“{name}”")


def _canonical(measured: Unit) -> Unit:
    """The same unit under the name that a pack would write: numerators, then the number and denominators."""
    above = [base for base, power in measured.dimension for _ in range(power)]
    below = [base for base, power in measured.dimension for _ in range(-power)]
    factor = Fraction(measured.factor)
    if factor.numerator != 1 or not above:
        above.insert(0, str(factor.numerator))
    if factor.denominator != 1:
        below = [f"{factor.denominator} {below[0]}", *below[1:]] if below else [str(factor.denominator)]
    return unit("/".join([" ".join(above), *below]))


def _refuse_zero(divisor: Node) -> None:
    """A divisor without measures must not be zero; one with measures is known only with the data."""
    if any(node.kind == "name" for node in walk(divisor)) or _value(divisor, {}):
        return
    message = Text("第 {column} 列：除数恒为零。", "Column {column}: this divides by zero.").format(column=divisor.column)
    raise ExpressionError(message, divisor.column, "formula-zero")


def _finite(expression: pl.Expr) -> pl.Expr:
    return pl.when(expression.is_finite()).then(expression)


def _quotient(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    return above / pl.when(below.is_finite() & (below != 0)).then(below)


def _extreme(parts: list[pl.Expr], pick: Callable[[list[pl.Expr]], pl.Expr]) -> pl.Expr:
    """Polars leaves nulls out of an extreme; here a missing part makes it missing."""
    known = [_finite(part) for part in parts]
    return pl.when(pl.all_horizontal(part.is_not_null() for part in known)).then(pick(known))


_COLUMNS: Mapping[str, Callable[[list[pl.Expr]], pl.Expr]] = {
    "add": lambda x: x[0] + x[1],
    "subtract": lambda x: x[0] - x[1],
    "multiply": lambda x: x[0] * x[1],
    "negate": lambda x: -x[0],
    "divide": lambda x: _quotient(x[0], x[1]),
    "per_100": lambda x: _quotient(100 * x[0], x[1]),
    "min": lambda x: _extreme(x, pl.min_horizontal),
    "max": lambda x: _extreme(x, pl.max_horizontal),
}

_PLAIN: Mapping[str, Callable[[list[float]], float | None]] = {
    "add": lambda x: x[0] + x[1],
    "subtract": lambda x: x[0] - x[1],
    "multiply": lambda x: x[0] * x[1],
    "negate": lambda x: -x[0],
    "divide": lambda x: x[0] / x[1] if x[1] else None,
    "per_100": lambda x: 100 * x[0] / x[1] if x[1] else None,
    "min": min,
    "max": max,
}


def _polars(node: Node) -> pl.Expr:
    if node.kind == "number":
        return pl.lit(float(node.value))
    if node.kind == "name":
        return pl.col(node.value).cast(pl.Float64)
    return _COLUMNS[node.kind]([_polars(argument) for argument in node.arguments])


def _value(node: Node, values: Mapping[str, float | None]) -> float | None:
    if node.kind == "number":
        return _known(float(node.value))
    if node.kind == "name":
        value = values[node.value]
        return None if value is None else _known(float(value))
    parts = [_value(argument, values) for argument in node.arguments]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    result = _PLAIN[node.kind](known)
    return None if result is None else _known(result)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
