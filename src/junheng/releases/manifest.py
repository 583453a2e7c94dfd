"""What a release's folder says of itself: `manifest.json`, guarded by `manifest.sha256`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.releases.canonical import FORMAT as CONTENT_FORMAT
from junheng.releases.canonical import TYPE_NAME, content_hash
from junheng.releases.errors import ReleaseError
from junheng.tables.issue import Issue
from junheng.tables.region import Description, Source, Waiver

FORMAT = 1
MANIFEST = "manifest.json"
GUARD = "manifest.sha256"
OUTLINES = "outlines.geojson"


@dataclass(frozen=True, slots=True)
class StoredTable:
    """What the Parquet file of one table holds."""

    rows: int
    columns: Mapping[str, str]  # name -> "string", "integer" or "number"
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the release."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release without its rows: enough to list it, to choose it and to check it."""

    path: Path  # the release's folder
    hash: str
    number: int
    created: datetime  # UTC, whole seconds
    reason: str | None
    software: str  # version that froze it
    content: Mapping[str, Any]  # all that the hash covers
    tables: Mapping[str, StoredTable]
    files: Mapping[str, StoredFile]
    waived: tuple[Mapping[str, Any], ...]  # warnings as they were shown, each with the reason it was let stand

    @property
    def label(self) -> str:
        """R12."""
        return f"R{self.number}"

    @property
    def folder_name(self) -> str:
        """R12-0a1b2c3d."""
        return f"{self.label}-{self.hash[:8]}"

    @property
    def description(self) -> Description:
        """What the region's datapackage said."""
        said = self.content["description"]
        return Description(
            name=said["name"],
            title=Text(**said["title"]),
            pack=said.get("pack"),
            compare=said.get("compare"),
            synthetic=said["synthetic"],
            attribution=Text(**said["attribution"]) if "attribution" in said else None,
            licence=said.get("licence"),
            map_approval=said.get("map_approval"),
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that were read, by path."""
        return tuple(Source(**source) for source in self.content["sources"])

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The warnings that someone let stand."""
        return tuple(Waiver(**waiver) for waiver in self.content["waivers"])

    def to_bytes(self) -> bytes:
        """The file's own bytes: JSON for people to read, members in the order of this class."""
        document = {
            "format": FORMAT,
            "hash": self.hash,
            "number": self.number,
            "created": self.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "reason": self.reason,
            "software": self.software,
            "content": self.content,
            "tables": {name: {"rows": t.rows, "columns": dict(t.columns), "key": list(t.key)} for name, t in self.tables.items()},
            "files": {name: {"sha256": file.sha256, "bytes": file.bytes} for name, file in self.files.items()},
            "waived": list(self.waived),
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def waived_issue(issue: Issue, waiver: Waiver) -> dict[str, Any]:
    """A warning that was let stand, as the manifest keeps it."""
    place = issue.place
    return {
        "rule": issue.rule,
        "place": {"file": place.file, "sheet": place.sheet, "row": place.row, "column": place.column, "cell": place.cell},
        "value": issue.value,
        "message": {"zh": issue.message.zh, "en": issue.message.en},
        "reason": waiver.reason,
    }


def guard(manifest: bytes) -> bytes:
    """The bytes of `manifest.sha256`, as the command `sha256sum` writes and checks them."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest of the release in a folder.

    Raises
    ------
    ReleaseError
        There is none, its guard does not match it, or another version of Junheng wrote it.
    """
    try:
        written = (path / MANIFEST).read_bytes()
        guarded = (path / GUARD).read_bytes()
    except OSError as error:
        raise ReleaseError(
            Text(
                "{path} 不是完整的版次：缺少或无法读取 {file}。", "{path} is not a whole release: {file} is missing or unreadable."
            ).format(path=path, file=Path(error.filename or MANIFEST).name)
        ) from error
    if guarded != guard(written):
        raise ReleaseError(
            Text("{path} 的清单在冻结后被改动过。", "The manifest of {path} was changed after it was frozen.").format(path=path)
        )
    return parse_manifest(path, written)


def parse_manifest(path: Path, written: bytes) -> Manifest:
    """The manifest in these bytes, whether or not the guard matches."""
    unreadable = ReleaseError(Text("{path} 的清单无法读懂。", "The manifest of {path} cannot be read.").format(path=path))
    try:
        document = json.loads(written)
        version = document["format"]
        if version != FORMAT:
            raise ReleaseError(
                Text(
                    "{path} 的格式版本是 {version}，本软件只能读取版本 {ours}。请升级软件。",
                    "{path} has format version {version}; this software reads version {ours}. Upgrade the software.",
                ).format(path=path, version=version, ours=FORMAT)
            )
        manifest = Manifest(
            path=path,
            hash=document["hash"],
            number=document["number"],
            created=datetime.strptime(document["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
            reason=document["reason"],
            software=document["software"],
            content=document["content"],
            tables={name: StoredTable(t["rows"], t["columns"], tuple(t["key"])) for name, t in document["tables"].items()},
            files={name: StoredFile(**file) for name, file in document["files"].items()},
            waived=tuple(document["waived"]),
        )
        consistent, named = _consistent(manifest), content_hash(manifest.content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise unreadable from error
    if not consistent:
        raise unreadable
    if named != manifest.hash:
        raise ReleaseError(
            Text("{path} 的清单所列内容与版次的哈希不符。", "The content that the manifest of {path} lists does not have its hash.").format(
                path=path
            )
        )
    return manifest


def _consistent(manifest: Manifest) -> bool:
    """Whether all parts can be read and name the same tables and files; any exception says that they cannot."""
    content = manifest.content
    _ = manifest.description, manifest.sources, manifest.waivers, manifest.folder_name
    files = {f"{table}.parquet" for table in manifest.tables} | ({OUTLINES} if content["outlines"] else set())
    return (
        content["format"] == CONTENT_FORMAT
        and isinstance(manifest.number, int)
        and all(name.isidentifier() and _sound(table) for name, table in manifest.tables.items())
        and set(manifest.files) == files
        and set(content["tables"]) <= set(manifest.tables)
        and all(isinstance(table["columns"], dict) and isinstance(table["rows"], int) for table in content["tables"].values())
    )


def _sound(table: StoredTable) -> bool:
    return (
        isinstance(table.rows, int)
        and all(dtype in TYPE_NAME.values() for dtype in table.columns.values())
        and bool(table.key)
        and set(table.key) <= set(table.columns)
    )
