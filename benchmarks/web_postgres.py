"""A PostgreSQL of its own for as long as a block runs, where its programs are installed; asked, and timed, by its own client."""

from __future__ import annotations

import csv
import os
import re
import shutil
import statistics
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

#: Folders in which distributions keep the server's programs.
FOLDERS = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"), Path("/usr/bin"))
SETTINGS = ("shared_buffers=1GB", "work_mem=256MB", "maintenance_work_mem=512MB", "max_wal_size=8GB", "fsync=off", "listen_addresses=")


def installed() -> bool:
    """Whether a server can be made; as root only with the account that packages make for it."""
    return (
        _program("initdb") is not None and shutil.which("psql") is not None and (os.geteuid() != 0 or shutil.which("runuser") is not None)
    )


class Postgres:
    """``with Postgres(folder) as peer: peer("SELECT 1")``."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        if os.geteuid() == 0:
            folder.parent.chmod(0o755)
            shutil.chown(folder, "postgres")
        self.environment = {**os.environ, "PGHOST": os.fspath(folder), "PGUSER": "postgres", "PGDATABASE": "postgres"}

    def __enter__(self) -> Postgres:
        """Make the server and start it."""
        data, log = os.fspath(self.folder / "data"), os.fspath(self.folder / "log")
        self._as_server("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--pgdata", data)
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={self.folder}"))
        self._as_server("pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "--options", options)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        """Stop it."""
        self._as_server("pg_ctl", "stop", "--mode=fast", "--pgdata", os.fspath(self.folder / "data"))

    def __call__(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, as text."""
        return [tuple(row) for row in csv.reader(self._psql("--csv", "--tuples-only", "--command", query).splitlines())]

    def seconds(self, query: str, repeats: int) -> float:
        """The median of a few runs, from sending the query to having its rows, without starting the client."""
        said = self._psql("--quiet", given="\\timing on\n" + f"{query} \\g /dev/null\n" * repeats)
        taken = [float(found) / 1000 for found in re.findall(r"^Time: ([0-9.]+) ms", said, re.MULTILINE)]
        assert len(taken) == repeats
        return statistics.median(taken)

    def run(self, commands: str) -> None:
        """Commands without an answer."""
        self._psql("--quiet", given=commands)

    def copy(self, table: str, file: Path) -> None:
        """Load a CSV file."""
        self._psql("--quiet", "--command", f"\\copy {table} FROM '{file}' WITH (FORMAT csv)")

    def _psql(self, *arguments: str, given: str | None = None) -> str:
        command = ["psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, text=True, env=self.environment).stdout

    def _as_server(self, program: str, *arguments: str) -> None:
        found = _program(program)
        assert found is not None
        command = [os.fspath(found), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _program(name: str) -> Path | None:
    return next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
