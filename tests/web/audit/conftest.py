"""A database in a file, to be written to and tampered with."""

import os
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from junheng.web.audit import functions, heads, verifying
from junheng.web.audit.acting import acting


@dataclass(frozen=True)
class Database:
    """A file as the migrations leave it."""

    path: Path

    @contextmanager
    def ours(self):
        """A connection with the functions of the program."""
        raw = sqlite3.connect(self.path, isolation_level=None)
        functions.register(raw)
        with acting("test"):
            yield raw
        raw.close()

    @contextmanager
    def theirs(self):
        """A connection of somebody else."""
        raw = sqlite3.connect(self.path, isolation_level=None)
        yield raw
        raw.close()

    def note(self):
        with self.theirs() as raw:
            heads.file_of(self.path).write_text("".join(f"{head}\n" for head in heads.days(raw)))

    def kinds(self):
        return {finding.kind for finding in verifying.verify(self.path)}


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """As the migrations leave it."""
    home = tmp_path_factory.mktemp("audit-home")
    environment = os.environ | {"JUNHENG_HOME": os.fspath(home)}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    return home / "junheng.sqlite3"


@pytest.fixture
def database(empty_database, tmp_path):
    """Ten rows of ours, the fifth changed and the tenth deleted, and the head noted."""
    path = tmp_path / "junheng.sqlite3"
    path.write_bytes(empty_database.read_bytes())
    database = Database(path)
    with database.ours() as raw:
        raw.execute("INSERT INTO auth_user VALUES (1, 'hash', NULL, 0, 'li', '', '', 0, 1, '2025-09-01 08:00:00', '李老师')")
        for number in range(1, 11):
            raw.execute(
                "INSERT INTO people_assignment (id, role, region, area, unit, user_id) VALUES (?, 'school', 'town', '01', ?, 1)",
                [number, f"S{number}"],
            )
        raw.execute("UPDATE people_assignment SET role = 'county' WHERE id = 5")
        raw.execute("DELETE FROM people_assignment WHERE id = 10")
    database.note()
    return database
