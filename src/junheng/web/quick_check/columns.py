"""How the columns of a table were read, and the reader's corrections.

The reader of tables proposes a meaning for every head. What it only guessed, and what it does not know, stands first in a small
form; the corrections come back with the table and make a mapping that is used instead of the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from junheng.packs import Pack
from junheng.tables.issue import Issue
from junheng.tables.mapping import ColumnMapping, SheetMapping
from junheng.tables.mapping import Mapping as TableMapping
from junheng.web.meanings import KEPT, chosen_column, goals

#: Name of a select's form field: this, the number of the sheet and the head.
PREFIX = "column"


@dataclass(frozen=True, slots=True)
class Goal:
    """One choice of a select."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One head, what it is read as, and what else it could be."""

    field: str  # of the form
    sheet: str | None
    head: str
    state: Literal["sure", "unsure", "unknown"]
    meaning: str
    goals: tuple[Goal, ...]


def columns(proposal: TableMapping, issues: Iterable[Issue], pack: Pack, chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """Every column of the table; those that somebody should look at first."""
    found = [
        _column(number, sheet.name, column.head, column, pack, chosen)
        for number, sheet in enumerate(proposal.sheets)
        for column in sheet.columns
        if not column.ignore
    ]
    found += [_column(number, sheet, head, None, pack, chosen) for number, sheet, head in _unknown(proposal, issues)]
    order = ("unknown", "unsure", "sure")
    return tuple(sorted(found, key=lambda column: order.index(column.state)))


def corrected(proposal: TableMapping, issues: Iterable[Issue], pack: Pack, chosen: Mapping[str, str]) -> TableMapping:
    """The proposal with the reader's choices; what was looked at is no longer unsure.

    A period that the table does not state is the one that the reader of tables assumed, as its issue says.
    """
    issues = tuple(issues)
    unknown = list(_unknown(proposal, issues))
    assumed = {issue.place.sheet: issue.value for issue in issues if issue.rule == "period_assumed" and issue.value}
    sheets = []
    for number, sheet in enumerate(proposal.sheets):
        heads = [(column.head, column) for column in sheet.columns] + [(head, None) for at, _name, head in unknown if at == number]
        columns = [chosen_column(head, column, chosen.get(_field(number, head), KEPT), pack) for head, column in heads]
        sheets.append(_dated(replace(sheet, columns=tuple(column for column in columns if column is not None)), assumed.get(sheet.name)))
    return TableMapping(tuple(sheets))


def _dated(sheet: SheetMapping, assumed: str | None) -> SheetMapping:
    stated = "period" in sheet.sources or any(column.field == "period" or column.period for column in sheet.columns)
    return sheet if stated or assumed is None else replace(sheet, constants={**sheet.constants, "period": assumed})


def _unknown(proposal: TableMapping, issues: Iterable[Issue]) -> Iterator[tuple[int, str | None, str]]:
    """Number and name of the sheet and the head of every column that the reader of tables does not know."""
    numbers = {sheet.name: number for number, sheet in enumerate(proposal.sheets)}
    for issue in issues:
        if issue.rule == "column_unknown" and issue.place.column and issue.place.sheet in numbers:
            yield numbers[issue.place.sheet], issue.place.sheet, issue.place.column


def _field(number: int, head: str) -> str:
    return f"{PREFIX}:{number}:{head}"


def _column(number: int, sheet: str | None, head: str, proposed: ColumnMapping | None, pack: Pack, chosen: Mapping[str, str]) -> Column:
    field = _field(number, head)
    offered = dict(goals(proposed, pack))
    wanted = chosen.get(field, KEPT)
    wanted = wanted if wanted in offered else KEPT
    looked_at = field in chosen
    state = "sure" if looked_at else "unknown" if proposed is None else "unsure" if proposed.unsure else "sure"
    return Column(field, sheet, head, state, offered[wanted], tuple(Goal(value, name, value == wanted) for value, name in offered.items()))
