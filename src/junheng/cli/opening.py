"""From a folder to a release and its pack, the same for every command."""

from __future__ import annotations

from pathlib import Path

import typer

from junheng.cli.console import Speaker
from junheng.cli.findings import show_issues
from junheng.cli.fitting import fail_if_foreign
from junheng.language import Text
from junheng.packs import Pack, PackError, load
from junheng.releases import Release, ReleaseError, draft, find
from junheng.releases import open_release as open_frozen
from junheng.tables import Description, Region, RegionRejected, describe, read_region

FOLDER_HELP = Text("地区文件夹（内有 datapackage.json）", "The region's folder (with datapackage.json)")
PACK_HELP = Text("规则包；缺省用地区自己指定的", "Pack; by default the one that the region names")
RELEASE_HELP = Text(
    "版次：R3、哈希前 8 位、latest；缺省用文件夹里现有的文件",
    "Release: R3, eight digits of its hash, latest; by default the files as they are",
)
OUT_HELP = Text("写到哪里：文件夹（CSV）或 .xlsx、.json、.html 文件", "Where to write: a folder (CSV), or a .xlsx, .json or .html file")


def open_pack(speak: Speaker, folder: Path, name: str | None) -> Pack:
    """The pack that is asked for, else the region's own; a folder that is not there is wrong use."""
    _must_be_there(speak, folder)
    return _load(speak, name or described(speak, folder).pack)


def described(speak: Speaker, folder: Path) -> Description:
    """What a region says of itself; where it cannot be read, what is wrong is shown and the exit code is 1."""
    _must_be_there(speak, folder)
    try:
        return describe(folder)
    except RegionRejected as rejected:
        show_issues(speak, rejected.issues)
        raise typer.Exit(1) from None


def _must_be_there(speak: Speaker, folder: Path) -> None:
    if not folder.is_dir():
        speak.fail(Text("没有文件夹 {folder}。", "There is no folder {folder}."), folder=folder)


def open_region(speak: Speaker, folder: Path, pack: Pack) -> Region:
    """The region as its files are; where errors block, they are shown and the exit code is 1."""
    try:
        with speak.progress(Text("读取 {folder}", "Reading {folder}").format(folder=folder)):
            return read_region(folder, pack.vocabulary)
    except RegionRejected as rejected:
        fail_if_foreign(speak, folder, pack, rejected.issues)
        show_issues(speak, rejected.issues)
        raise typer.Exit(1) from None


def open_release(speak: Speaker, folder: Path, pack: Pack, name: str | None) -> Release:
    """A frozen release by name, or a draft of the files as they are."""
    return draft(open_region(speak, folder, pack)) if name is None else _named(speak, folder, name)


def _named(speak: Speaker, folder: Path, name: str) -> Release:
    try:
        return find(folder, name)
    except ReleaseError as error:
        speak.fail(error.text)


def open_any(speak: Speaker, folder: Path, pack: str | None) -> Release:
    """The release in a folder or that REGION/R3 names, or a draft of the region in it."""
    if not folder.exists() and (folder.parent / "datapackage.json").is_file():
        return _named(speak, folder.parent, folder.name)  # REGION/R3
    if not (folder / "manifest.json").exists():
        return open_release(speak, folder, open_pack(speak, folder, pack), None)
    try:
        return open_frozen(folder)
    except ReleaseError as error:
        speak.fail(error.text)


def pack_of(speak: Speaker, release: Release, name: str | None) -> Pack:
    """The pack that is asked for, else the one that the release's region names."""
    return _load(speak, name or release.description.pack)


def _load(speak: Speaker, name: str | None) -> Pack:
    if name is None:
        speak.fail(Text("地区没有指定规则包，请用 --pack 指定。", "The region names no pack: give one with --pack."))
    try:
        return load(name)
    except PackError as error:
        speak.fail(error.text)
