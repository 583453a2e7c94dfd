"""Proposing a mapping from a sheet's heads: what they say by name or synonym, then what comes close, marked as unsure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from junheng.tables.cells import find_period, read_period
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.tables.head_rows import find_head, join_head, title_of
from junheng.tables.head_words import FIELDS_BY_HEAD, IGNORED, PUPILS
from junheng.tables.heads import JOINT, plain, split_unit
from junheng.tables.issue import Place
from junheng.tables.mapping import ColumnMapping, Mapping, SheetMapping
from junheng.tables.report import RegionRejected
from junheng.tables.schema import ALL_GRADES, TABLES
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import Words, words

#: How alike two names must be, from 0 to 1, to be proposed as the same.
_ALIKE = 0.72


def propose_mapping(path: Path | str, vocabulary: Vocabulary) -> Mapping:
    """A mapping for a file of another system, to be looked at, corrected and kept.

    Raises
    ------
    RegionRejected
        Where the file cannot be opened, or no sheet has heads that say anything.
    """
    path, findings = Path(path), Findings()
    grids = open_file(path, path.name, findings)
    known = words(vocabulary)
    proposed = (propose_sheet(grid, known, path.name) for grid in grids)
    sheets = tuple(sheet for sheet in proposed if sheet is not None)
    if not sheets and not findings.blocking:
        for grid in grids:
            findings.add("head_missing", Place(grid.file, grid.sheet))
    if findings.blocking or not sheets:
        raise RegionRejected(tuple(findings.issues))
    return Mapping(sheets)


def propose_sheet(grid: Grid, known: Words, file_name: str) -> SheetMapping | None:
    """A mapping for one sheet; None where it names no unit, or nothing about units."""
    head = find_head(grid)
    if head is None and grid.head is None:
        return None
    heads = join_head(grid, *(head or (0, 0)))
    columns = list(_columns(heads, known))
    fields = {column.field for column in columns}
    if not fields & {"unit", "unit_name"} or not any(c.measure or c.grade or c.field in ("value", "pupils") for c in columns):
        return None
    constants: dict[str, str] = {}
    sources: dict[str, str] = {}
    title = title_of(grid, head[0]) if head else ""
    says = {"file": PurePosixPath(file_name).stem, "sheet": grid.sheet or "", "title": title}
    counted = [column for column in columns if column.measure or column.grade]
    if "period" not in fields and not (counted and all(column.period for column in counted)):
        source = next((name for name in ("title", "sheet", "file") if find_period(says[name]) is not None), None)
        if source is not None:
            sources["period"] = source
    if "level" not in fields and not (counted and all(column.level for column in counted)):
        source = next((name for name in ("sheet", "title", "file") if known.level_in(says[name]) is not None), None)
        if source is not None:
            sources["level"] = source
        elif "kind" in fields:
            sources["level"] = "kind"
    rows = None if head is None else (head[0] + grid.first_row, head[1] + grid.first_row)
    return SheetMapping(tuple(columns), grid.sheet, rows, constants=constants, sources=sources)


def _columns(heads: Sequence[str], known: Words) -> Iterator[ColumnMapping]:
    """A mapping for each column that has one; a goal is given to one column only, the surest."""
    found = {index: _column(head, known) for index, head in enumerate(heads) if head}
    long = {column.field for column in found.values() if column is not None}
    taken: set[tuple[str | None, ...]] = set()
    order = sorted(found, key=lambda index: (found[index] is None or bool(found[index] and found[index].unsure), index))  # type: ignore[union-attr]
    kept: dict[int, ColumnMapping] = {}
    for index in order:
        column = found[index]
        if column is None:
            continue
        if column.grade == ALL_GRADES and long & {"grade", "class_number"}:
            column = replace(column, grade=None, field="pupils", level=None)
        goal = (column.field, column.measure, column.grade, column.level, column.period)
        if column.ignore or goal not in taken:
            taken.add(goal)
            kept[index] = column
    for index in sorted(kept):
        yield kept[index]


def _column(head: str, known: Words) -> ColumnMapping | None:
    """What one head says; None where it says nothing that we know."""
    parts = head.split(JOINT)
    last, whole = _bare(parts[-1]), "".join(_bare(part) for part in parts)
    declared = {_declared(text) for text in (last, whole)} - {None}
    if last in IGNORED:
        return ColumnMapping(head, ignore=True)
    if declared or last in FIELDS_BY_HEAD:
        return ColumnMapping(head, field=next(iter(declared), None) or FIELDS_BY_HEAD[last])
    for text in dict.fromkeys((last, whole)):
        sure = _counted(head, text, parts, known)
        if sure is not None:
            return sure
    period = read_period(parts[-1])
    if period is not None and len(parts) > 1:
        measure = known.measures.get(_bare(parts[-2]))
        return None if measure is None else ColumnMapping(head, measure=measure, period=period)
    return _close(head, last, parts, known)


def _bare(part: str) -> str:
    return plain(split_unit(part)[0])


def _declared(text: str) -> str | None:
    """The field whose declared title this is."""
    for field, table in (("ownership", "units"), ("setting", "units"), ("longitude", "units"), ("latitude", "units")):
        title = TABLES[table].column(field).title
        if text in (plain(title.zh), plain(title.en)):
            return field
    return None


def _counted(head: str, text: str, parts: Sequence[str], known: Words) -> ColumnMapping | None:
    """A measure, pupils or a grade, perhaps with its level before it: 小学专任教师数, 初中在校生 / 八年级."""
    above = known.level_in(" ".join(parts[:-1])) if len(parts) > 1 else None
    for level, rest in ((above, text), *_levelled(text, known)):
        if rest in known.measures:
            return ColumnMapping(head, measure=known.measures[rest], level=level)
        if rest in PUPILS:
            return ColumnMapping(head, grade=ALL_GRADES, level=level)
        grade = known.grade(_without_pupils(rest))
        if grade is not None and grade != ALL_GRADES and (rest != _without_pupils(rest) or _about_pupils(parts) or "年级" in rest):
            return ColumnMapping(head, grade=grade, level=known.level_of(grade) or level)
        if grade == ALL_GRADES and _about_pupils(parts[:-1]):
            return ColumnMapping(head, grade=ALL_GRADES, level=level)
    return None


def _levelled(text: str, known: Words) -> Iterator[tuple[str, str]]:
    """The text without a level's name at its start or end, longest names first."""
    for name in sorted(known.levels, key=len, reverse=True):
        for rest in (text.removeprefix(name), text.removesuffix(name)):
            if rest and rest != text:
                yield known.levels[name], rest.strip("()[]:-_/ ")


def _without_pupils(text: str) -> str:
    for word in sorted(PUPILS, key=len, reverse=True):
        if text.endswith(word) and text != word:
            return text.removesuffix(word)
    return text


def _about_pupils(parts: Sequence[str]) -> bool:
    return any(word in _bare(part) for part in parts for word in PUPILS)


def _close(head: str, text: str, parts: Sequence[str], known: Words) -> ColumnMapping | None:
    """The measure or field whose name comes closest, marked as unsure."""
    goals = dict.fromkeys(known.measures) | dict.fromkeys(FIELDS_BY_HEAD)
    near = difflib.get_close_matches(text, goals, n=1, cutoff=_ALIKE)
    if not near:
        return None
    if near[0] in known.measures:
        level = known.level_in(" ".join(parts))
        return ColumnMapping(head, measure=known.measures[near[0]], level=level, unsure=True)
    return ColumnMapping(head, field=FIELDS_BY_HEAD[near[0]], unsure=True)
