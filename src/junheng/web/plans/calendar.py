"""The plan's days as a calendar file (RFC 5545), for whoever keeps them in an own calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.web.plans.models import Plan
from junheng.web.plans.standing import Standing

#: Bytes that a line may have; longer ones go on after a blank.
FOLD = 74


def calendar_of(plan: Plan, found: list[Standing], site: str) -> bytes:
    """One all-day event for each item's day and each step; a newer file's events have the same names, and replace the older ones."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Junheng//Plans//EN", f"X-WR-CALNAME:{_escaped(plan.title)}"]
    for row in found:
        item = row.item
        about = "\n".join(part for part in (item.section, item.lead) if part)
        lines += _event(f"item-{item.pk}@{site}", item.due or plan.due, f"{item.number} {item.title}", about)
        for node in item.nodes.all():
            title = _("{step} ({item})").format(step=node.title, item=f"{item.number} {item.title}")
            lines += _event(f"step-{node.pk}@{site}", node.day, title, about)
    return "".join(f"{line}\r\n" for each in (*lines, "END:VCALENDAR") for line in _folded(each)).encode()


def _event(uid: str, day: date, title: str, about: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{timezone.now():%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    if about:
        yield f"DESCRIPTION:{_escaped(about)}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of no more bytes than the format allows; no character is cut."""
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + length
    yield piece
