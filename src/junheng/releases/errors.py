"""What can go wrong with a release, as sentences in both languages."""

from __future__ import annotations

from junheng.language import Text
from junheng.tables.issue import Issue


class ReleaseError(Exception):
    """A release cannot be made, found or read; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class UnwaivedWarnings(ReleaseError):  # noqa: N818 (what stands in the way, not a defect of the program)
    """Warnings that nobody has looked at stand in the way of a release."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(
            Text(
                "还有 {n} 条提醒未处理：请更正数据，或写明理由予以豁免，然后再冻结。",
                "{n} warnings stand: correct the data, or waive each with a reason, then release.",
            ).format(n=len(issues))
        )
        self.issues = issues
