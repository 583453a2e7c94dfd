"""What would make an area comply: the least additions, and the least transfers where nothing can be added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.packs import Indicator
from junheng.web.format import language, number, unit_label
from junheng.web.monitor.scope import Scope
from junheng.web.monitor.shortage import Need, shortages

#: Units that get or give something, named one by one for each indicator.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Gift:
    """What one unit would get."""

    name: str
    href: str
    addition: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """The least additions of one indicator in the area."""

    indicator: Indicator
    name: str
    unit: str
    need: Need
    gifts: tuple[Gift, ...]
    more: int
    proof: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """The least transfers of one indicator in the area; without a total, why moving alone cannot do it."""

    name: str
    unit: str
    total: str
    proof: str
    to: tuple[Gift, ...]
    away: tuple[Gift, ...]
    reasons: tuple[str, ...]


def needs_of(scope: Scope, code: str) -> list[NeedRow]:
    """Indicators in which something must be added."""
    additions = scope.snapshot.additions
    peers = scope.snapshot.peers[code, scope.level, scope.period]
    rows = additions.peers.rows(peers)
    problem, found = scope.snapshot.problem, []
    for each in shortages(scope):
        need = each.by_area.get(code)
        if need is None or not need.total:
            continue
        whole = additions.answers[scope.axis(each.indicator.id)].whole[rows]
        order = [int(place) for place in np.argsort(-whole, kind="stable") if whole[place]]
        gifts = tuple(
            Gift(
                problem.unit_name(int(problem.unit[rows.start + place])),
                scope.to("unit", problem.units[int(problem.unit[rows.start + place])]),
                number(int(whole[place])),
            )
            for place in order[:NAMED]
        )
        found.append(
            NeedRow(
                indicator=each.indicator,
                name=each.indicator.short(language()),
                unit=unit_label(each.unit),
                need=need,
                gifts=gifts,
                more=len(order) - len(gifts),
                proof=_("proven least")
                if not need.gap
                else _("bound {bound}, gap {gap}").format(bound=number(need.bound), gap=number(need.gap)),
            )
        )
    return found


def moves_of(scope: Scope, code: str) -> list[MoveRow]:
    """Indicators in which something must move, or cannot."""
    moved = scope.snapshot.transferred(code, scope.level, scope.period)
    found = []
    for indicator in scope.indicators:
        answer = moved.answers.get((0, scope.axis(indicator.id)))
        if answer is None or not indicator.resource or not (answer.whole_moved or answer.collision):
            continue
        order = sorted((int(place) for place in np.flatnonzero(answer.whole)), key=lambda place: -abs(int(answer.whole[place])))

        def gift(place: int, change: int) -> Gift:
            unit = int(moved.problem.unit[place])
            return Gift(moved.problem.unit_name(unit), scope.to("unit", moved.problem.units[unit]), number(abs(change)))

        gap = answer.whole_moved - answer.whole_bound
        found.append(
            MoveRow(
                name=indicator.short(language()),
                unit=unit_label(indicator.resource.unit),
                total="" if answer.whole_moved < 0 else number(answer.whole_moved),
                proof=_("proven least")
                if not gap
                else _("bound {bound}, gap {gap}").format(bound=number(answer.whole_bound), gap=number(gap)),
                to=tuple(gift(place, int(answer.whole[place])) for place in order if answer.whole[place] > 0)[:NAMED],
                away=tuple(gift(place, int(answer.whole[place])) for place in order if answer.whole[place] < 0)[:NAMED],
                reasons=tuple(reason(language()) for reason in moved.why_not.get((0, scope.axis(indicator.id)), ())),
            )
        )
    return found


def needs_title(needs: tuple[NeedRow, ...]) -> str:
    """The finding of the panel."""
    if not needs:
        return _("Nothing has to be added")
    return ngettext(
        "In {n} indicator something has to be added, at least:", "In {n} indicators something has to be added, at least:", len(needs)
    ).format(n=len(needs))
