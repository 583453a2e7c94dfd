"""Which units a reader wants to see, as the address says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from junheng.tables.schema import UNITS
from junheng.web.format import language
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.units import UnitRow
from junheng.web.shell.jump import spellings

#: The parameters of the filters; `page` and `sort` belong to the table.
PARAMETERS = ("setting", "ownership", "q", "verdict", "aspect", "below", "sort", "page", "format")
ROWS_A_PAGE = 50
#: Longest search text that is looked at.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A filter with its options; the first one means all."""

    name: str
    label: str
    options: tuple[Choice, ...]


def words_of(column: str, code: str | None) -> str:
    """A setting or ownership in words."""
    if code is None:
        return ""
    words = UNITS.column(column).choices.get(code)
    return words(language()) if words else code


def category_selects(scope: Scope, rows: Sequence[UnitRow]) -> tuple[Select, ...]:
    """Area, and setting and ownership where the region states them."""
    found = [
        _select("area", _("Area"), [(code, scope.area_name(code)) for code in scope.areas], scope.address["area"]),
        *(
            _select(
                name, label, [(code, words_of(name, code)) for code in UNITS.column(name).choices if code in present], scope.address[name]
            )
            for name, label, present in (
                ("setting", _("Setting"), {row.setting for row in rows}),
                ("ownership", _("Ownership"), {row.ownership for row in rows}),
            )
        ),
    ]
    return tuple(select for select in found if len(select.options) > 2 or any(option.chosen and option.value for option in select.options))


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Select:
    return Select(name, label, (Choice("", _("All"), not chosen), *(Choice(value, shown, value == chosen) for value, shown in options)))


def verdict_select(scope: Scope) -> Select:
    """Which verdicts."""
    options = [("miss", _("Not met")), ("met", _("Met")), ("none", _("Not judged"))]
    return _select("verdict", _("Verdict"), options, scope.address["verdict"])


def aspect_select(scope: Scope) -> Select:
    """Weakest in what."""
    return _select("aspect", _("Weakest in"), [(i.id, i.short(language())) for i in scope.indicators], scope.address["aspect"])


def fitting_units(scope: Scope, rows: Sequence[UnitRow]) -> list[UnitRow]:
    """The rows that the address asks for."""
    wanted = {name: scope.address[name] for name in ("setting", "ownership", "verdict", "aspect")}
    text = "".join(scope.address["q"][:LONGEST].casefold().split())
    return [
        row
        for row in rows
        if (not wanted["setting"] or row.setting == wanted["setting"])
        and (not wanted["ownership"] or row.ownership == wanted["ownership"])
        and (not wanted["verdict"] or row.mark == wanted["verdict"])
        and (not wanted["aspect"] or (row.weakest is not None and row.weakest.id == wanted["aspect"]))
        and (not text or _matches(row, text))
    ]


def _matches(row: UnitRow, text: str) -> bool:
    """By name or code, and by pinyin (initials or whole) where Latin letters were typed."""
    if text in "".join(row.name.casefold().split()) or text in row.code.casefold():
        return True
    return text.isascii() and not row.name.isascii() and any(text in spelling for spelling in spellings(row.name))


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a long table; no query for the gap between far ones."""

    text: str
    query: str
    current: bool


def page_of(scope: Scope, rows: Sequence[UnitRow]) -> tuple[Page, tuple[PageLink, ...]]:
    """The part of the rows that the address asks for, and the links to the others; the last page where it asks for more."""
    paginator = Paginator(rows, ROWS_A_PAGE)
    page = paginator.get_page(scope.address["page"])
    if paginator.num_pages < 2:
        return page, ()
    links = (
        PageLink(str(number), scope.address.query(page=number) + "#units" if isinstance(number, int) else "", number == page.number)
        for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    )
    return page, tuple(links)
