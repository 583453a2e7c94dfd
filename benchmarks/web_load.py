"""Fifty people read indicator pages while twenty clerks save cells: the real site, its sessions and its tokens, on SQLite.

A person reads a page for a second on average before asking for the next; a clerk saves a cell every second on average, two clerks at
each return. Most look at the newest period, half of them at all areas, one in five in English. Then eight people who do not pause ask for
any page there is: most of these nobody has opened before. The client runs on the same cores. When the load is over, every cell is read
from the database and compared with what the site acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks import web_site
from benchmarks.table import Row
from benchmarks.web_site import Clerk, Site
from benchmarks.web_visitor import Visitor

SUITE = "web"
HOST, READERS, CLERKS = "127.0.0.1", 50, 20
THINK, SECONDS, WARM_UP, ALONE = 1.0, 60.0, 30.0, 15.0
CROWD, CROWD_SECONDS = 8, 10.0
Acknowledged = dict[tuple[int, str], tuple[str, int]]  # return and address of a cell -> value and version


@dataclass
class Taken:
    """What one person met: seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def time(self, work: Callable[[], tuple[int, bytes]]) -> bytes:
        """Do one request and note how long it took to its last byte."""
        started = time.perf_counter()
        try:
            status, body = work()
        except OSError as error:
            self.errors.append(repr(error))
            return b""
        self.seconds.append(time.perf_counter() - started)
        if status != 200:
            self.errors.append(f"{status}: {body[:80]!r}")
        return body


