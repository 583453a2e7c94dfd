"""What the triggers ask of this program. A connection without these functions cannot write to an audited table at all."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from junheng.web.audit.acting import actor_now, context_now
from junheng.web.audit.chain import canonical, cell, fingerprint, seal


def register(connection: sqlite3.Connection) -> None:
    """Lend the functions to a connection."""
    connection.create_function("junheng_actor", 0, actor_now)
    connection.create_function("junheng_context", 0, context_now)
    connection.create_function("junheng_seal", 12, seal, deterministic=True)
    connection.create_function("junheng_row", -1, row, deterministic=True)
    connection.create_function("junheng_key", -1, key, deterministic=True)
    connection.create_function("junheng_mask", 1, fingerprint, deterministic=True)


def on_connect(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        register(connection.connection)
        # Functions in triggers; and REPLACE deletes rows without a word unless triggers may follow triggers.
        connection.connection.execute("PRAGMA trusted_schema = ON")
        connection.connection.execute("PRAGMA recursive_triggers = ON")


def row(names: str, *values: Any) -> str:
    """A row as canonical JSON."""
    return canonical(dict(zip(_split(names), map(cell, values), strict=True)))


def key(*values: Any) -> str:
    """A row's key: the number itself, or a JSON list of what else the key is made of."""
    if len(values) == 1 and isinstance(values[0], int):
        return str(values[0])
    return canonical([cell(value) for value in values])


@lru_cache(maxsize=1024)
def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))
