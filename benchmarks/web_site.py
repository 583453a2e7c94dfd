"""A site for the load: a home of its own with the synthetic city, people who read, clerks who fill in, and the server in front of it.

Run as a program it prepares the home it is given and prints who there is; that way the benchmark's own process, the client, stays
without Django.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REGION, FORM, PERIOD = "chengdu-synthetic", "balance_yearly", "2026"
PASSWORD = "load-of-the-benchmark"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Someone who fills in the return of one school."""

    user: str
    ret: int
    cells: dict[str, int]  # addresses of the numbers that are theirs, with the versions that stand there


@dataclass(frozen=True, slots=True)
class Site:
    """Who can sign in, and what there is to read."""

    readers: tuple[str, ...]
    clerks: tuple[Clerk, ...]
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    indicators: dict[str, tuple[str, ...]]  # by level


def prepared(home: Path, readers: int, clerks: int) -> Site:
    """Prepare a home in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.web_site", os.fspath(home), str(readers), str(clerks)]
    said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return Site(
        tuple(said["readers"]),
        tuple(Clerk(**each) for each in said["clerks"]),
        tuple(said["areas"]),
        tuple(said["periods"]),
        {level: tuple(ids) for level, ids in said["indicators"].items()},
    )


@contextmanager
def served(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real site, as `junheng serve` starts it, for as long as the block runs."""
    command = [sys.executable, "-m", "junheng", "serve", "--port", str(port), "--home", os.fspath(home)]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
        try:
            yield server
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, seconds: float = 60) -> None:
    """Until the site answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=10).read()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def _prepare(home: Path, readers: int, clerks: int) -> dict[str, Any]:
    from junheng.cli import site

    site.prepare(home)
    from junheng import examples, packs
    from junheng.releases import freeze
    from junheng.tables import describe, read_region

    folder = home / "regions" / REGION
    examples.copy_example(REGION, folder)
    release = freeze(read_region(folder, packs.load(describe(folder).pack or "generic").vocabulary), folder, reason=None)

    from junheng.web.people.roles import Role
    from junheng.web.returns import services
    from junheng.web.returns.models import Return

    services.open_returns(services.Actor.at_machine(), REGION, FORM, PERIOD)
    areas = [row["area"] for row in release.tables["areas"].iter_rows(named=True) if row["kind"] == "county"]
    units = release.tables["units"]["unit"].to_list()
    returns = list(Return.objects.filter(region=REGION, form=FORM, period=PERIOD).order_by("unit")[:: len(units) // clerks])
    reading = (Role.PLANNER, Role.INSPECTOR, Role.EXPERT, Role.AUDITOR, Role.COUNTY)
    places = [(role := reading[number % 5], areas[number % len(areas)] if role == Role.COUNTY else "") for number in range(readers)]
    people = {f"reader-{number:02}": (role, area, "") for number, (role, area) in enumerate(places)}
    people |= {f"clerk-{number:02}": (Role.SCHOOL, "", returns[number // 2].unit) for number in range(clerks)}
    _add_people(people)
    return {
        "readers": [name for name in people if name.startswith("reader")],
        "clerks": _clerks(returns, clerks),
        "areas": areas,
        **_to_read(release),
    }


def _add_people(people: dict[str, tuple[Any, str, str]]) -> None:
    """With one password, so that preparing takes seconds; each still signs in with it by the site's own form."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    from junheng.web.people import managing
    from junheng.web.people.scope import Held

    managing.add(managing.Newcomer(name, "", Held(role, REGION, area, unit)) for name, (role, area, unit) in people.items())
    User.objects.filter(username__in=people).update(password=make_password(PASSWORD))


def _clerks(returns: Sequence[Any], count: int) -> list[dict[str, Any]]:
    """Two at each return, each with every other of the numbers that it asks for."""
    found = []
    for number in range(count):
        ret, half = returns[number // 2], number % 2
        versions = {cell.address: cell.version for cell in ret.cells.all()}
        addresses = _numbers(ret)[half::2]
        cells = {address: versions.get(address, 0) for address in addresses}
        found.append({"user": f"clerk-{number:02}", "ret": ret.pk, "cells": cells})
    return found


def _numbers(ret: Any) -> list[str]:  # noqa: ANN401
    """The addresses of the numbers that a return asks for."""
    from junheng.web.returns.setting import setting

    return [
        f"{table['id']}/{row['id']}/{column['id']}"
        for table in setting(REGION).layout(ret)["tables"]
        for row in table["rows"]
        for column in table["columns"]
        if column["kind"] == "number" and column["total"] is None and row["id"] not in column["barred"]
    ]


def _to_read(release: Any) -> dict[str, Any]:  # noqa: ANN401
    """Periods, and the indicators of each level of which there is any value."""
    import numpy as np

    from junheng import packs
    from junheng.engines import balance

    problem = balance.from_release(release, packs.load(release.description.pack))
    indicators = {}
    for at, level in enumerate(problem.levels):
        some = np.isfinite(problem.value[problem.level == at]).any(axis=0)
        indicators[level] = [each.id for each, has in zip(problem.indicators, some, strict=True) if has and level in each.levels]
    return {"periods": list(problem.periods), "indicators": indicators}


if __name__ == "__main__":
    print(json.dumps(_prepare(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
