"""Why a unit or an area meets a standard, fails it or cannot be judged yet, in sentences."""

from __future__ import annotations

import numpy as np

from junheng.engines.balance.compliance.peers import equal_enough, reaches
from junheng.engines.balance.compliance.verdicts import Verdict, Verdicts
from junheng.engines.balance.least.additions import Additions
from junheng.language import Text
from junheng.tables.units import unit

#: Names given in a sentence before "and others".
NAMED = 3

_COUNT = Text(
    "{counted} 项指标中 {reached} 项达标，要求至少 {at_least} 项。",
    "{reached} of {counted} indicators are met; at least {at_least} must be.",
)
_BELOW_REST = Text(
    "{name}为 {value}，是底线 {floor} 的 {share}；未达底线的指标也不得低于底线的 {rest}。",
    "{name} is {value}, {share} of its floor {floor}; no indicator may be below {rest} of its floor.",
)
_BELOW = Text("{name}为 {value}，是底线 {floor} 的 {share}。", "{name} is {value}, {share} of its floor {floor}.")
_ABOVE = Text("{name}为 {value}，高于上限 {floor}。", "{name} is {value}, above its limit {floor}.")
_MISSING = Text("缺{name}的数据。", "There is no value for {name}.")
_UNIT_OPEN = Text("缺数据的指标决定是否达标，补齐后再判定。", "The missing values decide; judge again when they are there.")
_NOT_JUDGED = Text("这一标准对此没有要求。", "The standard demands nothing here.")
_FAILING = Text("{of} 所学校中 {n} 所未达标：{names}。", "Schools that do not meet the standard: {n} of {of} ({names}).")
_OPEN = Text(
    "{of} 所学校中 {n} 所因缺数据尚不能判定：{names}。", "Schools that cannot be judged yet for missing values: {n} of {of} ({names})."
)
_NAMES = Text("{names}等", "{names} and others")
_CV = Text("{name}的差异系数为 {cv}，高于上限 {limit}。", "The coefficient of variation of {name} is {cv}, above its limit {limit}.")
_NO_CV = Text(
    "{name}没有差异系数：各校均无数据，或均值为零。",
    "{name} has no coefficient of variation: no school has a value, or the mean is zero.",
)
_COMPREHENSIVE = Text("综合差异系数为 {cv}，高于上限 {limit}。", "The mean coefficient of variation is {cv}, above its limit {limit}.")
_LEFT_OUT = Text("缺{name}的数据，没有计入。", "There is no value for {name}; the school is left out.")
_ENOUGH = Text("{name}为 {value}，不低于 {enough}，不必增加。", "{name} is {value}, not below {enough}; nothing need be added.")
_NOTHING_ASKED = Text("{name}为 {value}，不必增加。", "{name} is {value}; nothing need be added.")
_TO_FLOOR = Text(
    "{name}为 {value}，低于底线 {enough}，须增 {units} {label}。",
    "{name} is {value}, below its floor {enough}: {units} {label} must be added.",
)
_LIFTED = Text(
    "{name}为 {value}。总量最少的办法是把低于 {enough} 的学校都补到 {enough}，本校增 {units} {label}；原来就达到 {enough} 的学校不必增加。",
    "{name} is {value}. Least is added in all when every school below {enough} is brought up to it: {units} {label} here; "
    "a school already at {enough} gets nothing.",
)
_NO_COMPREHENSIVE = Text(
    "有指标没有差异系数，综合差异系数无法计算。", "Some indicator has no coefficient, so their mean cannot be computed."
)


def shown(value: float, decimals: int, *norms: float) -> str:
    """A value with as many decimals as it takes to be seen on the right side of its norms.

    >>> shown(0.512, 2, 0.5), shown(0.5049, 2, 0.5), shown(0.4996, 2, 0.5)
    ('0.51', '0.505', '0.4996')
    """
    for digits in range(decimals, decimals + 6):
        rounded = round(value, digits)
        if all((rounded > norm) == (value > norm) and (rounded < norm) == (value < norm) for norm in norms):
            break
    return f"{value:,.{digits}f}"


