"""What people read: the count, each missed norm with its figures, the schools and coefficients that fail a county."""

from __future__ import annotations

import pytest

from junheng.engines.balance import additions, judge, why_added, why_area, why_unit
from junheng.engines.balance.compliance.reasons import shown

from .. import town

NAN = float("nan")
GROUND = town.indicator("ground", floor=7.5, cv_max=0.3)
ROOMS = town.indicator("rooms", floor=2.0, cv_max=0.5, scale=100.0)
SCHOOLS = {
    "s1": ("c1", 100, (900, 3)),
    "s2": ("c1", 100, (700, 2)),
    "s3": ("c1", 200, (800, NAN)),
    "s4": ("c2", 50, (400, NAN)),
}


@pytest.fixture
def verdicts():
    return judge(town.problem((GROUND, ROOMS), SCHOOLS), town.pack(GROUND, ROOMS, at_least=1, rest_share=0.85))


def test_a_school_that_meets_is_told_what_it_still_misses(verdicts):
    assert [text.zh for text in why_unit(verdicts, 1)] == [
        "2 项指标中 1 项达标，要求至少 1 项。",
        "生均ground为 7.00，是底线 7.50 的 93%。",
    ]


def test_a_school_that_fails(verdicts):
    assert [text.en for text in why_unit(verdicts, 2)] == [
        "0 of 2 indicators are met; at least 1 must be.",
        "ground per pupil is 4.00, 53% of its floor 7.50; no indicator may be below 85% of its floor.",
        "There is no value for rooms per pupil.",
    ]


def test_a_school_that_cannot_be_judged_yet(verdicts):
    assert why_unit(verdicts, 3)[-1].zh == "缺数据的指标决定是否达标，补齐后再判定。"


def test_counties(verdicts):
    assert [text.zh for text in why_area(verdicts, 0)] == [
        "3 所学校中 1 所未达标：s3。",
        "生均ground的差异系数为 0.35，高于上限 0.30。",
    ]
    assert [text.en for text in why_area(verdicts, 1)] == [
        "Schools that cannot be judged yet for missing values: 1 of 1 (s4).",
        "rooms per pupil has no coefficient of variation: no school has a value, or the mean is zero.",
    ]


def test_long_lists_of_names_are_cut():
    schools = {f"s{n}": ("c1", 100, (100.0, 1)) for n in range(5)}
    verdicts = judge(town.problem((GROUND, ROOMS), schools), town.pack(GROUND, ROOMS, at_least=2))
    assert why_area(verdicts, 0)[0].zh == "5 所学校中 5 所未达标：s0、s1、s2等。"


def test_the_mean_coefficient():
    indicators = (town.indicator("ground"), town.indicator("rooms"))
    schools = {"s1": ("c1", 100, (100, 100)), "s2": ("c1", 100, (300, 100))}
    verdicts = judge(town.problem(indicators, schools), town.pack(*indicators, comprehensive=0.2))
    assert [text.en for text in why_area(verdicts, 0)] == ["The mean coefficient of variation is 0.25, above its limit 0.20."]
    assert [text.en for text in why_unit(verdicts, 0)] == ["The standard demands nothing here."]


@pytest.mark.parametrize(
    ("value", "decimals", "norms", "text"),
    [
        (0.512, 2, (0.5,), "0.51"),
        (0.5049, 2, (0.5,), "0.505"),
        (0.4996, 2, (0.5,), "0.4996"),
        (99.96, 0, (100, 85), "99.96"),
        (1234.5, 0, (), "1,234"),
    ],
)
def test_rounding_never_hides_a_verdict(value, decimals, norms, text):
    assert shown(value, decimals, *norms) == text


def test_why_me_of_an_addition():
    """s2 comes to the level 4.957 of its county; t1 to the floor; the rest is told from where on nothing is added."""
    ground = town.indicator("ground", floor=2.0, cv_max=0.3)
    schools = {"s1": ("c1", 100, (900,)), "s2": ("c1", 100, (100,)), "s3": ("c1", 100, (500,)), "s4": ("c1", 9, (NAN,))}
    lonely = {"t1": ("c2", 100, (150,)), "u1": ("c3", 100, (150,))}
    found = additions(town.problem((ground,), schools | lonely), town.pack(ground))
    told = [why_added(found, row, 0) for row in range(6)]
    assert [text.zh for text in told[:4]] == [
        "生均ground为 9.00，不低于 4.96，不必增加。",
        "生均ground为 1.00。总量最少的办法是把低于 4.96 的学校都补到 4.96，本校增 396 平方米；原来就达到 4.96 的学校不必增加。",
        "生均ground为 5.00，不低于 4.96，不必增加。",
        "缺生均ground的数据，没有计入。",
    ]
    assert told[4].en == "ground per pupil is 1.50, below its floor 2.00: 50 m² must be added."


def test_where_nothing_is_asked_nothing_is_added():
    plain = town.indicator("ground")
    found = additions(town.problem((plain,), {"s1": ("c1", 100, (900,))}), town.pack(plain))
    assert why_added(found, 0, 0).en == "ground per pupil is 9.00; nothing need be added."
