"""The kinds of job there are: each a function, declared where it stands."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from junheng.language import Text
from junheng.web.people.roles import Right


@dataclass(frozen=True, slots=True)
class Link:
    """Where a result can be looked at."""

    name: Text
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a finished job's page says of its result."""

    sentence: Text
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job."""

    code: str
    name: Text
    run: Callable[..., Mapping[str, Any]]  # (progress, **arguments) -> result, both of what JSON can say
    right: Right | None  # that whoever starts it again must hold in the job's region
    answer: Callable[[Mapping[str, Any]], Answer] | None  # of the result

    def check(self, arguments: Mapping[str, Any]) -> None:
        """Refuse arguments that the function does not take.

        Raises
        ------
        TypeError
            One is missing or unknown.
        """
        inspect.signature(self.run).bind(None, **arguments)


_kinds: dict[str, Kind] = {}

Function = Callable[..., Mapping[str, Any]]


def job(
    code: str, *, name: Text, right: Right | None = None, answer: Callable[[Mapping[str, Any]], Answer] | None = None
) -> Callable[[Function], Function]:
    """Declare the function below as a kind of job."""

    def declare(function: Function) -> Function:
        if code in _kinds:
            raise ValueError(f"two kinds of job are called {code}")
        _kinds[code] = Kind(code, name, function, right, answer)
        return function

    return declare


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of their declaration."""
    return tuple(_kinds.values())


def kind_of(code: str) -> Kind | None:
    """The kind of that name; None where no app states it any more."""
    return _kinds.get(code)
