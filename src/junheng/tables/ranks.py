"""Columns of codes as small integers in the order of their texts, so that keys are numbers and not strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
RankArray = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ranks:
    """A column of codes: which of the sorted distinct values each row has."""

    values: tuple[str, ...]  # sorted; the empty text stands for null
    rank: RankArray  # (row,) index into values

    @property
    def present(self) -> tuple[str, ...]:
        """The distinct values, null left out."""
        return self.values[1:] if self.values and not self.values[0] else self.values


def ranks(column: pl.Series) -> Ranks:
    """The distinct values of a column of texts and each row's place among them."""
    filled = column.fill_null("") if column.null_count() else column
    if not filled.len():
        return Ranks((), np.zeros(0, np.int32))
    coded = filled.cast(pl.Categorical)
    distinct = coded.unique()
    texts = distinct.cast(pl.String)
    order = texts.arg_sort()
    codes = distinct.gather(order).to_physical().to_numpy()
    place = np.zeros(int(codes.max()) + 1, np.int32)
    place[codes] = np.arange(codes.size, dtype=np.int32)
    return Ranks(tuple(texts.gather(order).to_list()), place[coded.to_physical().to_numpy()])


def joined(columns: Sequence[Ranks]) -> IntArray:
    """One integer a row that orders the rows as their columns do, the first column first.

    Raises
    ------
    OverflowError
        Where the product of the columns' distinct values is beyond 64 bits.
    """
    if span(columns) >= 2**63:
        raise OverflowError(f"{span(columns)} possible keys")
    key = columns[0].rank.astype(np.int64)
    for column in columns[1:]:
        key *= len(column.values)
        key += column.rank
    return key


def span(columns: Sequence[Ranks]) -> int:
    """How many keys the columns could make."""
    size = 1
    for column in columns:
        size *= max(len(column.values), 1)
    return size


class Coded:
    """A table's rows; the ranks of its columns of codes are found once and kept."""

    __slots__ = ("_ranks", "frame")

    def __init__(self, frame: pl.DataFrame, known: Mapping[str, Ranks] | None = None) -> None:
        self.frame = frame
        self._ranks = dict(known or {})

    def ranks(self, column: str) -> Ranks:
        """The ranks of a column of texts."""
        if column not in self._ranks:
            self._ranks[column] = ranks(self.frame[column])
        return self._ranks[column]

    def distinct(self, column: str) -> tuple[str, ...]:
        """The distinct values of a column of texts, null left out."""
        return self.ranks(column).present

    def recoded(self, column: str, code: Callable[[str], str | None]) -> Coded:
        """The same rows with some texts of a column replaced; None leaves a text as it is."""
        found = {text: code(text) for text in self.distinct(column)}
        changed = {text: new for text, new in found.items() if new is not None and new != text}
        if not changed:
            return self
        kept = {name: known for name, known in self._ranks.items() if name != column}
        return Coded(self.frame.with_columns(self.frame[column].replace(changed)), kept)

    def with_values(self, frame: pl.DataFrame) -> Coded:
        """The same rows and codes with other values beside them."""
        return Coded(frame, self._ranks)

    def filter(self, mask: pl.Series) -> Coded:
        """Some of the rows."""
        return self if mask.all() else Coded(self.frame.filter(mask))
