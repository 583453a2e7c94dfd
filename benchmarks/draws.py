"""Keyed order of a million items, beside the plain way; and integers from the counter-mode generator."""

from __future__ import annotations

import hashlib
import hmac
import random
import statistics
import time
from collections.abc import Callable

from benchmarks.table import Row

SUITE = "classes"

_SEED = hashlib.sha256(b"benchmark").digest()
_ITEMS = 1_000_000
_INTEGERS = 200_000


def cpu_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The median of a few runs on one core; other programs on the machine do not count."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def run() -> list[Row]:
    from junheng.draw import Stream, keyed_order

    codes = [f"2026{number:07d}" for number in range(_ITEMS)]

    def plain() -> list[str]:
        return sorted(codes, key=lambda code: hmac.digest(_SEED, b"order|lottery|" + code.encode(), "sha256"))

    def integers() -> list[int]:
        stream = Stream(_SEED, "benchmark")
        return [stream.below(600) for _ in range(_INTEGERS)]

    same = keyed_order(_SEED, "lottery", codes) == plain()
    chance = random.Random(1)
    return [
        Row(
            "keyed order",
            f"{_ITEMS:,} items",
            cpu_seconds(lambda: keyed_order(_SEED, "lottery", codes)),
            "sorted by hmac.digest",
            cpu_seconds(plain, 1),
            "equal lists" if same else "DIFFERENT",
            "< 2 s",
            "processor seconds, one core",
        ),
        Row(
            "integers below 600",
            f"{_INTEGERS:,}",
            cpu_seconds(integers),
            "random.randrange (not recomputable)",
            cpu_seconds(lambda: [chance.randrange(600) for _ in range(_INTEGERS)]),
            "no: another generator",
            "",
            "processor seconds, one core",
        ),
    ]
