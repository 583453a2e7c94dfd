"""Warnings that somebody lets stand, each with the reason, and takes back again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from junheng.tables import Issue, Severity, Waiver, add_waivers, drop_waiver, waiver_of
from junheng.tables.waivers import waives
from junheng.web.data import drafts
from junheng.web.data.models import Deed, Draft

SHORTEST = 4  # letters of a reason


def waive(draft: Draft, issues: Sequence[Issue], reason: str, user: Any) -> int:
    """Let warnings stand for a reason; errors are left as they are. How many."""
    warnings = [issue for issue in issues if issue.severity is Severity.WARNING]
    if warnings:
        with drafts.changing(draft):
            add_waivers(draft.folder, dict.fromkeys(waiver_of(issue, reason) for issue in warnings))
            drafts.note(draft, user, Deed.WAIVED, f"{len(warnings)} × {warnings[0].rule}, {warnings[0].place.file}", reason)
    return len(warnings)


def unwaive(draft: Draft, issues: Sequence[Issue], waivers: Sequence[Waiver], user: Any) -> int:
    """Let warnings wait for a reason again; how many waivers are gone. One that is for a whole file or sheet stays."""
    own = {waiver for issue in issues for waiver in waivers if waives(waiver, issue) and waiver == waiver_of(issue, waiver.reason)}
    if own:
        with drafts.changing(draft):
            for waiver in own:
                drop_waiver(draft.folder, waiver)
            first = next(iter(own))
            drafts.note(draft, user, Deed.UNWAIVED, f"{len(own)} × {first.rule}, {first.file}", first.reason)
    return len(own)
