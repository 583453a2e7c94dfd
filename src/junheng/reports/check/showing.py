"""Numbers as the sentences of findings write them."""

from __future__ import annotations

from fractions import Fraction

from .interval import Interval
from .quantity import Quantity


def shown(number: Fraction, unit: str = "") -> str:
    """A number with its unit: whole, or at most four places; 万 and 亿 where the office would write them.

    >>> shown(Fraction(104070000), "元"), shown(Fraction(1, 3))
    ('10407万元', '0.3333')
    """
    if number >= 10**8 and (number / 10**8 * 10**4).denominator == 1:
        return f"{_decimal(number / 10**8)}亿{unit}"
    if number >= 10**4 and (number / 10**4 * 10**4).denominator == 1 and unit == "元":
        return f"{_decimal(number / 10**4)}万{unit}"
    return f"{_decimal(number)}{unit}"


def _decimal(number: Fraction) -> str:
    places = 4
    whole = (2 * number.numerator * 10**places + number.denominator) // (2 * number.denominator)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    text = f"{whole // 10**places}.{whole % 10**places:04d}".rstrip("0").rstrip(".")
    return sign + text


def shown_range(found: Interval, unit: str = "") -> str:
    """What something is, no finer than rounding lets it be known.

    >>> shown_range(Interval(Fraction(105457, 10**4), Fraction(108042, 10**4)), "%")
    '10.7%'
    """
    if found.high is None:
        return f"≥ {shown(found.low, unit)}"
    width, step = found.high - found.low, Fraction(1, 10**4)
    while step * 10 <= width:
        step *= 10
    return shown(round((found.low + found.high) / 2 / step) * step, unit)


def shown_sum(parts: list[Quantity]) -> str:
    """The addition, as written: 55项 + 182项."""
    return " + ".join(part.text.strip() for part in parts)
