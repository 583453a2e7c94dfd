"""Which of many frequencies are off by more than chance allows: binomial tails, and Holm's correction for how many are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from .chances_fair import FloatArray
from .problem import IntArray

#: In one of a hundred fair schools anybody is named at all.
LEVEL = Fraction(1, 100)
#: Nearer to what is expected than so many standard deviations nobody can be named, and no tail is summed.
_NEAR = 1.5

#: Two arrays of fair shares: were only strata shared, and with the balance that there is.
Fair = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Named:
    """A frequency that chance does not explain."""

    places: tuple[int, ...]  # what it is a frequency of
    draws: int  # how often it came
    least: float  # how often it comes by fair chance: at least
    most: float  # and at most
    p: float  # after the correction: nobody at all would be so far off in that share of fair schools

    def at(self, *places: int) -> Named:
        """The same of a place that is named otherwise."""
        return replace(self, places=places)


def tail(draws: int, rate: float, seeds: int) -> float:
    """Twice the smaller tail of the binomial distribution, at most 1: how rare so many or so few are, either way.

    >>> tail(0, 0.5, 4)
    0.125
    """
    return _tail(draws, rate, _log_choices(seeds))


def _log_choices(seeds: int) -> FloatArray:
    logs = np.array([math.lgamma(k + 1) for k in range(seeds + 1)])
    return np.asarray(logs[-1] - logs - logs[::-1], dtype=np.float64)


def _tail(draws: int, rate: float, log_choices: FloatArray) -> float:
    seeds = len(log_choices) - 1
    if not 0 < rate < 1:
        return 1.0 if draws == round(rate) * seeds else 0.0
    low = draws <= rate * seeds
    k = np.arange(draws + 1) if low else np.arange(draws, seeds + 1)
    logs = log_choices[k] + k * math.log(rate) + (seeds - k) * math.log1p(-rate)
    return min(1.0, 2.0 * math.fsum(np.exp(logs).tolist()))


def named(draws: IntArray, fair: Fair, seeds: int) -> tuple[Named, ...]:
    """Those that are off, by Holm's step-down procedure at `LEVEL`, the rarest first; `places` are places in the arrays.

    What lies between the two fair shares is not off; beyond them the nearer one counts.
    """
    low, high = np.minimum(*fair), np.maximum(*fair)
    rates = np.clip(draws / seeds, low, high)
    far = np.flatnonzero(np.abs(draws - rates * seeds) > _NEAR * np.sqrt(seeds * rates * (1 - rates)))
    log_choices = _log_choices(seeds)
    tails = [_tail(int(draws[one]), float(rates[one]), log_choices) for one in far.tolist()]
    found: list[Named] = []
    adjusted = 0.0
    for rank, place in enumerate(np.argsort(np.array(tails), kind="stable").tolist()):
        adjusted = max(adjusted, min(1.0, tails[place] * (len(draws) - rank)))
        if adjusted > LEVEL:
            break
        one = int(far[place])
        found.append(Named((one,), int(draws[one]), float(low[one]) * seeds, float(high[one]) * seeds, adjusted))
    return tuple(found)


def bounds(rate: float, compared: int, seeds: int) -> tuple[int, int]:
    """The fewest and the most draws that would not be named were it the only one off, of so many compared."""
    log_choices, level = _log_choices(seeds), float(LEVEL) / compared
    middle = round(rate * seeds)
    least = next(k for k in range(middle, -2, -1) if k < 0 or _tail(k, rate, log_choices) <= level) + 1
    most = next(k for k in range(middle, seeds + 2) if k > seeds or _tail(k, rate, log_choices) <= level) - 1
    return least, most
