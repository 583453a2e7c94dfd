"""Freezing: FOLDER/releases/R{n}-{first 8 of the hash}/ with one Parquet file a table and a manifest."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import junheng
from junheng.releases.canonical import TYPE_NAME, arrange, content, content_hash
from junheng.releases.canonical_json import canonical_json
from junheng.releases.errors import UnwaivedWarnings
from junheng.releases.lock import sole_writer
from junheng.releases.manifest import GUARD, MANIFEST, OUTLINES, Manifest, StoredFile, StoredTable, guard, waived_issue
from junheng.releases.model import Release
from junheng.releases.reader import RELEASES, open_release, releases_of
from junheng.tables.region import Region
from junheng.tables.schema import TABLES
from junheng.tables.waivers import open_issues, waives

UNFINISHED = ".unfinished"

#: Told how many steps of how many are done, and the name of the table that comes next; empty after the last.
Progress = Callable[[int, int, str], None]
#: Each table is put in order, and then written.
_STEPS = 2 * len(TABLES)


def _nobody(_done: int, _total: int, _table: str) -> None:
    """For whoever does not ask."""


def draft(region: Region) -> Release:
    """The region as a release that nobody froze; figures can be computed from it and name its hash."""
    release, _ = _draft(region, _nobody)
    return release


def _draft(region: Region, progress: Progress) -> tuple[Release, dict[str, Any]]:
    tables = {}
    for step, (name, table) in enumerate(sorted(TABLES.items())):
        progress(step, _STEPS, name)
        tables[name] = arrange(name, region.tables[name], table.polars_schema(), table.key)
    document = content(
        description=region.description,
        tables=tables,
        geometry=region.geometry,
        sources=region.sources,
        waivers=region.waivers,
    )
    release = Release(
        hash=content_hash(document),
        number=None,
        created=None,
        reason=None,
        description=region.description,
        tables=tables,
        geometry=region.geometry,
        sources=region.sources,
        waivers=region.waivers,
    )
    return release, document


def freeze(region: Region, folder: Path, *, reason: str | None, progress: Progress = _nobody) -> Release:
    """Writes the region as the next release of the folder, whole or not at all.

    The content that a release of the folder already has is not written again: that release is returned, with its own
    number, date and reason.

    `progress` is told of each table, and for the last time when all is on disk and only the release's name is missing.
    Whatever it raises leaves the folder without the release.

    Raises
    ------
    UnwaivedWarnings
        Lists the warnings that have no waiver.
    ReleaseError
        A release in the folder is damaged.
    """
    standing = open_issues(region.warnings, region.waivers)
    if standing:
        raise UnwaivedWarnings(standing)
    drafted, document = _draft(region, progress)
    releases = folder / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with sole_writer(releases):
        unfinished = releases / UNFINISHED
        if unfinished.exists():  # of a process that died
            shutil.rmtree(unfinished)
        earlier = releases_of(folder)
        for manifest in earlier:
            if manifest.hash == drafted.hash:
                return open_release(manifest.path)
        number = 1 + max((manifest.number for manifest in earlier), default=0)
        unfinished.mkdir()
        manifest = _write(drafted, document, unfinished, number, reason, region, progress)
        progress(_STEPS, _STEPS, "")
        finished = releases / manifest.folder_name
        unfinished.rename(finished)
    return open_release(finished)


def _write(
    drafted: Release, document: Mapping[str, Any], path: Path, number: int, reason: str | None, region: Region, progress: Progress
) -> Manifest:
    tables = {}
    for step, (name, frame) in enumerate(drafted.tables.items(), start=len(TABLES)):
        progress(step, _STEPS, name)
        frame.write_parquet(path / f"{name}.parquet", compression="zstd")
        columns = {column: TYPE_NAME[dtype] for column, dtype in frame.schema.items()}
        tables[name] = StoredTable(rows=frame.height, columns=columns, key=TABLES[name].key)
    if drafted.geometry:
        (path / OUTLINES).write_bytes(_outlines(drafted.geometry))
    waived = tuple(waived_issue(issue, next(w for w in region.waivers if waives(w, issue))) for issue in region.warnings)
    manifest = Manifest(
        path=path,
        hash=drafted.hash,
        number=number,
        created=datetime.now(UTC).replace(microsecond=0),
        reason=reason,
        software=junheng.__version__,
        content=document,
        tables=tables,
        files={file.name: _stored(file) for file in sorted(path.iterdir())},
        waived=waived,
    )
    written = manifest.to_bytes()
    (path / MANIFEST).write_bytes(written)
    (path / GUARD).write_bytes(guard(written))
    for file in path.iterdir():
        _to_disk(file)
    return manifest


def _stored(file: Path) -> StoredFile:
    with file.open("rb") as opened:
        return StoredFile(sha256=hashlib.file_digest(opened, "sha256").hexdigest(), bytes=file.stat().st_size)


def _to_disk(file: Path) -> None:
    """Out of the system's cache, so that a power cut after the renaming leaves no empty file behind a good name."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _outlines(geometry: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A GeoJSON feature collection by area, one line a feature."""
    features = (
        canonical_json({"type": "Feature", "properties": {"area": area}, "geometry": geometry[area]}).decode() for area in sorted(geometry)
    )
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n").encode()
