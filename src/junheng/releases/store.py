"""Releases on disk: FOLDER/releases/R{n}-{first 8 of the hash}/ with one Parquet file a table and a manifest."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

import junheng
from junheng.language import Text
from junheng.releases.canonical import TYPE_NAME, arrange, content, content_hash
from junheng.releases.canonical_json import canonical_json
from junheng.releases.errors import ReleaseError, UnwaivedError
from junheng.releases.lock import sole_writer
from junheng.releases.manifest import GUARD, MANIFEST, OUTLINES, Manifest, StoredFile, StoredTable, guard, read_manifest, waived_issue
from junheng.releases.model import Release
from junheng.releases.waivers import unwaived, waiver_of
from junheng.tables.region import Region
from junheng.tables.schema import TABLES

RELEASES = "releases"
_NAME = re.compile(r"R([1-9][0-9]*)-[0-9a-f]{8}")
_UNFINISHED = ".unfinished-"
_POLARS_TYPE = {name: dtype for dtype, name in TYPE_NAME.items()}


def draft(region: Region) -> Release:
    """The region as a release that nobody froze; figures can be computed from it and name its hash."""
    release, _ = _draft(region)
    return release


def _draft(region: Region) -> tuple[Release, dict[str, Any]]:
    tables = {name: arrange(name, region.tables[name], table.polars_schema(), table.key) for name, table in sorted(TABLES.items())}
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


def freeze(region: Region, folder: Path, *, reason: str | None) -> Release:
    """Writes the region as the next release of the folder, whole or not at all.

    The content that a release of the folder already has is not written again: that release is returned, with its own
    number, date and reason.

    Raises
    ------
    UnwaivedError
        Lists the warnings that have no waiver.
    ReleaseError
        A release in the folder is damaged.
    """
    standing = unwaived(region.warnings, region.waivers)
    if standing:
        raise UnwaivedError(standing)
    drafted, document = _draft(region)
    releases = folder / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with sole_writer(releases):
        for leftover in releases.glob(_UNFINISHED + "*"):  # of a process that died
            shutil.rmtree(leftover)
        earlier = releases_of(folder)
        for manifest in earlier:
            if manifest.hash == drafted.hash:
                return open_release(manifest.path)
        number = 1 + max((manifest.number for manifest in earlier), default=0)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=releases))
        manifest = _write(drafted, document, unfinished, number, reason, region)
        finished = releases / manifest.folder_name
        unfinished.rename(finished)
    return open_release(finished)


def _write(drafted: Release, document: Mapping[str, Any], path: Path, number: int, reason: str | None, region: Region) -> Manifest:
    tables = {}
    for name, frame in drafted.tables.items():
        frame.write_parquet(path / f"{name}.parquet", compression="zstd")
        columns = {column: TYPE_NAME[dtype] for column, dtype in frame.schema.items()}
        tables[name] = StoredTable(rows=frame.height, columns=columns, key=TABLES[name].key)
    if drafted.geometry:
        (path / OUTLINES).write_bytes(_outlines(drafted.geometry))
    waived = tuple(waived_issue(issue, waiver) for issue in region.warnings if (waiver := waiver_of(issue, region.waivers)))
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


def open_release(path: Path) -> Release:
    """The release in a folder, every file checked against the manifest.

    Raises
    ------
    ReleaseError
        Says in a sentence what is missing, changed or too new.
    """
    manifest = read_manifest(path)
    stored = {name: _intact(path, name, file) for name, file in manifest.files.items()}
    tables = {name: _table(path, name, stored.get(f"{name}.parquet")) for name in sorted(TABLES)}
    outlines = json.loads(stored[OUTLINES])["features"] if OUTLINES in stored else []
    return Release(
        hash=manifest.hash,
        number=manifest.number,
        created=manifest.created,
        reason=manifest.reason,
        description=manifest.description,
        tables=tables,
        geometry={feature["properties"]["area"]: feature["geometry"] for feature in outlines},
        sources=manifest.sources,
        waivers=manifest.waivers,
    )


def _intact(path: Path, name: str, expected: StoredFile) -> bytes:
    try:
        written = (path / name).read_bytes()
    except OSError as error:
        raise ReleaseError(Text("{path} 缺少文件 {file}。", "{path} lacks the file {file}.").format(path=path, file=name)) from error
    if hashlib.sha256(written).hexdigest() != expected.sha256:
        raise ReleaseError(
            Text("{path} 的文件 {file} 在发布后被改动过。", "In {path} the file {file} was changed after the release.").format(
                path=path, file=name
            )
        )
    return written


def _table(path: Path, name: str, written: bytes | None) -> pl.DataFrame:
    """The table as it is declared today: what was declared after the release was frozen is null in it."""
    declared = TABLES[name].polars_schema()
    if written is None:
        return pl.DataFrame(schema=declared)
    frame = pl.read_parquet(written)
    if any(declared.get(column) != dtype for column, dtype in frame.schema.items()):
        raise ReleaseError(
            Text(
                "{path} 的 {table} 表含有本软件不认识的列。请升级软件。",
                "{path} has columns in {table} that this software does not know. Upgrade the software.",
            ).format(path=path, table=name)
        )
    return frame.select(
        pl.col(column) if column in frame.columns else pl.lit(None, dtype).alias(column) for column, dtype in declared.items()
    )


def releases_of(folder: Path) -> tuple[Manifest, ...]:
    """The manifests of the folder's releases, oldest first.

    Raises
    ------
    ReleaseError
        One of them is damaged.
    """
    paths = (folder / RELEASES).glob("R*-*") if (folder / RELEASES).is_dir() else ()
    return tuple(sorted((read_manifest(path) for path in paths if _NAME.fullmatch(path.name)), key=lambda manifest: manifest.number))


def latest(folder: Path) -> Release | None:
    """The newest release of the folder; None where nobody has frozen one."""
    releases = releases_of(folder)
    return open_release(releases[-1].path) if releases else None


def find(folder: Path, name: str | int) -> Release:
    """The release called "R3", 3, "latest", or by its hash or the first eight or more digits of it.

    Raises
    ------
    ReleaseError
        Lists the releases that exist.
    """
    releases = releases_of(folder)
    wanted = str(name)
    if wanted == "latest" and releases:
        return open_release(releases[-1].path)
    for manifest in releases:
        if wanted in (manifest.label, str(manifest.number)) or (len(wanted) >= 8 and manifest.hash.startswith(wanted)):
            return open_release(manifest.path)
    raise ReleaseError(
        Text("没有名为 {name} 的数据版本；现有：{known}。", "No release is called {name}; there are: {known}.").format(
            name=wanted, known=", ".join(manifest.folder_name for manifest in releases) or Text("无", "none")
        )
    )
