"""A home with a database in a file, real workers on it, and jobs that are put there and read by SQL alone."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from junheng.web.audit import functions

KILLING = Path(__file__).parent / "killing"


class Home:
    """What a worker and its jobs have to themselves."""

    settings = "killing_settings"

    def __init__(self, folder):
        self.folder = folder
        self.workers = []

    def environment(self, **more):
        return os.environ | {
            "JUNHENG_HOME": str(self.folder),
            "DJANGO_SETTINGS_MODULE": self.settings,
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


class Site(Home):
    """A site in a process of its own."""

    def __init__(self, folder, *options, **environment):
        super().__init__(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if name != "JUNHENG_HOME"} | environment
        command = [sys.executable, "-m", "junheng", "--lang", "en", "serve", "--port", str(self.port), "--home", str(folder), *options]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        until(self.answers, seconds=120)

    def answers(self):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/keys/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def below(self):
        """Everything that the site started, parents first."""
        found, new = [], list(children(self.process.pid))
        while new:
            found += new
            new = [grandchild for child in new for grandchild in children(child)]
        return found

    def end(self, number):
        """Stop the site by a signal; exit code, complaints, and what lives on."""
        below = self.below()
        self.process.send_signal(number)
        code = self.process.wait(30)
        until(lambda: not any(map(alive, below)))
        return code, self.process.stderr.read()
