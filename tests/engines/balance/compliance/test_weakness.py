"""Weak schools and aspects, worst first, with floors and without."""

from __future__ import annotations

import pytest

from junheng.engines.balance import judge, weak_aspects, weak_units
from junheng.engines.balance.compliance.weakness import below_mean

from .. import town

GROUND = town.indicator("ground", floor=7.5, cv_max=0.3)
ROOMS = town.indicator("rooms", floor=2.0, cv_max=0.5, scale=100.0)


def test_floors_rank_by_count_then_by_the_worst_share():
    schools = {
        "s1": ("c1", 100, (900, 3)),  # meets
        "s2": ("c1", 100, (300, 3)),  # one of two, 40 %
        "s3": ("c1", 100, (700, 1)),  # none, 50 %
        "s4": ("c1", 100, (600, 3)),  # one of two, 80 %
    }
    verdicts = judge(town.problem((GROUND, ROOMS), schools), town.pack(GROUND, ROOMS, at_least=2))
    weak = weak_units(verdicts)
    assert weak["unit"].to_list() == ["s3", "s2", "s4"]
    assert weak["worst_indicator"].to_list() == ["rooms", "ground", "ground"]
    assert weak["worst_share"].to_list() == pytest.approx([0.5, 0.4, 0.8])
    assert weak["weak"].to_list() == [2, 1, 1]
    assert weak_aspects(verdicts)["share_of_floor"].to_list() == pytest.approx([0.4, 0.5, 0.8, 700 / 750])


def test_each_aspect_names_its_part_of_the_coefficient():
    schools = {"s1": ("c1", 100, (900,)), "s2": ("c1", 300, (900,)), "s3": ("c1", 100, (400,))}
    aspects = weak_aspects(judge(town.problem((GROUND,), schools), town.pack(GROUND, at_least=1)))
    # values 9, 3 and 4, mean 4.4: pupils × squares are 2,116, 588 and 16
    assert dict(zip(aspects["unit"], aspects["part_of_cv"], strict=True)) == pytest.approx({"s2": 588 / 2720, "s3": 16 / 2720})


def test_without_floors_the_distance_below_the_mean_counts_in_pooled_deviations():
    plain = town.indicator("ground")
    schools = {
        "a1": ("even", 100, (390,)),
        "a2": ("even", 100, (410,)),
        "b1": ("torn", 100, (100,)),
        "b2": ("torn", 100, (700,)),
    }
    verdicts = judge(town.problem((plain,), schools), town.pack(plain))
    pooled = (((0.1**2) * 2 + 9 * 2) / 4) ** 0.5
    assert below_mean(verdicts)[:, 0] == pytest.approx([0.1 / pooled, -0.1 / pooled, 3 / pooled, -3 / pooled])
    assert weak_units(verdicts)["unit"].to_list() == ["b1", "a1"]
    assert weak_units(verdicts)["meets"].to_list() == [None, None]


def test_more_is_weaker_where_less_is_better():
    size = town.indicator("size", direction="lower", resource=False)
    problem = town.problem((size,), {"s1": ("c1", 100, (40.0,)), "s2": ("c1", 100, (50.0,))})
    assert weak_units(judge(problem, town.pack(size)))["unit"].to_list() == ["s2"]


def test_all_equal_nobody_is_weak():
    plain = town.indicator("ground")
    verdicts = judge(town.problem((plain,), {"s1": ("c1", 100, (300,)), "s2": ("c1", 50, (150,))}), town.pack(plain))
    assert weak_units(verdicts).is_empty()
