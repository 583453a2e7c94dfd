"""What changes of units must be like, and that nothing is said of a unit for a period in which it did not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from junheng.tables.findings import Findings
from junheng.tables.organisation import ChangeKind, Organisation, UnitChange
from junheng.tables.periods import first_day
from junheng.tables.ranks import Coded
from junheng.tables.references import DATA
from junheng.tables.schema import PROVENANCE, UNIT_CHANGES

#: What a kind of change says besides unit and date.
_SAYS: Mapping[ChangeKind, str | None] = {
    ChangeKind.OPENED: None,
    ChangeKind.CLOSED: None,
    ChangeKind.MERGED: "successor",
    ChangeKind.MOVED: "from_area",
}
_TITLES = UNIT_CHANGES.column("change").choices

Row = Mapping[str, Any]


def check_changes(tables: Mapping[str, Coded], findings: Findings) -> Organisation:
    """Report changes that cannot be, each at its cell, and give the units over time by those that are whole."""
    stated = tables["unit_changes"].frame
    if stated.is_empty():
        return Organisation({}, {})  # all that is asked of it here is of units that change
    areas, units = set(tables["areas"].distinct("area")), set(tables["units"].distinct("unit"))
    whole = [_complete(row, findings) and _known(row, areas, units) for row in stated.iter_rows(named=True)]
    kept = stated.filter(pl.Series(whole, dtype=pl.Boolean)).unique(UNIT_CHANGES.key, keep="first", maintain_order=True)
    organisation = Organisation.of({name: table.frame for name, table in tables.items()} | {"unit_changes": kept})
    rows = {(row["unit"], row["date"]): row for row in kept.iter_rows(named=True)}
    for changes in organisation.changes.values():
        for change, reason in _out_of_order(changes):
            row = rows[change.unit, change.day.isoformat()]
            place = findings.atlas.place("unit_changes", row, "change")
            before = organisation.sentence(reason)
            findings.add("change_out_of_order", place, row["change"], change=_TITLES[change.kind], day=change.day, before=before)
        for change in changes:
            _check_goal(change, rows[change.unit, change.day.isoformat()], organisation, findings)
    return organisation


def _complete(row: Row, findings: Findings) -> bool:
    """Whether a row says what its kind of change needs, and no more."""
    if row["change"] is None:  # it was no choice, which was reported
        return False
    kind, whole = ChangeKind(row["change"]), True
    for field in ("successor", "from_area"):
        said = {"change": _TITLES[kind], "title": UNIT_CHANGES.column(field).title}
        place = findings.atlas.place("unit_changes", row, field)
        if field == _SAYS[kind] and row[field] is None:
            findings.add("change_lacks", place, **said)
            whole = False
        elif field != _SAYS[kind] and row[field] is not None:
            findings.add("change_needs_none", place, row[field], **said)
    return whole


def _known(row: Row, areas: set[str], units: set[str]) -> bool:
    """Whether all codes of a row stand in their tables; others are reported with the references."""
    return row["unit"] in units and row["successor"] in {*units, None} and row["from_area"] in {*areas, None}


def _out_of_order(changes: tuple[UnitChange, ...]) -> Iterator[tuple[UnitChange, UnitChange]]:
    """Changes of one unit that cannot happen to it then, each with the change that speaks against it."""
    turns = [change for change in changes if change.kind is not ChangeKind.MOVED]
    exists = not turns or turns[0].kind is not ChangeKind.OPENED
    last = turns[0] if turns else None
    for change in changes:
        if (change.kind is ChangeKind.OPENED) == exists and last is not None:
            yield change, last
        elif change.kind is not ChangeKind.MOVED:
            exists, last = change.kind is ChangeKind.OPENED, change


def _check_goal(change: UnitChange, row: Row, organisation: Organisation, findings: Findings) -> None:
    """Where a unit goes to must be another place, or another unit that exists then."""
    said = {"unit": organisation.unit_name(change.unit), "day": change.day}
    if change.kind is ChangeKind.MOVED and organisation.area(change.unit, change.day) == change.from_area:
        place = findings.atlas.place("unit_changes", row, "from_area")
        findings.add("moved_nowhere", place, change.from_area, **said)
    if change.successor is None:
        return
    place = findings.atlas.place("unit_changes", row, "successor")
    if change.successor == change.unit:
        findings.add("successor_itself", place, change.successor)
    elif (absence := organisation.absence(change.successor, change.day)) is not None:
        findings.add("successor_not_there", place, change.successor, state=organisation.sentence(absence), **said)


def check_absent(tables: Mapping[str, Coded], organisation: Organisation, year_starts: tuple[int, int], findings: Findings) -> None:
    """Report data of units for periods in which they did not exist: one issue for a unit, period and sheet."""
    if not organisation.changes:
        return
    for name in DATA:
        rows = tables[name].frame.filter(pl.col("unit").is_in(list(organisation.changes)))
        said = rows.group_by("unit", "period", "_file", "_sheet", maintain_order=True).agg(
            pl.len().alias("_count"), *(pl.col(column).first() for column in PROVENANCE if column not in ("_file", "_sheet"))
        )
        for row in said.iter_rows(named=True):
            day = first_day(row["period"], year_starts)
            if (absence := organisation.absence(row["unit"], day)) is not None:
                place = findings.atlas.place(name, row, "unit")
                told = {"period": row["period"], "day": day, "state": organisation.sentence(absence), "count": row["_count"]}
                findings.add("unit_not_there", place, row["unit"], **told)
