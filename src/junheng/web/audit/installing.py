"""Putting the triggers on after each migration, and taking them off before one: a table cannot be rebuilt under them.

What a migration itself writes is no entry of its own; once the triggers are on again, each row that is not as its last entry
says gets one (`Action.MIGRATE`). Rows that differ although no migration ran were written behind the log's back: they get one that
says just that (`Action.FOUND`). Both leave the log complete, neither hides anything.
"""

# ruff: noqa: S608 (what is put into SQL here are names of tables and columns, from the schema itself)

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections, transaction

from junheng.web.audit import heads
from junheng.web.audit.chain import canonical, digest
from junheng.web.audit.models import Action
from junheng.web.audit.states import record_differences
from junheng.web.audit.tables import Table, audited
from junheng.web.audit.triggers import GUARDS, VIEW, VIEW_NAME, quoted, triggers_of

#: The name under which the guards of the log itself are listed among the tables.
LOG = "audit_entry"


def before_migration(using: str, plan: Sequence[tuple[Any, bool]] = (), **_kwargs: object) -> None:
    """Receiver of `pre_migrate`."""
    raw = _raw(using)
    if not plan or raw is None or not has_log(raw):
        return
    with transaction.atomic(using=using):
        tables = audited(raw)
        last, said = last_structure(raw)
        if last is Action.CLOSE:  # else the migration before was interrupted, and its triggers are off already
            have, wanted = present(raw), expected(tables)
            _guard(raw, have)
            off = _off(have, said)
            for table in tables:
                comparable = table.name in off or said.get(table.name) == wanted[table.name]
                record_differences(raw, table, Action.FOUND if comparable else Action.MIGRATE)
            plan_of = [f"{each.app_label}.{each.name}" for each, _backwards in plan]
            _write(raw, Action.OPEN, {"migrations": plan_of, **_told(off)})
        for table in tables:
            _take_off(raw, table.name)


def after_migration(using: str, **_kwargs: object) -> None:
    """Receiver of `post_migrate`."""
    raw = _raw(using)
    if raw is None or not has_log(raw):
        return
    with transaction.atomic(using=using):
        install(raw)
    heads.note(connections[using])


def install(raw: sqlite3.Connection) -> None:
    """Put on what is missing, and record the rows that changed while it was."""
    tables = audited(raw)
    wanted = expected(tables)
    last, said = last_structure(raw)
    have = present(raw)
    if last is Action.CLOSE and have == said == wanted:
        return
    _guard(raw, have)
    off = _off(have, said) if last is Action.CLOSE else []
    for table in tables:
        if last is Action.CLOSE and have.get(table.name) == said.get(table.name) == wanted[table.name]:
            continue
        _take_off(raw, table.name)
        for text in triggers_of(table).values():
            raw.execute(text)
        record_differences(raw, table, Action.FOUND if table.name in off else Action.MIGRATE)
    _write(raw, Action.CLOSE, {"triggers": wanted, **_told(off)})


def _guard(raw: sqlite3.Connection, have: Mapping[str, str]) -> None:
    """Put the view and the guards of the log on, where they are not as they should be."""
    if have.get(LOG) != expected(())[LOG]:
        raw.execute(f"DROP VIEW IF EXISTS {VIEW_NAME}")
        _take_off(raw, LOG)
        for text in (VIEW, *GUARDS.values()):
            raw.execute(text)


def _off(have: Mapping[str, str], said: Mapping[str, str]) -> list[str]:
    """Tables whose triggers are not those that the log says were put on."""
    return sorted(name for name in said if have.get(name) != said[name])


def _told(off: list[str]) -> dict[str, list[str]]:
    return {"found_off": off} if off else {}


def has_log(raw: sqlite3.Connection) -> bool:
    """Whether the migration of the log has run."""
    return raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit_entry'").fetchone() is not None


def expected(tables: Sequence[Table]) -> dict[str, str]:
    """One hash over the triggers that each table should have, and over the guards of the log."""
    return {LOG: digest(sorted((VIEW, *GUARDS.values()))), **{table.name: digest(sorted(triggers_of(table).values())) for table in tables}}


def present(raw: sqlite3.Connection) -> dict[str, str]:
    """The same of those that there are, whatever put them on."""
    texts: dict[str, list[str]] = {}
    for table, text in raw.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' OR name = 'audit_write'"):
        texts.setdefault(LOG if table == VIEW_NAME else table, []).append(text)
    return {table: digest(sorted(each)) for table, each in texts.items()}


def last_structure(raw: sqlite3.Connection) -> tuple[Action | None, Mapping[str, str]]:
    """Whether the triggers are on, as the log says, and the hashes it says they have."""
    row = raw.execute("SELECT action, after FROM audit_entry WHERE action IN ('open', 'close') ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return None, {}
    return Action(row[0]), json.loads(row[1]).get("triggers", {})


def _raw(using: str) -> sqlite3.Connection | None:
    connection = connections[using]
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    return connection.connection


def _take_off(raw: sqlite3.Connection, table: str) -> None:
    on = "tbl_name = ?" if table != LOG else f"tbl_name IN (?, '{VIEW_NAME}')"
    for (name,) in raw.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND {on}", [table]).fetchall():
        raw.execute(f"DROP TRIGGER {quoted(name)}")


def _write(raw: sqlite3.Connection, action: Action, after: Mapping[str, Any]) -> None:
    raw.execute("INSERT INTO audit_write VALUES ('', '', ?, '', '', NULL, ?)", [action, canonical(after)])
