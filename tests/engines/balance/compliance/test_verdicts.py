"""Verdicts of a county that fits in the head, and what a missing value does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.engines.balance import Status, Verdict, coefficient_of_variation, judge
from junheng.engines.balance.compliance.verdicts import balance_verdict, comprehensive
from junheng.packs import load

from .. import town

NAN = float("nan")
GROUND = town.indicator("ground", floor=7.5, cv_max=0.3)
ROOMS = town.indicator("rooms", floor=2.0, cv_max=0.5, scale=100.0, whole=True)
BOOKS = town.indicator("books", floor=20.0, cv_max=0.5)
SIZE = town.indicator("size", floor=45.0, direction="lower", resource=False)


def county(*rows, indicators=(GROUND, ROOMS, BOOKS), **question):
    """Schools s1, s2, … of 100 pupils each; at least two of three floors, the third at 85 %."""
    question = {"at_least": 2, "rest_share": 0.85} | question
    schools = {f"s{n}": ("c1", 100, tuple(row)) for n, row in enumerate(rows, 1)}
    return judge(town.problem(indicators, schools), town.pack(*indicators, **question))


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ((800, 3, 2500), Verdict.MEETS),
        ((750, 2, 2000), Verdict.MEETS),  # on the floor is on it
        ((640, 3, 2500), Verdict.MEETS),  # 85.3 % of one floor
        ((637.5, 3, 2500), Verdict.MEETS),  # 85 % exactly
        ((637, 3, 2500), Verdict.FAILS),
        ((640, 1.9, 2500), Verdict.FAILS),  # only one floor
        ((NAN, 3, 2500), Verdict.UNKNOWN),  # two floors, but the third could be anything
        ((NAN, 1.9, 2500), Verdict.UNKNOWN),  # it could be the second
        ((NAN, 1.9, 1900), Verdict.FAILS),  # whatever it is, it would be the only one
        ((NAN, 1, 2500), Verdict.FAILS),  # below 85 % of a floor, whatever the other is
    ],
)
def test_a_school(row, verdict):
    assert county(row).unit[0] == verdict


def test_without_a_share_for_the_rest_a_missing_value_cannot_spoil_it():
    assert county((NAN, 3, 2500), rest_share=0.0).unit[0] == Verdict.MEETS


def test_less_is_better_under_a_ceiling():
    schools = {"s1": ("c1", 100, (0,)), "s2": ("c1", 100, (0,)), "s3": ("c1", 100, (0,))}
    problem = town.problem((SIZE,), schools)
    values = np.array([[40.0], [45.0], [46.0]])
    verdicts = judge(town.valued(problem, values), town.pack(SIZE, at_least=1))
    assert verdicts.reached[:, 0].tolist() == [True, True, False]
    assert verdicts.share[:, 0] == pytest.approx([45 / 40, 1, 45 / 46])
    assert verdicts.status[:, 0].tolist() == [Status.MEETS, Status.NEAR, Status.MISSES]  # near: within 10 % of the limit


def test_near_is_shown_and_changes_no_verdict():
    verdicts = county((640, 3, 2500), (600, 3, 2500), (NAN, 3, 2500))
    assert verdicts.status[:, 0].tolist() == [Status.NEAR, Status.MISSES, Status.NO_DATA]
    assert not verdicts.reached[:, 0].any()


@pytest.mark.parametrize(
    ("rows", "balanced", "area"),
    [
        ([(800, 3, 2500)] * 2, Verdict.MEETS, Verdict.MEETS),
        ([(800, 3, 2500), (3000, 3, 2500)], Verdict.FAILS, Verdict.FAILS),  # every school meets, the ground is too uneven
        ([(800, 3, 2500), (700, 1, 1500)], Verdict.MEETS, Verdict.FAILS),
        ([(800, 3, 2500), (NAN, 3, 2500)], Verdict.MEETS, Verdict.UNKNOWN),
        ([(NAN, 3, 2500), (NAN, 3, 2500)], Verdict.UNKNOWN, Verdict.UNKNOWN),
        ([(0, 3, 2500), (0, 3, 2500)], Verdict.UNKNOWN, Verdict.FAILS),  # a mean of zero has no coefficient
    ],
)
def test_a_county(rows, balanced, area):
    verdicts = county(*rows)
    assert (verdicts.balanced[0], verdicts.area[0]) == (balanced, area)


def test_the_mean_coefficient_where_only_it_has_a_limit():
    indicators = tuple(town.indicator(name) for name in ("ground", "rooms"))
    schools = {"s1": ("c1", 100, (100, 100)), "s2": ("c1", 100, (300, 100))}
    for limit, verdict in ((0.25, Verdict.MEETS), (0.24, Verdict.FAILS)):
        verdicts = judge(town.problem(indicators, schools), town.pack(*indicators, comprehensive=limit))
        assert verdicts.comprehensive[0] == pytest.approx(0.25)  # of 0.5 and 0
        assert verdicts.area[0] == verdict
        assert (verdicts.unit == Verdict.NOT_JUDGED).all()


def test_norms_are_those_of_the_period():
    rising = replace(GROUND, floor={"primary": town.parameter(7.5, (2025, 9.0))})
    schools = {"s1": ("c1", 100, (800.0,))}
    verdicts = judge(town.problem((rising,), schools, periods=("2024", "2024-12", "2025", "2025-01-01")), town.pack(rising, at_least=1))
    assert verdicts.floor[:, 0].tolist() == [7.5, 7.5, 9.0, 9.0]
    assert verdicts.unit.tolist() == [1, 1, 0, 0]


def test_nothing_demanded_is_not_judged():
    plain = town.indicator("ground")
    verdicts = judge(town.problem((plain,), {"s1": ("c1", 100, (5.0,))}), town.pack(plain))
    assert (verdicts.unit[0], verdicts.area[0]) == (Verdict.NOT_JUDGED, Verdict.NOT_JUDGED)
    assert verdicts.areas_table()["meets"].to_list() == [None]


def test_tables_have_the_columns_of_their_contract():
    verdicts = county((800, 3, 2500), (NAN, 1, 1900))
    units = verdicts.units_table()
    assert units.columns == ["unit", "area", "level", "indicator", "period", "value", "floor", "share_of_floor", "meets"]
    assert units.height == 6
    assert units.row(3) == ("s2", "c1", "primary", "ground", "2025", None, 7.5, None, None)
    assert units.row(4)[5:] == (1.0, 2.0, 0.5, False)
    assert verdicts.verdicts_table().rows() == [
        ("s1", "c1", "primary", "2025", 3, 3, 0, True),
        ("s2", "c1", "primary", "2025", 0, 3, 1, False),
    ]
    assert verdicts.areas_table().select("units", "units_failing", "units_unknown", "cv_over", "meets").row(0) == (2, 1, 0, 0, False)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 2_000)), min_size=1, max_size=20))
def test_coefficients_are_those_of_the_definition(rows):
    schools = {f"s{n:02}": ("c1", pupils, (float(amount),)) for n, (amount, pupils) in enumerate(rows)}
    spread = judge(town.problem((GROUND,), schools), town.pack(GROUND)).coefficients
    amount, pupils = zip(*rows, strict=True)
    assert spread.cv[0, 0] == pytest.approx(coefficient_of_variation(amount, pupils), abs=1e-12)
    assert spread.part[:, 0].sum() == pytest.approx(1 if spread.cv[0, 0] > 1e-9 else spread.part[:, 0].sum())
    assert spread.pupils[0, 0] == sum(pupils)


def test_an_area_meets_the_standard_when_each_of_its_levels_does():
    both = town.indicator("ground", floor=7.5, levels=("primary", "junior"))
    primary = town.problem((both,), {"s1": ("c1", 100, (800,)), "s2": ("c2", 100, (800,)), "s3": ("c3", 100, (800,))})
    two = replace(
        primary,
        levels=("primary", "junior"),
        **{name: np.tile(getattr(primary, name), 2) for name in ("unit", "area", "period", "pupils")},
        level=np.repeat([0, 1], 3),
        amount=np.tile(primary.amount, (2, 1)),
        value=np.array([[8.0], [8.0], [8.0], [8.0], [7.0], [NAN]]),
    )
    overall = judge(two, town.pack(both, at_least=1)).overall_table()
    assert overall.rows() == [("c1", "2025", 2, True), ("c2", "2025", 2, False), ("c3", "2025", 2, None)]
    plain = town.indicator("ground")
    nothing = judge(town.problem((plain,), {"s1": ("c1", 100, (800,))}), town.pack(plain)).overall_table()
    assert nothing["meets"].to_list() == [None]


def test_the_row_of_a_published_report_under_the_standard_of_2012():
    """Luyang district of Hefei, primary: eight coefficients, 0.592 on the whole, below the limit of 0.65."""
    row = np.array([[0.881, 1.299, 0.977, 0.379, 0.170, 0.334, 0.286, 0.408]])
    pack = load("education_cn/basic2012")
    problem = replace(town.problem(pack.indicators, {}), levels=("primary", "junior"))
    mean = comprehensive(problem, np.array([0]), row)
    assert round(float(mean[0]), 3) == 0.592
    limit = pack.compliance.comprehensive_cv_max["primary"].on(date(2013, 9, 1))
    none = np.full_like(row, np.nan)
    assert balance_verdict(row, none, mean, np.array([limit])).tolist() == [Verdict.MEETS]
    assert balance_verdict(row, none, mean, np.array([0.55])).tolist() == [Verdict.FAILS]
