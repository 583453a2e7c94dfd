"""Rows that are not as their last entry in the log says."""

# ruff: noqa: S608 (what is put into SQL here are names of tables and columns, from the schema itself)

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from junheng.web.audit.models import STATES, Action
from junheng.web.audit.tables import Table
from junheng.web.audit.triggers import key, quoted, state

_STATES = ", ".join(f"'{action}'" for action in STATES)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row, as the log says and as it is; None where it is not there."""

    table: str
    key: str
    said: str | None
    found: str | None


def _differing(table: Table) -> str:
    """Key, region, person, said and found of every such row."""
    last = (
        f"(SELECT after FROM audit_entry WHERE table_name = '{table.name}' AND key = row_key AND action IN ({_STATES}) "
        "ORDER BY seq DESC LIMIT 1)"
    )
    region, person = (expression.replace("{row}", "r") for expression in (table.region, table.person))
    columns = f"{key(table, 'r')} AS row_key, {region} AS region, {person} AS person, {state(table, 'r')} AS found"
    rows = f"SELECT {columns} FROM {quoted(table.name)} AS r"
    latest = (
        "SELECT key, region, person, after, MAX(seq) FROM audit_entry "
        f"WHERE table_name = '{table.name}' AND action IN ({_STATES}) GROUP BY key"
    )
    return (
        f"SELECT * FROM (SELECT row_key, region, person, {last} AS said, found FROM ({rows})) WHERE said IS NOT found "
        f"UNION ALL SELECT key, region, person, after, NULL FROM ({latest}) "
        f"WHERE after IS NOT NULL AND key NOT IN (SELECT {key(table, 'r')} FROM {quoted(table.name)} AS r)"
    )


def differences(connection: sqlite3.Connection, table: Table) -> Iterator[Difference]:
    """All of a table."""
    for row_key, _region, _person, said, found in connection.execute(_differing(table)):
        yield Difference(table.name, row_key, said, found)


def record_differences(connection: sqlite3.Connection, table: Table, action: Action) -> int:
    """Write an entry for each, so that the log again says how the rows are; how many."""
    connection.execute(f"CREATE TEMP TABLE audit_differing AS {_differing(table)}")
    try:
        return connection.execute(
            f"INSERT INTO audit_write SELECT '{table.name}', row_key, '{action}', region, person, said, found FROM audit_differing"
        ).rowcount
    finally:
        connection.execute("DROP TABLE audit_differing")
