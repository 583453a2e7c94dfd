"""RFC 3797, for draws that have promised it: the selection of the IETF's nominating committees, to the byte.

Our own draws follow its procedure (sources named before, one way to write their values, a published list) and not its
MD5: docs/methods/draws.md says where each applies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from junheng.language import Text

from .errors import DrawError

#: The RFC counts selections in 16 bits.
_MOST = 2**16 - 1


def key_string(sources: Sequence[Sequence[int] | int]) -> str:
    """The sources as RFC 3797 §4.2 joins them: each one's numbers rising, a full stop after each, a slash after the source.

    >>> key_string([9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]])
    '9319./2.5.8.10.12./9.18.26.34.41.45./'
    """
    numbers = [[source] if isinstance(source, int) else sorted(source) for source in sources]
    return "".join("".join(f"{number}." for number in source) + "/" for source in numbers)


def selection(key: str, pool: int, pick: int) -> list[int]:
    """The numbers, from 1, of those selected from a pool, in the order of selection.

    Raises
    ------
    DrawError
        More are to be picked than there are, or fewer than one.

    >>> selection("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 3)
    [17, 7, 2]
    """
    if not 1 <= pick <= pool <= _MOST:
        raise DrawError(Text("不能从 {pool} 个中抽取 {pick} 个。", "{pick} cannot be picked from {pool}.").format(pool=pool, pick=pick))
    left = list(range(1, pool + 1))
    chosen = []
    for turn in range(pick):
        mark = turn.to_bytes(2, "big")
        digest = hashlib.md5(mark + key.encode("ascii") + mark, usedforsecurity=False).digest()
        chosen.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return chosen
