"""What the decisions of this room refuse."""

from __future__ import annotations

from junheng.language import Text


class NotProvedError(Exception):
    """An answer did not pass its independent check; it is shown to nobody."""

    def __init__(self, findings: tuple[Text, ...]) -> None:
        super().__init__("; ".join(finding.en for finding in findings))
        self.findings = findings
