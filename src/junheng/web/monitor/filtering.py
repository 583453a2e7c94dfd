"""Which units a reader wants to see: the filters that every list of units has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from junheng.tables.schema import UNITS
from junheng.web.format import language
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.units import UnitRow
from junheng.web.tables.filters import Filter
from junheng.web.tables.order import Row
from junheng.web.tables.table import PARAMETERS as LIST

#: What the address of a page with a list of units may say beside the scope.
PARAMETERS = ("setting", "ownership", "verdict", "aspect", "below", *LIST)


def words_of(column: str, code: str | None) -> str:
    """A setting or ownership in words."""
    if code is None:
        return ""
    words = UNITS.column(column).choices.get(code)
    return words(language()) if words else code


def category_filters(scope: Scope, rows: Sequence[Row], unit: Callable[[Row], UnitRow]) -> tuple[Filter[Row], ...]:
    """Area, and setting and ownership where the region states them; the rows that come in are those of the area already."""
    found: list[Filter[Row]] = [
        Filter("area", _("Area"), [(code, scope.area_name(code)) for code in scope.areas]),
        _category("setting", _("Setting"), {unit(row).setting for row in rows}, lambda row, value: unit(row).setting == value),
        _category("ownership", _("Ownership"), {unit(row).ownership for row in rows}, lambda row, value: unit(row).ownership == value),
    ]
    return tuple(each for each in found if len(each.options) > 1 or scope.address[each.name])


def _category(name: str, label: str, present: set[str | None], fits: Callable[[Row, str], bool]) -> Filter[Row]:
    return Filter(name, label, [(code, words_of(name, code)) for code in UNITS.column(name).choices if code in present], fits)


def verdict_filters(scope: Scope) -> tuple[Filter[UnitRow], ...]:
    """Which verdicts, and weakest in what."""
    return (
        Filter(
            "verdict",
            _("Verdict"),
            [("miss", _("Not met")), ("met", _("Met")), ("none", _("Not judged"))],
            lambda row, value: row.mark == value,
        ),
        Filter(
            "aspect",
            _("Weakest in"),
            [(i.id, i.short(language())) for i in scope.indicators],
            lambda row, value: row.weakest is not None and row.weakest.id == value,
        ),
    )
