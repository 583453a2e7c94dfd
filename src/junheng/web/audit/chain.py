r"""The text of an entry and its hash: docs/methods/audit.md, so that anyone can recompute them with any SHA-256 tool.

The hash of an entry is SHA-256 over the UTF-8 bytes of its twelve texts, each on a line of its own, without a newline at the end:

    seq ⏎ at ⏎ actor ⏎ context ⏎ table_name ⏎ key ⏎ action ⏎ region ⏎ person ⏎ before ⏎ after ⏎ previous

A text that is null is an empty line. No text holds a newline, so no two entries have the same lines. `previous` is the hash of
the entry before, sixty-four zeros before the first.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from typing import Any

GENESIS = "0" * 64
#: What is hashed, in order.
FIELDS = ("seq", "at", "actor", "context", "table_name", "key", "action", "region", "person", "before", "after", "previous")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


def canonical(value: Any) -> str:
    """A value as JSON with sorted keys and without spaces; numbers as short as they can be read back exactly."""
    return _encode(value)


def cell(value: Any) -> Any:
    """A value of the database as JSON can say it; bytes and infinities as an object that no column holds."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"real": repr(value)}
    return value


def seal(*fields: Any) -> str:
    """The hash of an entry with these fields."""
    lines = ["" if field is None else str(field) for field in fields]
    text = "\n".join(lines)
    if text.count("\n") != len(FIELDS) - 1:
        raise ValueError("a field of an audit entry holds a newline")
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(value: Any) -> str | None:
    """What the log keeps of a secret: enough to see that it changed, too little to use it."""
    if value is None:
        return None
    content = value if isinstance(value, bytes) else str(value).encode()
    return "sha256:" + hashlib.sha256(content).hexdigest()[:32]


def digest(texts: Iterable[str]) -> str:
    """One hash over several texts."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
