"""What the checker says of a figure: where, how sure, what is stated, what follows, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.language import Text


class Severity(StrEnum):
    """An error is what the arithmetic proves; a warning is what a reader should look at; an info explains."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a text."""

    kind: str
    severity: Severity
    start: int
    end: int
    stated: str  # as the text has it
    computed: str  # what follows from the other figures
    explanation: Text  # the calculation, in words
