"""What moved since the release before, or since the period before where the region has only one release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.format import beside_limit, language
from junheng.web.monitor.areas import AreaRow, Cell, area_rows
from junheng.web.monitor.figures import traced
from junheng.web.monitor.matrix import DIGITS
from junheng.web.monitor.scope import Scope, with_period, with_release

#: Changes shown before the reader asks for all.
SHOWN = 6
#: A change below this is not one that a coefficient's digits show.
NOTICEABLE = 0.0005


@dataclass(frozen=True, slots=True)
class Move:
    """One coefficient then and now."""

    mark: str
    word: str
    area: str
    indicator: str
    before: SafeString
    after: SafeString
    size: float


@dataclass(frozen=True, slots=True)
class Moved:
    """All that moved, verdicts first."""

    title: str
    against: str
    moves: tuple[Move, ...]
    all: int
    all_query: str
    other: tuple[tuple[str, str], ...]  # name and query of the other comparison


def moved(scope: Scope, rows: Sequence[AreaRow]) -> Moved | None:
    """The comparison that the address asks for; None where there is neither an earlier release nor an earlier period."""
    release, period = with_release(scope), with_period(scope)
    by_period = period is not None and (release is None or scope.address["against"] == "period")
    other = period if by_period else release
    if other is None:
        return None
    earlier = {row.code: row for row in area_rows(other)}
    moves = sorted(
        (
            move
            for row in rows
            if row.code in earlier
            for cell in row.cells
            if (before := earlier[row.code].cell(cell.indicator.id)) is not None
            and (move := _move(scope, other, row, before, cell)) is not None
        ),
        key=lambda move: (move.mark == "none", -move.size),
    )
    against = other.period_name if by_period else _("release {label}").format(label=other.manifest.label)
    shown = len(moves) if scope.address["moved"] == "all" else SHOWN
    choices = []
    if release is not None and period is not None:
        choices.append(
            (_("with the release before"), scope.address.query(against=None) + "#moved")
            if by_period
            else (_("with the period before"), scope.address.query(against="period") + "#moved")
        )
    return Moved(
        title=_title(moves, against),
        against=against,
        moves=tuple(moves[:shown]),
        all=len(moves),
        all_query=scope.address.query(moved="all") + "#moved" if len(moves) > shown else "",
        other=tuple(choices),
    )


def _move(scope: Scope, other: Scope, row: AreaRow, before: Cell, after: Cell) -> Move | None:
    if before.cv is None or after.cv is None or abs(after.cv - before.cv) < NOTICEABLE:
        return None
    judged = "none" not in (before.mark, after.mark)
    if judged and before.mark == "miss" != after.mark:
        mark, word = "met", _("Now within")
    elif judged and after.mark == "miss" != before.mark:
        mark, word = "miss", _("Now above")
    else:
        mark, word = "none", _("Smaller") if after.cv < before.cv else _("Larger")
    return Move(
        mark=mark,
        word=word,
        area=row.name,
        indicator=after.indicator.short(language()),
        before=traced(other, _shown(before), "cv", row.code, before.indicator.id),
        after=traced(scope, _shown(after), "cv", row.code, after.indicator.id),
        size=abs(after.cv - before.cv),
    )


def _shown(cell: Cell) -> str:
    return beside_limit(cell.cv, cell.limit, DIGITS)


def _title(moves: Sequence[Move], against: str) -> str:
    if not moves:
        return _("No coefficient moved against {against}").format(against=against)
    turned = [move for move in moves if move.mark != "none"]
    if not turned:
        return ngettext(
            "{n} coefficient moved against {against}, no verdict changed",
            "{n} coefficients moved against {against}, no verdict changed",
            len(moves),
        ).format(n=len(moves), against=against)
    within = sum(move.mark == "met" for move in turned)
    return _("Against {against}: {within} now within the limit, {above} now above it").format(
        against=against, within=within, above=len(turned) - within
    )
