"""One table of schools as it came by mail 一张学校表: read without any set-up, for a quick check; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from junheng.language import Text
from junheng.tables.amounts import amounts
from junheng.tables.assembly import Parts, assemble
from junheng.tables.files import fingerprint, open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.heads import plain
from junheng.tables.issue import Place
from junheng.tables.mapped import read_mapped
from junheng.tables.mapping import Mapping, SheetMapping
from junheng.tables.proposal import propose_sheet
from junheng.tables.ranks import Coded
from junheng.tables.region import Description, Region
from junheng.tables.report import Report
from junheng.tables.schema import ALL_LEVELS
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import Words, words

#: The one area of a table that names none.
ALL_AREAS = Text("全部", "All")
_AREA = "all"


def read_school_table(path: Path | str, vocabulary: Vocabulary, *, mapping: Mapping | None = None, file_name: str | None = None) -> Report:
    """A region from one workbook or CSV file, merged heads and all.

    Without a mapping, one is proposed from the heads; a column that was only guessed is used, with a warning. Areas are taken from
    a column of counties, or there is one area for all; kinds of unit from their column, else from names and levels. A table that
    states no school year is read as this year's, with a warning. Issues call the file by `file_name`.
    """
    path, findings, known = Path(path), Findings(), words(vocabulary)
    name = file_name or path.name
    grids = open_file(path, name, findings)
    chosen = _chosen(grids, mapping, known, vocabulary, name, findings)
    kept = amounts((), vocabulary, findings)
    parts = Parts()
    for grid, sheet in chosen:
        for table, found in read_mapped(grid, sheet, known, kept, findings, file_name=name).items():
            parts.mapped[table] += found
    kind = "county" if "county" in vocabulary.area_kinds else next(iter(vocabulary.area_kinds), "area")
    taught = _taught([part.frame for part in parts.mapped["units"]], known)
    parts.mapped["units"] = [Coded(_described(part.frame, taught, vocabulary, known)) for part in parts.mapped["units"]]
    if not parts.mapped["areas"]:
        _one_area(parts, name, kind)
    frames = assemble(parts, vocabulary, known, kept, kind, findings)
    issues = tuple(findings.issues)
    if findings.blocking:
        return Report(issues, None)
    description = Description("quick-check", Text(name, name), None, kind, synthetic=False, attribution=None, licence=None)
    return Report(issues, Region(description, frames, {}, (fingerprint(path, name),), issues, ()))


def _chosen(
    grids: Sequence[Grid], mapping: Mapping | None, known: Words, vocabulary: Vocabulary, name: str, findings: Findings
) -> list[tuple[Grid, SheetMapping]]:
    """The sheets that can be read, each with its mapping; the others are reported."""
    chosen: list[tuple[Grid, SheetMapping]] = []
    unread: list[Grid] = []
    for grid in _shown(grids, findings):
        if mapping is not None:
            sheet = next((sheet for sheet in mapping.sheets if sheet.fits(grid.sheet)), None)
        else:
            sheet = propose_sheet(grid, known, name)
        if sheet is None:
            unread.append(grid)
            continue
        chosen.append((grid, _complete(grid, sheet, vocabulary, findings) if mapping is None else sheet))
    for grid in unread:
        if not chosen:
            findings.add("head_missing" if grid.height else "file_empty", Place(grid.file, grid.sheet))
        elif grid.height:
            findings.add("sheet_unread", Place(grid.file, grid.sheet), grid.sheet)
    return chosen


def _shown(grids: Sequence[Grid], findings: Findings) -> list[Grid]:
    """The sheets that the workbook shows; last year's, hidden behind, would count as this year's. All, where none is shown."""
    shown = [grid for grid in grids if not grid.hidden] or list(grids)
    for grid in grids:
        if grid.hidden and grid.height and grid not in shown:
            findings.add("sheet_hidden", Place(grid.file, grid.sheet), grid.sheet)
    return shown


def _complete(grid: Grid, sheet: SheetMapping, vocabulary: Vocabulary, findings: Findings) -> SheetMapping:
    """A proposed mapping that can be used: what was guessed or assumed is said."""
    for column in sheet.columns:
        if column.unsure:
            code = column.measure or column.field or ""
            goal = vocabulary.measures[code].name if code in vocabulary.measures else code
            findings.add(
                "column_guessed", Place(grid.file, grid.sheet, sheet.head[1] if sheet.head else None, column.head), code, goal=goal
            )
    stated = "period" in sheet.sources or any(column.field == "period" or column.period for column in sheet.columns)
    if stated:
        return sheet
    today = date.today()
    year = str(today.year if today.month >= 9 else today.year - 1)
    findings.add("period_assumed", Place(grid.file, grid.sheet), year)
    return replace(sheet, constants={**sheet.constants, "period": year})


def _one_area(parts: Parts, file: str, kind: str) -> None:
    """Put all units into one area."""
    parts.mapped["units"] = [
        Coded(part.frame.with_columns(area=pl.lit(_AREA), _placed=pl.lit(value=True))) for part in parts.mapped["units"]
    ]
    area = {"area": _AREA, "name": ALL_AREAS.zh, "parent": None, "kind": kind, "_file": file, "_sheet": None, "_row": None, "_column": None}
    schema = {"_row": pl.Int64(), "parent": pl.String(), "_sheet": pl.String(), "_column": pl.String()}
    parts.mapped["areas"] = [Coded(pl.DataFrame([area], schema_overrides=schema))]


def _taught(parts: Sequence[pl.DataFrame], known: Words) -> dict[str, frozenset[str]]:
    """By unit, all levels that the sheets have of it."""
    pairs = {pair for part in parts if "_level" in part.columns for pair in part.select("unit", "_level").iter_rows()}
    found: dict[str, set[str]] = {}
    for unit, level in pairs:
        found.setdefault(unit, set()).add(known.levels.get(plain(level or ""), level or ""))
    return {unit: frozenset(levels - {"", ALL_LEVELS}) for unit, levels in found.items()}


def _described(units: pl.DataFrame, taught: AnyMapping[str, frozenset[str]], vocabulary: Vocabulary, known: Words) -> pl.DataFrame:
    """Units whose kind is nowhere stated, with the kind that their name and level suggest; names where there are only codes."""
    units = units.with_columns(pl.col("name").fill_null(pl.col("unit")))
    if "_level" not in units.columns or not units["kind"].null_count():
        return units.drop("_level", strict=False)
    pairs = units.select("unit", "name").unique()
    kinds = [_kind(str(name), taught.get(unit, frozenset()), vocabulary, known) for unit, name in pairs.iter_rows()]
    joined = units.join(pairs.with_columns(_kind=pl.Series(kinds, dtype=pl.String)), on=["unit", "name"], how="left", nulls_equal=True)
    return joined.with_columns(pl.col("kind").fill_null(pl.col("_kind"))).drop("_kind", "_level")


def _kind(name: str, levels: frozenset[str], vocabulary: Vocabulary, known: Words) -> str:
    """The kind whose name is the longest in the unit's name, else the first that teaches just these levels, else the first."""
    tidy = plain(name)
    named = sorted((text for text in known.unit_kinds if text in tidy), key=len)
    if named:
        return known.unit_kinds[named[-1]]
    teaching = [code for code, kind in vocabulary.unit_kinds.items() if levels and frozenset(kind.levels) == levels]
    return teaching[0] if teaching else next(iter(vocabulary.unit_kinds))
