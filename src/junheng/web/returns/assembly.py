"""From approved returns to the content of a release: the newest release with what the returns say in its place.

A row's provenance leads to the cell: ``_file`` is the return's path (``returns/FORM/PLACE/PERIOD``, with the revision behind a
correction), ``_sheet`` the table, ``_row`` the row of the form counted from 1, ``_column`` the column.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from junheng.packs.forms import Form, Table
from junheng.packs.forms.answers import Answers, Row
from junheng.tables.region import Region, Source
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS, TABLES
from junheng.web.returns.context import given_of
from junheng.web.returns.known import unit_of_area
from junheng.web.returns.models import Return
from junheng.web.returns.setting import Setting

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    """What returns say, as records of a release's tables, and which earlier rows that replaces."""

    records: dict[str, list[Record]]
    replaced: dict[str, list[Record]]  # table -> keys of rows that go: all that agree in these columns
    sources: list[Source]


def assemble(here: Setting, form: Form, returns: Sequence[Return]) -> Region:
    """The newest release's content, and in it what the returns say for their places and period."""
    said = _Said({name: [] for name in TABLES}, {name: [] for name in TABLES}, [])
    for ret in returns:
        _read(here, form, ret, said)
    release = here.release
    tables = {name: _replaced(release.tables[name], said, name) for name in TABLES}
    tables["measures"] = _measures(here, form, tables["measures"])
    earlier = {ret.path_of(revision) for ret in returns for revision in range(1, ret.revision + 1)}
    sources = (*(source for source in release.sources if source.path not in earlier), *said.sources)
    return Region(release.description, tables, release.geometry, sources, (), release.waivers)


