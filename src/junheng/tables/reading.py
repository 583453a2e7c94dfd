"""A region's folder, read and checked: all issues or the region, and nothing half-loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from junheng.tables.amounts import Amounts, amounts, in_kept_units
from junheng.tables.assembly import Parts, assemble
from junheng.tables.canonical import read_table
from junheng.tables.descriptor import Resource, read_descriptor
from junheng.tables.files import LARGEST, fingerprint, fits, open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.heads import plain
from junheng.tables.issue import Place
from junheng.tables.mapped import read_mapped
from junheng.tables.mapping import Mapping as SheetMappings
from junheng.tables.mapping import MappingError, read_mapping
from junheng.tables.outlines import read_outlines
from junheng.tables.references import to_codes
from junheng.tables.region import Region, Source
from junheng.tables.report import RegionRejected, Report
from junheng.tables.schema import TABLES
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.waivers import read_waivers
from junheng.tables.words import Words, words

#: Sheets that hold words for the reader, and no data.
_NOTES = ("说明", "填表说明", "填报说明", "目录", "封面", "readme", "notes", "contents")


def read_region(folder: Path | str, vocabulary: Vocabulary | None = None) -> Region:
    """The region that a folder with a `datapackage.json` holds; `junheng.tables.descriptor` says what may stand there.

    The vocabulary is that of the region's pack; without one, levels, grades, kinds and what is plausible are not checked.

    Raises
    ------
    RegionRejected
        With every issue, where one of them is an error.
    """
    report = check_region(folder, vocabulary)
    if report.region is None:
        raise RegionRejected(report.issues)
    return report.region


def check_region(folder: Path | str, vocabulary: Vocabulary | None = None) -> Report:
    """Every issue of a region's files, and the region where none is an error."""
    folder = Path(folder)
    findings = Findings()
    descriptor = read_descriptor(folder, findings)
    if descriptor is None:
        return Report(tuple(findings.issues), None)
    reader = _Reader(folder, vocabulary, findings)
    resources = descriptor.resources
    for resource in sorted(resources, key=lambda resource: resource.table != "measures"):  # units of measure first
        if resource.table is not None:
            reader.table(resource)
    kept = amounts([part.frame for part in reader.parts.own["measures"]], vocabulary, findings)
    reader.keep_units(kept)
    for resource in resources:
        if resource.mapping is not None:
            reader.mapped(resource, kept)
        elif resource.outlines is not None:
            reader.outline(resource)
    reader.report_unread()
    area_kind = descriptor.description.compare
    with ThreadPoolExecutor(1) as pool:
        sources = pool.submit(reader.sources)
        frames = assemble(reader.parts, vocabulary, reader.words, kept, area_kind, findings)
    geometry = reader.geometry(frames["areas"])
    waivers = read_waivers(folder, findings)
    issues = tuple(findings.issues)
    if findings.blocking:
        return Report(issues, None, waivers)
    return Report(issues, Region(descriptor.description, frames, geometry, sources.result(), issues, waivers), waivers)


