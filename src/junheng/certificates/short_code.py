"""The short code 短码 of a notice: what a person compares with the screen of their own phone."""

from __future__ import annotations

from .concealment import ALPHABET, base32

LENGTH = 16  # 80 bits


def short_code(digest: str) -> str:
    """The first 80 bits of a digest as four groups of four.

    >>> short_code("ff" * 32)
    'ZZZZ-ZZZZ-ZZZZ-ZZZZ'
    """
    letters = base32(bytes.fromhex(digest), LENGTH)
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def typed(code: str) -> str:
    """A code or salt as people type it, read as it was printed: no groups, capitals, O as 0, I and L as 1, full width as plain."""
    narrow = "".join(chr(ord(char) - 0xFEE0) if 0xFF01 <= ord(char) <= 0xFF5E else char for char in code).upper()
    return "".join(char for char in narrow.translate(str.maketrans("OIL", "011")) if char in ALPHABET)
