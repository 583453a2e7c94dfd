"""Columns of codes as small integers, so that keys are numbers and not strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
RankArray = NDArray[np.int32]
_Whole = TypeVar("_Whole", np.int32, np.int64)
KeyArray = NDArray[np.int32] | NDArray[np.int64]
#: So many rows are looked at before a column is compared with its first text.
_FEW = 1000


@dataclass(frozen=True, slots=True)
class Ranks:
    """A column of codes: which of its distinct values each row has.

    The values stand in the order of their first row, so that a file in any sensible order has its keys in order.
    """

    values: tuple[str, ...]  # the empty text stands for null
    rank: RankArray  # (row,) index into values

    @property
    def present(self) -> tuple[str, ...]:
        """The distinct values, null left out."""
        return tuple(value for value in self.values if value) if "" in self.values else self.values

    def places(self, values: tuple[str, ...]) -> IntArray:
        """Where each of the values stands among others; -1 where it does not."""
        if values is self.values or values == self.values:
            return np.arange(len(values))
        place = {value: at for at, value in enumerate(values)}
        return np.array([place.get(value, -1) for value in self.values], np.int64)

    def filter(self, kept: NDArray[np.bool_]) -> Ranks:
        """The ranks of some of the rows, without values that none of them has."""
        rank = self.rank[kept]
        used = np.zeros(len(self.values), np.bool_)
        used[rank] = True
        if used.all():
            return Ranks(self.values, rank)
        place = (np.cumsum(used) - 1).astype(np.int32)
        return Ranks(tuple(np.array(self.values, object)[used]), place[rank])

    def sorted(self) -> Ranks:
        """The same with the values in the order of their texts, as periods need it."""
        order = sorted(range(len(self.values)), key=self.values.__getitem__)
        if order == list(range(len(order))):
            return self
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        return Ranks(tuple(self.values[at] for at in order), place[self.rank])


def ranks(column: pl.Series) -> Ranks:
    """The distinct values of a column of texts and each row's place among them."""
    return _ranks(column)


def all_ranks(columns: Sequence[pl.Series]) -> list[Ranks]:
    """The ranks of several columns, found side by side.

    Each column has categories of its own: shared ones would make the threads wait for each other, and never be freed.
    """
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_ranks, columns))


def _ranks(column: pl.Series) -> Ranks:
    if not column.len():
        return Ranks((), np.zeros(0, np.int32))
    texts = column.fill_null("") if column.null_count() else column
    if (texts.head(_FEW) == texts[0]).all() and (texts == texts[0]).all():  # a level, a year: ten times quicker than to code it
        return Ranks((texts[0],), np.zeros(texts.len(), np.int32))
    coded = texts.cast(pl.Categorical(pl.Categories.random()))
    physical = coded.to_physical().to_numpy()
    codes = pl.Series(np.arange(int(physical.max()) + 1, dtype=np.uint32))
    return Ranks(tuple(codes.cat.to(coded.dtype).cast(pl.String).to_list()), physical.view(np.int32))


def _stacked(parts: Sequence[Ranks]) -> Ranks:
    """The ranks of columns that stand one below the other."""
    if all(part.values is parts[0].values for part in parts):
        return Ranks(parts[0].values, np.concatenate([part.rank for part in parts]))
    place: dict[str, int] = {}
    for part in parts:
        for value in part.values:
            place.setdefault(value, len(place))
    moved = [np.array([place[value] for value in part.values], np.int32)[part.rank] for part in parts if part.rank.size]
    return Ranks(tuple(place), np.concatenate(moved) if moved else np.zeros(0, np.int32))


def joined(columns: Sequence[Ranks]) -> KeyArray:
    """One integer a row that orders the rows by the ranks of their columns, the first column first.

    Raises
    ------
    OverflowError
        Where the product of the columns' distinct values is beyond 64 bits.
    """
    if span(columns) >= 2**63:
        raise OverflowError(f"{span(columns)} possible keys")
    if span(columns) < 2**31:  # half the memory, half the time
        return _joined(columns, np.zeros(columns[0].rank.size, np.int32))
    return _joined(columns, np.zeros(columns[0].rank.size, np.int64))


def _joined(columns: Sequence[Ranks], key: NDArray[_Whole]) -> NDArray[_Whole]:
    for column in columns:
        if len(column.values) > 1:
            np.multiply(key, len(column.values), out=key)
            np.add(key, column.rank, out=key)
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

    def pairs(self, column: str, other: str) -> list[tuple[str, str]]:
        """The pairs of values that stand in two columns of texts, null left out."""
        first, second = self.ranks(column), self.ranks(other)
        present = np.zeros((len(first.values), len(second.values)), np.bool_)
        present[first.rank, second.rank] = True
        found = ((first.values[at], second.values[to]) for at, to in np.argwhere(present))
        return [(one, another) for one, another in found if one and another]

    def beyond(self, column: str, other: Coded, name: str) -> list[str]:
        """The distinct values of a column that the other table's column does not have, sorted."""
        own, known = self.ranks(column), other.ranks(name)
        if own.values is known.values:
            return []
        return sorted({value for value in own.values if value}.difference(known.values))

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
        if mask.all():
            return self
        kept = mask.to_numpy()
        return Coded(self.frame.filter(mask), {name: known.filter(kept) for name, known in self._ranks.items()})

    @classmethod
    def stacked(cls, parts: Sequence[Coded]) -> Coded:
        """The rows of all parts, one below the other; ranks that every part knows are known of the whole."""
        if len(parts) == 1:
            return parts[0]
        frame = pl.concat([part.frame for part in parts], how="diagonal_relaxed")
        shared = set.intersection(*(set(part._ranks) for part in parts))
        return cls(frame, {name: _stacked([part._ranks[name] for part in parts]) for name in shared})
