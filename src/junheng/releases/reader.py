"""Releases on disk: opened, listed and found by name."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import polars as pl

from junheng.language import Text
from junheng.releases.errors import ReleaseError
from junheng.releases.manifest import OUTLINES, Manifest, StoredFile, read_manifest
from junheng.releases.model import Release
from junheng.tables.schema import TABLES

RELEASES = "releases"
_NAME = re.compile(r"R[1-9][0-9]*-[0-9a-f]{8}")


def open_release(path: Path) -> Release:
    """The release in a folder, every file checked against the manifest.

    Raises
    ------
    ReleaseError
        Says in a sentence what is missing, changed or too new.
    """
    manifest = read_manifest(path)
    stored = {name: _intact(path, name, file) for name, file in manifest.files.items()}
    for name in manifest.tables:
        if name not in TABLES:
            raise _unknown(path, name)
    tables = {name: _table(path, name, stored.get(f"{name}.parquet")) for name in sorted(TABLES)}
    return Release(
        hash=manifest.hash,
        number=manifest.number,
        created=manifest.created,
        reason=manifest.reason,
        description=manifest.description,
        tables=tables,
        geometry=geometry_of(stored.get(OUTLINES)),
        sources=manifest.sources,
        waivers=manifest.waivers,
    )


def geometry_of(outlines: bytes | None) -> dict[str, Any]:
    """Area code -> geometry, from the bytes of `outlines.geojson`."""
    features = json.loads(outlines)["features"] if outlines is not None else []
    return {feature["properties"]["area"]: feature["geometry"] for feature in features}


def _intact(path: Path, name: str, expected: StoredFile) -> bytes:
    try:
        written = (path / name).read_bytes()
    except OSError as error:
        raise ReleaseError(Text("{path} 缺少文件 {file}。", "{path} lacks the file {file}.").format(path=path, file=name)) from error
    if hashlib.sha256(written).hexdigest() != expected.sha256:
        raise ReleaseError(
            Text("{path} 的文件 {file} 在冻结后被改动过。", "In {path} the file {file} was changed after it was frozen.").format(
                path=path, file=name
            )
        )
    return written


def _table(path: Path, name: str, written: bytes | None) -> pl.DataFrame:
    """The table as it is declared today: what was declared after the release was frozen is null in it."""
    declared = TABLES[name].polars_schema()
    if written is None:
        return pl.DataFrame(schema=declared)
    frame = pl.read_parquet(io.BytesIO(written))
    if any(declared.get(column) != dtype for column, dtype in frame.schema.items()):
        raise _unknown(path, name)
    return frame.select(
        pl.col(column) if column in frame.columns else pl.lit(None, dtype).alias(column) for column, dtype in declared.items()
    )


def _unknown(path: Path, table: str) -> ReleaseError:
    return ReleaseError(
        Text(
            "{path} 的 {table} 表含有本软件不认识的内容。请升级软件。",
            "{path} has content in {table} that this software does not know. Upgrade the software.",
        ).format(path=path, table=table)
    )


def release_paths(folder: Path) -> tuple[Path, ...]:
    """Every folder under the region's releases, by name, whole or damaged, rightly named or not: all that `verify` should see."""
    if not (folder / RELEASES).is_dir():
        return ()
    return tuple(sorted(path for path in (folder / RELEASES).iterdir() if path.is_dir() and not path.name.startswith(".")))


def releases_of(folder: Path) -> tuple[Manifest, ...]:
    """The manifests of the folder's releases, oldest first.

    Raises
    ------
    ReleaseError
        One of them is damaged.
    """
    manifests = (read_manifest(path) for path in release_paths(folder) if _NAME.fullmatch(path.name))
    return tuple(sorted(manifests, key=lambda manifest: manifest.number))


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
        Text("没有名为 {name} 的版次；现有：{known}。", "No release is called {name}; there are: {known}.").format(
            name=wanted, known=", ".join(manifest.folder_name for manifest in releases) or Text("无", "none")
        )
    )
