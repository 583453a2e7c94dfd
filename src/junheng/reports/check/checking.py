"""All checks over one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from .checks import CHECKS
from .document import Document
from .finding import Finding
from .layout import Layout, laid_out
from .quantities import as_read
from .quantity import Quantity
from .reading import Reading


@dataclass(frozen=True)
class Checked:
    """A document with its figures and what is doubtful about them, in the order of the text."""

    document: Document
    figures: tuple[Quantity, ...]
    findings: tuple[Finding, ...]
    layout: Layout

    def sentence_of(self, finding: Finding) -> str:
        """The sentence of a finding, as written."""
        return self.layout.text(*self._reading.sentence_at(self.layout.place(finding.start))).strip()

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self.layout.plain)


def check(document: Document | str) -> Checked:
    """Find every figure of a text and hold those that belong together against each other."""
    layout = laid_out(document if isinstance(document, Document) else Document(document))
    reading = Reading(layout.plain)
    found = [_as_read(finding, layout) for each in CHECKS for finding in each(reading)]
    return Checked(layout.read, as_read(reading.figures, layout), _sorted(found), layout)


def with_findings(checked: Checked, more: Iterable[Finding]) -> Checked:
    """The same with further findings, such as those against a release."""
    return replace(checked, findings=_sorted([*checked.findings, *more]))


def _as_read(finding: Finding, layout: Layout) -> Finding:
    start, end = layout.written(finding.start, finding.end)
    return replace(finding, start=start, end=end)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    once = {(one.start, one.end, one.kind): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.start, one.end, one.kind)))
