"""How the columns of a table were read, and the reader's corrections.

The reader of tables proposes a meaning for every head. What it only guessed, and what it does not know, stands first in a small
form; the corrections come back with the table and make a mapping that is used instead of the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from junheng.packs import Pack
from junheng.tables.issue import Issue
from junheng.tables.mapping import ColumnMapping, SheetMapping
from junheng.tables.mapping import Mapping as TableMapping
from junheng.tables.schema import ALL_GRADES, TABLES
from junheng.web.format import language

#: Name of a select's form field: this, the number of the sheet and the head.
PREFIX = "column"
KEPT = "as proposed"
IGNORED = "ignore"
_PUPILS = f"grade:{ALL_GRADES}"
#: Fields that a person can choose for a column, and where their titles are declared.
_FIELDS = {
    "unit_name": ("units", "name"),
    "unit": ("units", "unit"),
    "area_name": ("areas", "name"),
    "area": ("areas", "area"),
    "kind": ("units", "kind"),
    "level": ("enrolment", "level"),
    "period": ("enrolment", "period"),
    "setting": ("units", "setting"),
    "ownership": ("units", "ownership"),
}


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
        columns = [_chosen(head, column, chosen.get(_field(number, head), KEPT), pack) for head, column in heads]
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


def _chosen(head: str, proposed: ColumnMapping | None, goal: str, pack: Pack) -> ColumnMapping | None:
    """A column as somebody chose it; None where it stays unknown."""
    kind, _colon, name = goal.partition(":")
    if kind == "measure" and name in pack.vocabulary.measures:
        return ColumnMapping(head, measure=name)
    if kind == "field" and name in _FIELDS:
        return ColumnMapping(head, field=name)
    if goal == _PUPILS:
        return ColumnMapping(head, grade=ALL_GRADES)
    if goal == IGNORED:
        return ColumnMapping(head, ignore=True)
    return None if proposed is None else replace(proposed, unsure=False)


def _column(number: int, sheet: str | None, head: str, proposed: ColumnMapping | None, pack: Pack, chosen: Mapping[str, str]) -> Column:
    field = _field(number, head)
    goals = dict(_goals(proposed, pack))
    wanted = chosen.get(field, KEPT)
    wanted = wanted if wanted in goals else KEPT
    looked_at = field in chosen
    state = "sure" if looked_at else "unknown" if proposed is None else "unsure" if proposed.unsure else "sure"
    return Column(field, sheet, head, state, goals[wanted], tuple(Goal(value, name, value == wanted) for value, name in goals.items()))


def _goals(proposed: ColumnMapping | None, pack: Pack) -> Iterator[tuple[str, str]]:
    """What a column can be, the proposal first."""
    yield KEPT, _("not used") if proposed is None else _meaning(proposed, pack)
    if proposed is not None:
        yield IGNORED, _("not used")
    for field in _FIELDS:
        yield f"field:{field}", _title(field)
    yield _PUPILS, _("Pupils, all grades")
    for code, measure in pack.vocabulary.measures.items():
        yield f"measure:{code}", measure.name(language())


def _meaning(column: ColumnMapping, pack: Pack) -> str:
    """What a column is read as, in words."""
    levels = pack.vocabulary.levels
    if column.measure:
        measure = pack.vocabulary.measures.get(column.measure)
        name = measure.name(language()) if measure else column.measure
    elif column.grade:
        name = _("Pupils, all grades") if column.grade == ALL_GRADES else _("Pupils of grade {grade}").format(grade=column.grade)
    else:
        name = _title(column.field or "")
    where = [levels[column.level].name(language()) if column.level in levels else column.level, column.period]
    return _(", ").join(part for part in (name, *where) if part)


def _title(field: str) -> str:
    if field in _FIELDS:
        table, column = _FIELDS[field]
        return TABLES[table].column(column).title(language())
    for table in TABLES.values():
        for column in table.columns:
            if column.name == field:
                return column.title(language())
    return field
