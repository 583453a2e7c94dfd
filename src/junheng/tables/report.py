"""What a check found, and the region where nothing blocks it."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.tables.issue import Issue, Severity
from junheng.tables.region import Region, Waiver
from junheng.tables.waivers import open_issues


@dataclass(frozen=True, slots=True)
class Report:
    """All issues of a region's files; the region itself only where no error blocks it."""

    issues: tuple[Issue, ...]
    region: Region | None
    waivers: tuple[Waiver, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether an error keeps the region from being read."""
        return self.region is None

    @property
    def open_issues(self) -> tuple[Issue, ...]:
        """Errors, and the warnings that no waiver lets stand."""
        return open_issues(self.issues, self.waivers)


class RegionRejected(ValueError):  # noqa: N818 - what happened, not a defect of the program
    """The files of a region have errors; `issues` holds all of them, warnings included."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        errors = [issue for issue in issues if issue.severity is Severity.ERROR]
        first = errors[0]
        super().__init__(f"{len(errors)} errors; the first: {first.place.file}: {first.message.en}")
        self.issues = issues
