"""Numbers as a document writes them: rounded half up, thousands apart."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, decimals: int) -> Decimal:
    """Rounded as people do by hand, on the digits that the value is written with: 0.125 becomes 0.13."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def written(value: Decimal) -> str:
    """With a comma between thousands, and no sign before nought."""
    return f"{value or abs(value):,}"
