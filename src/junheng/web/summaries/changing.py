"""Every write of a summary."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from junheng.web.summaries.models import Summary


class Changed(Exception):  # noqa: N818 - what happened to the summary
    """Somebody else has changed it since the page was opened, or it is final."""


def begin(user: Any, **fields: Any) -> Summary:
    """A new summary; the same begun twice, as by a double click, is the one that nobody has written in yet."""
    with transaction.atomic():
        untouched = Summary.objects.filter(created_by=user, version=1, final_at=None, **fields).first()
        return untouched or Summary.objects.create(created_by=user, **fields)


def discard(summary: Summary) -> None:
    """Take a draft away; a final summary stays.

    Raises
    ------
    Changed
        It has become final.
    """
    if not Summary.objects.filter(pk=summary.pk, final_at=None).delete()[0]:
        raise Changed


def change(summary: Summary, *, version: int, **fields: Any) -> None:
    """Write fields of a summary that is still as the page showed it, and not final.

    Raises
    ------
    Changed
        It is not.
    """
    draft = Summary.objects.filter(pk=summary.pk, version=version, final_at=None)
    if not draft.update(version=F("version") + 1, changed_at=timezone.now(), **fields):
        raise Changed
    summary.refresh_from_db()


def make_final(summary: Summary, *, version: int, when: datetime, reason: str) -> None:
    """Close a summary that is still as the page showed it; it stays closed where it is. `reason`: why doubts in it stay.

    Raises
    ------
    Changed
        Somebody has written in it since.
    """
    draft = Summary.objects.filter(pk=summary.pk, version=version, final_at=None)
    if not draft.update(final_at=when, reason=reason) and not Summary.objects.filter(pk=summary.pk).exclude(final_at=None).exists():
        raise Changed
    summary.refresh_from_db()


def reopen(summary: Summary) -> None:
    """Let a final summary be written in again."""
    Summary.objects.filter(pk=summary.pk).update(final_at=None)
    summary.refresh_from_db()
