"""From the tables of a form's file, which the linter has passed, to the types of `model`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from junheng.packs.build import citation, text
from junheng.packs.expression import Expression
from junheng.packs.files import Toml
from junheng.packs.form_scope import scope_units, sides
from junheng.packs.forms.model import Change, Column, Form, Other, Outlier, Rule, Table
from junheng.packs.syntax import walk


def form(id_: str, table: Toml, shared: Toml, others: Mapping[str, Toml]) -> Form:
    """One form of a pack; `others` are all forms of the pack by their ids."""
    head = table["form"]
    units = scope_units(table, shared, others)
    tables = tuple(_table(code, each, shared, units[code]) for code, each in table["table"].items())
    return Form(
        id=id_,
        title=text(head["title"]),
        note=text(head["note"]) if "note" in head else None,
        filler=head["filler"],
        unit_kinds=tuple(head.get("unit_kinds", ())),
        area_kind=head.get("area_kind"),
        levels=tuple(head.get("levels", ())),
        period=head["period"],
        opens=head.get("opens", 0),
        due=head["due"],
        due_time=head.get("due_time", "23:59"),
        approvals=tuple(head["approvals"]),
        nothing=head.get("nothing", False),
        tables=tables,
        rules=tuple(_rule(code, each, units[each["table"]]) for code, each in table.get("rule", {}).items()),
        changes=tuple(
            Change(code, each["table"], tuple(each["columns"]), float(each["percent"]), float(each.get("least", 0)))
            for code, each in table.get("change", {}).items()
        ),
        outliers=tuple(_outlier(code, each, units[each["table"]]) for code, each in table.get("outlier", {}).items()),
        others=tuple(Other(code, each["form"], each["table"]) for code, each in table.get("other", {}).items()),
        source=citation(head["source"]),
        fingerprint=_fingerprint(table, shared),
    )


def _rule(code: str, table: Toml, units: Mapping[str, str]) -> Rule:
    left, relation, right = sides(table["rule"])
    if relation is None:
        raise ValueError(table["rule"])  # the linter has refused it
    one, other = Expression.read(left, units), Expression.read(right, units)
    used = [node.value for side in (one, other) for node in walk(side.node) if node.kind == "name" and "." not in node.value]
    return Rule(
        id=code,
        table=table["table"],
        each=table.get("each", "row"),
        left=one,
        relation=relation,
        right=other,
        marks=tuple(table.get("marks") or dict.fromkeys(used)),
        message=text(table["message"]),
        soft=table.get("soft", False),
    )


def _outlier(code: str, table: Toml, units: Mapping[str, str]) -> Outlier:
    value = Expression.read(table.get("value", table["column"]), units)
    return Outlier(code, table["table"], table["column"], value, text(table["name"]), float(table["times"]))


def _table(code: str, table: Toml, shared: Toml, units: Mapping[str, str]) -> Table:
    return Table(
        id=code,
        name=text(table["name"]),
        rows=table["rows"],
        fixed={row: text(each["name"]) for row, each in table.get("row", {}).items()},
        shared=table.get("shared", False),
        into=table.get("into"),
        kept=table.get("kept"),
        level=table.get("level"),
        unit_kind=table.get("unit_kind"),
        most=table.get("most", 200),
        unique=tuple(table.get("unique", ())),
        totals=table.get("totals", False),
        columns=tuple(_column(column, each, shared, units) for column, each in table["column"].items()),
    )


def _column(code: str, table: Toml, shared: Toml, units: Mapping[str, str]) -> Column:
    measure: Toml = shared["measure"][table["measure"]] if "measure" in table else {}
    choices = table.get("choices", {})
    kind = table.get("kind", "choice" if choices else "number")
    number = kind == "number"
    column = Column(
        id=code,
        name=text(table.get("name") or measure["name"]),
        note=text(table["note"]) if "note" in table else None,
        kind=kind,
        measure=table.get("measure"),
        field=table.get("field"),
        unit=units.get(code),
        whole=number and table.get("whole", measure.get("whole", False)),
        minimum=_float(table.get("minimum", 0)) if number else None,
        maximum=_float(table.get("maximum")),
        required=table.get("required", True),
        nothing=table.get("nothing", False),
        shared=table.get("shared", "either"),
        choices={choice: text(each) for choice, each in choices.items()} if isinstance(choices, Mapping) else choices,
        carry=table.get("carry", False),
        total=None,
        additive=number and table.get("additive", measure.get("additive", True)),
    )
    return replace(column, total=Expression.read(table["total"], units)) if "total" in table else column


def _float(value: Any) -> float | None:  # noqa: ANN401 - TOML holds integers and floats
    return None if value is None else float(value)


def _fingerprint(table: Toml, shared: Toml) -> str:
    used = {column["measure"] for each in table["table"].values() for column in each["column"].values() if "measure" in column}
    whole = {"form": table, "measures": {code: shared["measure"][code] for code in sorted(used)}, "levels": shared["level"]}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
