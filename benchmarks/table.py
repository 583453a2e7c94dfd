"""The one table that every benchmark fills."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One piece of work, ours beside one peer; seconds are medians. Without a peer, `peer` is empty."""

    work: str
    size: str
    ours: float
    peer: str = ""
    peer_seconds: float | None = None
    same_answer: str = ""  # how the answers were compared, before any clock
    target: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our time as a share of the peer's."""
        return None if self.peer_seconds is None else self.ours / self.peer_seconds


def median_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The median of a few runs."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def machine(peers: tuple[str, ...] = ("polars", "numpy", "numba", "duckdb")) -> str:
    """Cores, processor, versions and commit, for the foot of the table."""
    cpu = (
        next(
            (
                line.split(":", 1)[1].strip()
                for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
                if "model name" in line
            ),
            platform.processor(),
        )
        if Path("/proc/cpuinfo").exists()
        else platform.processor()
    )
    commit = (
        subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip() or "no commit"
    )
    versions = ", ".join(f"{name} {version(name)}" for name in peers)
    return f"{os.cpu_count()} cores, {cpu}; Python {platform.python_version()}, {versions}; commit {commit}"
