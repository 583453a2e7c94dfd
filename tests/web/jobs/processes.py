"""A home with a database in a file, real workers on it, and jobs that are put there and read by SQL alone."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from junheng.web.audit import functions

KILLING = Path(__file__).parent / "killing"


class Home:
    """What a worker and its jobs have to themselves."""

    def __init__(self, folder):
        self.folder = folder
        self.workers = []

    def environment(self, **more):
        return os.environ | {
            "JUNHENG_HOME": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "killing_settings",
            "PYTHONPATH": str(KILLING),
            **more,
        }

    def sql(self, text, *values):
        with closing(sqlite3.connect(self.folder / "junheng.sqlite3", timeout=20)) as database, database:
            functions.register(database)
            return database.execute(text, values).fetchall()

    def submit(self, kind, **arguments):
        ((number,),) = self.sql(
            "INSERT INTO jobs_job (kind, arguments, region, state, submitted_at, owner, attempt, interruptions, final, done_before, "
            "details) "
            "VALUES (?, ?, '', 'queued', datetime('now'), '', 0, 0, 0, 0, '') RETURNING id",
            kind,
            json.dumps(arguments),
        )
        (self.folder / "submitted").touch()
        return number

    def job(self, number):
        names = ("state", "attempt", "interruptions", "done", "total", "checkpoint", "result", "cause", "details")
        ((*values,),) = self.sql(f"SELECT {', '.join(names)} FROM jobs_job WHERE id = ?", number)
        return dict(zip(names, values, strict=True))

    def state(self, number):
        return self.job(number)["state"]

    def start(self, **environment):
        worker = subprocess.Popen([sys.executable, KILLING / "run_worker.py"], env=self.environment(**environment))
        self.workers.append(worker)
        return worker

    def lines(self, name):
        path = self.folder / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def until(true, seconds=60):
    """Wait until something holds; what it was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come about in time")


def children(pid):
    """Processes that this one started and that have not been waited for, with their state."""
    found = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=3) for line in found.splitlines()]
    return {int(row[0]): row[2] for row in rows if int(row[1]) == pid and "resource_tracker" not in row[-1]}


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
