"""What moved since the release before, or since the period before where the region has only one release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.format import language
from junheng.web.monitor.areas import AreaRow, area_rows
from junheng.web.monitor.matrix import shown_coefficient, shown_overall
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
        (move for row in rows if row.code in earlier for move in _moves(scope, other, earlier[row.code], row)),
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


def _moves(scope: Scope, other: Scope, before: AreaRow, after: AreaRow) -> Iterator[Move]:
    """Coefficients of one area that moved; the overall one where the standard limits it."""
    for cell in after.cells:
        then = before.cell(cell.indicator.id)
        if then is None or then.cv is None or cell.cv is None or abs(cell.cv - then.cv) < NOTICEABLE:
            continue
        mark, word = _turn(then.mark, cell.mark, smaller=cell.cv < then.cv)
        yield Move(
            mark=mark,
            word=word,
            area=after.name,
            indicator=cell.indicator.short(language()),
            before=shown_coefficient(other, before.code, then),
            after=shown_coefficient(scope, after.code, cell),
            size=abs(cell.cv - then.cv),
        )
    then, now = before.comprehensive, after.comprehensive
    if after.comprehensive_limit is None or then is None or now is None or abs(now - then) < NOTICEABLE:
        return
    mark, word = _turn(before.comprehensive_mark, after.comprehensive_mark, smaller=now < then)
    yield Move(mark, word, after.name, _("Overall"), shown_overall(other, before), shown_overall(scope, after), abs(now - then))


def _turn(before: str, after: str, *, smaller: bool) -> tuple[str, str]:
    """The mark and word of a change: a verdict that turned, else the way it went."""
    if "none" not in (before, after) and (before == "miss") != (after == "miss"):
        return ("met", _("Now within")) if before == "miss" else ("miss", _("Now above"))
    return "none", _("Smaller") if smaller else _("Larger")


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
