"""Values of targets as people write them: with the target's unit, and digits enough to see them."""

from __future__ import annotations

import math

from junheng.web.format import amount

#: Digits that a value below one shows at least.
SEEN = 2


def digits(value: float) -> str:
    """A value with as many decimals as it takes: 3, 2.4, 0.0018."""
    if float(value).is_integer():
        return amount(value)
    decimals = SEEN if abs(value) >= 1 else SEEN - 1 - math.floor(math.log10(abs(value)))
    return amount(value, min(decimals, 6))


def with_unit(value: float, unit: str) -> str:
    """A value behind which its unit stands: 3:1 for a ratio, 2.4 万平方米."""
    return f"{digits(value)}:1" if unit == "a:b" else f"{digits(value)}{unit}"
