"""From an upload to a draft release, by the same reader as a region's files."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from junheng.packs import Pack
from junheng.releases import Release, draft
from junheng.tables import Group, Issue, Severity, group_issues
from junheng.web.quick_check.upload import Upload


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: issues, and a draft release unless an error blocks it."""

    issues: tuple[Issue, ...]
    release: Release | None

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


def read(upload: Upload, pack: Pack) -> Reading:
    """Read a table under a pack's vocabulary. The file exists on disk only while it is read."""
    from junheng.tables import read_school_table

    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(upload.content)
        report = read_school_table(path, pack.vocabulary)
    return Reading(report.issues, None if report.region is None else draft(report.region))
