"""Entries that are no write: someone saw personal data, signed in, signed out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.http import HttpRequest

from junheng.web.audit.chain import canonical
from junheng.web.audit.models import Action


def record_look(request: HttpRequest, what: str, whom: models.Model | str | Iterable[int | str], *, region: str = "") -> None:
    """Keep that someone saw personal data, before it is shown.

    Parameters
    ----------
    request
        Who looks.
    what
        Which data, in a word of the program: ``account``, ``list``, ``export``.
    whom
        Of whom: a row, the name of a table for a whole list, or the numbers of people.
    region
        The region that they belong to.
    """
    del request  # whoever sent it is at work: `acting`
    if isinstance(whom, models.Model):
        table, key, people = whom._meta.db_table, str(whom.pk), None
    elif isinstance(whom, str):
        table, key, people = whom, "", None
    else:
        table, key, people = "auth_user", "", sorted(whom, key=str)
    person = key if table == "auth_user" else ""
    _write(Action.LOOK, table, key, region=region, person=person, after={"what": what, **({"whom": people} if people is not None else {})})


def on_login(user: AbstractBaseUser, **_kwargs: object) -> None:
    """Receiver of `user_logged_in`."""
    _write(Action.LOGIN, "auth_user", str(user.pk), person=str(user.pk))


def on_logout(user: AbstractBaseUser | None, **_kwargs: object) -> None:
    """Receiver of `user_logged_out`."""
    if user is not None:
        _write(Action.LOGOUT, "auth_user", str(user.pk), person=str(user.pk))


def _write(action: Action, table: str, key: str, *, region: str = "", person: str = "", after: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_write (table_name, key, action, region, person, before, after) VALUES (%s, %s, %s, %s, %s, NULL, %s)",
            [table, key, action.value, region, person, None if after is None else canonical(after)],
        )
