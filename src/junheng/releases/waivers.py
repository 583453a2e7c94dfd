"""Which warnings someone has looked at and let stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from junheng.tables.issue import Issue
from junheng.tables.region import Waiver


def waiver_of(issue: Issue, waivers: Iterable[Waiver]) -> Waiver | None:
    """The first waiver that covers the issue: same rule and file, and same sheet, row and column where it names them."""
    place = issue.place
    for waiver in waivers:
        if (
            (waiver.rule, waiver.file) == (issue.rule, place.file)
            and waiver.sheet in (None, place.sheet)
            and waiver.row in (None, place.row)
            and waiver.column in (None, place.column)
        ):
            return waiver
    return None


def unwaived(issues: Iterable[Issue], waivers: Sequence[Waiver]) -> tuple[Issue, ...]:
    """The issues that no waiver covers."""
    return tuple(issue for issue in issues if waiver_of(issue, waivers) is None)
