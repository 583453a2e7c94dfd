"""From an upload to a draft release, by the same reader as a region's files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from junheng.packs import Pack
from junheng.releases import Release, draft
from junheng.tables import Group, Issue, RegionRejected, Report, Severity, group_issues, propose_mapping, read_school_table
from junheng.tables import Mapping as TableMapping
from junheng.web.quick_check.columns import Column, columns, corrected
from junheng.web.quick_check.upload import Upload

#: Marking takes some four seconds a megabyte.
LARGEST_MARKED = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how, with which issues, and a draft release unless an error blocks it."""

    issues: tuple[Issue, ...]
    release: Release | None
    columns: tuple[Column, ...]  # empty where no head was found
    bytes: int  # of the file

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
    def at_rows(self) -> tuple[Issue, ...]:
        """Issues that a mark in the file can stand at."""
        return tuple(issue for issue in self.issues if issue.place.row is not None)

    @property
    def can_be_marked(self) -> bool:
        """Whether a marked copy of the file would help, and would not keep its reader waiting."""
        return bool(self.at_rows) and self.bytes <= LARGEST_MARKED

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
    return Reading(report.issues, None if report.region is None else draft(report.region), found, len(upload.content))


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
