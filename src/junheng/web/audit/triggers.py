"""The text of every trigger, for SQLite.

A write to an audited table fires its trigger, which inserts into the view ``audit_write``; that view's trigger gives the entry its
number, time, actor and hash. Both need functions that this program lends to its connections (`functions`). The table of entries
refuses every change, and every entry that does not follow on the last.
"""

# ruff: noqa: S608 (what is put into SQL here are names of tables and columns, from the schema itself)

from __future__ import annotations

from collections.abc import Mapping

from junheng.web.audit.chain import FIELDS, GENESIS
from junheng.web.audit.tables import Table

VIEW_NAME = "audit_write"
VIEW = f"""CREATE VIEW {VIEW_NAME} AS
SELECT table_name, key, action, region, person, before, after FROM audit_entry"""

SEAL = f"""CREATE TRIGGER audit_write_insert INSTEAD OF INSERT ON {VIEW_NAME} BEGIN
  INSERT INTO audit_entry ({", ".join(FIELDS)}, hash)
  SELECT {", ".join(FIELDS)}, junheng_seal({", ".join(FIELDS)})
  FROM (
    SELECT
      COALESCE(last.seq, 0) + 1 AS seq,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS at,
      junheng_actor() AS actor,
      junheng_context() AS context,
      NEW.table_name AS table_name,
      CAST(NEW.key AS TEXT) AS key,
      NEW.action AS action,
      COALESCE(NEW.region, '') AS region,
      CAST(COALESCE(NEW.person, '') AS TEXT) AS person,
      NEW.before AS before,
      NEW.after AS after,
      COALESCE(last.hash, '{GENESIS}') AS previous
    FROM (SELECT 1) LEFT JOIN (SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1) AS last
  );
END"""

_FOLLOWS = f"""CREATE TRIGGER audit_entry_insert BEFORE INSERT ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows: an entry must follow on the last')
  WHERE NEW.seq IS NOT COALESCE((SELECT MAX(seq) FROM audit_entry), 0) + 1
    OR NEW.previous IS NOT COALESCE((SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1), '{GENESIS}');
END"""

_REFUSED = """CREATE TRIGGER audit_entry_{event} BEFORE {EVENT} ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows: entries are neither changed nor removed');
END"""

GUARDS: Mapping[str, str] = {
    "audit_write_insert": SEAL,
    "audit_entry_insert": _FOLLOWS,
    "audit_entry_update": _REFUSED.format(event="update", EVENT="UPDATE"),
    "audit_entry_delete": _REFUSED.format(event="delete", EVENT="DELETE"),
}


def triggers_of(table: Table) -> dict[str, str]:
    """The triggers of a table by name."""
    same_key = " AND ".join(f"OLD.{quoted(key)} IS NEW.{quoted(key)}" for key in table.keys)
    moved = f"NOT ({same_key})"
    changed = " OR ".join(f"OLD.{quoted(column)} IS NOT NEW.{quoted(column)}" for column in table.columns)
    counts = f"{same_key} AND ({changed})" if table.fleeting else same_key
    inserted, deleted = _write(table, "insert", None, "NEW"), _write(table, "delete", "OLD", None)
    return {
        f"audit_{table.name}_insert": _trigger(table, "insert", "INSERT", "", inserted),
        f"audit_{table.name}_update": _trigger(table, "update", "UPDATE", counts, _write(table, "update", "OLD", "NEW")),
        f"audit_{table.name}_rekey": _trigger(table, "rekey", "UPDATE", moved, deleted, inserted),
        f"audit_{table.name}_delete": _trigger(table, "delete", "DELETE", "", deleted),
    }


def _trigger(table: Table, suffix: str, event: str, condition: str, *statements: str) -> str:
    when = f"\nWHEN {condition}" if condition else ""
    body = "\n".join(f"  {statement};" for statement in statements)
    return f"CREATE TRIGGER {quoted(f'audit_{table.name}_{suffix}')} AFTER {event} ON {quoted(table.name)}{when} BEGIN\n{body}\nEND"


def _write(table: Table, action: str, before: str | None, after: str | None) -> str:
    row = after or before or ""
    state_before, state_after = (state(table, each) if each else "NULL" for each in (before, after))
    where, whom = table.region.replace("{row}", row), table.person.replace("{row}", row)
    return (
        f"INSERT INTO {VIEW_NAME} VALUES ('{table.name}', {key(table, row)}, '{action}', {where}, {whom},\n"
        f"    {state_before},\n    {state_after})"
    )


def key(table: Table, row: str) -> str:
    """Expression for a row's key."""
    return f"junheng_key({', '.join(f'{row}.{quoted(column)}' for column in table.keys)})"


def state(table: Table, row: str) -> str:
    """Expression for a row as the log keeps it."""
    return f"junheng_row('{','.join(table.columns)}', {', '.join(_value(table, column, row) for column in table.columns)})"


def _value(table: Table, column: str, row: str) -> str:
    if column in table.thing.hidden:
        return "'***'"
    value = f"{row}.{quoted(column)}"
    return f"junheng_mask({value})" if table.thing.is_secret(column) else value


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
