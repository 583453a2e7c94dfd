"""The map in full, with its table beside it; of the overall coefficient, or of one indicator's coefficient or mean."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng.web.format import beside_limit, language, number, unit_label
from junheng.web.monitor.areas import AreaRow, area_rows
from junheng.web.monitor.figures import traced
from junheng.web.monitor.mapped import Map, Theme, mapped, overall
from junheng.web.monitor.matrix import DIGITS, word_of
from junheng.web.monitor.scope import Scope


@dataclass(frozen=True, slots=True)
class MapRow:
    """An area beside the map."""

    name: str
    href: str
    figure: SafeString
    mark: str
    word: str
    shade: str


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """What else could be mapped."""

    name: str
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """Choices of one kind."""

    name: str
    choices: tuple[ThemeChoice, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything on the page."""

    title: str
    about: str
    map: Map | None
    rows: tuple[MapRow, ...]
    column: str
    unit: str
    choices: tuple[ThemeRow, ...]
    judged: bool


def map_page(scope: Scope) -> MapPage:
    """Put the page together."""
    rows = area_rows(scope)
    theme, chosen = _theme(scope)
    drawn = mapped(scope, rows, theme, width=760)
    shades = {area.code: area.shade for area in drawn.areas} if drawn else {}
    ordered = sorted(rows, key=lambda row: (theme.value(row) is None, -(theme.value(row) or 0.0), row.code))
    return MapPage(
        title=drawn.title if drawn else _("{name} by area").format(name=theme.name),
        about=_("{name}, {level}, {period}").format(name=theme.name, level=scope.level_word, period=scope.period_name),
        map=drawn,
        rows=tuple(
            MapRow(row.name, scope.to("area", row.code), theme.figure(row), row.mark, word_of(row), shades.get(row.code, ""))
            for row in ordered
        ),
        column=theme.name,
        unit=theme.unit,
        choices=_choices(scope, chosen),
        judged=any(row.judged for row in rows),
    )


def _choices(scope: Scope, chosen: str) -> tuple[ThemeRow, ...]:
    balanced = [indicator for indicator in scope.indicators if indicator.balance]

    def choice(text: str, name: str) -> ThemeChoice:
        return ThemeChoice(name, scope.address.query(show=text or None) or "?", text == chosen)

    return (
        ThemeRow(
            _("Coefficient"),
            (choice("", _("Overall")), *(choice(f"cv-{indicator.id}", indicator.short(language())) for indicator in balanced)),
        ),
        ThemeRow(_("Mean"), tuple(choice(f"mean-{indicator.id}", indicator.short(language())) for indicator in balanced)),
    )


def _theme(scope: Scope) -> tuple[Theme, str]:
    kind, _dash, id = scope.address["show"].partition("-")  # noqa: A001 (an indicator's id)
    indicator = next((i for i in scope.indicators if i.id == id and i.balance), None)
    if indicator is None or kind not in ("cv", "mean"):
        return overall(scope), ""

    def cv(row: AreaRow) -> float | None:
        cell = row.cell(indicator.id)
        return None if cell is None else cell.cv

    def mean(row: AreaRow) -> float | None:
        cell = row.cell(indicator.id)
        return None if cell is None else cell.mean

    def limit(row: AreaRow) -> float | None:
        cell = row.cell(indicator.id)
        return None if cell is None else cell.limit

    if kind == "cv":
        return Theme(
            name=_("{indicator}, coefficient").format(indicator=indicator.short(language())),
            value=cv,
            figure=lambda row: traced(scope, beside_limit(cv(row), limit(row), DIGITS), "cv", row.code, indicator.id),
            decimals=2,
            shown_decimals=3,
            lower_is_better=True,
        ), scope.address["show"]
    return Theme(
        name=_("{indicator}, mean").format(indicator=indicator.short(language())),
        value=mean,
        figure=lambda row: traced(scope, number(mean(row), indicator.decimals), "mean", row.code, indicator.id),
        decimals=indicator.decimals,
        shown_decimals=indicator.decimals,
        unit=unit_label(indicator.unit),
        lower_is_better=indicator.direction == "lower",
    ), scope.address["show"]
