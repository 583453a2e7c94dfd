"""Mappings: how a sheet of another system becomes our tables, proposed from its heads, confirmed once, used every year.

A mapping is a TOML file, named by a resource of the region's `datapackage.json`::

    format = 1

    [[sheet]]
    name = "小学*"                    # the sheet's name, * for any text; left out: every sheet (a CSV file has no name)
    optional = true                   # a workbook may lack the sheet; left out: then that is an error
    head = [2, 3]                     # first and last row of the head as the spreadsheet counts; left out: found by itself
    level = "primary"                 # what is the same for the whole sheet: level, period, area, kind, ownership, setting, area_kind
    period = { from = "file" }        # or where it stands: "file" (its name), "sheet" (its name) or "title" (the rows above the head)

    [[sheet.column]]
    head = "学校代码"                  # as it stands in the sheet; texts of several head rows joined by " / "
    field = "unit"

    [[sheet.column]]
    head = "校舍与场地 / 运动场地面积（亩）"
    measure = "sports_area"           # one column a measure
    unit = "mu"                       # left out: as the head says in brackets, else the measure's own unit

    [[sheet.column]]
    head = "小学在校生（人） / 一年级"
    grade = "1"                       # one column a grade; "total" where there is only the sum
    level = "primary"                 # of this column; likewise period, for one column a year

    [[sheet.column]]
    head = "备注"
    ignore = true

A column has exactly one of `field`, `measure`, `grade` and `ignore`. Fields: ``unit``, ``unit_name``, ``area``, ``area_name``,
``kind``, ``ownership``, ``setting``, ``longitude``, ``latitude``, ``level``, ``grade``, ``period``; for a long sheet ``measure``
and ``value``, or ``pupils``, with ``class_number`` where each row is a class. Codes may stand in Chinese: 九年一贯制学校 and 小学
are found by the names and synonyms of the pack.

``level = { from = "kind" }`` takes the level from the kind of unit where it teaches one level, and `all` where it teaches several.
A level that is given nowhere is `all` for measures and the grade's own level for pupils.

A column with ``unsure = true`` was proposed from a similar name only. The mapping is not used before somebody has looked at the column
and deleted that line.
"""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.tables.toml_text import quoted

FORMAT = 1
FIELDS = (
    "unit",
    "unit_name",
    "area",
    "area_name",
    "kind",
    "ownership",
    "setting",
    "longitude",
    "latitude",
    "level",
    "grade",
    "period",
    "measure",
    "value",
    "pupils",
    "class_number",
)
CONSTANTS = ("level", "period", "area", "area_kind", "kind", "ownership", "setting")
SOURCES = {"period": ("file", "sheet", "title"), "level": ("file", "sheet", "title", "kind")}


class MappingError(ValueError):
    """A mapping file that cannot be used; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where one column goes; exactly one of field, measure, grade and ignore is set."""

    head: str
    field: str | None = None
    measure: str | None = None
    grade: str | None = None
    ignore: bool = False
    unit: str | None = None  # of measure or of pupils
    level: str | None = None
    period: str | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How the sheets of one name are read."""

    columns: tuple[ColumnMapping, ...]
    name: str | None = None  # pattern
    head: tuple[int, int] | None = None  # rows from 1
    optional: bool = False
    constants: MappingType[str, str] = field(default_factory=dict)
    sources: MappingType[str, str] = field(default_factory=dict)  # constant -> "file", "sheet", "title", "kind"

    def fits(self, sheet: str | None) -> bool:
        """Whether a sheet of that name is meant."""
        return self.name is None or sheet is None or fnmatch.fnmatchcase(sheet.strip(), self.name.strip())


@dataclass(frozen=True, slots=True)
class Mapping:
    """All sheets of a file."""

    sheets: tuple[SheetMapping, ...]

    @property
    def unsure(self) -> tuple[ColumnMapping, ...]:
        """Columns that somebody has to confirm."""
        return tuple(column for sheet in self.sheets for column in sheet.columns if column.unsure)


def read_mapping(path: Path | str) -> Mapping:
    """The mapping of a TOML file.

    Raises
    ------
    MappingError
        Says what is wrong with it.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(Text(str(error), str(error))) from error
    _only(content, {"format", "sheet"}, "")
    if content.get("format") != FORMAT:
        raise MappingError(Text(f"format 应为 {FORMAT}。", f"format should be {FORMAT}."))
    sheets = content.get("sheet")
    if not isinstance(sheets, list) or not sheets:
        raise MappingError(Text("没有 [[sheet]]。", "There is no [[sheet]]."))
    return Mapping(tuple(_sheet(sheet, number) for number, sheet in enumerate(sheets, start=1)))


