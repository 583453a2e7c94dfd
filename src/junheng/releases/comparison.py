"""What changed between two releases, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from junheng.language import Text
from junheng.releases.canonical import description_members, outline_digests
from junheng.releases.canonical_json import canonical_json
from junheng.releases.model import Release
from junheng.releases.reorganised import reorganised
from junheng.tables.schema import PROVENANCE, TABLES, Column, Kind, Table

Cell = str | int | float | None


def _about(name: str, title: Text, columns: Mapping[str, tuple[Kind, Text]], key: tuple[str, ...]) -> Table:
    return Table(name, title, title, tuple(Column(column, kind, text, text) for column, (kind, text) in columns.items()), key)


#: What a release holds beside its tables, compared in the same way.
ABOUT: Mapping[str, Table] = {
    table.name: table
    for table in (
        _about(
            "description",
            Text("数据说明", "Description"),
            {"field": (Kind.CODE, Text("项目", "Field")), "content": (Kind.TEXT, Text("内容", "Content"))},
            ("field",),
        ),
        _about(
            "outlines",
            Text("地区轮廓", "Outlines"),
            {"area": (Kind.CODE, Text("地区代码", "Area code")), "sha256": (Kind.TEXT, Text("轮廓的 SHA-256", "SHA-256 of the outline"))},
            ("area",),
        ),
        _about(
            "sources",
            Text("来源文件", "Source files"),
            {"path": (Kind.TEXT, Text("文件", "File")), "sha256": (Kind.TEXT, Text("SHA-256", "SHA-256"))},
            ("path",),
        ),
        _about(
            "waivers",
            Text("获豁免的提醒", "Waived warnings"),
            {
                "rule": (Kind.CODE, Text("规则", "Rule")),
                "file": (Kind.TEXT, Text("文件", "File")),
                "sheet": (Kind.TEXT, Text("工作表", "Sheet")),
                "row": (Kind.INTEGER, Text("行", "Row")),
                "column": (Kind.TEXT, Text("列", "Column")),
                "reason": (Kind.TEXT, Text("理由", "Reason")),
            },
            ("rule", "file", "sheet", "row", "column", "reason"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Change:
    """A row that came, a row that went, or a cell that holds something else; `column` names the cell."""

    table: Table
    kind: Literal["added", "removed", "changed"]
    key: tuple[Cell, ...]  # in the order of `table.key`
    column: str | None = None
    before: Cell = None
    after: Cell = None

    def sentence(self) -> Text:
        """The change as people read it."""
        place = {"table": self.table.title, "key": " · ".join(shown(part) for part in self.key)}
        if self.kind == "added":
            return Text("{table}：新增 {key}。", "{table}: added {key}.").format(**place)
        if self.kind == "removed":
            return Text("{table}：删除 {key}。", "{table}: removed {key}.").format(**place)
        return Text("{table}：{key} 的“{column}”由 {before} 改为 {after}。", "{table}: {key}, {column}: {before} became {after}.").format(
            **place, column=self.table.column(str(self.column)).title, before=shown(self.before), after=shown(self.after)
        )


def shown(cell: Cell) -> str:
    """The cell with all its digits; a dash where it is empty."""
    if cell is None:
        return "—"
    return repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What changed in one table; every frame is sorted by the table's key."""

    table: Table
    added: pl.DataFrame  # whole rows, as the later release has them
    removed: pl.DataFrame  # whole rows, as the earlier release has them
    cells: Mapping[str, pl.DataFrame]  # column -> the key, `before` and `after`; only columns where a cell changed
    moved: int  # rows with the same values that come from another place in the files

    @property
    def changed(self) -> int:
        """How many cells changed."""
        return sum(frame.height for frame in self.cells.values())

    def changes(self) -> Iterator[Change]:
        """Rows removed, rows added, then cells changed, in the order of the table's columns."""
        key = self.table.key
        for row in self.removed.select(key).iter_rows():
            yield Change(self.table, "removed", row)
        for row in self.added.select(key).iter_rows():
            yield Change(self.table, "added", row)
        for column, frame in self.cells.items():
            for row in frame.iter_rows():
                yield Change(self.table, "changed", row[:-2], column, *row[-2:])

    def summary(self) -> Text:
        """How many rows and cells, in one sentence."""
        counts = (
            (self.added.height, Text("新增 {n} 行", "rows added {n}")),
            (self.removed.height, Text("删除 {n} 行", "rows removed {n}")),
            (self.changed, Text("改动 {n} 格", "cells changed {n}")),
            (self.moved, Text("{n} 行数值未变、只换了来源位置", "rows with the same values from another place in the files {n}")),
        )
        told = [phrase.format(n=n) for n, phrase in counts if n]
        return Text("{table}：{told}。", "{table}: {told}.").format(
            table=self.table.title, told=Text("，".join(phrase.zh for phrase in told), ", ".join(phrase.en for phrase in told))
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one release to another: tables by name, then what stands beside them (`ABOUT`)."""

    before: Release
    after: Release
    tables: tuple[TableDifference, ...]  # only those in which something changed

    def changes(self) -> Iterator[Change]:
        """Every row and cell, table by table, in an order that depends on nothing else."""
        for table in self.tables:
            yield from table.changes()

    def frame(self) -> pl.DataFrame:
        """`changes` as text: table, kind, key, column, before, after; null where a cell is empty."""
        rows = [
            (
                change.table.name,
                change.kind,
                " · ".join(map(shown, change.key)),
                change.column,
                None if change.before is None else shown(change.before),
                None if change.after is None else shown(change.after),
            )
            for change in self.changes()
        ]
        return pl.DataFrame(rows, schema=dict.fromkeys(("table", "kind", "key", "column", "before", "after"), pl.String()), orient="row")

    def summary(self) -> tuple[Text, ...]:
        """One sentence a table, then one a unit that opened, closed, was merged or moved; one that says so where nothing changed."""
        if self.before.hash == self.after.hash:
            return (Text("两个版次内容相同。", "The two have the same content."),)
        return (*(table.summary() for table in self.tables), *reorganised(self.before, self.after))


def difference(before: Release, after: Release) -> Difference:
    """What changed from one release to the other.

    A row is the same row where its key is the same: a unit that was renamed is a changed cell, one that was given
    another code is a row removed and a row added.
    """
    compared = [
        (table, earlier[name], later[name])
        for tables, earlier, later in ((TABLES, before.tables, after.tables), (ABOUT, _about_frames(before), _about_frames(after)))
        for name, table in sorted(tables.items())
    ]
    found = (_table_difference(table, earlier, later) for table, earlier, later in compared)
    return Difference(
        before, after, tuple(table for table in found if table.added.height or table.removed.height or table.cells or table.moved)
    )


def _table_difference(table: Table, before: pl.DataFrame, after: pl.DataFrame) -> TableDifference:
    key = list(table.key)
    both = before.join(after, on=key, how="inner", nulls_equal=True, suffix=":after").sort(key)

    def differs(column: str) -> pl.Expr:
        return pl.col(column).ne_missing(pl.col(f"{column}:after"))

    values = [column.name for column in table.columns if column.name not in key]
    cells = {column: both.filter(differs(column)).select(*key, before=pl.col(column), after=pl.col(f"{column}:after")) for column in values}
    origins = [column for column in PROVENANCE if column in before.columns]
    moved = both.filter(
        pl.any_horizontal(*map(differs, origins), pl.lit(value=False)) & ~pl.any_horizontal(*map(differs, values), pl.lit(value=False))
    )
    return TableDifference(
        table=table,
        added=after.join(before, on=key, how="anti", nulls_equal=True).sort(key),
        removed=before.join(after, on=key, how="anti", nulls_equal=True).sort(key),
        cells={column: frame for column, frame in cells.items() if frame.height},
        moved=moved.height,
    )


def _about_frames(release: Release) -> dict[str, pl.DataFrame]:
    rows: dict[str, Sequence[Sequence[Any]]] = {
        "description": [(name, canonical_json(member).decode()) for name, member in description_members(release.description).items()],
        "outlines": list(outline_digests(release.geometry).items()),
        "sources": [(source.path, source.sha256) for source in release.sources],
        "waivers": [(w.rule, w.file, w.sheet, w.row, w.column, w.reason) for w in dict.fromkeys(release.waivers)],
    }
    return {
        name: pl.DataFrame(rows[name], schema=[(c, t) for c, t in table.polars_schema().items() if c not in PROVENANCE], orient="row")
        for name, table in ABOUT.items()
    }