def why_unit(verdicts: Verdicts, row: int) -> tuple[Text, ...]:
    """The reasons for one unit's verdict, row of the problem: the count first, then each indicator that is not met."""
    problem = verdicts.problem
    at_least = int(verdicts.norms.at_least[problem.level[row]])
    if verdicts.unit[row] == Verdict.NOT_JUDGED:
        return (_NOT_JUDGED,)
    counted = verdicts.counted[row]
    count = _COUNT.format(counted=int(counted.sum()), reached=int((counted & verdicts.reached[row]).sum()), at_least=at_least)
    missed = np.flatnonzero(counted & ~verdicts.reached[row])
    reasons = [count, *(_why_value(verdicts, row, int(at)) for at in missed)]
    return (*reasons, _UNIT_OPEN) if verdicts.unit[row] == Verdict.UNKNOWN else tuple(reasons)


def _why_value(verdicts: Verdicts, row: int, at: int) -> Text:
    indicator = verdicts.problem.indicators[at]
    value, floor, share = (float(array[row, at]) for array in (verdicts.problem.value, verdicts.floor, verdicts.share))
    rest = verdicts.norms.rest_share
    if not np.isfinite(value):
        return _MISSING.format(name=indicator.name)
    places = {
        "name": indicator.name,
        "value": shown(value, indicator.decimals, floor),
        "floor": f"{floor:,.{indicator.decimals}f}",
        "share": f"{shown(100 * share, 0, 100, 100 * rest)}%",
        "rest": f"{rest:.0%}",
    }
    if indicator.direction == "lower":
        return _ABOVE.format(**places)
    return (_BELOW if reaches(np.array(share), np.array(rest)) else _BELOW_REST).format(**places)


def why_area(verdicts: Verdicts, peers: int) -> tuple[Text, ...]:
    """The reasons for one area's verdict at one level and period; empty where it meets the standard."""
    if verdicts.area[peers] == Verdict.NOT_JUDGED:
        return (_NOT_JUDGED,)
    rows = verdicts.peers.rows(peers)
    reasons = []
    for verdict, sentence in ((Verdict.FAILS, _FAILING), (Verdict.UNKNOWN, _OPEN)):
        chosen = rows.start + np.flatnonzero(verdicts.unit[rows] == verdict)
        if len(chosen):
            reasons.append(sentence.format(n=len(chosen), of=rows.stop - rows.start, names=_named(verdicts, chosen)))
    return (*reasons, *_why_coefficients(verdicts, peers))


def _named(verdicts: Verdicts, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Text:
    names = [verdicts.problem.unit_name(int(verdicts.problem.unit[row])) for row in rows[:NAMED]]
    listed = Text("、".join(names), ", ".join(names))
    return listed if len(rows) <= NAMED else _NAMES.format(names=listed)


def _why_coefficients(verdicts: Verdicts, peers: int) -> list[Text]:
    reasons = []
    for at in np.flatnonzero(np.isfinite(verdicts.cv_max[peers])):
        name, cv, limit = verdicts.problem.indicators[at].name, verdicts.coefficients.cv[peers, at], verdicts.cv_max[peers, at]
        if not np.isfinite(cv):
            reasons.append(_NO_CV.format(name=name))
        elif not equal_enough(cv, limit):
            reasons.append(_CV.format(name=name, cv=shown(float(cv), 2, float(limit)), limit=f"{limit:.2f}"))
    cv, limit = verdicts.comprehensive[peers], verdicts.comprehensive_max[peers]
    if np.isfinite(limit) and not np.isfinite(cv):
        reasons.append(_NO_COMPREHENSIVE)
    elif np.isfinite(limit) and not equal_enough(cv, limit):
        reasons.append(_COMPREHENSIVE.format(cv=shown(float(cv), 2, float(limit)), limit=f"{limit:.2f}"))
    return reasons


def why_added(found: Additions, row: int, indicator: int) -> Text:
    """Why a unit gets what it gets of one resource, or nothing, and from what value on it would get nothing."""
    problem, answer = found.problem, found.answers[indicator]
    about = problem.indicators[indicator]
    value, units = float(problem.value[row, indicator]), int(answer.whole[row])
    if not np.isfinite(value):
        return _LEFT_OUT.format(name=about.name)
    enough = found.level(row, indicator)
    places = {"name": about.name, "value": shown(value, about.decimals, enough), "enough": f"{enough:,.{about.decimals}f}"}
    if units == 0:
        return (_ENOUGH if enough > 0 else _NOTHING_ASKED).format(**places)
    label = unit(about.resource.unit).label if about.resource else Text("", "")
    sentence = _LIFTED if enough > found.floor(row, indicator) else _TO_FLOOR
    return sentence.format(**places, units=f"{units:,}", label=label)
