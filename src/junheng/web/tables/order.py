"""Sorting by the address: nothing is kept between two pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from junheng.web.tables.address import PLACE

Row = TypeVar("Row")
Key = Callable[[Row], float | int | str | None]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column that can be sorted; `first` is the way that matters most to the reader."""

    key: Key[Row]
    title: str
    numeric: bool = True
    first: str = "ascending"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sortable column: the link that sorts by it, and how it is sorted now."""

    name: str
    title: str
    numeric: bool
    query: str
    sorted: str  # "ascending", "descending" or ""


@dataclass(frozen=True, slots=True)
class Order:
    """A sort as the address says it: `value` upwards, `-value` downwards."""

    name: str
    descending: bool

    @classmethod
    def read(cls, text: str, columns: Mapping[str, Column[Row]], default: str) -> Order:
        """The sort that a text asks for; the default where it names no column."""
        if text.lstrip("-") not in columns:
            text = default
        return cls(text.lstrip("-"), text.startswith("-"))

    @property
    def text(self) -> str:
        """As the address says it."""
        return f"-{self.name}" if self.descending else self.name

    def apply(self, rows: Sequence[Row], columns: Mapping[str, Column[Row]], tie: Key[Row]) -> list[Row]:
        """Rows in order; what has no value stands last either way, and equal ones go by `tie`."""
        key = columns[self.name].key
        rows = sorted(rows, key=lambda row: str(tie(row)))
        known = [row for row in rows if not missing(key(row))]
        return sorted(known, key=lambda row: _sortable(key(row)), reverse=self.descending) + [row for row in rows if missing(key(row))]

    def heads(self, columns: Mapping[str, Column[Row]], query: Callable[..., str]) -> tuple[Head, ...]:
        """Heads with links; `query` makes the rest of an address from changed parameters."""
        return tuple(
            Head(
                name=name,
                title=column.title,
                numeric=column.numeric,
                query=query(sort=self._next(name, column), **dict.fromkeys(PLACE)),
                sorted=("descending" if self.descending else "ascending") if name == self.name else "",
            )
            for name, column in columns.items()
        )

    def _next(self, name: str, column: Column[Row]) -> str:
        descending = not self.descending if name == self.name else column.first == "descending"
        return f"-{name}" if descending else name


def missing(value: float | str | None) -> bool:
    """No value: None or not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _sortable(value: float | str | None) -> tuple[float, str]:
    return (0.0, value) if isinstance(value, str) else (float(value or 0), "")
