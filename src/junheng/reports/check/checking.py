"""All checks over one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .checks import CHECKS
from .document import Document
from .finding import Finding
from .quantity import Quantity
from .reading import Reading


@dataclass(frozen=True)
class Checked:
    """A document with its figures and what is doubtful about them, in the order of the text."""

    document: Document
    figures: tuple[Quantity, ...]
    findings: tuple[Finding, ...]


def check(document: Document | str) -> Checked:
    """Find every figure of a text and hold those that belong together against each other."""
    reading = Reading(document if isinstance(document, Document) else Document(document))
    found = [finding for each in CHECKS for finding in each(reading)]
    return Checked(reading.document, reading.figures, _sorted(found))


def with_findings(checked: Checked, more: Iterable[Finding]) -> Checked:
    """The same with further findings, such as those against a release."""
    return replace(checked, findings=_sorted([*checked.findings, *more]))


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    once = {(one.start, one.end, one.kind): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.start, one.end, one.kind)))
