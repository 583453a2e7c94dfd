"""Which units there were on a day, and where: the tree of today with what has changed since taken back 学校的设立、撤销、合并与划转."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl

from junheng.language import Text
from junheng.tables.periods import first_day


class ChangeKind(StrEnum):
    """What happens to a unit."""

    OPENED = "opened"
    CLOSED = "closed"
    MERGED = "merged"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, order=True)
class UnitChange:
    """One change of one unit; it holds from the morning of its day."""

    day: date
    unit: str
    kind: ChangeKind
    from_area: str | None = None  # where a moved unit lay before
    successor: str | None = None  # into which a merged unit went


@dataclass(frozen=True, slots=True)
class Organisation:
    """Units of a region over time.

    >>> from datetime import date
    >>> move = UnitChange(date(2024, 9, 1), "S1", ChangeKind.MOVED, from_area="West")
    >>> tree = Organisation({"S1": "East"}, {"S1": (move,)})
    >>> tree.area("S1", date(2024, 8, 31)), tree.area("S1", date(2024, 9, 1))
    ('West', 'East')
    """

    areas: Mapping[str, str]  # unit -> area in which it lies after all its moves
    changes: Mapping[str, tuple[UnitChange, ...]]  # of the units that have any, by day
    unit_names: Mapping[str, str] = field(default_factory=dict)
    area_names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, pl.DataFrame]) -> Organisation:
        """As the tables of a region or release say it; some milliseconds for ten thousand units."""
        units, areas = tables["units"], tables["areas"]
        found: dict[str, tuple[UnitChange, ...]] = {}
        for change in changes_of(tables["unit_changes"]):
            found[change.unit] = (*found.get(change.unit, ()), change)
        return cls(
            dict(zip(units["unit"].to_list(), units["area"].to_list(), strict=True)),
            found,
            dict(zip(units["unit"].to_list(), units["name"].to_list(), strict=True)),
            dict(zip(areas["area"].to_list(), areas["name"].to_list(), strict=True)),
        )

    def exists(self, unit: str, day: date) -> bool:
        """Whether there is the unit on a day; without any change said, there always is."""
        return self.absence(unit, day) is None

    def absence(self, unit: str, day: date) -> UnitChange | None:
        """The change by which there is no such unit on a day: the closure before it, or the opening after it; None where it exists."""
        turns = [change for change in self.changes.get(unit, ()) if change.kind is not ChangeKind.MOVED]
        done = [change for change in turns if change.day <= day]
        last = done[-1] if done else turns[0] if turns else None
        exists = last is None or (last.kind is ChangeKind.OPENED) == bool(done)
        return None if exists else last

    def area(self, unit: str, day: date) -> str:
        """Where the unit lies on a day; of a closed unit, where it lay last."""
        moves = (change.from_area for change in self.changes.get(unit, ()) if change.kind is ChangeKind.MOVED and change.day > day)
        return next((area for area in moves if area is not None), self.areas[unit])

    def first_area(self, unit: str) -> str:
        """Where the unit lay before all its moves."""
        return self.area(unit, date.min)

    def units(self, day: date) -> dict[str, str]:
        """Every unit that there is on a day, with the area in which it lies then."""
        there = dict(self.areas)
        for unit in self.changes.keys() & there.keys():
            there[unit] = self.area(unit, day)
            if not self.exists(unit, day):
                del there[unit]
        return there

    def merged_into(self, unit: str, after: date, until: date) -> tuple[str, ...]:
        """Units that have gone into this one after one day and until another, those that went into them first too, by code."""
        found: set[str] = set()
        for changes in self.changes.values():
            for change in changes:
                if change.successor == unit and after < change.day <= until and change.unit not in found:
                    found |= {change.unit, *self.merged_into(change.unit, after, change.day)}
        return tuple(sorted(found - {unit}))

    def placed(self, rows: pl.DataFrame, year_starts: tuple[int, int]) -> pl.DataFrame:
        """Rows of `unit, period, area` with the area as on each period's first day, and `there`: whether the unit existed then."""
        pairs = rows.filter(pl.col("unit").is_in(list(self.changes))).select("unit", "period").unique()
        then = [
            (unit, period, self.area(unit, day), self.exists(unit, day))
            for unit, period in pairs.iter_rows()
            for day in (first_day(period, year_starts),)
        ]
        schema = {"unit": pl.String, "period": pl.String, "area_then": pl.String, "there": pl.Boolean}
        joined = rows.join(pl.DataFrame(then, schema=schema, orient="row"), on=["unit", "period"], how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("area_then", "area").alias("area"), pl.col("there").fill_null(value=True)).drop("area_then")

    def sentence(self, change: UnitChange) -> Text:
        """A change as people read it."""
        to = next((c.from_area for c in self.changes[change.unit] if c.kind is ChangeKind.MOVED and c.day > change.day), None)
        return _SENTENCES[change.kind].format(
            unit=self.unit_name(change.unit),
            day=change.day.isoformat(),
            old=self.area_name(change.from_area or ""),
            new=self.area_name(to or self.areas.get(change.unit, "")),
            successor=self.unit_name(change.successor or ""),
        )

    def unit_name(self, unit: str) -> str:
        """Its name, or its code where it has none."""
        return self.unit_names.get(unit, unit)

    def area_name(self, area: str) -> str:
        """Its name, or its code where it has none."""
        return self.area_names.get(area, area)


_SENTENCES: Mapping[ChangeKind, Text] = {
    ChangeKind.OPENED: Text("{unit}于 {day} 设立。", "{unit} opened on {day}."),
    ChangeKind.CLOSED: Text("{unit}于 {day} 撤销。", "{unit} closed on {day}."),
    ChangeKind.MERGED: Text("{unit}于 {day} 并入{successor}。", "{unit} was merged into {successor} on {day}."),
    ChangeKind.MOVED: Text("{unit}于 {day} 由{old}划归{new}。", "{unit} moved from {old} to {new} on {day}."),
}


def changes_of(table: pl.DataFrame) -> Iterable[UnitChange]:
    """The rows of a table of changes, by day and unit; its cells are right, as those of every region and release are."""
    rows = table.select("date", "unit", "change", "from_area", "successor").iter_rows()
    return sorted(
        (UnitChange(date.fromisoformat(day), unit, ChangeKind(kind), area, successor) for day, unit, kind, area, successor in rows),
        key=lambda change: (change.day, change.unit),
    )
