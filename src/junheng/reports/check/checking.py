"""All checks over one document."""

from __future__ import annotations

from dataclasses import dataclass

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
    once = {(one.start, one.end, one.kind): one for one in found}
    return Checked(reading.document, reading.figures, tuple(sorted(once.values(), key=lambda one: (one.start, one.end, one.kind))))
