"""``{% load audit %}``: ``{% history "returns_cell" cell.pk %}`` puts the history of a row on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template

from junheng.language import Text
from junheng.web.audit.history import history as writes_to
from junheng.web.audit.models import Entry
from junheng.web.audit.restoring import may_restore
from junheng.web.audit.words import Change, Words

register = template.Library()
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One write to the row."""

    entry: Entry
    who: Text
    sentence: Text
    changes: tuple[Change, ...]
    reason: str
    may_restore: bool


@register.inclusion_tag("audit/history.html", takes_context=True)
def history(context: Mapping[str, Any], table: str, pk: object, everything: bool = False) -> dict[str, Any]:
    """The last writes to a row, all where `everything` is true; with a way back where the app has one and the reader may."""
    request = context["request"]
    found = writes_to(table, pk)
    words = Words(found if everything else found[:SHOWN])
    lines = [
        Line(
            entry,
            words.who(entry),
            words.sentence(entry),
            tuple(change for change in words.changes(entry) if change.differs),
            entry.circumstances.get("reason", ""),
            place > 0 and may_restore(request, entry),  # the newest is how the row is now
        )
        for place, entry in enumerate(words.entries)
    ]
    return {"lines": lines, "earlier": 0 if everything else max(found.count() - SHOWN, 0), "here": request.get_full_path()}
