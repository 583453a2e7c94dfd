"""How a file that came is read: instead of another, like another, as one of our tables, or by a mapping of its own."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from junheng.packs import Pack
from junheng.tables import Mapping, RegionRejected, Waiver, add_waivers, init_region, propose_mapping, read_mapping, write_mapping
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.head_rows import find_head, join_head
from junheng.tables.heads import names_of, plain
from junheng.tables.mapping import MappingError
from junheng.tables.schema import TABLES
from junheng.tables.template import MAPPING, WORKBOOK
from junheng.web.format import language
from junheng.web.incoming import Refused

DESCRIPTOR = "datapackage.json"
#: A mapping fits a file of which it knows at least this share of heads, and of whose heads it uses as many.
_FITS = 0.8


class Way(StrEnum):
    """How a file is read."""

    REPLACES = "replaces"
    LIKE = "like"  # by a mapping that other files have too
    TABLE = "table"
    TEMPLATE = "template"
    PROPOSED = "proposed"  # by a mapping of its own
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Reading:
    """How one file of a draft is read now."""

    path: str
    way: Way
    mapping: str = ""
    table: str = ""
    shared: tuple[str, ...] = ()  # other files that the same mapping reads


def resources(folder: Path) -> list[dict[str, Any]]:
    """The resources of a region's descriptor, as they stand there."""
    found: list[dict[str, Any]] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig")).get("resources", [])
    return found


def write_resources(folder: Path, listed: list[dict[str, Any]]) -> None:
    """Put other resources into the descriptor."""
    path = folder / DESCRIPTOR
    package = json.loads(path.read_text(encoding="utf-8-sig")) | {"resources": listed}
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    fresh.replace(path)


def readings(folder: Path, paths: Iterable[str], base: Iterable[str]) -> tuple[Reading, ...]:
    """How files are read now; `base` are the paths that the region had when the draft began."""
    listed, known = resources(folder), set(base)
    return tuple(_reading(listed, path, replaces=path in known) for path in paths)


def _reading(listed: Sequence[dict[str, Any]], path: str, *, replaces: bool) -> Reading:
    mine = [resource for resource in listed if resource.get("path") == path]
    if not mine:
        return Reading(path, Way.UNREAD)
    ours = [resource.get("junheng") or {} for resource in mine]
    mapping = next((each["mapping"] for each in ours if each.get("mapping")), "")
    table = next((each.get("table") or resource.get("name", "") for each, resource in zip(ours, mine, strict=True) if not mapping), "")
    shared = tuple(
        resource["path"]
        for resource in listed
        if mapping and resource.get("path") != path and (resource.get("junheng") or {}).get("mapping") == mapping
    )
    if replaces:
        return Reading(path, Way.REPLACES, mapping, table, shared)
    if len(mine) > 1:
        return Reading(path, Way.TEMPLATE, mapping)
    if mapping:
        return Reading(path, Way.LIKE if shared else Way.PROPOSED, mapping, "", shared)
    return Reading(path, Way.TABLE, "", table)


def place(folder: Path, path: str, pack: Pack) -> None:
    """Give a file that came a place in the descriptor, unless it has one: the first way of reading it that fits.

    Raises
    ------
    Refused
        Nothing in it can be read.
    """
    listed = resources(folder)
    if any(resource.get("path") == path for resource in listed):
        return
    grids = open_file(folder / path, path, Findings())
    added = _as_template(folder, path, grids, pack) or _as_table(path, grids) or _like_another(folder, path, grids, listed)
    if added is None:
        added = _as_proposed(folder, path, pack)
    write_resources(folder, [*listed, *(_named(resource, listed) for resource in added)])


def read_like(folder: Path, path: str, mapping: str) -> None:
    """Read a file by a mapping that is there."""
    listed = [resource for resource in resources(folder) if resource.get("path") != path]
    write_resources(folder, [*listed, _named({"name": PurePosixPath(path).stem, "path": path, "junheng": {"mapping": mapping}}, listed)])


def read_by_itself(folder: Path, path: str, pack: Pack) -> None:
    """Read a file by a mapping of its own, proposed from its heads."""
    listed = [resource for resource in resources(folder) if resource.get("path") != path]
    write_resources(folder, [*listed, *(_named(resource, listed) for resource in _as_proposed(folder, path, pack))])


def unplace(folder: Path, path: str) -> None:
    """Take a file out of the descriptor."""
    write_resources(folder, [resource for resource in resources(folder) if resource.get("path") != path])


def mappings(folder: Path) -> dict[str, tuple[str, ...]]:
    """The mappings that the descriptor names, each with the files that it reads."""
    found: dict[str, list[str]] = {}
    for resource in resources(folder):
        mapping = (resource.get("junheng") or {}).get("mapping")
        if mapping:
            found.setdefault(mapping, []).append(resource["path"])
    return {mapping: tuple(paths) for mapping, paths in found.items()}


