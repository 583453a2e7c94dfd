"""From the typed rows of a mapped sheet to parts of our tables: wide columns become records, constants fill what no column says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.amounts import Amounts, in_kept_units, known_unit, scale
from junheng.tables.canonical import with_provenance
from junheng.tables.cells import Cells, find_period, read_period
from junheng.tables.grid import Grid
from junheng.tables.heads import JOINT, plain, split_unit, units_above
from junheng.tables.issue import Place
from junheng.tables.keys import spoken
from junheng.tables.layout import Layout
from junheng.tables.mapping import ColumnMapping, SheetMapping
from junheng.tables.ranks import Coded, Ranks, ranks
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS, TABLES
from junheng.tables.typed import Reader
from junheng.tables.units import Unit, unit
from junheng.tables.words import Words

_UNIT_FIELDS = ("area", "kind", "ownership", "setting", "longitude", "latitude")


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a sheet below its head."""

    grid: Grid
    layout: Layout
    columns: Mapping[int, ColumnMapping]  # by position, those that are not ignored
    cells: Mapping[int, Cells]
    reader: Reader
    fields: Mapping[str, pl.Series]  # typed, as long as the body


def parts(body: Body, mapping: SheetMapping, words: Words | None, amounts: Amounts, says: Mapping[str, str]) -> dict[str, list[Coded]]:
    """Everything that the sheet gives; `says` holds what the file's name, the sheet's name and the title say."""
    return _Parts(body, mapping, words, amounts, says).all()


