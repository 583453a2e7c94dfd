"""Is a release still what it was: every file against the manifest, the content against the hash, the folder against its name."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from junheng.language import Text
from junheng.releases.canonical import TYPE_NAME, arrange, outline_digests, table_digests
from junheng.releases.errors import ReleaseError
from junheng.releases.manifest import GUARD, MANIFEST, OUTLINES, Manifest, guard, parse_manifest
from junheng.releases.reader import geometry_of

_POLARS_TYPE = {name: dtype for dtype, name in TYPE_NAME.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a release."""

    file: str  # inside the release's folder; "" where it is the folder itself
    message: Text


def verify(path: Path) -> tuple[Finding, ...]:
    """What is wrong with the release in a folder; empty when nothing is.

    Finds any changed, missing or additional byte or file, also where the manifest was rewritten to match: the hash is
    computed again from the Parquet files. Number, date and reason are outside the hash; only `manifest.sha256` guards them.
    """
    try:
        names = {entry.name for entry in path.iterdir()}
        written = (path / MANIFEST).read_bytes()
    except OSError:
        return (Finding(MANIFEST, Text("没有可读的清单，这不是版次。", "There is no readable manifest: this is not a release.")),)
    findings = list(_guard(path, written))
    try:
        manifest = parse_manifest(path, written)
    except ReleaseError as error:
        return (*findings, Finding(MANIFEST, error.text))
    expected = {*manifest.files, MANIFEST, GUARD}
    findings += [Finding(name, Text("清单中没有这个文件。", "The manifest has no such file.")) for name in sorted(names - expected)]
    if path.resolve().name != manifest.folder_name:
        findings.append(
            Finding(
                "",
                Text("文件夹应名为 {name}。", "The folder should be called {name}.").format(name=manifest.folder_name),
            )
        )
    intact: dict[str, bytes] = {}
    for name in sorted(manifest.files):
        findings += _file(manifest, name, intact)
    return (*findings, *_content(manifest, intact))


def _guard(path: Path, written: bytes) -> Iterator[Finding]:
    try:
        guarded = (path / GUARD).read_bytes()
    except OSError:
        yield Finding(GUARD, Text("缺少这个文件。", "This file is missing."))
        return
    if guarded != guard(written):
        yield Finding(
            GUARD,
            Text("清单与它的 SHA-256 不符：两者之一被改动过。", "The manifest does not have this SHA-256: one of the two was changed."),
        )


def _file(manifest: Manifest, name: str, intact: dict[str, bytes]) -> Iterator[Finding]:
    try:
        written = (manifest.path / name).read_bytes()
    except OSError:
        yield Finding(name, Text("缺少这个文件。", "This file is missing."))
        return
    if (len(written), hashlib.sha256(written).hexdigest()) != (manifest.files[name].bytes, manifest.files[name].sha256):
        yield Finding(name, Text("文件在冻结后被改动过。", "The file was changed after it was frozen."))
        return
    intact[name] = written


def _content(manifest: Manifest, intact: Mapping[str, bytes]) -> Iterator[Finding]:
    """The hash again, from what the files hold; a file that is already known to be changed is not read."""
    for name in sorted(manifest.tables):
        if f"{name}.parquet" in intact:
            yield from _table(manifest, name, intact[f"{name}.parquet"])
    if OUTLINES in intact and not _outlines_as_named(manifest, intact[OUTLINES]):
        yield Finding(OUTLINES, Text("轮廓与版次的哈希不符。", "The outlines are not those that the hash names."))


def _outlines_as_named(manifest: Manifest, written: bytes) -> bool:
    try:
        return bool(outline_digests(geometry_of(written)) == manifest.content["outlines"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _table(manifest: Manifest, name: str, written: bytes) -> Iterator[Finding]:
    file, stored = f"{name}.parquet", manifest.tables[name]
    try:
        frame = pl.read_parquet(io.BytesIO(written))
        schema = {column: _POLARS_TYPE[dtype] for column, dtype in stored.columns.items()}
        found = table_digests(arrange(name, frame, schema, stored.key))
    except ReleaseError as error:
        yield Finding(file, error.text)
        return
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, KeyError, OSError):
        yield Finding(file, Text("无法读取这个表。", "The table cannot be read."))
        return
    if frame.height != stored.rows:
        yield Finding(
            file,
            Text("清单写 {stored} 行，文件有 {found} 行。", "The manifest says {stored} rows, the file has {found}.").format(
                stored=stored.rows, found=frame.height
            ),
        )
    named = manifest.content["tables"].get(name, {"rows": 0, "columns": {}})
    changed = [
        column for column in sorted({*found["columns"], *named["columns"]}) if found["columns"].get(column) != named["columns"].get(column)
    ]
    if found["rows"] != named["rows"] or changed:
        yield Finding(
            file,
            Text(
                "{rows} 行；以下各列与版次的哈希不符：{columns}。",
                "{rows} rows; these columns are not those that the hash names: {columns}.",
            ).format(rows=frame.height, columns=", ".join(changed) or "—"),
        )
