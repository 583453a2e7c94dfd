"""Least additions and transfers of a whole region under a pack: which indicators, which norms, which rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from junheng.engines.balance import additions, judge, transfers, what_if
from junheng.engines.balance.what_if import Change

from .. import town

NAN = float("nan")
GROUND = town.indicator("ground", floor=2.0, cv_max=0.3)
ROOMS = town.indicator("rooms", cv_max=0.5, scale=100.0, whole=True)
SCORE = town.indicator("score", floor=60.0, cv_max=0.1, resource=False)
SIZE = town.indicator("size", floor=45.0, direction="lower")
SCHOOLS = {
    "s1": ("c1", 100, (900, 3)),
    "s2": ("c1", 100, (100, 1)),
    "s3": ("c1", 100, (500, NAN)),
    "t1": ("c2", 100, (500, 0)),
    "t2": ("c2", 100, (500, 4)),
}
PACK = town.pack(GROUND, ROOMS, at_least=1)


def test_one_row_a_school_that_gets_something():
    table = additions(town.problem((GROUND, ROOMS), SCHOOLS), PACK).additions_table()
    assert table.columns == ["area", "level", "indicator", "period", "unit", "addition", "total_bound", "gap"]
    assert table.select("area", "indicator", "unit", "gap").rows() == [("c1", "ground", "s2", 0), ("c2", "rooms", "t1", 0)]
    # 9, 5 and ℓ: 3 (106 + ℓ²) = 1.09 (14 + ℓ)² at ℓ = 4.957; 4 and ℓ: (4 − ℓ) ÷ (4 + ℓ) = 0.5 at ℓ = 4/3
    assert table["addition"].to_list() == table["total_bound"].to_list() == [396, 2]


def test_what_it_adds_is_enough_and_one_less_is_not():
    problem = town.problem((GROUND, ROOMS), SCHOOLS)
    rows = additions(problem, PACK).additions_table().rows(named=True)
    at = {"ground": 0, "rooms": 1}

    def after(less):
        changes = []
        for row in rows:
            held = SCHOOLS[row["unit"]][2][at[row["indicator"]]] + row["addition"] - less
            changes.append(Change(row["unit"], "primary", "2025", row["indicator"], held))
        return what_if(problem, PACK, changes).after.balanced.tolist()

    assert after(0) == [1, 1]
    assert after(1) == [0, 0]


def test_only_indicators_that_more_of_a_resource_improves():
    found = additions(town.problem((GROUND, SCORE, SIZE), {"s1": ("c1", 100, (900, 5, 7)), "s2": ("c1", 100, (9, 7, 9))}), PACK)
    assert list(found.answers) == [0]


def test_one_period_of_several():
    problem = town.problem((GROUND, ROOMS), SCHOOLS, periods=("2024", "2025"))
    both, one = additions(problem, PACK), additions(problem, PACK, "2025")
    assert set(both.additions_table()["period"]) == {"2024", "2025"}
    assert set(one.additions_table()["period"]) == set(one.totals_table()["period"]) == {"2025"}
    assert one.additions_table().rows() == both.additions_table().filter(period="2025").rows()


def test_without_floors_only_the_coefficients():
    pack = town.pack(replace(GROUND, floor={"primary": town.parameter(20.0)}), at_least=1)
    problem = town.problem(pack.indicators, {"s1": ("c1", 100, (900,)), "s2": ("c1", 100, (800,))})
    assert additions(problem, pack).totals_table()["total"].to_list() == [2300]
    assert additions(problem, pack, floors=False).totals_table()["total"].to_list() == [0]


def test_missing_values_are_counted():
    totals = additions(town.problem((GROUND, ROOMS), SCHOOLS), PACK).totals_table()
    assert totals.filter(indicator="rooms")["missing"].to_list() == [1, 0]


def test_where_only_the_mean_coefficient_has_a_limit_each_is_brought_to_it():
    indicators = (town.indicator("ground"), town.indicator("rooms"))
    schools = {"s1": ("c1", 100, (100, 100)), "s2": ("c1", 100, (300, 100))}
    problem = town.problem(indicators, schools)
    missed = additions(problem, town.pack(*indicators, comprehensive=0.24)).totals_table()
    assert missed["total"].to_list() == [84, 0]  # (300 − y) ÷ (300 + y) = 0.24 at 183.9
    met = additions(problem, town.pack(*indicators, comprehensive=0.25)).totals_table()
    assert met["total"].to_list() == [0, 0]


def test_a_resource_that_does_not_explain_the_value_is_refused():
    problem = town.problem((GROUND,), {"s1": ("c1", 100, (900,)), "s2": ("c1", 100, (800,))})
    with pytest.raises(ValueError, match="ground: its value is not"):
        additions(town.valued(problem, problem.value * np.array([[1.0], [2.0]])), PACK)


def test_transfers_keep_the_total():
    problem = town.problem((GROUND, ROOMS), SCHOOLS)
    found = transfers(problem, PACK)
    table = found.transfers_table()
    assert table.group_by("area", "indicator").agg(pl.col("change").sum())["change"].to_list() == [0, 0]
    changes = [
        Change(r["unit"], "primary", "2025", r["indicator"], SCHOOLS[r["unit"]][2][["ground", "rooms"].index(r["indicator"])] + r["change"])
        for r in table.rows(named=True)
    ]
    assert what_if(problem, PACK, changes).after.balanced.tolist() == [1, 1]


def test_transfers_that_cannot_be_say_why():
    pack = town.pack(replace(GROUND, floor={"primary": town.parameter(9.0)}), at_least=1)
    problem = town.problem(pack.indicators, {"s1": ("c1", 100, (900,)), "s2": ("c1", 100, (800,))})
    found = transfers(problem, pack)
    assert found.totals_table().select("moved", "collision", "shortage").row(0) == (None, "total+floor", 100.0)
    assert [text.en for text in found.why_not[0, 0]] == [
        "These rules cannot hold together: nothing is added; no school is below the floor 9.00.",
        "The mean is below the floor; at least 100 must be added.",
    ]
    assert found.transfers_table().is_empty()


def test_a_region_without_rows():
    empty = town.problem((GROUND,), {})
    assert additions(empty, PACK).additions_table().is_empty()
    assert transfers(empty, PACK).totals_table().is_empty()
    assert judge(empty, PACK).areas_table().is_empty()
