"""The search of the log: filters in the address, and pages that hold their place while entries are added.

A page begins behind an entry (``before=4711``) or ends in front of one (``after=4711``), so that what is written meanwhile moves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from junheng.web.audit.heads import moment_of
from junheng.web.audit.models import Action, Entry

ROWS_A_PAGE = 50
#: Counted exactly up to here; a count of millions would take longer than the page.
MOST_COUNTED = 10_000
FILTERS = ("who", "about", "table", "key", "action", "from", "to")
ACTOR = re.compile(r"visitor|(user|program|os):.{1,150}")


@dataclass(frozen=True, slots=True)
class Part:
    """One page: newest first."""

    entries: tuple[Entry, ...]
    count: int
    newer: int | None  # number behind which newer entries begin
    older: int | None

    @property
    def many(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > MOST_COUNTED


class Search:
    """What one address asks for; a filter that makes no sense filters nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in (*FILTERS, "before", "after")}
        self.who = self.asked["who"] if ACTOR.fullmatch(self.asked["who"]) else ""
        self.about = int(self.asked["about"]) if _is_number(self.asked["about"]) else None
        self.action = self.asked["action"] if self.asked["action"] in set(Action) else ""
        self.first, self.last = _day(self.asked["from"]), _day(self.asked["to"])

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.asked[name] for name in FILTERS)

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries that fit, newest first."""
        for column, value in (("actor", self.who), ("table", self.asked["table"]), ("key", self.asked["key"]), ("action", self.action)):
            if value:
                entries = entries.filter(**{column: value})
        if self.about is not None:
            listed = RawSQL("EXISTS (SELECT 1 FROM json_each(audit_entry.after, '$.whom') AS whom WHERE whom.value = %s)", [self.about])
            entries = entries.alias(listed=listed).filter(Q(person=str(self.about)) | Q(action=Action.LOOK, listed=True))
        if self.first:
            entries = entries.filter(at__gte=moment_of(self.first))
        if self.last:
            entries = entries.filter(at__lt=moment_of(self.last + timedelta(days=1)))
        return entries.order_by("-seq")

    def part(self, entries: QuerySet[Entry]) -> Part:
        """The page that the address asks for."""
        found = self.narrow(entries)
        before, after = (int(self.asked[name]) if _is_number(self.asked[name]) else None for name in ("before", "after"))
        if after is not None:
            rows = tuple(found.filter(seq__gt=after).order_by("seq")[:ROWS_A_PAGE])[::-1]
        else:
            rows = tuple((found.filter(seq__lt=before) if before is not None else found)[:ROWS_A_PAGE])
        return Part(
            rows,
            found.order_by()[: MOST_COUNTED + 1].count(),
            newer=rows[0].seq if rows and found.filter(seq__gt=rows[0].seq).exists() else None,
            older=rows[-1].seq if rows and found.filter(seq__lt=rows[-1].seq).exists() else None,
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
