"""The order of a draw 抽签顺序: items sorted by HMAC-SHA-256 of the seed and their code."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

import numpy as np

from .domain import message_prefix

_BLOCK = 64  # bytes of a SHA-256 block, the width of HMAC's pads
_DIGEST = 32


def keyed_order(seed: bytes, domain: str, codes: Sequence[str]) -> list[str]:
    """The codes in the order that a seed gives them.

    The key of a code is ``HMAC-SHA-256(seed, "order|" + domain + "|" + code)``, the code in NFC and UTF-8. Codes are
    sorted by their keys, read as bytes; codes of one key (none are known) by their bytes. The order does not
    depend on the order in which the codes come.

    Raises
    ------
    ValueError
        The domain is empty or holds ``|``; two codes are the same after NFC.

    Notes
    -----
    docs/methods/draws.md (2). One command recomputes a key:
    ``printf 'order|lottery|0016' | openssl dgst -sha256 -mac hmac -macopt hexkey:SEED``.

    >>> keyed_order(bytes(32), "lottery", ["a", "b", "c"])
    ['a', 'c', 'b']
    """
    plain = [unicodedata.normalize("NFC", code) for code in codes]
    if len(set(plain)) != len(plain):
        raise ValueError(f"The code {_repeated(plain)!r} stands twice.")
    keys = _keys(seed, message_prefix("order", domain), plain)
    if not keys:
        return []
    # Eight bytes decide nearly always, and sort fast as integers; where two are equal there, all 32 decide.
    leading = np.frombuffer(b"".join(keys), dtype=">u8").reshape(-1, _DIGEST // 8)[:, 0].astype(np.uint64)
    order = np.argsort(leading, kind="stable")
    ranked = leading[order]
    if bool((ranked[1:] == ranked[:-1]).any()):
        return [plain[i] for i in sorted(range(len(plain)), key=lambda i: (keys[i], plain[i].encode()))]
    return [plain[i] for i in order.tolist()]


def _keys(seed: bytes, prefix: bytes, codes: Sequence[str]) -> list[bytes]:
    """HMAC of every message; the two pads are hashed once, which halves the time of a million calls."""
    key = (hashlib.sha256(seed).digest() if len(seed) > _BLOCK else seed).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + prefix).copy
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key)).copy
    keys = []
    for code in codes:
        first = inner()
        first.update(code.encode())
        second = outer()
        second.update(first.digest())
        keys.append(second.digest())
    return keys


def _repeated(codes: Sequence[str]) -> str:
    seen: set[str] = set()
    return next(code for code in codes if code in seen or seen.add(code))  # type: ignore[func-returns-value]
