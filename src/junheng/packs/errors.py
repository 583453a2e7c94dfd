"""What can go wrong with a pack: one error to raise, one finding to list."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Language, Text
from junheng.packs.rules import RULES
from junheng.tables.issue import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a pack, at a file and the path of a key."""

    rule: str
    severity: Severity
    file: str  # inside the pack's folder
    key: str  # e.g. "indicator.sports_area.formula"; empty for the file as a whole
    message: Text
    remedy: Text

    @property
    def place(self) -> str:
        """The file and the key in it, or the file alone."""
        return f"{self.file} · {self.key}" if self.key else self.file


class PackError(ValueError):
    """A pack that does not exist or cannot be used; `findings` says why."""

    def __init__(self, text: Text, findings: tuple[Finding, ...] = ()) -> None:
        self.findings = findings
        self.text = Text(zh=_listed(text, findings, "zh"), en=_listed(text, findings, "en"))
        super().__init__(self.text.en)


def found(rule: str, file: str, key: str, **places: object) -> Finding:
    """The finding of a rule at a place."""
    stated = RULES[rule]
    return Finding(rule, stated.severity, file, key, stated.message.format(**places), stated.remedy.format(**places))


def _listed(text: Text, findings: tuple[Finding, ...], language: Language) -> str:
    lines = [f"{f.place}: {f.message(language)} {f.remedy(language)}" for f in findings]
    return "\n".join([text(language), *lines])
