"""Formulas that use other indicators: each reference is written out, and a circle is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from junheng.language import Text
from junheng.packs.expression import Expression
from junheng.packs.syntax import DEEPEST, ExpressionError, Node, bounded, operation, parse

PREFIX = "indicator."


@dataclass(frozen=True, slots=True)
class Formulas:
    """All formulas of a standard, and what is wrong with those that cannot be read."""

    read: dict[str, Expression] = field(default_factory=dict)
    errors: dict[str, ExpressionError] = field(default_factory=dict)


def read_formulas(texts: Mapping[str, str], units: Mapping[str, str]) -> Formulas:
    """Read the formula of each indicator; ``indicator.NAME`` in one stands for another one's.

    An indicator that only refers to a broken one is neither read nor listed: the error stands where it arises.

    >>> formulas = read_formulas({"share": "books / pupils", "half": "indicator.share / 2"}, {"books": "book", "pupils": "pupil"})
    >>> formulas.read["half"].evaluate({"books": 10, "pupils": 5})
    1.0
    """
    reader = _Reader(texts, units, Formulas())
    for name in texts:
        try:
            reader.tree(name, ())
        except (ExpressionError, _Broken):
            continue  # kept in errors, where it arose
    return reader.formulas


class _Broken(Exception):  # noqa: N818 - a signal, not an error to show
    """What an indicator refers to cannot be read."""


@dataclass(frozen=True, slots=True)
class _Reader:
    texts: Mapping[str, str]
    units: Mapping[str, str]
    formulas: Formulas

    def tree(self, name: str, path: tuple[str, ...]) -> Node:
        """The tree of an indicator without references; `path` is how we came here."""
        if name in self.formulas.read:
            return self.formulas.read[name].node
        if name in self.formulas.errors:
            raise _Broken
        try:
            written_out = self._written_out(parse(self.texts[name]), (*path, name))
            self.formulas.read[name] = Expression.of(self.texts[name], written_out, self.units)
        except ExpressionError as error:
            self.formulas.errors[name] = error
            raise _Broken from error
        return written_out

    def _written_out(self, node: Node, path: tuple[str, ...]) -> Node:
        if node.kind == "name" and node.value.startswith(PREFIX):
            return self._referred(node, path)
        if not node.arguments:
            return node
        result = operation(node.kind, tuple(self._written_out(argument, path) for argument in node.arguments), node.column)
        bounded(result)
        return result

    def _referred(self, node: Node, path: tuple[str, ...]) -> Node:
        name = node.value.removeprefix(PREFIX)
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            message = Text("指标循环引用：{circle}。", "The indicators refer to each other in a circle: {circle}.")
            raise ExpressionError(message.format(circle=circle), node.column, "formula-cycle")
        if name not in self.texts:
            message = Text(
                "第 {column} 列：没有指标“{name}”；可用的有 {known}。",
                "Column {column}: there is no indicator “{name}”; there are {known}.",
            ).format(column=node.column, name=name, known=", ".join(self.texts))
            raise ExpressionError(message, node.column, "formula-reference")
        if len(path) > DEEPEST:
            message = Text("指标层层引用超过 {most} 层。", "The indicators refer to each other over more than {most} steps.")
            raise ExpressionError(message.format(most=DEEPEST), node.column)
        return self.tree(name, path)
