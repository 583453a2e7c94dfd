"""Connections to a database in a file, beside those of Django: what is verified must not be touched by looking at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from junheng.web.audit import functions


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """The database as it is now, while others go on writing."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as raw:
        functions.register(raw)
        raw.execute("BEGIN")
        yield raw


@contextmanager
def writing(database: Path) -> Iterator[sqlite3.Connection]:
    """One transaction, by whoever is at work."""
    with closing(sqlite3.connect(database, timeout=20)) as raw, raw:
        functions.register(raw)
        yield raw
