"""The tables that are audited, found by looking: every one of an app of ours, people's accounts, and what allauth keeps of them."""

# ruff: noqa: S608 (what is put into SQL here are names of tables and columns, from the schema itself)

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from junheng.web.audit.things import Thing, thing_of

#: Apps of others that hold people's accounts. Not sessions: a session is touched at every page; that someone signs in is an entry.
ACCOUNTS = frozenset({"auth", "account", "mfa", "usersessions"})
#: Made by Django itself out of the code at every migration.
MADE_BY_DJANGO = frozenset({"auth_permission"})


Schema = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """An audited table as it stands in the database."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]  # those that are recorded, by name
    thing: Thing
    region: str  # expression for the row's region, with {row} for the row
    person: str  # the same for the user whom it is about

    @property
    def fleeting(self) -> bool:
        """Whether a write to it may be no entry."""
        return bool(self.thing.fleeting)


def audited(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """All of them that the database has, by name."""
    schema = _schema(connection)
    found = [_table(model, schema) for model in audited_models() if model._meta.db_table in schema]
    return tuple(sorted(found, key=lambda table: table.name))


def _schema(connection: sqlite3.Connection) -> Schema:
    """Columns of every table in the database, with their place in the key; models may be ahead of it while it is migrated."""
    found: Schema = {}
    for table, column, place in connection.execute(
        "SELECT t.name, c.name, c.pk FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'"
    ):
        found.setdefault(table, {})[column] = place
    return found


def audited_models() -> list[type[models.Model]]:
    """The models of audited tables."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model._meta.db_table not in MADE_BY_DJANGO
        and (model._meta.app_label in ACCOUNTS or model._meta.app_config.name.startswith("junheng."))
    ]


def _table(model: type[models.Model], schema: Schema) -> Table:
    name = model._meta.db_table
    places, thing = schema[name], thing_of(name)
    return Table(
        name=name,
        keys=tuple(sorted((column for column in places if places[column]), key=places.__getitem__)),
        columns=tuple(sorted(column for column in places if column not in thing.fleeting)),
        thing=thing,
        region=_region(model, "{row}", 3, schema) or "''",
        person=_person(model, schema),
    )


def _fields(model: type[models.Model], schema: Schema) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if field.column in schema.get(model._meta.db_table, ())]


def _region(model: type[models.Model], row: str, steps: int, schema: Schema) -> str | None:
    """The region of a row: its own column, or that of what it belongs to."""
    fields = _fields(model, schema)
    if any(field.column == "region" and not field.is_relation for field in fields):
        return f"{row}.region"
    for field in fields if steps else ():
        if field.many_to_one and not field.null and field.related_model not in (get_user_model(), model):
            parent, alias = field.related_model, f"p{steps}"
            inner = _region(parent, alias, steps - 1, schema)
            if inner:
                key = field.target_field.column
                return f'(SELECT {inner} FROM "{parent._meta.db_table}" AS {alias} WHERE {alias}."{key}" = {row}."{field.column}")'
    return None


def _person(model: type[models.Model], schema: Schema) -> str:
    """The user whom a row is about."""
    if model is get_user_model():
        return f'{{row}}."{model._meta.pk.column}"'
    for field in _fields(model, schema):
        if field.name == "user" and field.related_model is get_user_model():
            return f'{{row}}."{field.column}"'
    return "''"
