"""`datapackage.json`: what a region says of itself, and which files feed which tables.

It is a Frictionless data package. What only we need stands in a ``junheng`` object: at the package ``title`` {zh, en}, ``pack``,
``compare``, ``synthetic``, ``attribution`` {zh, en}, ``licence``, ``map_approval`` (审图号); at a resource one of

- ``table``: the file is one of our tables (a resource that is named like a table needs not say so),
- ``mapping``: the path of a mapping file (see `junheng.tables.mapping`), for a sheet of another system,
- ``outlines``: ``{"code": "adcode"}``, the file is GeoJSON with the area's code in that property,

and, for a workbook, ``sheet``: the name of the sheet to read. Several resources may feed one table. With ``"optional": true`` it may hold
heads and nothing below them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.issue import Place
from junheng.tables.region import Description
from junheng.tables.report import RegionRejected
from junheng.tables.schema import TABLES

FILE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a region and what it is."""

    name: str
    path: str  # inside the folder, with forward slashes
    table: str | None = None
    mapping: str | None = None  # path of the mapping file
    sheet: str | None = None
    outlines: str | None = None  # the property that holds the area's code
    optional: bool = False  # may be left without rows


@dataclass(frozen=True, slots=True)
class Descriptor:
    """All that `datapackage.json` says."""

    description: Description
    resources: tuple[Resource, ...]


def read_description(folder: Path | str) -> Description:
    """What a region says of itself, without reading its tables; whether its files are there is not asked.

    Raises
    ------
    RegionRejected
        Where `datapackage.json` is missing or wrong.
    """
    findings = Findings()
    descriptor = read_descriptor(Path(folder), findings)
    if descriptor is None or any(not issue.rule.startswith("resource_") for issue in findings.issues):
        raise RegionRejected(tuple(findings.issues))
    return descriptor.description


def read_descriptor(folder: Path, findings: Findings) -> Descriptor | None:
    """The descriptor of a folder; None where there is none that can be read."""
    place = Place(FILE)
    path = folder / FILE
    if not folder.is_dir() or not any(folder.iterdir()):
        findings.add("folder_empty", Place(folder.name or str(folder)))
        return None
    if not path.is_file():
        findings.add("descriptor_missing", place)
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        findings.add("descriptor_invalid", place, detail=error)
        return None
    problems = _Problems(findings, place)
    package = problems.mapping(content, "datapackage.json")
    ours = problems.mapping(package.get("junheng", {}), "junheng")
    description = _description(package, ours, problems)
    listed = package.get("resources", [])
    if not isinstance(listed, list) or not listed:
        findings.add("folder_empty", place)
        listed = []
    resources = [_resource(entry, number, folder, problems) for number, entry in enumerate(listed, start=1)]
    return Descriptor(description, tuple(resource for resource in resources if resource is not None))


@dataclass(frozen=True, slots=True)
class _Problems:
    """Reads fields out of JSON and reports those of the wrong type."""

    findings: Findings
    place: Place

    def say(self, zh: str, en: str) -> None:
        self.findings.add("descriptor_invalid", self.place, detail=Text(zh, en))

    def mapping(self, value: object, name: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self.say(f"{name} 应为对象。", f"{name} should be an object.")
        return {}

    def string(self, holder: Mapping[str, Any], name: str) -> str | None:
        value = holder.get(name)
        if value is None or isinstance(value, str):
            return value
        self.say(f"{name} 应为文本。", f"{name} should be a text.")
        return None

    def flag(self, holder: Mapping[str, Any], name: str) -> bool:
        value = holder.get(name, False)
        if not isinstance(value, bool):
            self.say(f"{name} 应为 true 或 false。", f"{name} should be true or false.")
        return value is True

    def text(self, holder: Mapping[str, Any], name: str) -> Text | None:
        value = holder.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            return Text(value, value)
        if isinstance(value, dict) and isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
            return Text(value["zh"], value["en"])
        self.say(f"{name} 应写成 zh 与 en 两种文字。", f"{name} should have zh and en.")
        return None


def _description(package: Mapping[str, Any], ours: Mapping[str, Any], problems: _Problems) -> Description:
    name = problems.string(package, "name") or ""
    if not re.fullmatch(r"[a-z0-9]+([-._][a-z0-9]+)*", name):
        problems.say(f"name“{name}”只能用小写字母、数字和连字符。", f"name “{name}” may only have lower-case letters, digits and hyphens.")
    title = problems.text(ours, "title") or problems.text(package, "title") or Text(name, name)
    return Description(
        name=name,
        title=title,
        pack=problems.string(ours, "pack"),
        compare=problems.string(ours, "compare"),
        synthetic=problems.flag(ours, "synthetic"),
        attribution=problems.text(ours, "attribution"),
        licence=problems.string(ours, "licence"),
        map_approval=problems.string(ours, "map_approval"),
    )


def _resource(entry: object, number: int, folder: Path, problems: _Problems) -> Resource | None:
    whole = problems.mapping(entry, f"resources[{number}]")
    name, path = problems.string(whole, "name"), problems.string(whole, "path")
    if not name or not path:
        problems.say(f"第 {number} 个资源没有写 name 或 path。", f"Resource {number} has no name or no path.")
        return None
    ours = problems.mapping(whole.get("junheng", {}), f"resources[{number}].junheng")
    mapping = problems.string(ours, "mapping")
    for inside in (path, mapping):
        if inside is not None and not _inside(folder, inside):
            problems.findings.add("resource_outside", problems.place, inside)
            return None
    if not (folder / path).is_file():
        problems.findings.add("resource_missing", Place(path))
        return None
    outlines = _outlines(whole, ours, problems)
    table = problems.string(ours, "table") or (name if name in TABLES and mapping is None and outlines is None else None)
    if (table is not None and table not in TABLES) or (table is None and mapping is None and outlines is None):
        problems.findings.add("resource_unknown", problems.place, name, known=", ".join(TABLES))
        return None
    return Resource(name, path, table, mapping, problems.string(ours, "sheet"), outlines, problems.flag(ours, "optional"))


def _outlines(whole: Mapping[str, Any], ours: Mapping[str, Any], problems: _Problems) -> str | None:
    """The property that holds the area's code, where the resource is GeoJSON; ``area`` where nothing is said."""
    if "outlines" in ours:
        return problems.string(problems.mapping(ours["outlines"], "outlines"), "code") or "area"
    return "area" if whole.get("format") == "geojson" else None


def _inside(folder: Path, path: str) -> bool:
    pure = PurePosixPath(path)
    if pure.is_absolute() or "\\" in path or ":" in path or ".." in pure.parts:
        return False
    return (folder / path).resolve().is_relative_to(folder.resolve())
