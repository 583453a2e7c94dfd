"""Every area, level and period: counts, limits in force, tables; the check finds every changed figure."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from junheng.engines.balance import coefficient_of_variation, from_release, quantile_table, solve, trend_table, verify
from junheng.engines.balance.inequality.spread import Spread

from .hamlet import AREAS, release
from .town import indicator, pack, parameter

BALANCE = [
    "area",
    "level",
    "indicator",
    "period",
    "units",
    "pupils",
    "mean",
    "cv",
    "cv_unweighted",
    "gini",
    "theil_t",
    "theil_l",
    "threshold",
    "meets",
]
BOOKS = replace(indicator("books", levels=("primary", "junior")), cv_max={"primary": parameter(0.51, (2025, 0.52))})
SIZE = replace(indicator("size"), balance=False)
PUPILS = {"A": 45, "B": 37, "C": 89, "D": 76, "E": 55}
HELD = {"A": 279.0, "B": 137.0, "C": 935.0, "D": 160.0, "E": 402.0}


def hamlet(*indicators, held=HELD, extra=(), comprehensive=None):
    units = [*((unit, "C1", "school") for unit in PUPILS), ("F", "C2", "school")]
    enrolment = [(unit, "primary", "total", period, n) for period in ("2024", "2025") for unit, n in (PUPILS | {"F": 10}).items()]
    observations = [(unit, "primary", "books", period, value) for period in ("2024", "2025") for unit, value in held.items()]
    standard = pack(*indicators, comprehensive=comprehensive)
    return from_release(release(AREAS, units, enrolment, [*observations, *extra]), standard)


def figures(table, area, indicator="books", period="2025"):
    return table.filter(pl.col("area") == area, pl.col("indicator") == indicator, pl.col("period") == period).row(0, named=True)


def test_the_standards_example_from_release_to_table():
    table = solve(hamlet(BOOKS)).balance_table()
    assert table.columns == BALANCE
    county = figures(table, "C1")
    assert county["cv"] == pytest.approx(coefficient_of_variation(list(HELD.values()), list(PUPILS.values())), abs=1e-15)
    assert (county["units"], county["pupils"]) == (5, 302)
    assert county["mean"] == pytest.approx(1913 / 302)
    assert table.schema["units"] == table.schema["pupils"] == pl.Int64
    assert table.schema["meets"] == pl.Boolean


def test_the_limit_in_force_on_the_day_of_the_period_and_only_where_units_are_compared():
    table = solve(hamlet(BOOKS)).balance_table()
    assert [figures(table, "C1", period=period)["threshold"] for period in ("2024", "2025")] == [0.51, 0.52]
    assert [figures(table, "C1", period=period)["meets"] for period in ("2024", "2025")] == [False, True]
    assert figures(table, "CITY")["threshold"] is None
    assert figures(table, "CITY")["meets"] is None


def test_a_coefficient_on_its_limit_meets_it():
    cv = coefficient_of_variation(list(HELD.values()), list(PUPILS.values()))
    exact = replace(BOOKS, cv_max={"primary": parameter(cv)})
    assert figures(solve(hamlet(exact)).balance_table(), "C1")["meets"]


def test_missing_is_left_out_and_counted():
    result = solve(hamlet(BOOKS))
    city, nowhere = figures(result.values_table(), "CITY"), figures(result.values_table(), "C2")
    assert (city["units"], city["missing"], city["pupils"]) == (5, 1, 302)
    assert (nowhere["units"], nowhere["missing"], nowhere["mean"]) == (0, 1, None)
    county = figures(result.balance_table(), "C2")
    assert [county[name] for name in ("mean", "cv", "gini", "theil_t", "theil_l", "meets")] == [None] * 6


def test_a_zero_leaves_theil_l_without_a_value_and_is_counted():
    result = solve(hamlet(BOOKS, held=HELD | {"B": 0.0}))
    assert figures(result.balance_table(), "C1")["theil_l"] is None
    assert figures(result.balance_table(), "C1")["theil_t"] > 0
    assert figures(result.values_table(), "C1")["zeros"] == 1


def test_an_indicator_without_balance_has_values_and_no_coefficients():
    result = solve(hamlet(BOOKS, SIZE, extra=[("A", "primary", "size", "2025", 90.0)]))
    assert set(result.balance_table()["indicator"]) == {"books"}
    assert figures(result.values_table(), "C1", "size")["mean"] == 2


def test_the_mean_coefficient_and_its_limit():
    teachers = indicator("teachers")
    extra = [(unit, "primary", "teachers", "2025", 1.0 * n) for unit, n in PUPILS.items()]
    result = solve(hamlet(BOOKS, teachers, extra=extra, comprehensive=0.3))
    table = result.comprehensive_table().filter(pl.col("period") == "2025")
    county = table.filter(pl.col("area") == "C1").row(0, named=True)
    assert county["cv"] == pytest.approx(figures(result.balance_table(), "C1")["cv"] / 2)
    assert (county["indicators"], county["unknown"], county["limit"], county["meets"]) == (2, 0, 0.3, True)
    before = result.comprehensive_table().filter(pl.col("area") == "C1", pl.col("period") == "2024").row(0, named=True)
    assert (before["indicators"], before["unknown"], before["meets"]) == (1, 1, None)


def test_quantiles_are_values_of_units_and_count_pupils():
    table = quantile_table(hamlet(BOOKS), solve(hamlet(BOOKS)))
    county = figures(table, "C1")
    per_pupil = {unit: HELD[unit] / PUPILS[unit] for unit in PUPILS}  # D 2.1, B 3.7, A 6.2, E 7.3, C 10.5
    assert [county[name] for name in ("p10", "p25", "p75", "p90")] == [per_pupil[unit] for unit in ("D", "D", "C", "C")]
    assert county["p90_p10"] == pytest.approx(per_pupil["C"] / per_pupil["D"])
    assert figures(table, "C2")["p90_p10"] is None


def test_a_quantile_on_the_border_of_a_unit_is_that_unit():
    units = [(unit, "C1", "school") for unit in "ABCDEFGHIJ"]
    enrolment = [(unit, "primary", "total", "2025", 30) for unit, _, _ in units]
    observations = [(unit, "primary", "books", "2025", 30.0 * (k + 1)) for k, (unit, _, _) in enumerate(units)]
    problem = from_release(release(AREAS, units, enrolment, observations), pack(BOOKS))
    county = figures(quantile_table(problem, solve(problem)), "C1")
    assert [county[name] for name in ("p10", "p25", "p75", "p90")] == [1, 3, 8, 9]


def test_trends_go_from_period_to_period():
    extra = [("F", "primary", "books", "2025", 5.0)]
    held = HELD | {"A": 300.0}
    problem = hamlet(BOOKS, held=held, extra=extra)
    table = trend_table(solve(problem))
    county = figures(table, "C1")
    assert (county["previous"], county["first"], county["cv_change"], county["cv_since_first"]) == ("2024", "2024", 0, 0)
    assert figures(table, "C2")["cv_change"] is None  # no value in 2024
    assert figures(table, "C2")["first"] == "2025"


def test_both_ways_give_the_same_figures_and_the_check_agrees():
    rng = np.random.default_rng(2)
    units = [(f"U{k:03}", f"C{1 + k % 2}", "school") for k in range(300)]
    enrolment = [(unit, "primary", "total", period, int(rng.integers(20, 3000))) for unit, _, _ in units for period in ("2024", "2025")]
    observations = [
        (unit, "primary", measure, period, float(rng.choice([0, rng.uniform(1, 9000)], p=[0.01, 0.99])))
        for unit, _, _ in units
        for period in ("2024", "2025")
        for measure in ("books", "size")
        if rng.random() > 0.05
    ]
    problem = from_release(release(AREAS, units, enrolment, observations), pack(BOOKS, SIZE))
    numpy, compiled = solve(problem, compiled=False), solve(problem, compiled=True)
    for one in fields(Spread):
        np.testing.assert_allclose(getattr(numpy.spread, one.name), getattr(compiled.spread, one.name), rtol=1e-11, atol=1e-12)
    assert verify(problem, numpy) == verify(problem, compiled) == ()


@pytest.mark.parametrize("name", [one.name for one in fields(Spread)])
def test_one_changed_figure_is_found(name):
    problem = hamlet(BOOKS)
    result = solve(problem)
    figure = getattr(result.spread, name).copy()
    figure[0, 0] += 1e-6
    findings = verify(problem, replace(result, spread=replace(result.spread, **{name: figure})))
    assert len(findings) == 1
    assert name in findings[0].en


@pytest.mark.parametrize("name", ["threshold", "missing", "comprehensive", "comprehensive_max", "area"])
def test_one_changed_limit_count_or_group_is_found(name):
    problem = hamlet(BOOKS, comprehensive=0.3)
    result = solve(problem)
    changed = getattr(result, name).copy()
    changed.flat[0] += 1
    assert verify(problem, replace(result, **{name: changed}))


def test_no_rows_no_figures():
    problem = from_release(release(AREAS, [], [], []), pack(BOOKS))
    result = solve(problem)
    assert result.balance_table().is_empty()
    assert result.balance_table().columns == BALANCE
    assert verify(problem, result) == ()


def test_a_group_without_units_cannot_be_asked_for():
    units = [("A", "C1", "school"), ("F", "C2", "school")]
    enrolment = [("A", "primary", "total", "2025", 9), ("F", "primary", "total", "2024", 9)]
    result = solve(from_release(release(AREAS, units, enrolment, []), pack(BOOKS)))
    with pytest.raises(KeyError, match="C2 has no units at level 'primary' in 2025"):
        result.find("C2", "primary", "2025")


def test_a_small_problem_loads_no_compiled_code():
    program = """
import sys
from junheng.engines import balance
from tests.engines.balance.test_solve import BOOKS, hamlet
balance.solve(hamlet(BOOKS)).balance_table()
print([name for name in ("numba", "django", "highspy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert done.stdout.strip() == "[]"
