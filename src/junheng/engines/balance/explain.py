"""What the figures say, in sentences: how a coefficient moved, who causes it, where two measures disagree, what is missing."""

from __future__ import annotations

import re

import numpy as np

from junheng.engines.balance.compliance.peers import coefficients, peers_of
from junheng.engines.balance.inequality.disagreement import DECIMALS, Disagreement, Side
from junheng.engines.balance.inequality.membership import groups
from junheng.engines.balance.problem import Problem
from junheng.engines.balance.result import Result
from junheng.language import Text

#: The measures by the names under which readers know them.
MEASURE_NAMES = {
    "cv": Text("差异系数", "coefficient of variation"),
    "cv_unweighted": Text("不加权差异系数", "unweighted coefficient of variation"),
    "gini": Text("基尼系数", "Gini coefficient"),
    "theil_t": Text("泰尔指数T", "Theil T"),
    "theil_l": Text("泰尔指数L", "Theil L"),
}

_NUMERALS = dict(enumerate("一二三四五六七八九十", start=1)) | {2: "两"}
_ENGLISH = dict(enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1))
_OVER_YEARS = Text("{years}年来", "over {years} years")
_OVER_ONE_YEAR = Text("一年来", "over one year")
_BETWEEN = Text("{first}至{last}", "from {first} to {last}")
_SERIES = Text("{area}{level}{indicator}：", "{area}, {level}, {indicator}: ")
_FELL = Text("{span}差异系数由 {before} 降到 {after}", "{span} the coefficient of variation fell from {before} to {after}")
_ROSE = Text("{span}差异系数由 {before} 升到 {after}", "{span} the coefficient of variation rose from {before} to {after}")
_STAYED = Text("{span}差异系数保持在 {after}", "{span} the coefficient of variation stayed at {after}")
_MEETS = Text("，未超过上限 {limit}。", ", which is within the limit of {limit}.")
_EXCEEDS = Text("，高于上限 {limit}。", ", which is above the limit of {limit}.")
_STOP = Text("。", ".")

_AREAS = Text(
    "{period}{level}{indicator}：按{first}，{more}（{more_first}）的差距大于{less}（{less_first}）；按{second}则相反"
    "（{more_second} 对 {less_second}）。{more}的{first}主要由{more_unit}拉高，{less}的{second}主要由{less_unit}拉高。",
    "{period}, {level}, {indicator}: by the {first}, {more} ({more_first}) is less equal than {less} ({less_first}); by the "
    "{second} it is the other way round ({more_second} and {less_second}). {more_unit} does most to raise the {first} of "
    "{more}, {less_unit} most to raise the {second} of {less}.",
)
_PERIODS = Text(
    "{area}{level}{indicator}：{earlier}至{later}，{falling}由 {falling_before} 降到 {falling_after}，{rising}却由 {rising_before} "
    "升到 {rising_after}。{earlier}的{falling}主要由{earlier_unit}拉高，{later}的{rising}主要由{later_unit}拉高。",
    "{area}, {level}, {indicator}: from {earlier} to {later} the {falling} fell from {falling_before} to {falling_after}, yet "
    "the {rising} rose from {rising_before} to {rising_after}. {earlier_unit} did most to raise the {falling} in {earlier}, "
    "{later_unit} the {rising} in {later}.",
)
_SETTLED = Text("不计这些学校，两种度量不再矛盾。", " Without them the two measures no longer contradict each other.")
_SHARES = Text(
    "{area}{level}{indicator}的差异系数为 {cv}，其中 {share} 来自{units}。",
    "{area}, {level}, {indicator}: the coefficient of variation is {cv}; {share} of its square comes from {units}.",
)
_HIGH = Text("{unit}（{value}，高于均值）", "{unit} ({value}, above the mean)")
_LOW = Text("{unit}（{value}，低于均值）", "{unit} ({value}, below the mean)")
_MISSING = Text(
    "{area}{level}{indicator}（{period}）：{missing} 所学校缺数据，未计入；其余 {units} 所计入。",
    "{area}, {level}, {indicator}, {period}: schools without a value, left out: {missing}; counted: {units}.",
)


def trend(problem: Problem, result: Result, area: str, level: str, indicator: str) -> Text | None:
    """How the coefficient moved from the first period that has one to the last; None where there are not two."""
    k = [one.id for one in result.indicators].index(indicator)
    series = np.flatnonzero((result.area == result.areas.index(area)) & (result.level == result.levels.index(level)))
    series = series[~np.isnan(result.spread.cv[series, k])]
    series = series[np.argsort(result.period[series], kind="stable")]
    if len(series) < 2:
        return None
    first, last = int(series[0]), int(series[-1])
    before, after = (f"{result.spread.cv[g, k]:.2f}" for g in (first, last))
    moved = _STAYED if before == after else _FELL if result.spread.cv[last, k] < result.spread.cv[first, k] else _ROSE
    span = _span(result.periods[result.period[first]], result.periods[result.period[last]])
    limit = result.threshold[last, k]
    end = _STOP if np.isnan(limit) else (_MEETS if result.meets()[last, k] else _EXCEEDS).format(limit=f"{limit:.2f}")
    return _joined(
        _SERIES.format(**_names(problem, result, first, k)),
        moved.format(span=span, before=before, after=after),
        end,
    )


