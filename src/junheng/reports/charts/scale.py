"""A straight axis: round ticks, and positions in whole thousandths of its length."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Positions are whole thousandths of the drawing's width, so that the same page has the same bytes everywhere.
LENGTH = 1000

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
#: What is shorter has no steps: their power of ten would be zero.
_SHORTEST = 1e-300


@dataclass(frozen=True, slots=True)
class Tick:
    """A value that the axis names."""

    at: int  # thousandths
    value: float
    decimals: int  # as many as the step needs

    @property
    def percent(self) -> str:
        """Where it stands, as SVG wants it."""
        return percent(self.at)


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`; what lies outside is drawn at the edge."""

    low: float
    high: float

    def at(self, value: float) -> int:
        """Thousandths of the length, never outside it."""
        if not self.high > self.low:
            return 0
        share = (value - self.low) / (self.high - self.low)
        return min(max(round(share * LENGTH), 0), LENGTH)

    def holds(self, value: float) -> bool:
        """Whether a value has its own place, and not the edge."""
        return self.low <= value <= self.high

    def ticks(self, about: int = 5) -> tuple[Tick, ...]:
        """Round values between the ends, some `about` of them."""
        step = round_step(self.high - self.low, about)
        if step <= 0:
            return ()
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        if not math.isclose(step * 10**decimals, round(step * 10**decimals)):
            decimals += 1
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(Tick(self.at(number * step), round(number * step, decimals), decimals) for number in range(first, last + 1))


def round_step(length: float, about: int) -> float:
    """The 1, 2, 2½ or 5 times a power of ten that cuts a length into at most `about` pieces; 0 for no length."""
    if not length > _SHORTEST or not math.isfinite(length):
        return 0.0
    rough = length / about
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def percent(at: int) -> str:
    """Thousandths as SVG writes a share: 667 is 66.7%."""
    whole, tenth = divmod(at, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"


def fitting(values: list[float], *, must: tuple[float, ...] = (), clip: float = 0.98) -> Axis:
    """An axis from zero that shows `clip` of the values and all that it must show.

    The few that are far out are drawn at the edge, so that they do not press the others together; where clipping would
    win little (a fifth of the length), nothing is clipped.
    """
    known = sorted(value for value in (*values, *must) if math.isfinite(value))
    if not known:
        return Axis(0.0, 1.0)
    low = min(0.0, known[0])
    inner = known[min(len(known) - 1, math.ceil(clip * len(known)) - 1)]
    high = known[-1] if known[-1] <= 1.2 * inner else inner
    high = max((high, *(value for value in must if math.isfinite(value))))
    step = round_step(high - low, 10)
    return Axis(low, high=math.ceil(high / step - 1e-9) * step if step > 0 else low + 1.0)
