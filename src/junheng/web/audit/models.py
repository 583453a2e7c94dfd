"""One entry of the audit log. The table is made by a migration and guarded by triggers; Django only reads it."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import models


class Action(StrEnum):
    """What an entry tells."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    LOOK = "look"  # someone saw personal data
    LOGIN = "login"
    LOGOUT = "logout"
    OPEN = "open"  # a migration begins: the triggers are taken off
    CLOSE = "close"  # the triggers are on again, and what they read
    MIGRATE = "migrate"  # a row is not as its last entry says, because a migration came between
    FOUND = "found"  # a row is not as its last entry says, and nobody knows why
    ACCEPT = "accept"  # someone answers for what was found up to here


#: Entries after which a row is as their `after` says, and gone where that is nothing.
STATES = (Action.INSERT, Action.UPDATE, Action.DELETE, Action.MIGRATE, Action.FOUND)


class Entry(models.Model):
    """One entry; its texts are what the hash is taken of (`chain`)."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.TextField()  # UTC, 2025-11-18T08:20:05.123Z
    actor = models.TextField()  # user:12, visitor, program:worker, os:root
    context = models.TextField()  # JSON: by which way, from where, why
    table = models.TextField(db_column="table_name")
    key = models.TextField()
    action = models.TextField()
    region = models.TextField()  # the region that the row belongs to, where it belongs to one
    person = models.TextField()  # number of the user whom the row is about
    before = models.TextField(null=True)  # noqa: DJ001 (nothing there before is not an empty text)
    after = models.TextField(null=True)  # noqa: DJ001
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        """Guarded by the database."""

        managed = False
        db_table = "audit_entry"

    def __str__(self) -> str:
        return f"{self.seq}: {self.actor} {self.action} {self.table} {self.key}"

    @property
    def when(self) -> datetime:
        """The time, aware."""
        return datetime.fromisoformat(self.at)

    @cached_property
    def was(self) -> dict[str, Any]:
        """The row before."""
        return json.loads(self.before) if self.before else {}

    @cached_property
    def became(self) -> dict[str, Any]:
        """The row after."""
        return json.loads(self.after) if self.after else {}

    @cached_property
    def circumstances(self) -> dict[str, str]:
        """Way, address class, reason."""
        return json.loads(self.context)

    @property
    def changed(self) -> tuple[str, ...]:
        """Columns that differ between before and after."""
        return tuple(sorted(c for c in self.was.keys() | self.became.keys() if self.was.get(c) != self.became.get(c)))
