"""Columns of codes as small integers in the order of their texts, so that keys are numbers and not strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranks:
    """A column of codes: which of the sorted distinct values each row has."""

    values: tuple[str, ...]  # sorted; the empty text stands for null
    rank: IntArray  # (row,) index into values


def ranks(column: pl.Series) -> Ranks:
    """The distinct values of a column of texts and each row's place among them."""
    filled = column.fill_null("") if column.null_count() else column
    if not filled.len():
        return Ranks((), np.zeros(0, np.int64))
    physical = filled.cast(pl.Categorical).to_physical().to_numpy()
    example = np.full(int(physical.max()) + 1, -1, np.int64)
    example[physical] = np.arange(physical.size)
    present = np.flatnonzero(example >= 0)
    values = np.array(filled.gather(example[present]).to_list(), dtype=object)
    order = np.argsort(values)
    place = np.zeros(example.size, np.int64)
    place[present[order]] = np.arange(order.size)
    return Ranks(tuple(values[order]), place[physical])


def joined(columns: Sequence[Ranks]) -> IntArray:
    """One integer a row that orders the rows as their columns do, the first column first.

    Raises
    ------
    OverflowError
        Where the product of the columns' distinct values is beyond 64 bits.
    """
    size = 1
    for column in columns:
        size *= max(len(column.values), 1)
    if size >= 2**63:
        raise OverflowError(f"{size} possible keys")
    key = np.zeros(columns[0].rank.size, np.int64)
    for column in columns:
        key = key * len(column.values) + column.rank
    return key
