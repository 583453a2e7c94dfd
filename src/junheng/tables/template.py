"""A new region's folder: `datapackage.json`, one workbook to fill in, and the mapping of its wide sheet.

All of it is made from the declarations in `schema` and the words of the pack, so that what is filled in reads back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from junheng.language import Language, Text
from junheng.tables.mapping import ColumnMapping, SheetMapping, write_mapping
from junheng.tables.mapping import Mapping as SheetsMapping
from junheng.tables.schema import ENROLMENT, OBSERVATIONS, OF_PUPILS, TABLES, Column, Kind, Table
from junheng.tables.units import unit
from junheng.tables.vocabulary import Vocabulary

WORKBOOK = "tables.xlsx"
MAPPING = "mapping.toml"
#: Filled in as they are; observations are filled in as a wide sheet, one column a measure.
_LONG = ("areas", "units", "unit_changes", "enrolment", "classes")
_WIDE = Text("资源", "Resources")
#: May stay empty.
_OPTIONAL = ("unit_changes", "classes")
_ROWS = 5000  # that carry formats and lists of choices

_FRICTIONLESS_TYPE = {
    Kind.CODE: "string",
    Kind.TEXT: "string",
    Kind.PERIOD: "string",
    Kind.DATE: "date",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "number",
}
_TEXT_CELLS = (Kind.CODE, Kind.TEXT, Kind.PERIOD, Kind.DATE)


@dataclass(frozen=True, slots=True)
class _Head:
    """One column of a sheet to fill in."""

    title: str
    note: str
    text: bool  # codes and periods stay text, leading zeros and all
    choices: tuple[str, ...] = ()


def init_region(folder: Path, *, vocabulary: Vocabulary, pack: str, language: Language) -> tuple[Path, ...]:
    """Make a region's folder; the files that were written.

    Parameters
    ----------
    folder
        Made where it is not there yet.
    vocabulary
        Of the pack: its measures become columns, its levels and kinds lists of choices.
    pack
        Default pack of the region.
    language
        Of heads and notes; both are read back.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {TABLES[name].title(language): _long_heads(TABLES[name], vocabulary, language) for name in _long_tables(vocabulary)}
    sheets[_WIDE(language)] = _wide_heads(vocabulary, language)
    _write_workbook(folder / WORKBOOK, sheets)
    write_mapping(_wide_mapping(vocabulary, language), folder / MAPPING)
    descriptor = json.dumps(_descriptor(folder, vocabulary, pack, language), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(descriptor + "\n", encoding="utf-8")
    return folder / "datapackage.json", folder / WORKBOOK, folder / MAPPING


def _long_tables(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The sheets that are our tables as they are."""
    return tuple(name for name in _LONG if vocabulary.has_pupils or name not in OF_PUPILS)


def frictionless_schema(table: Table, language: Language) -> dict[str, Any]:
    """The table's declaration as a Frictionless table schema."""
    return {"fields": [_frictionless_field(column, language) for column in table.columns], "primaryKey": list(table.key)}


def _frictionless_field(column: Column, language: Language) -> dict[str, Any]:
    limits = {
        "minimum": column.minimum,
        "maximum": column.maximum,
        "required": column.required or None,
        "enum": list(column.choices) or None,
    }
    return {
        "name": column.name,
        "type": _FRICTIONLESS_TYPE[column.kind],
        "title": column.title(language),
        "description": column.description(language),
        "constraints": {name: limit for name, limit in limits.items() if limit is not None},
    }


def region_name(folder: Path) -> str:
    """A region's name in addresses, from its folder's: 小城 is xiao-cheng."""
    from pypinyin import lazy_pinyin  # 0.4 s to import

    spoken = "-".join(lazy_pinyin(folder.resolve().name))
    return re.sub(r"[^a-z0-9]+", "-", spoken.lower()).strip("-") or "region"


def _descriptor(folder: Path, vocabulary: Vocabulary, pack: str, language: Language) -> dict[str, Any]:
    return {
        "name": region_name(folder),
        "title": folder.resolve().name,
        "junheng": {"pack": pack, "synthetic": False},
        "resources": [
            *(
                {
                    "name": table,
                    "path": WORKBOOK,
                    "format": "xlsx",
                    "junheng": {
                        "table": table,
                        "sheet": TABLES[table].title(language),
                        **({"optional": True} if table in _OPTIONAL else {}),
                    },
                    "schema": frictionless_schema(TABLES[table], language),
                }
                for table in _long_tables(vocabulary)
            ),
            {"name": "resources", "path": WORKBOOK, "format": "xlsx", "junheng": {"mapping": MAPPING, "sheet": _WIDE(language)}},
        ],
    }


def _long_heads(table: Table, vocabulary: Vocabulary, language: Language) -> tuple[_Head, ...]:
    return tuple(_declared_head(table, column, vocabulary, language) for column in table.columns)


def _declared_head(table: Table, column: Column, vocabulary: Vocabulary, language: Language) -> _Head:
    codes: Mapping[tuple[str, str], Iterable[str]] = {
        ("units", "kind"): (kind.name(language) for kind in vocabulary.unit_kinds.values()),
        ("areas", "kind"): (kind.name(language) for kind in vocabulary.area_kinds.values()),
        ("enrolment", "level"): (level.name(language) for level in vocabulary.levels.values()),
        ("classes", "level"): (level.name(language) for level in vocabulary.levels.values()),
    }
    choices = tuple(codes.get((table.name, column.name), (choice(language) for choice in column.choices.values())))
    required = Text("必填。", "Required. ") if column.required else Text("可不填。", "May stay empty. ")
    title = column.title(language)
    return _Head(title, required(language) + column.description(language), column.kind in _TEXT_CELLS, choices)


def _wide_columns(vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, ColumnMapping], ...]:
    """Title and mapping of each column of the wide sheet, in order."""
    keys = [
        (column.title(language), ColumnMapping(column.title(language), field=column.name))
        for column in OBSERVATIONS.columns
        if column.name in ("unit", "level", "period")
    ]
    measures = []
    for code, measure in vocabulary.measures.items():
        label = unit(measure.unit).label(language)
        title = f"{measure.name(language)} ({label})" if label else measure.name(language)
        measures.append((title, ColumnMapping(title, measure=code, unit=measure.unit)))
    return (*keys, *measures)


def _wide_mapping(vocabulary: Vocabulary, language: Language) -> SheetsMapping:
    columns = tuple(mapping for _, mapping in _wide_columns(vocabulary, language))
    return SheetsMapping((SheetMapping(columns, name=_WIDE(language), head=(1, 1)),))


def _wide_heads(vocabulary: Vocabulary, language: Language) -> tuple[_Head, ...]:
    levels = (*(level.name(language) for level in vocabulary.levels.values()), vocabulary.whole_unit(language))
    by_field = {column.name: column for column in ENROLMENT.columns}
    heads = []
    for title, mapping in _wide_columns(vocabulary, language):
        if mapping.field is not None:
            heads.append(
                _Head(title, by_field[mapping.field].description(language), text=True, choices=levels if mapping.field == "level" else ())
            )
        else:
            heads.append(_Head(title, Text("没有就留空；零写 0", "Empty where there is no figure; none is 0")(language), text=False))
    return tuple(heads)


def _write_workbook(path: Path, sheets: Mapping[str, tuple[_Head, ...]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head_format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#eeece6"})
        text = book.add_format({"num_format": "@"})
        for name, heads in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for column, head in enumerate(heads):
                sheet.set_column(column, column, 18, text if head.text else None)
                sheet.write_string(0, column, head.title, head_format)
                sheet.write_comment(0, column, head.note)
                if head.choices and len(",".join(head.choices)) <= 255:  # what Excel takes as a list
                    sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": list(head.choices)})
