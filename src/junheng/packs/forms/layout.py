"""A form laid out for the one who fills it in: rows, columns and checks as plain JSON, which server and browser evaluate alike.

Every name is `{"zh": …, "en": …}`. A cell's address is ``table/row/column``. Expressions are trees
`{"kind": "add", "arguments": […]}`, with leaves `{"kind": "name", "value": "pupils.pupils"}` and `{"kind": "number", "value": "2.5"}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from junheng.language import Text
from junheng.packs.forms.messages import MESSAGES
from junheng.packs.forms.model import Change, Column, Form, Outlier, Rule, Table
from junheng.packs.syntax import Node
from junheng.tables.schema import ALL_LEVELS
from junheng.tables.units import unit as unit_of_measure
from junheng.tables.vocabulary import Vocabulary

Json = dict[str, Any]

#: Of what this module writes; a page that knows another one asks for a reload.
FORMAT = 1
SHARED_ROW = Text("全校共用", "Shared by the whole school")
_GRADE = Text("{level} {grade} 年级", "{level}, grade {grade}")
_OTHER_GRADE = Text("{level} {grade}", "{level} {grade}")


def levels_of(form: Form, vocabulary: Vocabulary, unit_kind: str | None) -> tuple[str, ...]:
    """The levels that a unit of a kind fills in; all of the form's where an area does."""
    if unit_kind is None:
        return form.levels
    kind = vocabulary.unit_kinds.get(unit_kind)
    return tuple(level for level in form.levels if kind is not None and level in kind.levels)


def lay_out(form: Form, vocabulary: Vocabulary, *, unit_kind: str | None, areas: Mapping[str, str]) -> Json:
    """A form for one unit or area.

    Parameters
    ----------
    form
        Of the pack.
    vocabulary
        Of the same pack.
    unit_kind
        Of the unit that fills it in; None where an area does.
    areas
        Codes and names of the areas within, for columns that choose among them.
    """
    levels = levels_of(form, vocabulary, unit_kind)
    grades = {f"{level}.{grade}": (level, grade) for level in levels for grade in vocabulary.levels[level].grades}
    named = {code: _grade_name(vocabulary, level, grade) for code, (level, grade) in grades.items()}
    choices = {
        "levels": {level: vocabulary.levels[level].name for level in levels},
        "grades": named,
        "areas": {code: Text(name, name) for code, name in areas.items()},
    }
    return {
        "format": FORMAT,
        "form": form.id,
        "fingerprint": form.fingerprint,
        "title": _text(form.title),
        "note": None if form.note is None else _text(form.note),
        "nothing": form.nothing,
        "levels": [{"id": level, "name": _text(vocabulary.levels[level].name)} for level in levels],
        "grades": [{"id": code, "level": level, "name": _text(named[code])} for code, (level, _) in grades.items()],
        "tables": [_table(table, vocabulary, levels, grades, choices) for table in form.tables],
        "rules": [_rule(rule) for rule in form.rules],
        "changes": [_change(change) for change in form.changes],
        "outliers": [_outlier(outlier) for outlier in form.outliers],
        "messages": {name: _text(message) for name, message in MESSAGES.items()},
    }


def _grade_name(vocabulary: Vocabulary, level: str, grade: str) -> Text:
    return (_GRADE if grade.isdigit() else _OTHER_GRADE).format(level=vocabulary.levels[level].name, grade=grade)


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _table(
    table: Table,
    vocabulary: Vocabulary,
    levels: tuple[str, ...],
    grades: Mapping[str, tuple[str, str]],
    choices: Mapping[str, Mapping[str, Text]],
) -> Json:
    shared = table.shared and len(levels) > 1
    rows: list[Json] = []
    if table.rows == "levels":
        rows = [_row(level, vocabulary.levels[level].name, level=level) for level in levels]
        rows += [_row(ALL_LEVELS, SHARED_ROW, level=ALL_LEVELS)] if shared else []
    elif table.rows == "grades":
        rows = [_row(code, choices["grades"][code], level=level, grade=code) for code, (level, _) in grades.items()]
    elif table.rows == "fixed":
        rows = [_row(code, name, level=table.level) for code, name in table.fixed.items()]
    return {
        "id": table.id,
        "name": _text(table.name),
        "free": table.rows == "free",
        "most": table.most,
        "level": table.level,
        "unique": list(table.unique),
        "totals": table.totals and (table.rows == "free" or len(rows) > 1),
        "unit_column": next((column.id for column in table.columns if column.field == "unit"), None),
        "grade_column": next((column.id for column in table.columns if column.field == "grade"), None),
        "rows": rows,
        "columns": [_column(column, choices, rows, shared=shared) for column in table.columns],
    }


def _row(code: str, name: Text, *, level: str | None, grade: str | None = None) -> Json:
    return {"id": code, "name": _text(name), "level": level, "grade": grade}


def _column(column: Column, choices: Mapping[str, Mapping[str, Text]], rows: Iterable[Json], *, shared: bool) -> Json:
    offered = choices[column.choices] if isinstance(column.choices, str) else column.choices
    label = unit_of_measure(column.unit).label if column.unit is not None else None
    barred = {"never": lambda level: level == ALL_LEVELS, "only": lambda level: level != ALL_LEVELS}.get(column.shared)
    return {
        "id": column.id,
        "name": _text(column.name),
        "note": None if column.note is None else _text(column.note),
        "kind": column.kind,
        "unit": column.unit,
        "unit_label": None if label is None else _text(label),
        "whole": column.whole,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "required": column.required and column.total is None,
        "nothing": column.nothing,
        "shared": shared and column.shared == "either",
        "barred": [row["id"] for row in rows if shared and barred is not None and barred(row["level"])],
        "choices": [{"id": code, "name": _text(name)} for code, name in offered.items()],
        "total": None if column.total is None else tree(column.total.node),
        "additive": column.additive,
    }


def tree(node: Node) -> Json:
    """An expression's tree as JSON."""
    if not node.arguments:
        return {"kind": node.kind, "value": node.value}
    return {"kind": node.kind, "arguments": [tree(argument) for argument in node.arguments]}


def _rule(rule: Rule) -> Json:
    return {
        "id": f"rule.{rule.id}",
        "table": rule.table,
        "each": rule.each,
        "left": tree(rule.left.node),
        "relation": rule.relation,
        "right": tree(rule.right.node),
        "marks": list(rule.marks),
        "message": _text(rule.message),
        "soft": rule.soft,
    }


def _change(change: Change) -> Json:
    return {
        "id": f"change.{change.id}",
        "table": change.table,
        "columns": list(change.columns),
        "percent": change.percent,
        "least": change.least,
    }


def _outlier(outlier: Outlier) -> Json:
    value = outlier.value
    return {
        "id": f"outlier.{outlier.id}",
        "table": outlier.table,
        "column": outlier.column,
        "value": tree(value.node),
        "name": _text(outlier.name),
        "unit_label": _text(value.unit.label),
        "times": outlier.times,
    }
