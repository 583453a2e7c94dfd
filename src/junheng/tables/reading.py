"""A region's folder, read and checked: all issues or the region, and nothing half-loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from junheng.tables.assembly import assemble
from junheng.tables.canonical import read_table
from junheng.tables.descriptor import Resource, read_descriptor
from junheng.tables.files import open_bytes, open_file
from junheng.tables.findings import Findings
from junheng.tables.issue import Place
from junheng.tables.outlines import read_outlines
from junheng.tables.region import Region, Source
from junheng.tables.report import RegionRejected, Report
from junheng.tables.schema import TABLES
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.waivers import read_waivers


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
    gathered = _Gathered(folder, findings)
    for resource in descriptor.resources:
        gathered.read(resource)
    frames = assemble(gathered.parts, vocabulary, findings)
    geometry = _known(gathered.outlines, frames["areas"], findings)
    waivers = read_waivers(folder, findings)
    issues = tuple(findings.issues)
    if findings.blocking:
        return Report(issues, None, waivers)
    return Report(issues, Region(descriptor.description, frames, geometry, tuple(gathered.sources), issues, waivers), waivers)


class _Gathered:
    """What the files of a folder gave so far."""

    def __init__(self, folder: Path, findings: Findings) -> None:
        self.folder = folder
        self.findings = findings
        self.parts: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self.outlines: dict[str, tuple[str, Mapping[str, Any]]] = {}  # area -> file, geometry
        self.sources: list[Source] = []

    def read(self, resource: Resource) -> None:
        """Read one resource, whatever it is."""
        path = self.folder / resource.path
        if resource.outlines is not None:
            data, source = open_bytes(path, resource.path, self.findings)
            if data is not None:
                found = read_outlines(data, resource.path, resource.outlines, self.findings)
                self.outlines |= {area: (resource.path, geometry) for area, geometry in found.items()}
        else:
            grids, source = open_file(path, resource.path, self.findings)
            for grid in grids:
                frame = read_table(grid, TABLES[resource.table or resource.name], self.findings)
                if frame is not None:
                    self.parts[resource.table or resource.name].append(frame)
        if source is not None and source not in self.sources:
            self.sources.append(source)


def _known(outlines: Mapping[str, tuple[str, Mapping[str, Any]]], areas: pl.DataFrame, findings: Findings) -> dict[str, Mapping[str, Any]]:
    """The outlines of areas that the region has."""
    codes = set(areas["area"].to_list())
    for area, (file, _) in outlines.items():
        if area not in codes:
            findings.add("outline_without_area", Place(file), area)
    return {area: geometry for area, (_, geometry) in outlines.items() if area in codes}
