"""What narrows the log; a value that makes no sense narrows nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from junheng.web.audit.heads import moment_of
from junheng.web.audit.models import Action, Entry

ACTOR = re.compile(r"visitor|(user|program|os):.{1,150}")


def who_of(text: str) -> str:
    """An actor as entries name them; empty where it is none."""
    return text if ACTOR.fullmatch(text) else ""


def number_in(text: str) -> int | None:
    """A number of the database."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def narrowed(entries: QuerySet[Entry], who: str, about: int | None) -> QuerySet[Entry]:
    """What somebody did, and what concerns somebody, looks at lists in which they stand included."""
    if who:
        entries = entries.filter(actor=who)
    if about is not None:
        listed = RawSQL("EXISTS (SELECT 1 FROM json_each(audit_entry.after, '$.whom') AS whom WHERE whom.value = %s)", [about])
        entries = entries.alias(listed=listed).filter(Q(person=str(about)) | Q(action=Action.LOOK, listed=True))
    return entries


def having(column: str) -> Callable[[str], Q]:
    """Entries with just this value in a column."""
    return lambda value: Q(**{column: value.strip()})


def holding(text: str) -> Q:
    """Entries with a text in the row before or after, or in their circumstances, such as the reason."""
    return Q(before__contains=text) | Q(after__contains=text) | Q(context__contains=text)


def on_days(first: str = "", last: str = "") -> Q:
    """Entries of days of the site's time zone, from one on or up to one."""
    found = Q()
    if (day := _day(first)) is not None:
        found &= Q(at__gte=moment_of(day))
    if (day := _day(last)) is not None:
        found &= Q(at__lt=moment_of(day + timedelta(days=1)))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
