"""Chance that is the same on every machine: each draw is a SHA-256 of its own name, each number an integer.

A draw depends on nothing but the seed and its name, so a school added to one county changes no other school.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

#: Another seed gives another city.
SEED = "junheng/chengdu-synthetic/1"

_T = TypeVar("_T")


def whole(low: int, high: int, *name: object) -> int:
    """A whole number from low to high, both included, all alike.

    >>> whole(1, 6, "example") == whole(1, 6, "example")
    True
    """
    digest = sha256("/".join((SEED, *map(str, name))).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)  # uneven by less than 1e-12 for the spans used here


def bell(spread: int, *name: object) -> int:
    """A whole number between -spread and spread, more often near 0: the mean of three draws."""
    return sum(whole(-spread, spread, *name, k) for k in range(3)) // 3


def chance(per_mille: int, *name: object) -> bool:
    """True in so many of a thousand cases."""
    return whole(0, 999, *name) < per_mille


def pick(options: Sequence[_T], *name: object) -> _T:
    """One of the options."""
    return options[whole(0, len(options) - 1, *name)]
