"""Issues as they are found: all of them, in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from junheng.tables.issue import Issue, Place, Severity
from junheng.tables.layout import Atlas
from junheng.tables.rules import issue, rules

#: So many cells of one column are listed one by one; the rest are counted in one issue more.
LISTED = 1000


class Findings:
    """Collects issues; nothing stops at the first."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.atlas = Atlas()

    def add(self, rule: str, place: Place, value: object = None, **places: object) -> None:
        """One issue."""
        self.issues.append(issue(rule, place, value, **places))

    def cells(self, rule: str, place: Callable[[int], Place], found: Iterable[tuple[int, object]], **places: object) -> None:
        """One issue a cell, from pairs of row and value."""
        last: Place | None = None
        more = 0
        for count, (row, value) in enumerate(found):
            if count < LISTED:
                last = place(row)
                self.add(rule, last, value, **places)
            else:
                more += 1
        self._more(rule, last, more)

    def rows(self, rule: str, table: str, field: str | None, found: pl.DataFrame, value: str | None = None, **places: object) -> None:
        """One issue a row of a frame that has provenance; its other columns fill the sentences' places by name."""
        last: Place | None = None
        found = found.unique(["_file", "_sheet", "_row", *([value] if value else [])], maintain_order=True) if _names_row(field) else found
        for row in found.head(LISTED).iter_rows(named=True):
            last = self.atlas.place(table, row, field)
            named = {name: content for name, content in row.items() if not name.startswith("_") and name not in ("value", "column")}
            shown = row[value] if value else None
            self.add(rule, last, brief(shown), **(named | places))
        self._more(rule, last, found.height - LISTED)

    @property
    def blocking(self) -> bool:
        """Whether there is an error among them."""
        return any(found.severity is Severity.ERROR for found in self.issues)

    def _more(self, rule: str, last: Place | None, count: int) -> None:
        if count > 0 and last is not None:
            general = "more_errors" if rules()[rule].severity is Severity.ERROR else "more_warnings"
            self.add(general, Place(last.file, last.sheet, column=last.column), count=count, same=rule)


def _names_row(field: str | None) -> bool:
    """Whether a field says what a row is about; a wide row gives many records, and its wrong code is one issue."""
    return field is not None and field not in ("value", "pupils")


def brief(value: object) -> object:
    """A number as people write it: 45 and not 45.0."""
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
    return value
