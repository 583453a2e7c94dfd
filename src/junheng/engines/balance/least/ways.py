"""How one unit comes to meet the standard at the least cost 怎样达标最省: every way that no other way beats.

Rules are numbered as in docs/methods/additions.md, section 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from junheng.engines.balance.compliance.verdicts import Verdict, Verdicts, judge
from junheng.engines.balance.least.least_additions import units_to
from junheng.engines.balance.problem import Problem
from junheng.engines.balance.what_if import Change, only, row_of
from junheng.packs import Pack


@dataclass(frozen=True, slots=True)
class Step:
    """One resource is raised, in whole units, to its floor or to the share of it that the standard asks of the rest."""

    indicator: int  # index into Problem.indicators
    addition: int
    before: float
    after: float
    to_floor: bool
    share: float  # of the floor, afterwards


@dataclass(frozen=True, slots=True)
class Way:
    """Additions after which the unit meets the standard; with one unit less of any of them it does not."""

    steps: tuple[Step, ...]
    reached: int  # floors reached afterwards
    changes: tuple[Change, ...]  # to hand to `what_if`


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways for one unit, fewest changes first; none where it meets the standard already or additions cannot help."""

    ways: tuple[Way, ...]
    verdict: Verdict  # now
    blocked: tuple[int, ...]  # indicators that keep the unit from meeting the standard and that no addition can raise


@dataclass(frozen=True, slots=True)
class _Option:
    """An indicator below its floor whose resource can be added to."""

    at: int
    before: float
    per_unit: float  # share of the floor that one unit adds
    full: int  # whole units to the floor
    rest: int  # … to the share that the rest must reach


def ways(problem: Problem, pack: Pack, unit: str, level: str, period: str) -> Ways:
    """Every Pareto-minimal way for a unit to meet the standard, found by trying all choices of floors.

    Teachers, square metres and yuan do not add up, so no single way is the cheapest; a way is listed unless another needs no more
    of anything and less of something. Listed by the number of resources that change, then by their sum in terms of their floors.

    Raises
    ------
    ValueError
        There is no such unit, level or period.
    """
    one = only(problem, np.array([row_of(problem, unit, level, period)]))
    verdicts = judge(one, pack)
    verdict = Verdict(int(verdicts.unit[0]))
    if verdict in (Verdict.MEETS, Verdict.NOT_JUDGED):
        return Ways((), verdict, ())
    options, fixed = _options(verdicts)
    reached = int((verdicts.counted[0] & verdicts.reached[0]).sum())
    wanted = max(int(verdicts.norms.at_least[one.level[0]]) - reached, 0)
    rest = verdicts.norms.rest_share
    blocked = tuple(at for at in fixed if rest > 0 and not verdicts.share[0, at] >= rest)
    if blocked or wanted > len(options):
        return Ways((), verdict, blocked or fixed)
    plans = {tuple(o.full if o in chosen else o.rest for o in options) for chosen in combinations(options, wanted)}
    best = [plan for plan in plans if not any(other != plan and np.less_equal(other, plan).all() for other in plans)]
    best.sort(key=lambda plan: (np.count_nonzero(plan), sum(o.per_unit * n for o, n in zip(options, plan, strict=True)), plan))
    place = (unit, level, period)
    return Ways(tuple(_way(one, options, plan, reached, place) for plan in best), verdict, ())


def _options(verdicts: Verdicts) -> tuple[tuple[_Option, ...], tuple[int, ...]]:
    """What can be raised, and the indicators that miss their norm and cannot be."""
    one, floors = verdicts.problem, verdicts.floor[0]
    options, fixed = [], []
    for at in np.flatnonzero(verdicts.counted[0] & ~verdicts.reached[0]).tolist():
        indicator = one.indicators[at]
        if indicator.resource is None or indicator.direction != "higher" or not np.isfinite(one.value[0, at]):
            fixed.append(at)
            continue
        targets = np.array([1.0, verdicts.norms.rest_share]) * floors[at]
        amount, pupils = one.amount[0, at], one.pupils[0].astype(np.float64)
        full, rest = units_to(np.array([amount, amount]), np.array([pupils, pupils]), indicator.resource.scale, targets)
        options.append(_Option(at, float(amount), float(indicator.resource.scale / pupils / floors[at]), int(full), int(rest)))
    return tuple(options), tuple(fixed)


def _way(one: Problem, options: tuple[_Option, ...], plan: tuple[int, ...], reached: int, place: tuple[str, str, str]) -> Way:
    given = list(zip(options, plan, strict=True))
    steps = tuple(
        Step(o.at, units, o.before, o.before + units, units >= o.full, o.per_unit * (o.before + units)) for o, units in given if units
    )
    changes = tuple(Change(*place, one.indicators[step.indicator].id, step.after) for step in steps)
    return Way(steps, reached + sum(units >= o.full for o, units in given), changes)
