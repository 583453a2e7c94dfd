"""JSON with one spelling for each value, by RFC 8785 (JSON Canonicalization Scheme), over NFC strings."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from unicodedata import normalize


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 (any JSON value)
    """The value as UTF-8 without spaces, members sorted, numbers as ECMAScript prints them.

    >>> canonical_json({"b": 104.0, "a": [1e-5, None]}).decode()
    '{"a":[0.00001,null],"b":104}'
    """
    return _spelled(value).encode()


def _spelled(value: Any) -> str:  # noqa: ANN401
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(normalize("NFC", value), ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        members = sorted(((normalize("NFC", name), member) for name, member in value.items()), key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{_spelled(member)}" for name, member in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_spelled, value)) + "]"
    raise TypeError(f"JSON has no {type(value).__name__}")


def _number(value: float) -> str:
    """ECMAScript's Number::toString: the shortest digits that give the same double back."""
    if not abs(value) <= sys.float_info.max:  # not-a-number compares false
        raise ValueError("JSON has no infinity and no not-a-number")
    double = float(value)
    if double == 0:
        return "0"
    if 1e-4 <= abs(double) < 1e16:  # Python agrees here, but for the ".0" of whole numbers
        return repr(double).removesuffix(".0")
    sign, digits_of, exponent = Decimal(repr(double)).normalize().as_tuple()
    digits = "".join(map(str, digits_of))
    point = len(digits) + int(exponent)  # the value is 0.DIGITS × 10^point
    if len(digits) <= point <= 21:
        body = digits.ljust(point, "0")
    elif -6 < point <= 0:
        body = "0." + "0" * -point + digits
    else:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        body = f"{digits[0]}{fraction}e{point - 1:+d}"
    return ("-" if sign else "") + body
