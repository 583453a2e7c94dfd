"""Answers to a form, as its checks ask for them: rows, numbers, sums and the values of expressions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from junheng.packs.forms.values import read

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: The level of what all levels of a unit share; it belongs to each of them.
_SHARED = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, or the level, grade or table for which sides of a rule are summed."""

    id: str
    level: str | None
    grade: str | None = None

    def includes(self, other: Row) -> bool:
        """Whether a row of some table belongs to this one's level and grade."""
        if self.level is None or self.level == _SHARED or other.level is None:
            return True
        return self.level == other.level and (self.grade is None or other.grade is None or self.grade == other.grade)


class Answers:
    """All that was answered, with what it may be compared to."""

    def __init__(self, layout: Mapping[str, Any], given: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        self._layout = layout
        self._cells: Mapping[str, Any] = given.get("cells", {})
        self._context = context
        self._tables: dict[str, Any] = {table["id"]: table for table in layout["tables"]}
        self._columns = {name: {column["id"]: column for column in table["columns"]} for name, table in self._tables.items()}
        self._grades = {grade["id"]: grade["level"] for grade in layout["grades"]}
        self._rows = {name: self._rows_of(table) for name, table in self._tables.items()}

    def _rows_of(self, table: Mapping[str, Any]) -> tuple[Row, ...]:
        """Fixed rows as they are laid out; of free ones those in which anything is answered, by name."""
        if not table["free"]:
            return tuple(Row(row["id"], row["level"], row["grade"]) for row in table["rows"])
        named = sorted(
            {address.split("/")[1] for address in self._cells if address.startswith(f"{table['id']}/") and self._answered(address)}
        )
        return tuple(self._free_row(table, name) for name in named)

    def _free_row(self, table: Mapping[str, Any], name: str) -> Row:
        if table["grade_column"] is None:
            return Row(name, table["level"])
        grade = self.text(table["id"], name, table["grade_column"])
        level = self._grades.get(grade)
        return Row(name, level or "", grade if level is not None else "")  # of an unknown grade: part of no level

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table in their order."""
        return self._rows[table]

    def places(self, table: str, each: str) -> Iterator[tuple[Row, Sequence[Row]]]:
        """For what a rule is computed, with the rows of its table that belong there."""
        rows = self.rows(table)
        if each == "row":
            yield from ((row, (row,)) for row in rows)
        elif each == "table":
            yield Row("", None), rows
        else:
            groups = [Row(level["id"], level["id"]) for level in self._layout["levels"]]
            if each == "grade":
                groups = [Row(grade["id"], grade["level"], grade["id"]) for grade in self._layout["grades"]]
            yield from ((group, [row for row in rows if row.level != _SHARED and group.includes(row)]) for group in groups)

    def text(self, table: str, row: str, column: str) -> str:
        """What is kept of a cell; empty where nothing is."""
        return str(self._cells.get(f"{table}/{row}/{column}", {}).get("value", ""))

    def answered(self, table: str, row: str, column: str) -> bool:
        """Whether a cell holds anything, or says that there is nothing to report."""
        return self._answered(f"{table}/{row}/{column}")

    def _answered(self, address: str) -> bool:
        cell = self._cells.get(address)
        return cell is not None and (bool(cell.get("nothing")) or cell.get("value", "") != "")

    def missing(self, table: str, row: Row, column: Mapping[str, Any]) -> bool:
        """Whether an empty cell must be answered: not where the row of the whole unit answers it, or every level its own."""
        if not column["shared"]:
            return True
        if row.level != _SHARED:
            return not self.answered(table, _SHARED, column["id"]) and self._any_level(table, column["id"])
        return not self._any_level(table, column["id"])

    def _any_level(self, table: str, column: str) -> bool:
        return any(self.answered(table, row.id, column) for row in self.rows(table) if row.level != _SHARED)

    def problem(self, column: Mapping[str, Any], text: str) -> str | None:
        """The message for a text that does not fit its column's kind."""
        return read(dict(column), text)[1]

    def last(self, table: str, row: str, column: str) -> float | None:
        """The cell's number in the last period; a free row is found again by the columns that tell it apart."""
        declared = self._tables[table]
        name = "|".join(self.text(table, row, key) for key in declared["unique"]) if declared["free"] else row
        return _number(str(self._context.get("last", {}).get(f"{table}/{name}/{column}", "")))

    def owner(self, code: str) -> str | None:
        """To whom a unit's code belongs already, where that is not this place."""
        owner: str | None = self._context.get("taken", {}).get(code)
        return owner

    def like(self, outlier: str, row: str) -> Mapping[str, float] | None:
        """Median and median absolute deviation among like units; ``*`` stands for every row."""
        ranges = self._context.get("ranges", {})
        found: Mapping[str, float] | None = ranges.get(f"{outlier}/{row}", ranges.get(f"{outlier}/*"))
        return found

    def number(self, table: str, row: Row, column: str) -> float | None:
        """A cell as a number, computed where it is a total; "nothing to report" counts as 0, an empty cell as unknown."""
        declared = self._columns[table][column]
        if declared["total"] is not None:
            return self.evaluate(declared["total"], table, row, own=True)
        cell = self._cells.get(f"{table}/{row.id}/{column}", {})
        return 0.0 if cell.get("nothing") else _number(str(cell.get("value", "")))

    def sum(self, table: str, column: str, place: Row) -> float | None:
        """The sum of a column over the rows that belong to a place; unknown where one of them still needs an answer."""
        declared, total = self._columns[table][column], 0.0
        for row in self.rows(table):
            if not place.includes(row) or row.id in declared["barred"]:
                continue
            number = self.number(table, row, column)
            if number is not None:
                total += number
            elif not self._left_out(table, row, declared, place):
                return None
        return total

    def _left_out(self, table: str, row: Row, column: Mapping[str, Any], place: Row) -> bool:
        """Whether a cell without a number adds nothing: one that may stay empty, or whose share stands elsewhere in the sum."""
        if column["total"] is not None or self.answered(table, row.id, column["id"]):
            return False
        if not column["required"]:
            return True
        whole = place.level is None or place.level == _SHARED
        return bool(column["shared"]) and whole and not self.missing(table, row, column)

    def _elsewhere(self, other: str, column: str, place: Row) -> float | None:
        """The same over another form's table; unknown where there is no such return."""
        found = self._context.get("others", {}).get(other)
        if found is None:
            return None
        total = 0.0
        for each in found["rows"]:
            if place.includes(Row("", each["level"], each["grade"])):
                number = each["values"].get(column)
                if number is None:
                    return None
                total += number
        return total

    def evaluate(self, node: Mapping[str, Any], table: str, place: Row, own: bool) -> float | None:
        """An expression at a place; with `own`, bare names are cells of that very row, else sums over its rows."""
        kind = node["kind"]
        if kind == "number":
            return float(node["value"])
        if kind == "name":
            before, _, column = node["value"].rpartition(".")
            if not before:
                return self.number(table, place, column) if own else self.sum(table, column, place)
            return self.sum(before, column, place) if before in self._tables else self._elsewhere(before, column, place)
        parts = [self.evaluate(argument, table, place, own) for argument in node["arguments"]]
        known = [part for part in parts if part is not None]
        return _operate(kind, known) if len(known) == len(parts) else None


def _operate(kind: str, parts: Sequence[float]) -> float | None:
    if kind in ("divide", "per_100") and parts[1] == 0:
        return None
    result = {
        "add": lambda: parts[0] + parts[1],
        "subtract": lambda: parts[0] - parts[1],
        "multiply": lambda: parts[0] * parts[1],
        "negate": lambda: -parts[0],
        "divide": lambda: parts[0] / parts[1],
        "per_100": lambda: 100 * parts[0] / parts[1],
        "min": lambda: min(parts),
        "max": lambda: max(parts),
    }[kind]()
    return result if math.isfinite(result) else None


def _number(text: str) -> float | None:
    return float(text) if _PLAIN.fullmatch(text) else None
