"""What is wrong with a draft: checked once for each state of its files, and kept beside them.

A small draft is checked when somebody looks; a large one by a job, so that nobody waits for a page.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.packs import Pack, load
from junheng.tables import Group, Issue, Place, RegionRejected, Report, Severity, Waiver, check_region, describe, group_issues
from junheng.tables.waivers import open_issues
from junheng.web.data.drafts import files_of, signature
from junheng.web.data.models import Draft

#: So many bytes of files are checked while the reader waits, some three seconds; more by a job.
AT_ONCE = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, without the rows themselves."""

    issues: tuple[Issue, ...]
    waivers: tuple[Waiver, ...]
    rows: Mapping[str, int]  # by table; empty where errors block

    @property
    def open(self) -> tuple[Issue, ...]:
        """Errors, and warnings that nobody let stand; in the order of `groups`."""
        return tuple(issue for group in self.groups for issue in group.issues)

    @property
    def groups(self) -> tuple[Group, ...]:
        """What has one cause once, worst first."""
        return group_issues(open_issues(self.issues, self.waivers))

    @property
    def waived(self) -> tuple[Issue, ...]:
        """Warnings that somebody let stand."""
        standing = set(map(id, open_issues(self.issues, self.waivers)))
        return tuple(issue for issue in self.issues if id(issue) not in standing)

    @property
    def errors(self) -> int:
        """How many block."""
        return sum(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def warnings(self) -> int:
        """How many wait for a reason."""
        return len(self.open) - self.errors


def pack_of(folder: Path) -> Pack:
    """The pack by whose words a region's files are read."""
    try:
        name = describe(folder).pack
    except RegionRejected:
        name = None
    return load(name or "generic")


def large(draft: Draft) -> bool:
    """Whether a check is long work."""
    return sum((draft.folder / path).stat().st_size for path in files_of(draft.folder)) > AT_ONCE


def checked(draft: Draft) -> Checked | None:
    """What is wrong with a draft; None where it is large and no job has checked this state of it yet."""
    state = signature(draft.folder)
    kept = _kept(draft, state)
    if kept is not None:
        return kept
    return None if large(draft) else keep(draft, state, report(draft))


def report(draft: Draft) -> Report:
    """The whole report, region and all; the last ones stay in memory."""
    with _checking:
        return _report(draft.folder, signature(draft.folder))


_checking = threading.Lock()


@lru_cache(maxsize=2)
def _report(folder: Path, _state: str) -> Report:
    return check_region(folder, pack_of(folder).vocabulary)


def keep(draft: Draft, state: str, found: Report) -> Checked:
    """Write down what a check found of one state of the files."""
    rows = {} if found.region is None else {name: table.height for name, table in found.region.tables.items()}
    kept = Checked(found.issues, found.waivers, rows)
    content = {"state": state, "issues": [asdict(i) for i in kept.issues], "waivers": [asdict(w) for w in kept.waivers], "rows": rows}
    path = _path(draft)
    fresh = path.with_name(f".{path.name}.{threading.get_ident()}")
    fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)
    return kept


def _path(draft: Draft) -> Path:
    return draft.folder.with_suffix(".check.json")


def _kept(draft: Draft, state: str) -> Checked | None:
    path = _path(draft)
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    found_state, found = _read(path, stat.st_mtime_ns, stat.st_size)
    return found if found_state == state else None


@lru_cache(maxsize=8)
def _read(path: Path, _time: int, _size: int) -> tuple[str, Checked]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    issues = tuple(_issue(found) for found in content["issues"])
    return content["state"], Checked(issues, tuple(Waiver(**waiver) for waiver in content["waivers"]), content["rows"])


def _issue(found: Mapping[str, Any]) -> Issue:
    return Issue(
        found["rule"],
        Severity(found["severity"]),
        Place(**found["place"]),
        found["value"],
        Text(**found["message"]),
        Text(**found["remedy"]),
    )
