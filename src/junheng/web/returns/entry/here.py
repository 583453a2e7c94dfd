"""Who is on a return now, and in which cell: kept in the cache for a minute, since it is no work and belongs in no log."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import cache

#: Seconds after which somebody who is not heard of has gone; a page calls every few seconds, a hidden one less often.
GONE = 45
#: Seconds after which being there is written again.
FRESH = 15

Seats = dict[int, tuple[str, str, float]]  # user -> name, cell, when


def call_in(ret: int, user: Any, cell: str) -> list[dict[str, str]]:
    """Say that someone is on a return, and learn who else is.

    Two who call at the very same moment may overwrite each other's line; whoever misses their own writes it at the next call.
    """
    key, now = f"returns.here.{ret}", time.time()
    seats: Seats = cache.get(key) or {}
    there = {who: seat for who, seat in seats.items() if now - seat[2] < GONE}
    mine = there.get(user.pk)
    if mine is None or mine[1] != cell or now - mine[2] > FRESH:
        there[user.pk] = (user.get_full_name() or user.get_username(), cell, now)
        cache.set(key, there, 2 * GONE)
    return [{"name": name, "cell": at} for who, (name, at, _) in sorted(there.items()) if who != user.pk]