def _as_template(folder: Path, path: str, grids: Sequence[Grid], pack: Pack) -> list[dict[str, Any]] | None:
    """The workbook that this site gives out to be filled in, in either language."""
    sheets = {grid.sheet for grid in grids}
    with tempfile.TemporaryDirectory(prefix="junheng-") as scratch:
        for tongue in ("zh", "en"):
            target = Path(scratch) / tongue
            init_region(target, vocabulary=pack.vocabulary, pack=pack.name, language=tongue)
            made = resources(target)
            if not {resource["junheng"]["sheet"] for resource in made} <= sheets:
                continue
            mapping = _mapping_path(folder, path)
            (folder / mapping).parent.mkdir(exist_ok=True)
            (folder / mapping).write_bytes((target / MAPPING).read_bytes())
            kept = [resource for resource in made if _filled(grids, resource["junheng"]["sheet"])]
            for resource in kept:
                resource["path"] = path
                if "mapping" in resource["junheng"]:
                    resource["junheng"]["mapping"] = mapping
            _leave_empty(folder, path, [each["junheng"]["sheet"] for each in made if each not in kept])
            return kept
    return None


def _leave_empty(folder: Path, path: str, sheets: Sequence[str]) -> None:
    """Let the sheets of a template stand unread that were left as they are; a release says so, as of every warning."""
    reason = _("Left empty in the template.")
    add_waivers(folder, [Waiver("sheet_unread", path, reason, sheet) for sheet in sheets])


def _filled(grids: Sequence[Grid], sheet: str) -> bool:
    """A sheet of the template that was left empty says nothing."""
    return any(grid.sheet == sheet and grid.height > 1 for grid in grids)


def _as_table(path: str, grids: Sequence[Grid]) -> list[dict[str, Any]] | None:
    """A sheet whose heads are those of one of our tables."""
    if not grids or not grids[0].width:
        return None
    head = {plain(title) for title in (grids[0].head or (grids[0].top()[0] if grids[0].height else ()))}
    known = {
        name: sum(bool(names_of(column) & head) for column in table.columns)
        for name, table in TABLES.items()
        if all(names_of(column) & head for column in table.columns if column.required)
    }
    name = max(known, key=lambda name: known[name], default=None)
    if name is None or known[name] < len(head) - 1:  # one column more may be a remark
        return None
    return [{"name": f"{name}-{PurePosixPath(path).stem}", "path": path, "junheng": {"table": name}}]


def _like_another(folder: Path, path: str, grids: Sequence[Grid], listed: Sequence[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """A file with the heads of those that a mapping reads: next year's workbook."""
    for mapping in dict.fromkeys((resource.get("junheng") or {}).get("mapping") for resource in listed):
        if not mapping:
            continue
        try:
            known = read_mapping(folder / mapping)
        except MappingError:
            continue
        if _fits(known, grids):
            return [{"name": PurePosixPath(path).stem, "path": path, "junheng": {"mapping": mapping}}]
    return None


def _fits(mapping: Mapping, grids: Sequence[Grid]) -> bool:
    fitted = False
    for sheet in mapping.sheets:
        fitting = [grid for grid in grids if sheet.fits(grid.sheet)]
        if not fitting:
            if sheet.optional:
                continue
            return False
        wanted = {plain(column.head) for column in sheet.columns}
        for grid in fitting:
            heads = {plain(head) for head in heads_of(grid, sheet.head) if head}
            if not heads or len(wanted & heads) < _FITS * max(len(wanted), len(heads)):
                return False
        fitted = True
    return fitted


def heads_of(grid: Grid, rows: tuple[int, int] | None) -> tuple[str, ...]:
    """The head of each column; `rows` as a mapping states them."""
    if grid.head is not None:
        return grid.head
    found = (rows[0] - grid.first_row, rows[1] - grid.first_row) if rows else find_head(grid)
    return join_head(grid, *found) if found else ()


def _as_proposed(folder: Path, path: str, pack: Pack) -> list[dict[str, Any]]:
    try:
        proposed = propose_mapping(folder / path, pack.vocabulary)
    except RegionRejected as rejected:
        first = rejected.issues[0]
        raise Refused(first.message(language()), first.remedy(language())) from rejected
    mapping = _mapping_path(folder, path)
    (folder / mapping).parent.mkdir(exist_ok=True)
    write_mapping(proposed, folder / mapping)
    return [{"name": PurePosixPath(path).stem, "path": path, "junheng": {"mapping": mapping}}]


def _mapping_path(folder: Path, path: str) -> str:
    """A path for a file's own mapping that nothing has yet."""
    stem = PurePosixPath(path).stem
    number, candidate = 1, f"mappings/{stem}.toml"
    while (folder / candidate).exists() and candidate in mappings(folder):
        number += 1
        candidate = f"mappings/{stem}-{number}.toml"
    return candidate


def _named(resource: dict[str, Any], listed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The resource under a name that a data package may have and nothing has yet."""
    plain_name = re.sub(r"[^a-z0-9._-]+", "-", str(resource["name"]).lower()).strip("-._") or "upload"
    taken, number, name = {each.get("name") for each in listed}, 1, plain_name
    while name in taken or name in TABLES:
        number += 1
        name = f"{plain_name}-{number}"
    return resource | {"name": name}


def template(pack: Pack) -> bytes:
    """The workbook to fill in for a pack."""
    with tempfile.TemporaryDirectory(prefix="junheng-") as scratch:
        init_region(Path(scratch), vocabulary=pack.vocabulary, pack=pack.name, language=language())
        return (Path(scratch) / WORKBOOK).read_bytes()
