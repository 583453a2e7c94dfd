"""The order of families 摇号: everyone gets a number, by the keyed order."""

from __future__ import annotations

from collections.abc import Sequence

from .keyed_order import keyed_order


def lottery(seed: bytes, codes: Sequence[str], *, first: int = 1) -> list[tuple[str, int]]:
    """Every code with its number, in the order of the numbers; late families go on from the last number given.

    >>> lottery(bytes(32), ["a", "b", "c"])
    [('a', 1), ('c', 2), ('b', 3)]
    """
    return list(zip(keyed_order(seed, "lottery", codes), range(first, first + len(codes)), strict=True))
