"""Why a return cannot be written, each as a sentence in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from junheng.language import Text


class ReturnError(Exception):
    """A request that was refused; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class NotAllowed(ReturnError):  # noqa: N818 (what happened, not a defect of the program)
    """The actor does not have the right there."""

    def __init__(self) -> None:
        super().__init__(
            Text("您没有这项权限，或者这个单位已不在您的管理范围内。", "You do not have this right, or the place is no longer yours.")
        )


class WrongState(ReturnError):  # noqa: N818
    """The return stands where this cannot be done."""


class ChecksFailed(ReturnError):  # noqa: N818
    """Findings stand in the way of submitting."""

    def __init__(self, findings: Sequence[dict[str, Any]]) -> None:
        hard = sum(finding["severity"] == "hard" for finding in findings)
        super().__init__(
            Text(
                "还不能提交：{hard} 处必须改正，{soft} 处须作说明。",
                "It cannot be submitted yet: {hard} cells must be corrected, {soft} explained.",
            ).format(hard=hard, soft=len(findings) - hard)
        )
        self.findings = tuple(findings)
