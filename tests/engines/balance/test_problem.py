"""From a release to arrays: who is compared with whom, what is shared, what is left out."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import from_release
from junheng.engines.balance.measures import split_shared
from junheng.language import Text
from junheng.packs import Exclusion, Expression, Split
from junheng.tables.periods import first_day

from .hamlet import AREAS, release
from .town import SOURCE, indicator, pack

AREA = indicator("area", levels=("primary", "junior"))
BOOKS = indicator("books")
LARGEST = replace(
    indicator("size", resource=False),
    formula=Expression.read("pupils / classes", {"pupils": "pupil", "classes": "class"}),
    direction="lower",
    balance=False,
)
UNITS = [("A", "C1", "primary_school"), ("B", "C1", "nine_year"), ("C", "C2", "teaching_point")]
ENROLMENT = [
    ("A", "primary", "1", "2025", 60),
    ("A", "primary", "2", "2025", 40),
    ("B", "primary", "total", "2025", 200),
    ("B", "junior", "total", "2025", 100),
    ("C", "primary", "1", "2025", 49),
]
OBSERVATIONS = [
    ("A", "primary", "area", "2025", 500.0),
    ("B", "all", "area", "2025", 900.0),
    ("B", "primary", "books", "2025", 10.0),
    ("C", "primary", "area", "2025", 100.0),
]
SMALL = Exclusion("small", Text("教学点学生少于50人", "Teaching points under 50 pupils"), ("teaching_point",), 50, SOURCE)


def state(*indicators, units=UNITS, enrolment=ENROLMENT, observations=OBSERVATIONS, classes=(), areas=AREAS, compare=None, **changed):
    standard = replace(pack(*indicators), **changed)
    return from_release(release(areas, units, enrolment, observations, classes, compare=compare), standard)


def row(problem, unit, level, period="2025"):
    found = [
        r
        for r in range(len(problem.unit))
        if (problem.units[problem.unit[r]], problem.levels[problem.level[r]], problem.periods[problem.period[r]]) == (unit, level, period)
    ]
    assert len(found) == 1
    return found[0]


def test_grades_are_added_and_a_total_serves_where_there_are_none():
    problem = state(AREA)
    assert problem.pupils[row(problem, "A", "primary")] == 100
    assert problem.pupils[row(problem, "B", "primary")] == 200


def test_a_level_total_beside_its_grades_is_not_counted_twice():
    problem = state(AREA, enrolment=[*ENROLMENT, ("A", "primary", "total", "2025", 100)])
    assert problem.pupils[row(problem, "A", "primary")] == 100


def test_what_a_unit_shares_is_split_by_pupils_and_own_amounts_are_kept():
    problem = state(AREA, BOOKS)
    primary, junior = row(problem, "B", "primary"), row(problem, "B", "junior")
    assert problem.amount[primary, 0] == 600
    assert problem.amount[junior, 0] == 300
    assert problem.value[primary].tolist() == [3, 0.05]


def test_weights_of_the_pack_change_the_split():
    split = Split("weighted", Text("加权", "Weighted"), {"nine_year": {"primary": 1.0, "junior": 1.1}}, SOURCE)
    problem = state(AREA, split=split)
    assert problem.amount[row(problem, "B", "junior"), 0] == pytest.approx(900 * 110 / 310)


def test_own_and_shared_amounts_add_up():
    problem = state(AREA, observations=[*OBSERVATIONS, ("B", "junior", "area", "2025", 50.0)])
    assert problem.amount[row(problem, "B", "junior"), 0] == 350


def test_a_largest_value_of_the_whole_unit_stands_for_each_level_without_its_own():
    limit = replace(
        indicator("class_size", resource=False, levels=("primary", "junior")),
        formula=Expression.read("largest_class", {"largest_class": "pupil/class"}),
        direction="lower",
    )
    shared = ("B", "all", "largest_class", "2025", 48.0)
    both = state(limit, observations=[shared])
    assert [both.value[row(both, "B", level), 0] for level in ("primary", "junior")] == [48, 48]
    own = state(limit, observations=[shared, ("B", "junior", "largest_class", "2025", 51.0)])
    assert [own.value[row(own, "B", level), 0] for level in ("primary", "junior")] == [48, 51]


@given(
    amount=st.floats(0, 1e9),
    pupils=st.lists(st.integers(1, 5000), min_size=1, max_size=4),
    weights=st.lists(st.floats(0.5, 2), min_size=4, max_size=4),
)
def test_a_split_conserves_to_the_last_bit(amount, pupils, weights):
    levels = ["a", "b", "c", "d"][: len(pupils)]
    taught = pl.DataFrame(
        [("U", level, "2025", n, "kind") for level, n in zip(levels, pupils, strict=True)],
        ["unit", "level", "period", "pupils", "kind"],
        orient="row",
    )
    shared = pl.DataFrame([("U", "2025", "area", amount)], ["unit", "period", "measure", "value"], orient="row")
    split = Split("s", Text("", ""), {"kind": dict(zip("abcd", weights, strict=True))}, SOURCE)
    parts = split_shared(shared, taught, split)["value"]
    assert math.fsum(parts) == sum(parts) == amount
    share = np.multiply(pupils, weights[: len(pupils)])
    np.testing.assert_allclose(parts, amount * share / share.sum(), rtol=1e-12, atol=4 * np.spacing(amount))


def test_exclusions_are_kept_with_their_reason():
    problem = state(AREA, exclusions=(SMALL,))
    assert "C" not in problem.units
    assert problem.left_out.rows() == [("C", "primary", "2025", 49, "small")]
    assert problem.reasons["small"].en == "Teaching points under 50 pupils"


def test_an_exclusion_counts_the_whole_units_pupils():
    units = [("C", "C2", "teaching_point")]
    enrolment = [("C", "primary", "1", "2025", 30), ("C", "junior", "7", "2025", 20)]
    assert state(AREA, units=units, enrolment=enrolment, observations=[], exclusions=(SMALL,)).left_out.is_empty()


def test_a_unit_without_pupils_is_left_out_and_said():
    problem = state(
        AREA,
        enrolment=[*ENROLMENT, ("A", "junior", "7", "2025", 0)],
        observations=[*OBSERVATIONS, ("C", "primary", "area", "2024", 5.0), ("C", "all", "area", "2023", 5.0)],
    )
    assert sorted(problem.left_out.rows()) == [
        ("A", "junior", "2025", 0, "no_pupils"),
        ("C", "all", "2023", 0, "no_pupils"),
        ("C", "primary", "2024", 0, "no_pupils"),
    ]


def test_a_level_that_no_indicator_names_is_left_out_and_said():
    problem = state(BOOKS)
    assert problem.left_out.rows() == [("B", "junior", "2025", 100, "no_indicator")]
    assert problem.levels == ("primary",)


def test_missing_stays_missing_and_is_not_zero():
    problem = state(AREA, BOOKS)
    assert math.isnan(problem.value[row(problem, "A", "primary"), 1])
    assert math.isnan(problem.amount[row(problem, "A", "primary"), 1])


def test_an_indicator_is_only_stated_for_its_levels_and_kinds():
    problem = state(AREA, replace(BOOKS, unit_kinds=("nine_year",)))
    applies = problem.applies()
    assert applies[row(problem, "B", "primary")].tolist() == [True, True]
    assert applies[row(problem, "B", "junior")].tolist() == [True, False]
    assert applies[row(problem, "A", "primary")].tolist() == [True, False]


def test_listed_classes_stand_before_a_stated_number():
    classes = [("A", "primary", "1", "2025", "1", 60), ("A", "primary", "2", "2025", "1", 40)]
    observations = [("A", "primary", "classes", "2025", 9.0), ("B", "primary", "classes", "2025", 5.0)]
    problem = state(LARGEST, observations=observations, classes=classes)
    assert problem.value[row(problem, "A", "primary"), 0] == 50
    assert problem.value[row(problem, "B", "primary"), 0] == 40


def test_a_zero_divisor_leaves_a_note():
    problem = state(LARGEST, observations=[("A", "primary", "classes", "2025", 0.0)])
    assert math.isnan(problem.value[row(problem, "A", "primary"), 0])
    assert problem.zero_divisors.rows() == [("A", "primary", "2025", "size")]


def test_rows_stand_by_level_period_area_unit_and_cannot_be_changed():
    problem = state(AREA, enrolment=[*ENROLMENT, ("A", "primary", "1", "2024", 70)])
    rows = list(zip(problem.level, problem.period, problem.area, problem.unit, strict=True))
    assert rows == sorted(rows)
    for name in ("unit", "area", "level", "period", "pupils", "amount", "value", "parent", "compared"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(problem, name)[0] = 1


def test_units_are_compared_within_the_kind_that_the_region_or_else_the_pack_names():
    assert [state(AREA).areas[a] for a in state(AREA).area] == ["C1", "C1", "C2", "C1"]  # primary A, B, C; junior B
    problem = state(AREA, compare="city")
    assert {problem.areas[a] for a in problem.area} == {"CITY"}
    assert problem.areas == ("CITY",)


def test_below_the_compared_kind_and_without_it():
    areas = [*AREAS, ("T1", "镇", "C1", "town"), ("X", "别处", None, "province")]
    units = [("A", "T1", "primary_school"), ("B", "X", "nine_year"), ("C", "C2", "teaching_point")]
    problem = state(AREA, areas=areas, units=units)
    assert problem.areas[problem.area[row(problem, "A", "primary")]] == "C1"
    assert problem.areas[problem.area[row(problem, "B", "primary")]] == "X"  # no county above it: the topmost serves
    assert dict(zip(problem.areas, problem.compared.tolist(), strict=True)) == {"C1": 1, "C2": 1, "CITY": 0, "X": 1}
    assert [problem.areas[p] if p >= 0 else None for p in problem.parent] == ["CITY", "CITY", None, None]


def test_only_the_periods_asked_for():
    enrolment = [*ENROLMENT, ("A", "primary", "1", "2024", 70)]
    problem = from_release(release(AREAS, UNITS, enrolment, OBSERVATIONS, ()), pack(AREA), periods=["2024"])
    assert problem.periods == ("2024",)
    assert problem.days == (date(2024, 9, 1),)


@pytest.mark.parametrize(("period", "day"), [("2025", date(2025, 9, 1)), ("2025-03", date(2025, 3, 1)), ("2025-03-15", date(2025, 3, 15))])
def test_the_day_of_a_period(period, day):
    assert first_day(period, (9, 1)) == day


def test_a_release_without_rows_is_a_problem_without_rows():
    problem = state(AREA, enrolment=[], observations=[])
    assert problem.value.shape == (0, 1)
