"""What can go wrong with a pack: one error to raise, one finding to list."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Text
from junheng.tables.issue import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a pack, at a file and the path of a key."""

    rule: str
    severity: Severity
    file: str
    key: str  # e.g. "indicator.sports_area.formula"
    message: Text
    remedy: Text


class PackError(ValueError):
    """A pack that does not exist or cannot be used; `findings` says why."""

    def __init__(self, message: Text, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__("\n".join([message.en, *(f"{f.file} · {f.key}: {f.message.en} {f.remedy.en}" for f in findings)]))
        self.message = message
        self.findings = findings
