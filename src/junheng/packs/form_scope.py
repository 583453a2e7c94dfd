"""What the expressions of a form may name, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from junheng.packs.files import Toml

Relation = Literal["<=", ">=", "=", "<", ">"]
RELATIONS: tuple[Relation, ...] = ("<=", ">=", "=", "<", ">")
_SIDES = re.compile(r"(<=|>=|=|<|>)")


def scope_units(table: Toml, shared: Toml, others: Mapping[str, Toml]) -> dict[str, dict[str, str]]:
    """Unit of every name that an expression of each table may use: its own columns, and ``table.column`` of all."""
    own = {code: column_units(each, shared) for code, each in table["table"].items()}
    far = {f"{code}.{column}": unit for code, columns in own.items() for column, unit in columns.items()}
    for code, other in table.get("other", {}).items():
        elsewhere = others.get(other["form"], {}).get("table", {}).get(other["table"])
        if elsewhere is not None:
            far |= {f"{code}.{column}": unit for column, unit in column_units(elsewhere, shared).items()}
    return {code: columns | far for code, columns in own.items()}


def column_units(table: Toml, shared: Toml) -> dict[str, str]:
    """Unit of every number of a form's table."""
    units = {
        code: column.get("unit") or shared["measure"].get(column.get("measure"), {}).get("unit") for code, column in table["column"].items()
    }
    return {code: unit for code, unit in units.items() if unit is not None}


def sides(rule: str) -> tuple[str, Relation | None, str]:
    """Left side, relation and right side of a rule's text; no relation where there is not just one."""
    parts = [part.strip() for part in _SIDES.split(rule)]
    relation = next((known for known in RELATIONS if len(parts) == 3 and known == parts[1]), None)
    return (parts[0], relation, parts[2]) if relation is not None else (rule, None, "")
