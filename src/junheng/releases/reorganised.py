"""What a later release says of the organisation that an earlier one did not: openings, closures, mergers and moves, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.language import Text
from junheng.releases.model import Release
from junheng.tables.organisation import Organisation, UnitChange

_NEW = Text("新登记：{sentence}", "New: {sentence}")
_GONE = Text("不再登记：{sentence}", "No longer said: {sentence}")
_CORRECTED = Text(
    "{unit}的所在地区由{old}改为{new}，没有划转记录：以前各期也改按{new}计算。",
    "{unit} now lies in {new} instead of {old}, with no record of a move: earlier periods are computed in {new} too.",
)


def reorganised(before: Release, after: Release) -> tuple[Text, ...]:
    """One sentence a change of a unit that only one of the two knows, those that came first, by day; then corrected areas."""
    earlier, later = Organisation.of(before.tables), Organisation.of(after.tables)
    known, said = set(_all(earlier)), set(_all(later))
    return (
        *(_NEW.format(sentence=later.sentence(change)) for change in sorted(said - known, key=_order)),
        *(_GONE.format(sentence=earlier.sentence(change)) for change in sorted(known - said, key=_order)),
        *_corrected(earlier, later, {change.unit for change in known ^ said}),
    )


def _all(organisation: Organisation) -> Iterator[UnitChange]:
    return (change for changes in organisation.changes.values() for change in changes)


def _order(change: UnitChange) -> tuple[str, str]:
    return change.day.isoformat(), change.unit


def _corrected(earlier: Organisation, later: Organisation, told: set[str]) -> Iterator[Text]:
    """Units that lie elsewhere from the first, though no change of theirs is told: their history is another one now."""
    for unit in sorted((earlier.areas.keys() & later.areas.keys()) - told):
        old, new = (organisation.first_area(unit) for organisation in (earlier, later))
        if old != new:
            yield _CORRECTED.format(unit=later.unit_name(unit), old=earlier.area_name(old), new=later.area_name(new))
