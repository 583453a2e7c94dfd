"""The formula language: from text to a small tree, by an LALR grammar, within fixed bounds."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

from junheng.language import Text

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedInput

#: A formula is one line that a person reads; beyond these it is a mistake or an attack.
LONGEST = 500  # characters
DEEPEST = 40  # operations inside each other
LARGEST = 400  # numbers, names and operations, references to other indicators written out

OPERATORS = ("add", "subtract", "multiply", "divide", "negate")

#: Functions and how many arguments each takes (least, most; None: any number).
FUNCTIONS: Mapping[str, tuple[int, int | None]] = {"max": (2, None), "min": (2, None), "per_100": (2, 2)}


@dataclass(frozen=True, slots=True)
class Node:
    """A number, a name, or an operation on nodes."""

    kind: str  # "number", "name", one of `OPERATORS` or `FUNCTIONS`
    value: str = ""  # of a number or name, as written
    arguments: tuple[Node, ...] = ()
    column: int = field(default=1, compare=False)  # from 1
    depth: int = field(default=1, compare=False)
    size: int = field(default=1, compare=False)


class ExpressionError(ValueError):
    """A formula that cannot be read or makes no sense; says where and why."""

    def __init__(self, text: Text, column: int, rule: str = "formula-syntax") -> None:
        super().__init__(text.en)
        self.text = text
        self.column = column  # from 1
        self.rule = rule


def parse(text: str) -> Node:
    """The tree of a formula; `ExpressionError` names the column of the first thing that does not fit."""
    from lark import UnexpectedInput

    if len(text) > LONGEST:
        message = Text("公式有 {n} 个字符，最多 {most} 个。", "The formula has {n} characters; the most is {most}.")
        raise ExpressionError(message.format(n=len(text), most=LONGEST), LONGEST + 1)
    line = text.translate({ord("\n"): " ", ord("\r"): " "})  # so that a column is a place in the text
    try:
        node = _parser().parse(line)
    except UnexpectedInput as error:
        raise _misread(line, error) from None
    if not isinstance(node, Node):
        raise TypeError(node)
    bounded(node)
    for each in walk(node):
        if each.arguments and each.kind not in OPERATORS:
            _check_call(each)
    return node


def operation(kind: str, arguments: tuple[Node, ...], column: int | None = None) -> Node:
    """A node over others."""
    return Node(
        kind,
        arguments=arguments,
        column=arguments[0].column if column is None else column,
        depth=1 + max(argument.depth for argument in arguments),
        size=1 + sum(argument.size for argument in arguments),
    )


def walk(root: Node) -> Iterator[Node]:
    """All nodes, from the root, left to right."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.arguments))


def bounded(node: Node) -> None:
    """Refuse a tree that is too deep or too large to read."""
    if node.depth > DEEPEST or node.size > LARGEST:
        message = Text(
            "公式过于复杂：嵌套 {depth} 层（最多 {deepest}）、{size} 项（最多 {largest}）。",
            "The formula is too complex: {depth} steps deep (at most {deepest}), {size} parts (at most {largest}).",
        ).format(depth=node.depth, deepest=DEEPEST, size=node.size, largest=LARGEST)
        raise ExpressionError(message, node.column)


def _check_call(node: Node) -> None:
    if node.kind not in FUNCTIONS:
        message = Text(
            "第 {column} 列：没有函数“{name}”；可用的有 {known}。",
            "Column {column}: there is no function “{name}”; there are {known}.",
        ).format(column=node.column, name=node.kind, known=", ".join(FUNCTIONS))
        raise ExpressionError(message, node.column)
    least, most = FUNCTIONS[node.kind]
    if least <= len(node.arguments) and (most is None or len(node.arguments) <= most):
        return
    if most is None:
        message = Text("第 {column} 列：{name} 至少需要 {n} 个参数。", "Column {column}: {name} takes at least {n} arguments.")
    else:
        message = Text("第 {column} 列：{name} 需要 {n} 个参数。", "Column {column}: {name} takes {n} arguments.")
    raise ExpressionError(message.format(column=node.column, name=node.kind, n=least), node.column)


def _misread(text: str, error: UnexpectedInput) -> ExpressionError:
    from lark import UnexpectedToken

    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        message = Text("公式不完整，在结尾处中断。", "The formula stops short.")
        return ExpressionError(message, len(text) + 1)
    message = Text("第 {column} 列：这里不能有“{found}”。", "Column {column}: “{found}” does not fit here.")
    return ExpressionError(message.format(column=error.column, found=text[error.column - 1]), error.column)


@functools.cache
def _parser() -> Lark:
    from lark import Lark, Token, Transformer

    class Builder(Transformer[Token, Node]):
        """Builds nodes while the parser runs, so that no depth of text can exhaust the stack."""

        def number(self, children: list[Token]) -> Node:
            return _leaf("number", children[0])

        def name(self, children: list[Token]) -> Node:
            return _leaf("name", children[0])

        def call(self, children: list[Token | Node]) -> Node:
            name, *arguments = children
            return operation(str(name), tuple(a for a in arguments if isinstance(a, Node)), _column(name))

        def operate(self, children: list[Token | Node]) -> Node:
            left, sign, right = children
            return operation(_SIGN[str(sign)], tuple(a for a in (left, right) if isinstance(a, Node)))

        def negate(self, children: list[Token | Node]) -> Node:
            sign, argument = children
            return operation("negate", tuple(a for a in (argument,) if isinstance(a, Node)), _column(sign))

    grammar = resources.files(__package__).joinpath("expression.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=Builder())


_SIGN = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


def _leaf(kind: str, token: Token) -> Node:
    return Node(kind, str(token), column=_column(token))


def _column(part: Token | Node) -> int:
    return part.column or 1
