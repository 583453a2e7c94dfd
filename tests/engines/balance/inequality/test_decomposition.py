"""Between and within add up to the whole, by hand, by definition and in tables."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import decompose, decomposition_table, from_release, parts_table, solve

from ..hamlet import AREAS, release
from ..town import indicator, pack

positive = st.floats(0.01, 1e6)
schools = st.lists(st.tuples(positive, st.integers(1, 5_000), st.sampled_from("abc")), min_size=1, max_size=40)


@given(rows=schools, index=st.sampled_from(["theil_t", "theil_l"]))
def test_between_and_within_add_up(rows, index):
    value, weight, group = zip(*rows, strict=True)
    found = decompose(value, weight, group, index=index)
    assert abs(found.between + found.within - found.total) <= 1e-12 * max(1.0, abs(found.total))
    assert found.between >= -1e-12
    assert found.within >= -1e-12
    assert {part.name for part in found.parts} == set(group)
    assert sum(part.weight for part in found.parts) == pytest.approx(sum(weight))


def test_parts_that_are_equal_inside_leave_nothing_within():
    found = decompose([1, 1, 3], [1, 1, 2], ["town", "town", "country"])
    assert found.within == 0
    assert found.total == pytest.approx(0.5 * 0.5 * math.log(0.5) + 0.5 * 1.5 * math.log(1.5))
    assert [part.between for part in found.parts] == pytest.approx([0.25 * math.log(0.5), 0.75 * math.log(1.5)])


def test_parts_with_the_same_mean_leave_nothing_between():
    found = decompose([1, 3, 2], [1, 1, 5], ["a", "a", "b"], index="theil_l")
    assert found.between == pytest.approx(0, abs=1e-15)
    assert found.within == pytest.approx(found.total)


def test_a_part_that_has_nothing():
    found = decompose([0, 0, 4], [1, 1, 2], ["a", "a", "b"])
    assert found.between + found.within == pytest.approx(found.total) == pytest.approx(math.log(2))
    with pytest.raises(ValueError, match=r"value\[0\] is zero"):
        decompose([0, 0, 4], [1, 1, 2], ["a", "a", "b"], index="theil_l")


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="group has 2 names and value has 3 numbers"):
        decompose([1, 2, 3], [1, 1, 1], ["a", "b"])


@pytest.fixture
def problem():
    rng = np.random.default_rng(5)
    units = [(f"U{k:02}", "C1" if k % 3 else "C2", "school") for k in range(30)]
    enrolment = [(unit, "primary", "total", period, int(rng.integers(50, 900))) for unit, _, _ in units for period in ("2024", "2025")]
    observations = [
        (unit, "primary", measure, period, float(rng.uniform(100, 9000)))
        for unit, _, _ in units
        for period in ("2024", "2025")
        for measure in ("area", "books")
        if (unit, measure) != ("U07", "books")
    ]
    settings = {unit: ("urban", "town", "rural")[k % 3] for k, (unit, _, _) in enumerate(units) if k != 4}
    return from_release(release(AREAS, units, enrolment, observations, settings=settings), pack(indicator("area"), indicator("books")))


@pytest.mark.parametrize("by", ["area", "setting", "ownership"])
def test_tables_add_up_and_agree_with_the_single_function(problem, by):
    table = decomposition_table(problem, solve(problem), by=by)
    assert table.height == {"area": 4, "setting": 12, "ownership": 12}[by]
    for index in ("t", "l"):
        gap = table[f"between_{index}"] + table[f"within_{index}"] - table[f"total_{index}"]
        assert gap.abs().max() < 1e-12
    row = table.filter(pl.col("area") == "CITY", pl.col("indicator") == "books", pl.col("period") == "2025").row(0, named=True)
    rows = problem.rows("CITY", "primary", "2025")
    rows = rows[~np.isnan(problem.value[rows, 1])]
    names = {
        "area": [problem.areas[problem.area[r]] for r in rows],
        "setting": [problem.settings[problem.unit[r]] for r in rows],
        "ownership": [problem.ownerships[problem.unit[r]] for r in rows],
    }[by]
    single = decompose(problem.value[rows, 1], problem.pupils[rows], names)
    assert row["between_t"] == pytest.approx(single.between, abs=1e-12)
    parts = parts_table(problem, by=by).filter(pl.col("area") == "CITY", pl.col("indicator") == "books", pl.col("period") == "2025")
    assert sorted(parts["mean"]) == pytest.approx(sorted(part.mean for part in single.parts))
    assert parts["units"].sum() == 29


def test_what_the_region_does_not_say_is_a_part_of_its_own(problem):
    parts = parts_table(problem, by="setting").filter(pl.col("area") == "CITY", pl.col("indicator") == "area", pl.col("period") == "2025")
    assert dict(parts.select("part", "units").rows()) == {"rural": 10, "town": 9, "unknown": 1, "urban": 10}
