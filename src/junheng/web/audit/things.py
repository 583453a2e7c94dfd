"""What an app says of its tables, in a module ``audited``; a table of which nobody says anything is recorded whole.

thing("mfa_authenticator", Text("双重验证", "Second factor"), secret=("data",), fleeting=("last_used_at",))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from junheng.language import Text

#: Columns that are secret in whatever table they stand.
SECRET = re.compile(r"password|secret|token|session_key|digest|recovery|private_key")


@dataclass(frozen=True, slots=True)
class Thing:
    """What the rows of a table are, and how they are recorded."""

    table: str
    name: Text | None = None
    columns: Mapping[str, Text] = field(default_factory=dict)  # names of columns
    values: Mapping[str, Mapping[Any, Text]] = field(default_factory=dict)  # words for values, by column
    label: Callable[[Mapping[str, Any]], Text | str] | None = None  # which one it is, from the row's values
    labels: Callable[[Sequence[Mapping[str, Any]]], Sequence[Text | str]] | None = None  # the same of many at once
    secret: frozenset[str] = frozenset()  # kept as a fingerprint, which shows a change and nothing else
    hidden: frozenset[str] = frozenset()  # not kept: so few values are possible that a fingerprint would tell them
    fleeting: frozenset[str] = frozenset()  # not kept: they change by themselves, and a change of them alone is no entry

    def is_secret(self, column: str) -> bool:
        """Whether only a fingerprint is kept."""
        return column in self.secret or SECRET.search(column) is not None


_things: dict[str, Thing] = {}


def thing(
    table: str,
    name: Text | None = None,
    *,
    columns: Mapping[str, Text] | None = None,
    values: Mapping[str, Mapping[Any, Text]] | None = None,
    label: Callable[[Mapping[str, Any]], Text | str] | None = None,
    labels: Callable[[Sequence[Mapping[str, Any]]], Sequence[Text | str]] | None = None,
    secret: Iterable[str] = (),
    hidden: Iterable[str] = (),
    fleeting: Iterable[str] = (),
) -> Thing:
    """State what a table is."""
    kept = (frozenset(secret), frozenset(hidden), frozenset(fleeting))
    _things[table] = Thing(table, name, columns or {}, values or {}, label, labels, *kept)
    return _things[table]


def thing_of(table: str) -> Thing:
    """What was said of a table."""
    return _things.get(table) or Thing(table)