def _sheet(content: dict[str, Any], number: int) -> SheetMapping:
    where = f"sheet {number}"
    _only(content, {"name", "head", "optional", "column", *CONSTANTS}, where)
    optional = content.get("optional", False)
    if not isinstance(optional, bool):
        raise MappingError(Text(f"{where}：optional 应为 true 或 false。", f"{where}: optional should be true or false."))
    head = content.get("head")
    if head is not None and not (
        isinstance(head, list) and len(head) == 2 and all(type(r) is int for r in head) and 1 <= head[0] <= head[1]
    ):
        raise MappingError(Text(f"{where}：head 应为两个行号，如 [2, 3]。", f"{where}: head should be two rows such as [2, 3]."))
    constants: dict[str, str] = {}
    sources: dict[str, str] = {}
    for name in CONSTANTS:
        value = content.get(name)
        if isinstance(value, str):
            constants[name] = value
        elif isinstance(value, dict) and set(value) == {"from"} and value["from"] in SOURCES.get(name, ()):
            sources[name] = value["from"]
        elif value is not None:
            known = " | ".join(SOURCES.get(name, ()))
            raise MappingError(
                Text(f"{where}：{name} 应为文本或 {{ from = {known} }}。", f"{where}: {name} should be a text or {{ from = {known} }}.")
            )
    columns = content.get("column")
    if not isinstance(columns, list) or not columns:
        raise MappingError(Text(f"{where}：没有 [[sheet.column]]。", f"{where}: there is no [[sheet.column]]."))
    pattern = content.get("name")
    return SheetMapping(
        tuple(_column(column, f"{where}, column {at}") for at, column in enumerate(columns, start=1)),
        pattern if isinstance(pattern, str) else None,
        (head[0], head[1]) if head else None,
        optional,
        constants,
        sources,
    )


def _column(content: dict[str, Any], where: str) -> ColumnMapping:
    kinds: dict[str, type] = dict.fromkeys(("head", "field", "measure", "grade", "unit", "level", "period"), str) | {
        "ignore": bool,
        "unsure": bool,
    }
    _only(content, set(kinds), where)
    wrong = [name for name, value in content.items() if type(value) is not kinds[name]]
    if wrong or not content.get("head"):
        named = ", ".join(wrong) or "head"
        raise MappingError(Text(f"{where}：{named} 有误或缺失。", f"{where}: {named} is wrong or missing."))
    goals = [name for name in ("field", "measure", "grade", "ignore") if content.get(name)]
    if len(goals) != 1:
        raise MappingError(
            Text(
                f"{where}：field、measure、grade、ignore 应恰有一个。",
                f"{where}: it should have exactly one of field, measure, grade, ignore.",
            )
        )
    if content.get("field") is not None and content["field"] not in FIELDS:
        raise MappingError(
            Text(
                f"{where}：没有字段 {content['field']}。", f"{where}: there is no field {content['field']}; there are {', '.join(FIELDS)}."
            )
        )
    return ColumnMapping(**content)


def _only(content: dict[str, Any], known: set[str], where: str) -> None:
    unknown = ", ".join(sorted(set(content) - known))
    if unknown:
        raise MappingError(Text(f"{where}：不认识 {unknown}。", f"{where}: unknown {unknown}.".lstrip(": ")))


def write_mapping(mapping: Mapping, path: Path | str) -> None:
    """Write a mapping as TOML, to be looked at and kept."""
    lines = [f"format = {FORMAT}"]
    for sheet in mapping.sheets:
        lines += ["", "[[sheet]]"]
        if sheet.name is not None:
            lines.append(f"name = {quoted(sheet.name)}")
        if sheet.head is not None:
            lines.append(f"head = [{sheet.head[0]}, {sheet.head[1]}]")
        if sheet.optional:
            lines.append("optional = true")
        lines += [f"{name} = {quoted(value)}" for name, value in sheet.constants.items()]
        lines += [f"{name} = {{ from = {quoted(value)} }}" for name, value in sheet.sources.items()]
        for column in sheet.columns:
            lines += ["", "[[sheet.column]]"]
            for name in ("head", "field", "measure", "grade", "unit", "level", "period"):
                value = getattr(column, name)
                if value is not None:
                    lines.append(f"{name} = {quoted(value)}")
            lines += [f"{name} = true" for name in ("ignore", "unsure") if getattr(column, name)]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
