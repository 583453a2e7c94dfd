"""Sentences in both languages, and the contradictions that they tell of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from junheng.engines.balance import disagreements, explain, from_release, solve
from junheng.language import Text

from .hamlet import AREAS, release
from .town import indicator, pack, parameter

BOOKS = replace(indicator("books"), name=Text("生均图书", "books per pupil"))


def hamlet(values, one=BOOKS, level_name=None):
    """`values` is area -> period -> books per pupil of schools of 100 pupils each."""
    names = {(area, k): f"{area}{k}" for area, periods in values.items() for xs in periods.values() for k in range(len(xs))}
    units = [(unit, area, "school") for (area, _), unit in names.items()]
    enrolment = [
        (names[area, k], "primary", "total", period, 100)
        for area, periods in values.items()
        for period, xs in periods.items()
        for k in range(len(xs))
    ]
    observations = [
        (names[area, k], "primary", "books", period, 100.0 * x)
        for area, periods in values.items()
        for period, xs in periods.items()
        for k, x in enumerate(xs)
        if x is not None
    ]
    problem = from_release(release(AREAS, units, enrolment, observations), pack(one))
    return replace(problem, level_names=(Text("小学", "primary"),))


def test_a_trend_is_told_by_its_first_and_last_period():
    problem = hamlet({"C1": {"2022": [1, 3], "2024": [1, 1], "2025": [2, 4]}})
    told = explain.trend(problem, solve(problem), "C1", "primary", "books")
    assert told.zh == "甲县小学生均图书：三年来差异系数由 0.50 降到 0.33。"
    assert told.en == "甲县, primary, books per pupil: over three years the coefficient of variation fell from 0.50 to 0.33."


@pytest.mark.parametrize(
    ("periods", "limit", "zh"),
    [
        ({"2024": [2, 4], "2025": [1, 3]}, 0.45, "甲县小学生均图书：一年来差异系数由 0.33 升到 0.50，高于上限 0.45。"),
        ({"2023": [1, 3], "2025": [2, 4]}, 0.45, "甲县小学生均图书：两年来差异系数由 0.50 降到 0.33，未超过上限 0.45。"),
        ({"2013": [1, 3], "2025": [2, 6]}, None, "甲县小学生均图书： 12 年来差异系数保持在 0.50。"),
        ({"2025-03": [1, 3], "2025-09": [2, 4]}, None, "甲县小学生均图书：2025年3月至2025年9月差异系数由 0.50 降到 0.33。"),
    ],
)
def test_the_shapes_of_a_trend(periods, limit, zh):
    one = BOOKS if limit is None else replace(BOOKS, cv_max={"primary": parameter(limit)})
    problem = hamlet({"C1": periods}, one)
    assert explain.trend(problem, solve(problem), "C1", "primary", "books").zh == zh


def test_one_period_is_no_trend():
    problem = hamlet({"C1": {"2024": [None, None], "2025": [1, 3]}})
    assert explain.trend(problem, solve(problem), "C1", "primary", "books") is None


#: One school far above many equal ones moves the coefficient more than the Gini coefficient; a broad spread the other way.
OUTLIER, BROAD = [2] * 19 + [12], [1, 1.4, 1.8, 2.2, 2.6, 3] * 3 + [0.5, 3.5]


def test_two_areas_that_two_measures_rank_differently():
    problem = hamlet({"C1": {"2025": OUTLIER}, "C2": {"2025": BROAD}})
    found = [one for one in disagreements(problem, solve(problem)) if one.measures == ("cv", "gini")]
    assert len(found) == 1
    (one,) = found
    assert not one.over_time
    assert (problem.areas[one.more.area], problem.areas[one.less.area]) == ("C1", "C2")
    assert problem.units[one.more.unit] == "C119"  # the school with 12
    assert problem.units[one.less.unit] in ("C218", "C219")
    assert one.settled
    told = explain.disagreement(problem, one)
    assert "甲县的差异系数主要由C119校拉高" in told.zh
    assert told.zh.endswith("不计这些学校，两种度量不再矛盾。")
    assert "C119校 does most to raise the coefficient of variation of 甲县" in told.en


@pytest.mark.parametrize(("before", "after", "falling"), [(OUTLIER, BROAD, "差异系数"), (BROAD, OUTLIER, "基尼系数")])
def test_two_periods_that_two_measures_judge_differently(before, after, falling):
    problem = hamlet({"C1": {"2024": before, "2025": after}})
    (one,) = [
        one for one in disagreements(problem, solve(problem)) if one.measures == ("cv", "gini") and problem.areas[one.more.area] == "C1"
    ]
    assert one.over_time
    told = explain.disagreement(problem, one)
    assert told.zh.startswith(f"甲县小学生均图书：2024年至2025年，{falling}由")
    earlier, later = ("C119校", None) if before is OUTLIER else (None, "C119校")
    assert earlier is None or f"2024年的{falling}主要由{earlier}拉高" in told.zh
    assert later is None or f"2025年的差异系数主要由{later}拉高" in told.zh


def test_only_contradictions_of_the_period_asked_for():
    problem = hamlet({"C1": {"2024": OUTLIER, "2025": OUTLIER}, "C2": {"2024": BROAD, "2025": OUTLIER}})
    result = solve(problem)
    assert not [one for one in disagreements(problem, result, period="2025") if not one.over_time]
    assert [one for one in disagreements(problem, result, period="2024") if not one.over_time]


def test_the_largest_contradiction_comes_first():
    problem = hamlet({"C1": {"2024": OUTLIER, "2025": BROAD}, "C2": {"2024": BROAD, "2025": OUTLIER[1:]}})
    sizes = [one.size for one in disagreements(problem, solve(problem))]
    assert len(sizes) > 2
    assert sizes == sorted(sizes, reverse=True)


def test_measures_that_agree_say_nothing():
    problem = hamlet({"C1": {"2024": [1, 2, 3], "2025": [1, 2, 4]}, "C2": {"2024": [1, 2, 2], "2025": [1, 2, 2]}})
    assert disagreements(problem, solve(problem)) == ()


def test_the_schools_that_make_the_coefficient():
    problem = hamlet({"C1": {"2025": OUTLIER}})
    result = solve(problem)
    told = explain.shares(problem, result, "C1", "primary", "2025", "books", most=1)
    assert told.zh == "甲县小学生均图书的差异系数为 0.87，其中 95% 来自C119校（12.00，高于均值）。"
    assert explain.shares(problem, result, "CITY", "primary", "2025", "books") is None


def test_missing_schools_are_counted_in_words():
    problem = hamlet({"C1": {"2025": [1, None, 3]}})
    result = solve(problem)
    assert (
        explain.missing(problem, result, "C1", "primary", "2025", "books").zh
        == "甲县小学生均图书（2025年）：1 所学校缺数据，未计入；其余 2 所计入。"
    )
    complete = hamlet({"C1": {"2025": [1, 3]}})
    assert explain.missing(complete, solve(complete), "C1", "primary", "2025", "books") is None