class _Reader:
    """Reads the resources of one folder, one after the other."""

    def __init__(self, folder: Path, vocabulary: Vocabulary | None, findings: Findings) -> None:
        self.folder = folder
        self.words: Words | None = None if vocabulary is None else words(vocabulary)
        self.findings = findings
        self.parts = Parts()
        self._outlines: dict[str, tuple[str, Mapping[str, Any]]] = {}  # area -> file, geometry
        self._mappings: dict[str, SheetMappings | None] = {}
        self._open: dict[str, Sequence[Grid]] = {}
        self._read: set[tuple[str, str | None]] = set()

    def table(self, resource: Resource) -> None:
        """A file that is one of our tables."""
        table = TABLES[resource.table or ""]
        for grid in self._sheets(resource):
            self._read.add((grid.file, grid.sheet))
            if resource.optional and _left_empty(grid, heads=1):
                continue
            part = read_table(grid, table, self.findings)
            if part is not None:
                self.parts.own[table.name].append(to_codes(part, table.name, self.words))

    def keep_units(self, kept: Amounts) -> None:
        """Bring our own observations into the units that are kept."""
        parts = self.parts.own["observations"]
        self.parts.own["observations"] = [part.with_values(in_kept_units(part.frame, kept, self.findings)) for part in parts]

    def mapped(self, resource: Resource, kept: Amounts) -> None:
        """A file of another system."""
        mapping = self._mapping(resource.mapping or "")
        if mapping is None:
            return
        grids = self._sheets(resource)
        for wanted in mapping.sheets:
            fitting = [grid for grid in grids if wanted.fits(grid.sheet)]
            if not fitting and grids and not wanted.optional:
                names = ", ".join(grid.sheet or "" for grid in grids)
                self.findings.add("sheet_missing", Place(resource.path), wanted.name, known=names)
            for grid in fitting:
                self._read.add((grid.file, grid.sheet))
                if resource.optional and _left_empty(grid, heads=wanted.head[1] if wanted.head else 1):
                    continue
                for name, parts in read_mapped(grid, wanted, self.words, kept, self.findings).items():
                    self.parts.mapped[name] += parts

    def outline(self, resource: Resource) -> None:
        """A GeoJSON file."""
        path = self.folder / resource.path
        self._open[resource.path] = ()
        if resource.outlines is not None and fits(path, resource.path, self.findings):
            found = read_outlines(path.read_bytes(), resource.path, resource.outlines, self.findings)
            self._outlines |= {area: (resource.path, geometry) for area, geometry in found.items()}

    def report_unread(self) -> None:
        """Sheets with content that nothing asked for."""
        for grid in (grid for grids in self._open.values() for grid in grids):
            named = plain(grid.sheet or "")
            if grid.height and (grid.file, grid.sheet) not in self._read and not named.startswith(_NOTES):
                self.findings.add("sheet_unread", Place(grid.file, grid.sheet), grid.sheet)

    def geometry(self, areas: pl.DataFrame) -> dict[str, Mapping[str, Any]]:
        """The outlines of areas that the region has; others are reported."""
        codes = set(areas["area"].to_list())
        for area, (file, _) in self._outlines.items():
            if area not in codes:
                self.findings.add("outline_without_area", Place(file), area)
        return {area: geometry for area, (_, geometry) in self._outlines.items() if area in codes}

    def _sheets(self, resource: Resource) -> Sequence[Grid]:
        """The sheets of a file that a resource means; a file that several resources name is opened once."""
        if resource.path not in self._open:
            self._open[resource.path] = open_file(self.folder / resource.path, resource.path, self.findings)
        grids = self._open[resource.path]
        if resource.sheet is not None:
            named = [grid for grid in grids if grid.sheet == resource.sheet]
            if grids and not named:
                self.findings.add(
                    "sheet_missing", Place(resource.path), resource.sheet, known=", ".join(grid.sheet or "" for grid in grids)
                )
            return named
        return grids[:1] if resource.table is not None else grids

    def _mapping(self, path: str) -> SheetMappings | None:
        if path not in self._mappings:
            self._mappings[path] = self._read_mapping(path)
        return self._mappings[path]

    def _read_mapping(self, path: str) -> SheetMappings | None:
        try:
            mapping = read_mapping(self.folder / path)
        except MappingError as error:
            self.findings.add("mapping_invalid", Place(path), detail=error.text)
            return None
        for column in mapping.unsure:
            self.findings.add("mapping_unsure", Place(path), column.head, goal=column.measure or column.field or column.grade)
        return mapping

    def sources(self) -> tuple[Source, ...]:
        """The files that were read, in the order of their reading."""
        return tuple(fingerprint(self.folder / path, path) for path in self._open if (self.folder / path).stat().st_size <= LARGEST)


def _left_empty(grid: Grid, *, heads: int) -> bool:
    """No row stands below the rows of heads."""
    return grid.height <= (heads if grid.head is None else 0)
