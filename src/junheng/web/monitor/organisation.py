"""What became of units: of one over the years, and of those of an area since the period before."""

from __future__ import annotations

from datetime import timedelta

from junheng.tables.organisation import ChangeKind, Organisation, UnitChange
from junheng.tables.periods import first_day
from junheng.web.format import language
from junheng.web.monitor.scope import Scope


def changes_of_unit(scope: Scope, code: str) -> tuple[str, ...]:
    """Everything that the release says of a unit, by day."""
    organisation = scope.snapshot.organisation
    return tuple(organisation.sentence(change)(language()) for change in organisation.changes.get(code, ()))


def changes_in_area(scope: Scope, code: str) -> tuple[str, ...]:
    """What came, went, merged and moved in an area since the period before, by day: why its figures are of other units now."""
    organisation = scope.snapshot.organisation
    if scope.before is None:
        return ()
    after, until = (first_day(period, scope.pack.year_starts) for period in (scope.before, scope.period))
    inside = _inside(scope, code)
    changes = sorted(
        (
            change
            for each in organisation.changes.values()
            for change in each
            if after < change.day <= until and _touches(organisation, change, inside)
        ),
        key=lambda change: (change.day, change.unit),
    )
    return tuple(organisation.sentence(change)(language()) for change in changes)


def absence(scope: Scope, code: str) -> str | None:
    """Why there is no such unit in the period; None where there is."""
    organisation = scope.snapshot.organisation
    change = organisation.absence(code, first_day(scope.period, scope.pack.year_starts))
    return None if change is None else organisation.sentence(change)(language())


def area_then(scope: Scope, code: str) -> str:
    """The area in which a unit lay in the period, or lay last."""
    return scope.snapshot.organisation.area(code, first_day(scope.period, scope.pack.year_starts))


def _touches(organisation: Organisation, change: UnitChange, inside: frozenset[str]) -> bool:
    """Whether a change makes a difference to the units of an area."""
    here = organisation.area(change.unit, change.day) in inside
    if change.kind is ChangeKind.MOVED:
        return here != (change.from_area in inside)
    took_in = change.successor is not None and organisation.area(change.successor, change.day - timedelta(days=1)) in inside
    return here or took_in


def _inside(scope: Scope, code: str) -> frozenset[str]:
    """An area and all that lies in it."""
    parents = dict(scope.snapshot.release.tables["areas"].select("area", "parent").iter_rows())

    def above(area: str | None) -> bool:
        return area is not None and (area == code or above(parents.get(area)))

    return frozenset(area for area in parents if above(area))
