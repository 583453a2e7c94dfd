"""What a rounded or hedged figure can truly be: an interval, carried through each calculation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .quantity import Quantity


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from low to high; None where there is no upper end. Figures of a text are never negative."""

    low: Fraction
    high: Fraction | None

    @classmethod
    def of(cls, one: Quantity) -> Interval:
        """What the true value behind a figure can be."""
        if one.kind in WHOLE and not one.hedge and one.high is None and one.step == 1:
            return cls(one.value, one.value)  # a count of people or things was not rounded
        low, high = one.interval
        return cls(max(low, Fraction(0)), high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, None if self.high is None or other.high is None else self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        low = Fraction(0) if other.high is None else self.low - other.high
        return Interval(low, None if self.high is None else self.high - other.low)

    def __mul__(self, other: Interval | Fraction | int) -> Interval:
        by = other if isinstance(other, Interval) else Interval(Fraction(other), Fraction(other))
        return Interval(self.low * by.low, None if self.high is None or by.high is None else self.high * by.high)

    def __truediv__(self, other: Interval) -> Interval:
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(Fraction(0) if other.high is None or not other.high else self.low / other.high, high)

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)


NOTHING = Interval(Fraction(0), Fraction(0))
#: Kinds that are whole by nature.
WHOLE = frozenset(("count", "people"))


def total(parts: list[Quantity]) -> Interval:
    """What the sum of figures can be."""
    return sum((Interval.of(part) for part in parts), start=NOTHING)
