"""All that happened to one row."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from junheng.web.audit.chain import canonical
from junheng.web.audit.models import STATES, Entry


def history(table: str | type[models.Model], pk: object) -> QuerySet[Entry]:
    """The writes to a row, newest first. Whoever shows them has checked that the reader may see the row."""
    name = table if isinstance(table, str) else table._meta.db_table
    return Entry.objects.filter(table=name, key=key_of(pk), action__in=STATES).order_by("-seq")


def key_of(pk: object) -> str:
    """A row's key as entries write it."""
    return str(pk) if isinstance(pk, int) else canonical([pk])
