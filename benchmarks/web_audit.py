"""What the audit log costs: rows written with its triggers on, beside the same rows with them off."""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import Row

SUITE = "web"
ROWS, SAVES, REPEATS = 10_000, 300, 3


def run() -> list[Row]:
    """Bulk writes, single saves, and the verification of what they left."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["JUNHENG_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng.web.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return _rows(Path(home) / "junheng.sqlite3")


def _rows(database: Path) -> list[Row]:
    from django.contrib.auth.models import User
    from django.db import connection

    from junheng.web.audit.verifying import verify
    from junheng.web.people.models import Assignment

    user = User.objects.create(username="benchmark")

    def assignment(number: int) -> Assignment:
        return Assignment(user=user, role="school", region="town", area="01", unit=f"S{number}")

    works: dict[str, tuple[int, Callable[[], object]]] = {
        "bulk_create": (ROWS, lambda: Assignment.objects.bulk_create(map(assignment, range(ROWS)))),
        "update() of all": (ROWS, lambda: Assignment.objects.update(area="02")),
        "DELETE of all": (ROWS, lambda: connection.cursor().execute("DELETE FROM people_assignment")),
        "save, each in a transaction": (SAVES, lambda: [assignment(number).save() for number in range(SAVES)]),
        "its deletion": (SAVES, lambda: connection.cursor().execute("DELETE FROM people_assignment")),
    }
    with_log = _median(works)
    last = connection.connection.execute("SELECT MAX(seq) FROM audit_entry").fetchone()[0]
    started = time.perf_counter()
    assert verify(database) == ()
    verifying = Row("audit: verify", f"{last:,} entries", time.perf_counter() - started, same_answer="no finding")
    with _without_triggers(connection.connection):
        without = _median(works)
        assert connection.connection.execute("SELECT MAX(seq) FROM audit_entry").fetchone()[0] == last
    rows = [
        Row(
            f"audit: {name}",
            f"{size:,} rows",
            with_log[name],
            "without the log",
            without[name],
            "every row has its entry; none without",
            note=f"{size / with_log[name]:,.0f} rows/s beside {size / without[name]:,.0f}",
        )
        for name, (size, _work) in works.items()
        if name != "its deletion"
    ]
    return [*rows, verifying]


def _median(works: dict[str, tuple[int, Callable[[], object]]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _repeat in range(REPEATS):
        for name, (_size, work) in works.items():
            started = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


@contextmanager
def _without_triggers(raw: sqlite3.Connection) -> Iterator[None]:
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_assignment'").fetchall()
    for name, _text in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    yield
    for _name, text in triggers:
        raw.execute(text)
