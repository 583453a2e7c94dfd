"""The formula language: from text to a small tree, by an LALR grammar, within fixed bounds."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from junheng.language import Text

#: A formula is one line that a person reads; beyond these it is a mistake or an attack.
LONGEST = 500
DEEPEST = 40

#: Functions and how many arguments each takes (least, most; None: any number).
FUNCTIONS: dict[str, tuple[int, int | None]] = {"min": (2, None), "max": (2, None), "per_100": (2, 2)}


@dataclass(frozen=True, slots=True)
class Node:
    """A number, a name, or an operation on nodes."""

    kind: str  # "number", "name", "add", "subtract", "multiply", "divide", "negate" or a function
    value: str = ""  # of a number or name, as written
    arguments: tuple[Node, ...] = ()
    column: int = field(default=1, compare=False)  # from 1
    depth: int = field(default=1, compare=False)


class ExpressionError(ValueError):
    """A formula that cannot be read or makes no sense; says where and why."""

    def __init__(self, message: Text, column: int, rule: str = "formula-syntax") -> None:
        super().__init__(message.en)
        self.message = message
        self.column = column  # from 1
        self.rule = rule


def parse(text: str) -> Node:
    """The tree of a formula; `ExpressionError` names the column of the first thing that does not fit."""
    from lark import UnexpectedInput
    from lark.exceptions import LarkError

    if len(text) > LONGEST:
        raise ExpressionError(
            Text("公式有 {n} 个字符，最多 {most} 个。", "The formula has {n} characters; the most is {most}.").format(
                n=len(text), most=LONGEST
            ),
            LONGEST + 1,
        )
    try:
        node: Node = _parser().parse(text)
    except UnexpectedInput as error:
        raise _misread(text, error) from None
    except LarkError as error:  # pragma: no cover - the grammar leaves no other way to fail
        raise ExpressionError(Text("公式无法识别。", "The formula cannot be read."), 1) from error
    _check(node)
    return node


def _check(root: Node) -> None:
    if root.depth > DEEPEST:
        raise ExpressionError(
            Text("公式嵌套 {n} 层，最多 {most} 层。", "The formula is {n} steps deep; the most is {most}.").format(
                n=root.depth, most=DEEPEST
            ),
            root.column,
        )
    for node in walk(root):
        if node.kind in OPERATORS or not node.arguments:
            continue
        if node.kind not in FUNCTIONS:
            raise ExpressionError(
                Text(
                    "第 {column} 列：没有函数“{name}”，可用的有 {known}。",
                    "Column {column}: there is no function “{name}”; there are {known}.",
                ).format(column=node.column, name=node.kind, known=", ".join(FUNCTIONS)),
                node.column,
            )
        least, most = FUNCTIONS[node.kind]
        if len(node.arguments) < least or (most is not None and len(node.arguments) > most):
            raise ExpressionError(
                Text("第 {column} 列：{name} 需要 {n} 个参数。", "Column {column}: {name} takes {n} arguments.").format(
                    column=node.column,
                    name=node.kind,
                    n=least if least == most else Text(f"至少 {least}", f"at least {least}"),
                ),
                node.column,
            )


OPERATORS = ("add", "subtract", "multiply", "divide", "negate")


def walk(root: Node) -> list[Node]:
    """All nodes, from the root, left to right."""
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(node.arguments))
    return found


def _misread(text: str, error: Any) -> ExpressionError:
    position = getattr(error, "pos_in_stream", None)
    if position is None or position < 0 or position >= len(text):
        return ExpressionError(Text("公式在结尾处不完整。", "The formula stops short."), len(text) + 1)
    column = position + 1
    message = Text("第 {column} 列：这里不能有“{found}”。", "Column {column}: “{found}” does not fit here.")
    return ExpressionError(message.format(column=column, found=text[position]), column)


@functools.cache
def _parser() -> Any:
    from lark import Lark, Token, Transformer

    class Builder(Transformer[Token, Node]):
        """Builds nodes while the parser runs, so that no depth of text can exhaust the stack."""

        def number(self, children: list[Token]) -> Node:
            return Node("number", str(children[0]), column=children[0].column or 1)

        def name(self, children: list[Token]) -> Node:
            return Node("name", str(children[0]), column=children[0].column or 1)

        def call(self, children: list[Any]) -> Node:
            return _operation(str(children[0]), children[1:], children[0].column)

        def negate(self, children: list[Node]) -> Node:
            return _operation("negate", children)

        def add(self, children: list[Node]) -> Node:
            return _operation("add", children)

        def subtract(self, children: list[Node]) -> Node:
            return _operation("subtract", children)

        def multiply(self, children: list[Node]) -> Node:
            return _operation("multiply", children)

        def divide(self, children: list[Node]) -> Node:
            return _operation("divide", children)

    grammar = resources.files(__package__).joinpath("expression.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=Builder())


def _operation(kind: str, arguments: list[Node], column: int | None = None) -> Node:
    return Node(
        kind,
        arguments=tuple(arguments),
        column=column or arguments[0].column,
        depth=1 + max(argument.depth for argument in arguments),
    )
