"""Entries of `waivers.toml`, added and taken out; what else stands in the file, comments too, stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from junheng.tables.issue import Issue
from junheng.tables.region import Waiver
from junheng.tables.toml_text import quoted
from junheng.tables.waivers import FILE

_ENTRY = re.compile(r"^(?=\[\[waiver\]\])", re.MULTILINE)
_FIELDS = ("rule", "file", "sheet", "row", "column", "reason")


def waiver_of(issue: Issue, reason: str) -> Waiver:
    """The waiver that lets one warning stand, and no other."""
    place = issue.place
    return Waiver(issue.rule, place.file, reason, place.sheet, place.row, place.column)


def add_waivers(folder: Path, waivers: Iterable[Waiver]) -> None:
    """Add waivers at the end of a region's file; the file is replaced whole or stays as it was."""
    path = folder / FILE
    before = path.read_text(encoding="utf-8-sig").rstrip() if path.is_file() else ""
    entries = "\n".join(_entry(waiver) for waiver in waivers)
    _replace(path, f"{before}\n\n{entries}" if before else entries)


def drop_waiver(folder: Path, waiver: Waiver) -> bool:
    """Take every entry that says just this out of a region's file; whether there was one."""
    path = folder / FILE
    if not path.is_file():
        return False
    parts = _ENTRY.split(path.read_text(encoding="utf-8-sig"))
    kept = [part for part in parts if not _says(part, waiver)]
    if len(kept) == len(parts):
        return False
    _replace(path, "".join(kept))
    return True


def _entry(waiver: Waiver) -> str:
    lines = ["[[waiver]]"]
    for name in _FIELDS:
        value = getattr(waiver, name)
        if value is not None:
            lines.append(f"{name} = {value}" if isinstance(value, int) else f"{name} = {quoted(value)}")
    return "\n".join(lines) + "\n"


def _says(part: str, waiver: Waiver) -> bool:
    if not part.startswith("[[waiver]]"):
        return False
    (entry,) = tomllib.loads(part)["waiver"]
    return all(entry.get(name) == getattr(waiver, name) for name in _FIELDS)


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)
