"""What can go wrong with a release, as sentences in both languages."""

from __future__ import annotations

from junheng.language import Text
from junheng.tables.issue import Issue


class ReleaseError(Exception):
    """A release cannot be made, found or read; `message` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class UnwaivedError(ReleaseError):
    """Warnings that nobody has looked at stand in the way of a release."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(
            Text(
                "有 {n} 条警告尚未处理：请更正数据，或逐条说明理由后放行，再发布。",
                "{n} warnings stand: correct the data, or waive each with a reason, then release.",
            ).format(n=len(issues))
        )
        self.issues = issues
