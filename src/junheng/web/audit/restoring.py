"""Bringing an earlier value back: the app that owns a table says how, by a write of its own that is an entry like any other.

restorer("returns_cell", _put_back, may=_may_fill)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from junheng.language import Text
from junheng.web.audit.acting import because
from junheng.web.audit.models import STATES, Entry
from junheng.web.audit.things import thing_of

Put = Callable[[HttpRequest, str, Mapping[str, Any]], None]
May = Callable[[HttpRequest, str], bool]


class RestoreRefused(Exception):  # noqa: N818 (it is an answer, not a fault)
    """The value cannot come back now; the text says why, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Restorer:
    """How the rows of a table get an earlier value again."""

    put: Put  # (request, key, the row's values then); raises RestoreRefused
    may: May  # (request, key): whether this reader may do it


_restorers: dict[str, Restorer] = {}


def restorer(table: str, put: Put, *, may: May) -> None:
    """State how rows of a table are restored; called from an app's module ``audited``."""
    _restorers[table] = Restorer(put, may)


def may_restore(request: HttpRequest, entry: Entry) -> bool:
    """Whether the reader may bring back the values that a row had after an entry."""
    known = _restorers.get(entry.table)
    return known is not None and entry.action in STATES and entry.after is not None and known.may(request, entry.key)


def restore(request: HttpRequest, entry: Entry, reason: str) -> None:
    """Bring them back. What is secret or not kept is not among them.

    Raises
    ------
    RestoreRefused
        The app says why not.
    """
    thing = thing_of(entry.table)
    values = {name: value for name, value in entry.became.items() if not thing.is_secret(name) and name not in thing.hidden}
    with transaction.atomic(), because(reason):
        _restorers[entry.table].put(request, entry.key, values)
