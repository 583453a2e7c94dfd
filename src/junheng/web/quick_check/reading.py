"""From an upload to a draft release, by the same reader as a region's files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from junheng.packs import Pack
from junheng.releases import Release, draft
from junheng.tables import Group, Issue, RegionRejected, Severity, group_issues
from junheng.tables.mapping import Mapping as TableMapping
from junheng.tables.proposal import propose_mapping
from junheng.tables.report import Report
from junheng.tables.school_table import read_school_table
from junheng.web.quick_check.columns import Column, columns, corrected
from junheng.web.quick_check.upload import Upload


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how, with which issues, and a draft release unless an error blocks it."""

    issues: tuple[Issue, ...]
    release: Release | None
    columns: tuple[Column, ...]  # empty where no head was found

    @property
    def groups(self) -> tuple[Group, ...]:
        """What has one cause is told once, worst first."""
        return group_issues(self.issues)

    @property
    def errors(self) -> int:
        """How many block."""
        return sum(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.issues) - self.errors

    @property
    def doubtful(self) -> tuple[Column, ...]:
        """Columns that somebody should look at."""
        return tuple(column for column in self.columns if column.state != "sure")

    @property
    def sure(self) -> tuple[Column, ...]:
        """Columns whose heads say what they are, or that somebody has looked at."""
        return tuple(column for column in self.columns if column.state == "sure")


def read(upload: Upload, pack: Pack, chosen: Mapping[str, str]) -> Reading:
    """Read a table under a pack's vocabulary, with the columns that somebody corrected.

    The file exists on disk only while it is read.
    """
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(upload.content)
        report = read_school_table(path, pack.vocabulary)
        proposal = _proposal(path, pack)
        found = columns(proposal, report.issues, pack, chosen) if proposal else ()
        if proposal and chosen:
            report = _read_as_corrected(path, pack, proposal, report, chosen)
    return Reading(report.issues, None if report.region is None else draft(report.region), found)


def _proposal(path: Path, pack: Pack) -> TableMapping | None:
    try:
        return propose_mapping(path, pack.vocabulary)
    except RegionRejected:
        return None  # the report says why


def _read_as_corrected(path: Path, pack: Pack, proposal: TableMapping, first: Report, chosen: Mapping[str, str]) -> Report:
    mapping = corrected(proposal, first.issues, pack, chosen)
    report = read_school_table(path, pack.vocabulary, mapping=mapping)
    assumed = tuple(issue for issue in first.issues if issue.rule == "period_assumed")  # still so, and still to be said
    return Report((*assumed, *report.issues), report.region)