def run() -> list[Row]:
    """The load with its think times, then the most that the site answers."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        site = web_site.prepared(home, READERS, CLERKS)
        port = _free_port()
        with web_site.served(home, port) as server:
            web_site.wait_for(f"http://{HOST}:{port}/")
            return [*_load(home, site, port, server.pid), _crowd(site, port)]


def _load(home: Path, site: Site, port: int, server: int) -> list[Row]:
    readers, clerks = [_signed_in(name, port) for name in site.readers], [_signed_in(each.user, port) for each in site.clerks]
    acknowledged: Acknowledged = {}
    first = time.perf_counter() + ALONE / 2  # what a server reads once is read by then
    with _together() as start:
        alone = _saving(start, clerks, site, (first, first + ALONE), acknowledged)
    machine = f"load {os.getloadavg()[0]:.1f} before"
    client, served, started = time.process_time(), _cpu(server), time.perf_counter()
    span = started + WARM_UP, started + WARM_UP + SECONDS
    with _together() as start:
        read = [start(_read, visitor, site, number, *span) for number, visitor in enumerate(readers)]
        saved = _saving(start, clerks, site, span, acknowledged)
    elapsed = time.perf_counter() - started
    used = (_cpu(server) - served) / elapsed, (time.process_time() - client) / elapsed
    cores = f"server {used[0]:.2f} and client {used[1]:.2f} of {os.cpu_count()} cores; {machine}"
    lost = f"{_lost(home, acknowledged)} of {len(acknowledged)} cells lost"
    return [
        _row("indicator pages", f"{READERS} readers, {CLERKS} clerks", read, SECONDS, "p95 < 0.3 s", cores),
        _row("save of a cell", f"{READERS} readers, {CLERKS} clerks", saved, SECONDS, "< 0.05 s", lost),
        _row("save of a cell", f"{CLERKS} clerks alone", alone, ALONE, "< 0.05 s", lost),
    ]


def _saving(
    start: Callable[..., Taken], clerks: Sequence[Visitor], site: Site, span: tuple[float, float], acknowledged: Acknowledged
) -> list[Taken]:
    return [
        start(_save, visitor, each, number, *span, acknowledged)
        for number, (visitor, each) in enumerate(zip(clerks, site.clerks, strict=True))
    ]


def _row(work: str, who: str, taken: Sequence[Taken], span: float, target: str, note: str) -> Row:
    seconds = sorted(value for each in taken for value in each.seconds)
    errors = [error for each in taken for error in each.errors]
    for error in errors[:5]:
        print(error)
    middle, late = statistics.median(seconds), seconds[int(0.95 * len(seconds))]
    times = f"p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms"
    said = f"{times}; {len(seconds) / span:.1f} a second; {note}"
    return Row(f"site: {work}, p95", who, late, target=target, same_answer=f"{len(errors)} errors of {len(seconds)}", note=said)


def _signed_in(user: str, port: int) -> Visitor:
    visitor = Visitor(HOST, port)
    visitor.sign_in(user, web_site.PASSWORD)
    visitor.connection.close()  # until the others have signed in the server would not wait; it opens again by itself
    return visitor


def _pages(site: Site, seed: int, *, newest: float) -> Iterator[str]:
    """Addresses of indicator pages: such a share of the newest period, the others of any."""
    drawn = random.Random(seed)
    while True:
        level = drawn.choice(list(site.indicators))
        indicator = drawn.choice(site.indicators[level])
        period = site.periods[-1] if drawn.random() < newest else drawn.choice(site.periods)
        area = drawn.choice(("", f"&area={drawn.choice(site.areas)}"))
        yield f"/monitor/{web_site.REGION}/indicator/{indicator}/?level={level}&period={period}{area}"


def _read(visitor: Visitor, site: Site, number: int, begin: float, end: float) -> Taken:
    """Read pages with pauses until the end; what came before the beginning warms up."""
    pause, pages, taken, warm = random.Random(1000 + number), _pages(site, number, newest=0.7), Taken(), Taken()
    if number % 5 == 4:
        visitor.cookies["language"] = "en"
    while (now := time.perf_counter()) < end:
        path = next(pages)
        (taken if now >= begin else warm).time(lambda path=path: visitor.get(path))
        time.sleep(pause.uniform(0, 2 * THINK))
    taken.errors += warm.errors
    return taken


def _save(visitor: Visitor, clerk: Clerk, number: int, begin: float, end: float, acknowledged: Acknowledged) -> Taken:
    """Save one cell after the other, round and round, each by the version that was acknowledged last."""
    pause, taken, warm, turn = random.Random(2000 + number), Taken(), Taken(), 0
    versions = clerk.cells  # a clerk who comes back goes on from what was acknowledged last
    while (now := time.perf_counter()) < end:
        address, value = list(versions)[turn % len(versions)], str(100 * (turn + 1) + number)
        change = {"address": address, "value": value, "version": versions[address], "nothing": False}
        path = f"/returns/{clerk.ret}/cells/"
        meter = taken if now >= begin else warm
        body = meter.time(lambda path=path, change=change: visitor.post_json(path, {"changes": [change]}))
        said = json.loads(body)["cells"].get(address) if body.startswith(b"{") else None
        if said is None:
            meter.errors.append(f"not saved: {body[:200]!r}")
        else:
            versions[address] = said["version"]
            acknowledged[clerk.ret, address] = (said["value"], said["version"])
        turn += 1
        time.sleep(pause.uniform(0, 2 * THINK))
    taken.errors += warm.errors
    return taken


def _lost(home: Path, acknowledged: Acknowledged) -> int:
    """Cells that do not hold the last value that was acknowledged."""
    with sqlite3.connect(f"file:{home / 'junheng.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute("""SELECT ret_id, "table" || '/' || "row" || '/' || "column", value, version FROM returns_cell""")
        stored = {(ret, address): (value, version) for ret, address, value, version in rows}
    return sum(stored.get(cell) != said for cell, said in acknowledged.items())


def _crowd(site: Site, port: int) -> Row:
    """Readers who do not pause: how many pages a second there are to have."""
    visitors = [_signed_in(name, port) for name in site.readers[:CROWD]]
    begin = time.perf_counter()
    with _together() as start:
        taken = [start(_hurry, visitor, site, number, begin + CROWD_SECONDS) for number, visitor in enumerate(visitors)]
    elapsed = time.perf_counter() - begin
    count, errors = sum(len(each.seconds) for each in taken), sum(len(each.errors) for each in taken)
    note = f"{count / elapsed:.1f} pages a second"
    middle = statistics.median(value for each in taken for value in each.seconds)
    return Row("site: pages without a pause, p50", f"{CROWD} readers", middle, same_answer=f"{errors} errors of {count}", note=note)


def _hurry(visitor: Visitor, site: Site, number: int, end: float) -> Taken:
    taken, pages = Taken(), _pages(site, 100 + number, newest=0.0)
    while time.perf_counter() < end:
        path = next(pages)
        taken.time(lambda path=path: visitor.get(path))
    return taken


@contextmanager
def _together() -> Iterator[Callable[..., Taken]]:
    """Threads that begin at once and have all ended when the block has; what each returns is gathered in the object handed out."""
    threads: list[threading.Thread] = []
    failures: list[BaseException] = []

    def start(work: Callable[..., Taken], *arguments: object) -> Taken:
        taken = Taken()

        def body() -> None:
            try:
                done = work(*arguments)
                taken.seconds, taken.errors = done.seconds, done.errors
            except BaseException as error:  # noqa: BLE001 (raised again below)
                failures.append(error)

        threads.append(threading.Thread(target=body))
        return taken

    yield start
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _cpu(server: int) -> float:
    """Seconds that the server's processes have computed."""
    top = psutil.Process(server)
    return sum(sum(process.cpu_times()[:2]) for process in (top, *top.children(recursive=True)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
