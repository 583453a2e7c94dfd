"""All frequencies taken together: how far the chances themselves are from the fair ones, beyond what counting does.

The mean of the products of two different draws, which is zero if and only if every chance is the fair one; Chen and Qin (2010).
Docs/methods/chances.md (6)–(8).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .chances_fair import FloatArray
from .problem import IntArray

#: Draws whose products give the standard error, all pairs of them; fewer where that were more multiplications than so many.
_DRAWS, _WORK = 400, 200_000_000_000
#: Cells of seats that are multiplied at once.
_CELLS = 20_000_000
#: The normal distribution's value that one of a hundred exceeds.
_ONE_IN_A_HUNDRED = 2.326


@dataclass(frozen=True, slots=True)
class Overall:
    """How far off all are together."""

    compared: int  # frequencies
    square: float  # mean squared distance of the chances from the fair ones; by chance also below zero
    error: float  # its standard error, were all chances fair

    @property
    def z(self) -> float:
        """The distance in standard errors."""
        return self.square / self.error if self.error else 0.0

    @property
    def p(self) -> float:
        """In what share of fair schools it would be as large."""
        return math.erfc(self.z / math.sqrt(2)) / 2

    @property
    def points(self) -> float:
        """Root mean square distance, as a share; 0 where it is not to be told from none."""
        return math.sqrt(max(0.0, self.square))

    @property
    def at_most(self) -> float:
        """What the distance is not larger than, at a hundred to one."""
        return math.sqrt(max(0.0, self.square + _ONE_IN_A_HUNDRED * self.error))


def together_in(numbers: NDArray[np.int16], classes: int) -> IntArray:
    """(pupil, pupil) draws in which both have one number."""
    pupils = numbers.shape[1]
    found = np.zeros((pupils, pupils), dtype=np.int64)
    for seats in _seats(numbers, classes):
        # Whole numbers below 2^24, which single precision has exactly.
        found += (seats.T @ seats).astype(np.int64)
    return found


def whole_of_classes(numbers: NDArray[np.int16], counts: IntArray, fair: FloatArray) -> Overall:
    """Of every pupil's class numbers; all arrays of free pupils."""
    draws = len(numbers)
    some = numbers[: _some(numbers, fair.shape[1])]
    alike = np.zeros((len(some), len(some)))
    level = np.zeros(len(some))
    for number in range(1, fair.shape[1] + 1):
        seats = (some == number).astype(np.float32)
        alike += seats @ seats.T
        level += seats @ fair[:, number - 1]
    products = alike - level[:, None] - level[None, :] + (fair**2).sum()
    return _overall(counts.reshape(-1), fair.reshape(-1), draws, products)


def whole_of_pairs(numbers: NDArray[np.int16], together: IntArray, fair: FloatArray) -> Overall:
    """Of every pair; all arrays of free pupils."""
    classes = int(numbers.max(initial=1))
    some = numbers[: _some(numbers, classes)]
    first, second = np.triu_indices(len(fair), 1)
    alike = np.zeros((len(some), len(some)))
    level = np.zeros(len(some))
    for number in range(1, classes + 1):
        seats = (some == number).astype(np.float32)
        level += (((seats @ fair) * seats).sum(axis=1) - seats.sum(axis=1)) / 2
        for other in range(1, classes + 1):
            both = seats @ (some == other).astype(np.float32).T
            alike += both * (both - 1) / 2
    products = alike - level[:, None] - level[None, :] + (fair[first, second] ** 2).sum()
    return _overall(together[first, second], fair[first, second], len(numbers), products)


def _some(numbers: NDArray[np.int16], classes: int) -> int:
    return max(20, min(_DRAWS, math.isqrt(_WORK // max(1, numbers.shape[1])) // classes))


def _overall(counts: IntArray, fair: FloatArray, draws: int, products: FloatArray) -> Overall:
    if not len(counts):
        return Overall(0, 0.0, 0.0)
    whole = ((counts - draws * fair) ** 2).sum() - (counts * (1 - 2 * fair) + draws * fair**2).sum()
    pairs = draws * (draws - 1)
    one, other = np.triu_indices(len(products), 1)
    error = math.sqrt(2 / pairs * float((products[one, other] ** 2).mean()))
    return Overall(len(counts), float(whole) / pairs / len(counts), error / len(counts))


def _seats(numbers: NDArray[np.int16], classes: int) -> Iterator[NDArray[np.float32]]:
    """(draw and class, pupil) 1 who sits there, some draws at a time."""
    draws, pupils = numbers.shape
    step = max(1, _CELLS // (classes * pupils))
    every = np.arange(1, classes + 1, dtype=np.int16)
    for start in range(0, draws, step):
        some = numbers[start : start + step]
        yield (some[:, None, :] == every[None, :, None]).astype(np.float32).reshape(-1, pupils)
