"""One way to write a value as JSON, so that a hash of it is a hash of what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

#: No floats: a family's machine has to write the same bytes.
Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

#: Larger integers are not exact in a browser; write them as text.
LARGEST = 2**53 - 1


def write(value: Json) -> str:
    """Keys sorted, one space a level, no escapes but those that JSON needs; the bytes of JavaScript's `JSON.stringify(value, null, 1)`.

    Raises
    ------
    TypeError
        There is a float, an integer beyond 2⁵³ − 1, or a key that is no plain ASCII word.
    """
    refuse(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)


def sha256(value: Json) -> str:
    """SHA-256 of the value as `write` writes it, in hexadecimal."""
    return hashlib.sha256(write(value).encode()).hexdigest()


def refuse(value: Json) -> None:
    """Raise `TypeError` for what a certificate has no place for."""
    if isinstance(value, float):
        raise TypeError(f"{value!r}: a certificate has no floats.")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise TypeError(f"{value}: beyond 2**53 - 1; write it as text.")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            # JavaScript puts keys that look like numbers before all others, and sorts by UTF-16.
            if not key.isascii() or key.isdigit():
                raise TypeError(f"The key {key!r} is no plain word.")
            refuse(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            refuse(inner)