class _Parts:
    def __init__(self, body: Body, mapping: SheetMapping, words: Words | None, amounts: Amounts, says: Mapping[str, str]) -> None:
        self.body = body
        self.mapping = mapping
        self.words = words
        self.amounts = amounts
        self.says = says
        self.reader = body.reader
        self._ranks: dict[int, tuple[pl.Series, Ranks]] = {}  # by the identity of columns that many parts share
        self.unit = body.fields["unit"] if "unit" in body.fields else body.fields["unit_name"]
        for name, series in body.fields.items():
            cells = body.cells[body.layout.fields[name]]
            if series is cells.strings:  # as it stood in the file
                self._ranks[id(series)] = (series, cells.ranks())
        if id(self.unit) not in self._ranks:
            self._ranks[id(self.unit)] = (self.unit, ranks(self.unit))
        self.period = self._period()
        self.level = self._level()
        self.keep = self._once() & self.unit.is_not_null()

    def all(self) -> dict[str, list[Coded]]:
        found: dict[str, list[Coded]] = {
            "areas": self._areas(),
            "units": self._units(),
            "observations": [],
            "enrolment": [],
            "classes": [],
        }
        for index, column in self.body.columns.items():
            if column.measure is not None:
                found["observations"] += self._observations(index, column)
            elif column.grade is not None:
                found["enrolment"] += self._enrolment(index, column)
        fields = self.body.fields
        if "value" in fields and "measure" in fields:
            found["observations"] += self._long_observations()
        if "pupils" in fields:
            found["classes" if "class_number" in fields else "enrolment"] += self._long_pupils()
        return found

    # what is the same for a sheet, or stands in a column of its own

    def _period(self) -> pl.Series | None:
        if "period" in self.body.fields:
            return self.body.fields["period"]
        stated = self.mapping.constants.get("period")
        source = self.mapping.sources.get("period")
        period = read_period(stated) if stated is not None else find_period(self.says[source]) if source is not None else None
        if period is not None:
            return self._same(period)
        needed = any(column.period is None and (column.measure or column.grade) for column in self.body.columns.values())
        if needed or "value" in self.body.fields or "pupils" in self.body.fields:
            self._missing(TABLES["classes"].column("period").title, stated or self.says.get(source or "file", ""))
        return None

    def _level(self) -> pl.Series | None:
        if "level" in self.body.fields:
            return self.body.fields["level"]
        stated = self.mapping.constants.get("level")
        if stated is not None:
            return self._same(self.words.levels.get(plain(stated), stated) if self.words is not None else stated)
        source = self.mapping.sources.get("level")
        if source is None or self.words is None:
            return None
        if source == "kind":
            kind = self.body.fields.get("kind", self._same(self.mapping.constants.get("kind")))
            levels = {text: self.words.level_taught(text) for text in kind.unique().drop_nulls().to_list()}
            return kind.replace_strict(levels, default=ALL_LEVELS, return_dtype=pl.String)
        level = self.words.level_in(self.says[source])
        if level is None:
            self._missing(TABLES["classes"].column("level").title, self.says[source])
            return None
        return self._same(level)

    def _missing(self, field: Text, said: str) -> None:
        self.reader.findings.add("constant_missing", Place(self.body.grid.file, self.body.grid.sheet), said, field=field)

    def _same(self, value: str | None) -> pl.Series:
        height = self.reader.rows.len()
        series = pl.Series([value], dtype=pl.String).new_from_index(0, height)
        self._ranks[id(series)] = (series, Ranks((value or "",), np.zeros(height, np.int32)))
        return series

    def _once(self) -> pl.Series:
        """The kept rows without those whose unit (and level, grade, period, …) an earlier row has; these are reported."""
        names = [name for name in ("level", "grade", "period", "measure", "class_number") if name in self.body.fields]
        if not names and len(self._ranks[id(self.unit)][1].present) == self.unit.len() - self.unit.null_count():
            return self.reader.keep
        frame = pl.DataFrame([self.unit.alias("unit"), *(self.body.fields[name].alias(name) for name in names)])
        kept = frame.with_row_index("at").filter(self.reader.keep & self.unit.is_not_null())
        repeated = kept.filter(~kept.select(pl.struct("unit", *names).is_first_distinct()).to_series())
        if repeated.is_empty():
            return self.reader.keep
        pairs = repeated.join(kept.unique(["unit", *names], keep="first"), on=["unit", *names], nulls_equal=True, suffix="_first")
        for row in pairs.iter_rows(named=True):
            self._report_twice(row["at"], row["at_first"], " · ".join(str(row[name]) for name in ("unit", *names)))
        numbers = pl.int_range(self.reader.keep.len(), dtype=pl.UInt32, eager=True)
        return self.reader.keep & ~numbers.is_in(repeated["at"].cast(pl.UInt32).implode())

    def _report_twice(self, at: int, first: int, value: str) -> None:
        layout, rows = self.body.layout, self.reader.rows
        named = "area" if "area" in self.body.fields else "area_name"
        other = spoken(layout.at(rows[first], "unit" if "unit" in layout.fields else "unit_name"))
        if named in self.body.fields and (areas := self.body.fields[named])[at] != areas[first]:
            place = layout.at(rows[at], named)
            self.reader.findings.add("unit_in_two_areas", place, self.unit[at], area=areas[first], second=areas[at], other=other)
        else:
            self.reader.findings.add(
                "key_twice", layout.at(rows[at], "unit" if "unit" in layout.fields else "unit_name"), value, other=other
            )

    # the parts

    def _part(self, columns: Mapping[str, pl.Series | None], needed: str, head: str | None = None) -> Coded:
        """The kept rows that have something in the column that is needed."""
        filled = {name: self._same(None) if series is None else series for name, series in columns.items()}
        known = {name: self._ranks[id(series)][1] for name, series in filled.items() if id(series) in self._ranks}
        frame = with_provenance(pl.DataFrame(filled), self.body.grid, self.reader.rows, head)
        return Coded(frame, known).filter(self.keep & filled[needed].is_not_null())

    def _areas(self) -> list[Coded]:
        names = self.body.fields.get("area_name")
        if names is None:
            return []
        kind = self._same(self.mapping.constants.get("area_kind"))
        part = self._part({"area": self.body.fields.get("area", names), "name": names, "parent": None, "kind": kind}, "name")
        return [Coded(part.frame.unique("area", keep="first", maintain_order=True))]

    def _units(self) -> list[Coded]:
        fields, constants = self.body.fields, self.mapping.constants
        if not {"unit_name", "area_name", *_UNIT_FIELDS} & {*fields, *constants}:
            return []
        columns: dict[str, pl.Series | None] = {"unit": self.unit, "name": fields.get("unit_name")}
        for name in _UNIT_FIELDS:
            columns[name] = fields.get(name, self._same(constants[name]) if name in constants else None)
        if columns["area"] is None:
            columns["area"] = fields.get("area_name")
        for name in ("longitude", "latitude"):
            if columns[name] is None:
                columns[name] = self._same(None).cast(pl.Float64)
        columns["_level"] = self.level
        columns["_period"] = self.period
        columns["_placed"] = pl.Series([columns["area"] is not None]).new_from_index(0, self.unit.len())  # the sheet says where units lie
        return [self._part(columns, "unit")]

    def _observations(self, index: int, column: ColumnMapping) -> list[Coded]:
        period = self._same(column.period) if column.period is not None else self.period
        values = self._amount(index, str(column.measure), column.unit)
        if period is None or values is None:
            return []
        level = self._same(column.level) if column.level is not None else self.level if self.level is not None else self._same(ALL_LEVELS)
        columns = {"unit": self.unit, "level": level, "measure": self._same(column.measure), "period": period, "value": values}
        return [self._part(columns, "value", self.body.layout.heads[index])]

    def _enrolment(self, index: int, column: ColumnMapping) -> list[Coded]:
        period = self._same(column.period) if column.period is not None else self.period
        if period is None:
            return []
        own = self.words.level_of(str(column.grade)) if self.words is not None else None
        stated = column.level or (None if self.level is not None else own or ALL_LEVELS)
        level = self._same(stated) if stated is not None else self.level
        pupils = self._pupils(index, column.unit)
        columns = {"unit": self.unit, "level": level, "grade": self._same(column.grade), "period": period, "pupils": pupils}
        return [self._part(columns, "pupils", self.body.layout.heads[index])]

    def _long_observations(self) -> list[Coded]:
        if self.period is None:
            return []
        level = self.level if self.level is not None else self._same(ALL_LEVELS)
        fields = self.body.fields
        columns = {"unit": self.unit, "level": level, "measure": fields["measure"], "period": self.period, "value": fields["value"]}
        part = self._part(columns, "value")
        return [part.with_values(in_kept_units(part.frame, self.amounts, self.reader.findings))]

    def _long_pupils(self) -> list[Coded]:
        if self.period is None:
            return []
        fields = self.body.fields
        grade = fields.get("grade", self._same(ALL_GRADES))
        level = self.level
        if level is None:
            grades = {text: self._level_of(text) for text in grade.unique().drop_nulls().to_list()}
            level = grade.replace_strict(grades, default=ALL_LEVELS, return_dtype=pl.String)
        columns = {"unit": self.unit, "level": level, "grade": grade, "period": self.period, "pupils": fields["pupils"]}
        if "class_number" in fields:
            columns["class_number"] = fields["class_number"]
        return [self._part(columns, "pupils")]

    def _level_of(self, grade: str) -> str:
        code = self.words.grade(grade) if self.words is not None else None
        return (self.words.level_of(code) if self.words is not None and code is not None else None) or ALL_LEVELS

    # numbers

    def _pupils(self, index: int, label: str | None) -> pl.Series:
        place = self.body.layout.column(index)
        values, percent = self.reader.numbers(self.body.cells[index], place)
        if percent is not None:
            self.reader.report("percent_unexpected", place, percent, self.body.cells[index].strings, unit=unit("pupil").label)
            values = values.set(percent, None)
        source = self._stated_unit(index, label, unit("pupil"))
        factor = source.factor_to(unit("pupil")) if source is not None else Fraction(1)
        if factor is None and source is not None:
            self._unit_differs(index, source, unit("pupil"))
        values = scale(values, factor or Fraction(1))
        self.reader.bounds(values, place, 0, None)
        return self.reader.whole(values, place)

    def _amount(self, index: int, measure: str, label: str | None) -> pl.Series | None:
        """A measure's column in the unit in which the measure is kept; None where its unit measures something else."""
        place = self.body.layout.column(index)
        kept = self.amounts.kept.get(measure)
        source = self._stated_unit(index, label, kept)
        factor = Fraction(1) if source is None or kept is None else source.factor_to(kept)
        values, percent = self.reader.numbers(self.body.cells[index], place)
        if percent is not None:
            ratio = kept is not None and not kept.dimension
            if not ratio:
                name = kept.label if kept is not None else ""
                self.reader.report("percent_unexpected", place, percent, self.body.cells[index].strings, unit=name)
                values = values.set(percent, None)
            elif kept is not None:
                values = values.zip_with(~percent, scale(values, unit("%").factor / kept.factor / (factor or 1)))
        if factor is None and source is not None and kept is not None:
            self._unit_differs(index, source, kept)
            return None
        return self._possible(values, scale(values, factor or Fraction(1)), measure, place)

    def _possible(self, stated: pl.Series, kept: pl.Series, measure: str, place: Callable[[int], Place]) -> pl.Series:
        """Amounts that the measure can have; others are reported as they stand in the file, and left out."""
        wrong = stated < 0
        self.reader.report("number_negative", place, wrong, stated)
        if measure in self.amounts.whole:
            fractional = (kept != kept.floor()) & ~wrong
            self.reader.report("number_not_whole", place, fractional, stated)
            wrong = wrong | fractional
        return kept.set(wrong, None) if wrong.any() else kept

    def _stated_unit(self, index: int, label: str | None, kept: Unit | None) -> Unit | None:
        """The unit of a column: the mapping's, the head's from its lowest row up, the title's where it fits, the measure's own."""
        if label is not None:
            return known_unit(label)
        for part in reversed(self.body.layout.heads[index].split(JOINT)):
            found = split_unit(part)[1]
            if found is not None:
                return found
        fitting = {
            above.factor: above for above in units_above(self.says["title"]) if kept is not None and above.factor_to(kept) is not None
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else kept

    def _unit_differs(self, index: int, source: Unit, kept: Unit) -> None:
        place = Place(self.body.grid.file, self.body.grid.sheet, None, self.body.layout.heads[index])
        self.reader.findings.add("unit_of_measure_differs", place, source.label, unit=kept.label)