def disagreement(problem: Problem, found: Disagreement) -> Text:
    """The contradiction, and the schools that cause it."""
    names = {
        "level": problem.level_name(found.level),
        "indicator": problem.indicators[found.indicator].name,
    }
    sentence = _over_time(problem, found, names) if found.over_time else _between_areas(problem, found, names)
    return _joined(sentence, _SETTLED) if found.settled else sentence


def shares(problem: Problem, result: Result, area: str, level: str, period: str, indicator: str, *, most: int = 3) -> Text | None:
    """Which schools make the coefficient of a compared area: the largest parts of its square; None where there is none."""
    k = [one.id for one in problem.indicators].index(indicator)
    g = result.find(area, level, period)
    cv = result.spread.cv[g, k]
    if not cv > 0 or not problem.compared[result.area[g]]:
        return None
    grouped = groups(problem)
    rows = grouped.row[grouped.start[g] : grouped.start[g + 1]]
    part = coefficients(problem, peers_of(problem)).part[rows, k]
    order = [i for i in np.argsort(-np.nan_to_num(part), kind="stable")[:most] if part[i] > 0]
    decimals = problem.indicators[k].decimals
    named = [
        (_HIGH if problem.value[rows[i], k] > result.spread.mean[g, k] else _LOW).format(
            unit=problem.unit_name(int(problem.unit[rows[i]])), value=f"{problem.value[rows[i], k]:.{decimals}f}"
        )
        for i in order
    ]
    units = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
    return _SHARES.format(**_names(problem, result, g, k), cv=f"{cv:.2f}", share=f"{sum(part[i] for i in order):.0%}", units=units)


def missing(problem: Problem, result: Result, area: str, level: str, period: str, indicator: str) -> Text | None:
    """How many schools do not count for want of a value; None where all do."""
    k = [one.id for one in problem.indicators].index(indicator)
    g = result.find(area, level, period)
    if not result.missing[g, k]:
        return None
    counts = {"missing": int(result.missing[g, k]), "units": int(result.spread.units[g, k])}
    return _MISSING.format(**_names(problem, result, g, k), period=period_name(period), **counts)


def period_name(period: str) -> Text:
    """2025 as 2025年, 2025-09 as 2025年9月, 2025-09-01 as 2025年9月1日; in English as it stands."""
    year, *rest = re.split("-", period)
    return Text(f"{year}年" + "".join(f"{int(part)}{mark}" for part, mark in zip(rest, "月日", strict=False)), period)


def _names(problem: Problem, result: Result, g: int, k: int) -> dict[str, object]:
    return {
        "area": problem.area_name(int(result.area[g])),
        "level": problem.level_name(int(result.level[g])),
        "indicator": problem.indicators[k].name,
    }


def _span(first: str, last: str) -> Text:
    """Whole years where both periods are years, else from one to the other."""
    if not (first.isdecimal() and last.isdecimal()):
        return _BETWEEN.format(first=period_name(first), last=period_name(last))
    years = int(last) - int(first)
    if years == 1:
        return _OVER_ONE_YEAR
    return _OVER_YEARS.format(years=Text(_NUMERALS.get(years, f" {years} "), _ENGLISH.get(years, str(years))))


def _between_areas(problem: Problem, found: Disagreement, names: dict[str, Text]) -> Text:
    more, less = found.more, found.less
    first, second = (MEASURE_NAMES[name] for name in found.measures)
    return _AREAS.format(
        **names,
        period=period_name(problem.periods[more.period]),
        first=first,
        second=second,
        more=problem.area_name(more.area),
        less=problem.area_name(less.area),
        more_first=_figure(more, 0),
        less_first=_figure(less, 0),
        more_second=_figure(more, 1),
        less_second=_figure(less, 1),
        more_unit=problem.unit_name(more.unit),
        less_unit=problem.unit_name(less.unit),
    )


def _over_time(problem: Problem, found: Disagreement, names: dict[str, Text]) -> Text:
    """`more` is the more unequal by the first measure: that one fell if `more` is the earlier period, and rose if not."""
    earlier, later, falling, rising = (
        (found.more, found.less, 0, 1) if found.more.period < found.less.period else (found.less, found.more, 1, 0)
    )
    return _PERIODS.format(
        **names,
        area=problem.area_name(earlier.area),
        earlier=period_name(problem.periods[earlier.period]),
        later=period_name(problem.periods[later.period]),
        falling=MEASURE_NAMES[found.measures[falling]],
        rising=MEASURE_NAMES[found.measures[rising]],
        falling_before=_figure(earlier, falling),
        falling_after=_figure(later, falling),
        rising_before=_figure(earlier, rising),
        rising_after=_figure(later, rising),
        earlier_unit=problem.unit_name(earlier.unit),
        later_unit=problem.unit_name(later.unit),
    )


def _figure(side: Side, measure: int) -> str:
    return f"{side.figures[measure]:.{DECIMALS}f}"


def _joined(*sentences: Text) -> Text:
    return Text("".join(one.zh for one in sentences), "".join(one.en for one in sentences))
