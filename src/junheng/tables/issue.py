"""An input problem: where it is, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.language import Text


class Severity(StrEnum):
    """An error blocks; a warning needs a waiver with a reason before a release."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem; message and remedy have named places."""

    id: str
    severity: Severity
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or as much of its address as is known. Rows count from 1 as the spreadsheet does."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None  # the header as it stands in the file
    cell: str | None = None  # "G214", where the file is a workbook


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding at one place."""

    rule: str
    severity: Severity
    place: Place
    value: str | None  # as it stands in the file
    message: Text
    remedy: Text