def _read(here: Setting, form: Form, ret: Return, said: _Said) -> None:
    given = given_of(ret)
    answers = Answers(here.layout(ret), given, {})
    for table in form.tables:
        if table.into is not None:
            _WRITERS[table.into](here, form, table, ret, answers, said)
    content = json.dumps(given, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    said.sources.append(Source(ret.path, hashlib.sha256(content).hexdigest(), len(content)))


def _origin(ret: Return, table: Table, row: int, column: str | None) -> Record:
    return {"_file": ret.path, "_sheet": table.id, "_row": row, "_column": column}


def _numbers(table: Table, ret: Return, answers: Answers) -> Iterable[tuple[int, Row, str, str, float]]:
    """Number of the row, row, measure, column and value of everything measured; an empty cell says nothing."""
    if ret.nothing:
        return
    measured = [(column.measure, column.id) for column in table.columns if column.measure is not None]
    for number, row in enumerate(answers.rows(table.id), start=1):
        for measure, column in measured:
            value = answers.number(table.id, row, column)
            if value is not None:
                yield number, row, measure, column, value


def _observations(here: Setting, form: Form, table: Table, ret: Return, answers: Answers, said: _Said) -> None:
    del here, form
    key = {"unit": ret.unit, "period": ret.period}
    said.replaced["observations"] += [key | {"measure": column.measure} for column in table.columns if column.measure is not None]
    said.records["observations"] += [
        key | {"level": row.level, "measure": measure, "value": value} | _origin(ret, table, number, column)
        for number, row, measure, column, value in _numbers(table, ret, answers)
    ]


def _enrolment(here: Setting, form: Form, table: Table, ret: Return, answers: Answers, said: _Said) -> None:
    del here
    column = next(column.id for column in table.columns if column.field == "pupils")
    key = {"unit": ret.unit, "period": ret.period}
    said.replaced["enrolment"] += [key | {"level": level} for level in form.levels]
    for number, row in enumerate(answers.rows(table.id), start=1):
        pupils = answers.number(table.id, row, column)
        if pupils and row.grade is not None:  # a grade without pupils is no row, as in the files that regions have
            grade = row.grade.partition(".")[2]
            said.records["enrolment"].append(
                key | {"level": row.level, "grade": grade, "pupils": int(pupils)} | _origin(ret, table, number, column)
            )


def _classes(here: Setting, form: Form, table: Table, ret: Return, answers: Answers, said: _Said) -> None:
    del here
    columns = {column.field: column.id for column in table.columns if column.field is not None}
    key = {"unit": ret.unit, "period": ret.period}
    said.replaced["classes"] += [key | {"level": level} for level in form.levels]
    for number, row in enumerate(answers.rows(table.id), start=1):
        level, _, grade = answers.text(table.id, row.id, columns["grade"]).partition(".")
        pupils = answers.number(table.id, row, columns["pupils"])
        called = answers.text(table.id, row.id, columns["class_number"])
        record = key | {"level": level, "grade": grade, "class_number": called, "pupils": int(pupils or 0)}
        said.records["classes"].append(record | _origin(ret, table, number, columns["pupils"]))


def _units(here: Setting, form: Form, table: Table, ret: Return, answers: Answers, said: _Said) -> None:
    """Each row is a unit of the area: the unit itself, its pupils, and what is measured of it."""
    del form
    columns = {column.field: column.id for column in table.columns if column.field is not None}
    before = here.units
    for number, row in enumerate(answers.rows(table.id), start=1) if not ret.nothing else ():
        code = answers.text(table.id, row.id, columns["unit"])
        stated = {field: answers.text(table.id, row.id, column) or None for field, column in columns.items() if field != "pupils"}
        known = {column.name: before[code][column.name] for column in TABLES["units"].columns} if code in before else {}
        unit = {"area": ret.area} | known | stated | {"kind": table.unit_kind}
        said.replaced["units"].append({"unit": code})
        said.records["units"].append(unit | _origin(ret, table, number, columns["unit"]))
        key = {"unit": code, "period": ret.period, "level": table.level}
        said.replaced["enrolment"].append(key)
        said.replaced["observations"] += [key | {"measure": column.measure} for column in table.columns if column.measure is not None]
        pupils = answers.number(table.id, row, columns["pupils"]) if "pupils" in columns else None
        if pupils:
            record = key | {"grade": ALL_GRADES, "pupils": int(pupils)}
            said.records["enrolment"].append(record | _origin(ret, table, number, columns["pupils"]))
    codes = {row.id: answers.text(table.id, row.id, columns["unit"]) for row in answers.rows(table.id)}
    said.records["observations"] += [
        {"unit": codes[row.id], "period": ret.period, "level": table.level, "measure": measure, "value": value}
        | _origin(ret, table, number, column)
        for number, row, measure, column, value in _numbers(table, ret, answers)
    ]


def _area(here: Setting, form: Form, table: Table, ret: Return, answers: Answers, said: _Said) -> None:
    """The kept row, as observations of the unit that stands for the area."""
    del form
    kind = table.unit_kind or ""
    code = unit_of_area(ret.area, kind)
    key = {"unit": code, "period": ret.period, "level": ALL_LEVELS}
    if code not in here.units and code not in {unit["unit"] for unit in said.records["units"]}:
        name = f"{here.areas[ret.area]['name']}{here.pack.vocabulary.unit_kinds[kind].name.zh}"
        said.records["units"].append({"unit": code, "name": name, "area": ret.area, "kind": kind} | _origin(ret, table, 1, None))
    said.replaced["observations"] += [key | {"measure": column.measure} for column in table.columns if column.measure is not None]
    said.records["observations"] += [
        key | {"measure": measure, "value": value} | _origin(ret, table, number, column)
        for number, row, measure, column, value in _numbers(table, ret, answers)
        if row.id == table.kept
    ]


_WRITERS = {"observations": _observations, "enrolment": _enrolment, "classes": _classes, "units": _units, "area": _area}


def _replaced(frame: pl.DataFrame, said: _Said, name: str) -> pl.DataFrame:
    """A table without the rows that returns replace, and with theirs."""
    for key in _keys(said.replaced[name]):
        frame = frame.join(key, on=key.columns, how="anti")
    if not said.records[name]:
        return frame
    schema = TABLES[name].polars_schema()
    return pl.concat([frame, pl.DataFrame(said.records[name], schema=schema)])


def _keys(replaced: Sequence[Record]) -> Iterable[pl.DataFrame]:
    """Keys as frames, those of the same columns together."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for key in replaced:
        groups.setdefault(tuple(sorted(key)), []).append(key)
    return (pl.DataFrame(keys).unique() for keys in groups.values())


def _measures(here: Setting, form: Form, known: pl.DataFrame) -> pl.DataFrame:
    """The region's measures, and those that the form asks besides."""
    stated = set(known["measure"].to_list())
    measures: Mapping[str, Any] = here.pack.vocabulary.measures
    asked = sorted({column.measure for table in form.tables if table.into for column in table.columns if column.measure} - stated)
    if not asked:
        return known
    rows = [
        {"measure": code, "name_zh": measures[code].name.zh, "name_en": measures[code].name.en, "unit": measures[code].unit}
        for code in asked
    ]
    return pl.concat([known, pl.DataFrame(rows, schema=TABLES["measures"].polars_schema())])
