"""The last hash of each day, kept outside the database and printed in a notice: what was said then cannot be unsaid later.

``audit-heads.txt`` lies beside the database. Each line is ``DAY SEQ HASH``: on this day, the last entry was this one. Lines are only
added: at each start, every ten minutes in which something was written, and for a day that has ended once the next begins.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

NAME = "audit-heads.txt"
SECONDS_BETWEEN = 600


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a day."""

    day: date
    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.seq} {self.hash}"


def file_of(database: str | Path) -> Path:
    """Where the heads of a database are kept."""
    return Path(database).with_name(NAME)


def of_day(raw: sqlite3.Connection, day: date) -> Head | None:
    """The head of a day of the site's time zone; None where nothing was written on it."""
    row = raw.execute(
        "SELECT seq, hash FROM audit_entry WHERE seq = (SELECT MAX(seq) FROM audit_entry WHERE at >= ? AND at < ?)",
        [moment_of(day), moment_of(day + timedelta(days=1))],
    ).fetchone()
    return None if row is None else Head(day, *row)


def days(raw: sqlite3.Connection, since: date | None = None) -> Iterator[Head]:
    """The heads of all days on which something was written, from one on."""
    first, last = raw.execute("SELECT MIN(at), MAX(at) FROM audit_entry WHERE at >= ?", [moment_of(since) if since else ""]).fetchone()
    if first is None:
        return
    day, end = (timezone.localdate(datetime.fromisoformat(at)) for at in (first, last))
    while day <= end:
        head = of_day(raw, day)
        if head:
            yield head
        day += timedelta(days=1)


def noted(path: Path) -> list[Head]:
    """The heads in a file.

    Raises
    ------
    ValueError
        A line is not one that this program writes.
    """
    if not path.exists():
        return []
    heads = []
    for line in path.read_text(encoding="ascii").splitlines():
        day, seq, hash_ = line.split(" ")
        heads.append(Head(date.fromisoformat(day), int(seq), hash_))
    return heads


def note(connection: BaseDatabaseWrapper) -> None:
    """Add what is new to the file; nothing in the middle of a transaction, which may yet be rolled back."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        return
    connection.ensure_connection()
    path = file_of(connection.settings_dict["NAME"])
    try:
        last = noted(path)[-1:]
    except ValueError:  # somebody wrote into it: `verifying` says so, and new lines still count
        last = []
    new = [head for head in days(connection.connection, last[0].day if last else None) if not last or head.seq > last[0].seq]
    if new:
        with path.open("a", encoding="ascii", newline="\n") as file:
            file.write("".join(f"{head}\n" for head in new))


_next_note = 0.0


def note_now_and_then(connection: BaseDatabaseWrapper) -> None:
    """Called after each request."""
    global _next_note
    if time.monotonic() >= _next_note:
        _next_note = time.monotonic() + SECONDS_BETWEEN
        note(connection)


def moment_of(day: date) -> str:
    """When a day of the site begins, as entries write it."""
    begins = datetime.combine(day, clock(), tzinfo=timezone.get_default_timezone())
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
