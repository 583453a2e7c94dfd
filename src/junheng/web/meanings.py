"""What a column of somebody's table can mean, in words and as a form offers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from junheng.packs import Pack
from junheng.tables.mapping import ColumnMapping
from junheng.tables.schema import ALL_GRADES, TABLES
from junheng.web.format import language

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


def chosen_column(head: str, proposed: ColumnMapping | None, goal: str, pack: Pack) -> ColumnMapping | None:
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


def goals(proposed: ColumnMapping | None, pack: Pack) -> Iterator[tuple[str, str]]:
    """What a column can be, the proposal first."""
    yield KEPT, _("not used") if proposed is None else meaning(proposed, pack)
    if proposed is not None:
        yield IGNORED, _("not used")
    for field in _FIELDS:
        yield f"field:{field}", _title(field)
    yield _PUPILS, _("Pupils, all grades")
    for code, measure in pack.vocabulary.measures.items():
        yield f"measure:{code}", measure.name(language())


def meaning(column: ColumnMapping, pack: Pack) -> str:
    """What a column is read as, in words."""
    levels = pack.vocabulary.levels
    if column.ignore:
        return _("not used")
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
