"""Integers from a seed 随机整数: a generator in counter mode, and rejection so that none is more likely."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import numpy as np

from .domain import message_prefix

_WORD = 8  # bytes
_WORDS = 1 << (8 * _WORD)


class Stream:
    """The words that a seed gives for one use.

    Block *i* is ``HMAC-SHA-256(seed, "stream|" + domain + "|" + i)``, *i* in decimal from 0; a block is four words of
    64 bits, the highest byte first. docs/methods/draws.md (3).

    >>> stream = Stream(bytes(32), "dice")
    >>> [stream.below(6) + 1 for _ in range(5)]
    [2, 6, 2, 2, 1]
    """

    def __init__(self, seed: bytes, domain: str) -> None:
        self._seed = seed
        self._prefix = message_prefix("stream", domain)
        self._block = 0
        self._left: Iterator[int] = iter(())

    def word(self) -> int:
        """The next word, from 0 to 2⁶⁴ − 1."""
        for word in self._left:
            return word
        block = self._next_block()
        self._left = iter([int.from_bytes(block[start : start + _WORD], "big") for start in range(0, len(block), _WORD)])
        return next(self._left)

    def words(self, count: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
        """The next words as an array, for compiled code; the same words that `word` would give."""
        return np.array([self.word() for _ in range(count)], dtype=np.uint64)

    def below(self, n: int) -> int:
        """An integer from 0 to n − 1, each equally likely.

        A word that is not below the largest multiple of n is thrown away and the next one taken; what remains is
        divided by n and the rest is the answer.

        Raises
        ------
        ValueError
            n is not between 1 and 2⁶⁴.
        """
        if not 1 <= n <= _WORDS:
            raise ValueError(f"below({n}): from 1 to 2**64.")
        limit = _WORDS - _WORDS % n
        while True:
            word = self.word()
            if word < limit:
                return word % n

    def _next_block(self) -> bytes:
        block = hmac.digest(self._seed, self._prefix + str(self._block).encode(), hashlib.sha256)
        self._block += 1
        return block
