"""A period is computed with the tree of its first day: who is compared with whom, in whose totals, and who is not there."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.engines.balance import decompose, decomposition_table, from_release, parts_table, solve

from .hamlet import AREAS, release
from .town import indicator, pack

PACK = pack(indicator("area"))
#: S2 moves from C1 to C2 on the first day of 2025, S4 goes into S3 on that day, S5 opens on it.
UNITS = [(unit, area, "primary_school") for unit, area in (("S1", "C1"), ("S2", "C2"), ("S3", "C2"), ("S4", "C2"), ("S5", "C1"))]
CHANGES = [
    ("S2", "2025-09-01", "moved", "C1", None),
    ("S4", "2025-09-01", "merged", None, "S3"),
    ("S5", "2025-09-01", "opened", None, None),
]
#: Unit -> pupils and m² in 2024 and in 2025.
HAS = {
    "S1": ((100, 500.0), (100, 500.0)),
    "S2": ((100, 900.0), (100, 900.0)),
    "S3": ((50, 200.0), (150, 600.0)),
    "S4": ((100, 400.0), None),
    "S5": (None, (50, 450.0)),
}


def of(has=HAS, changes=CHANGES, units=UNITS, periods=("2024", "2025")):
    said = [(unit, period, had) for unit, each in has.items() for period, had in zip(periods, each, strict=True) if had is not None]
    return from_release(
        release(
            AREAS,
            units,
            [(unit, "primary", "total", period, pupils) for unit, period, (pupils, _) in said],
            [(unit, "primary", "area", period, area) for unit, period, (_, area) in said],
            unit_changes=changes,
        ),
        PACK,
    )


def figures(problem):
    table = solve(problem, compiled=False).balance_table()
    return {
        (area, period): (units, pupils, mean)
        for area, period, units, pupils, mean in table.select("area", "period", "units", "pupils", "mean").iter_rows()
    }


def test_counties_have_the_units_that_lay_in_them_then():
    assert figures(of()) == {
        ("C1", "2024"): (2, 200, pytest.approx(7.0)),  # S1, S2: 1400/200
        ("C1", "2025"): (2, 150, pytest.approx(950 / 150)),  # S1, S5
        ("C2", "2024"): (2, 150, pytest.approx(4.0)),  # S3, S4: 600/150
        ("C2", "2025"): (2, 250, pytest.approx(6.0)),  # S2, S3: 1500/250
        ("CITY", "2024"): (4, 350, pytest.approx(2000 / 350)),
        ("CITY", "2025"): (4, 400, pytest.approx(2450 / 400)),
    }


def test_the_part_between_counties_follows_the_old_tree():
    problem = of()
    table = decomposition_table(problem, solve(problem, compiled=False), by="area").filter(pl.col("period") == "2024")
    by_hand = decompose([5, 9, 4, 4], [100, 100, 50, 100], ["C1", "C1", "C2", "C2"])
    (row,) = table.iter_rows(named=True)
    assert (row["between_t"], row["within_t"]) == (pytest.approx(by_hand.between), pytest.approx(by_hand.within))
    assert by_hand.between != pytest.approx(decompose([5, 9, 4, 4], [100, 100, 50, 100], ["C1", "C2", "C2", "C2"]).between)
    counts = parts_table(problem, by="area").select("period", "part", "units").rows()
    assert sorted(counts) == [("2024", "C1", 2), ("2024", "C2", 2), ("2025", "C1", 2), ("2025", "C2", 2)]


def test_who_is_not_there_is_neither_missing_nor_without_pupils():
    problem = of()
    assert problem.left_out.is_empty()
    assert solve(problem, compiled=False).missing.sum() == 0


def test_data_of_a_unit_that_is_not_there_is_left_out_with_its_reason():
    """The readers refuse it; a release made of returns that were opened before the closure was known can hold it."""
    problem = of(HAS | {"S4": ((100, 400.0), (90, 400.0))})
    assert problem.left_out.rows() == [("S4", "primary", "2025", 90, "not_there")]
    assert "撤销" in problem.reasons["not_there"].zh
    assert figures(problem) == figures(of())


def test_a_change_after_the_last_period_changes_nothing_before_it():
    plain = of(changes=[], units=[(unit, "C1" if unit in ("S1", "S2", "S5") else "C2", kind) for unit, _, kind in UNITS])
    later = of(changes=[("S2", "2025-09-02", "moved", "C1", None), ("S1", "2026-09-01", "closed", None, None)])
    assert figures(plain) == figures(later)
    for name in ("unit", "area", "pupils", "amount", "value"):
        assert np.array_equal(getattr(plain, name), getattr(later, name)), name


def test_a_month_is_read_on_its_own_first_day():
    problem = of(periods=("2025-08", "2025-09"))
    assert figures(problem)["C1", "2025-08"][:2] == (2, 200)
    assert figures(problem)["C1", "2025-09"][:2] == (2, 150)


@given(st.data())
def test_totals_of_every_county_and_year_against_a_walk_through_the_years(data):
    """The oracle walks forwards, year by year, with a list of who is where; the tables tell it backwards from today."""
    years, units = ("2022", "2023", "2024", "2025"), ("U1", "U2", "U3")
    where = {unit: data.draw(st.sampled_from(("C1", "C2")), label=unit) for unit in units}
    changes, expected, enrolment, observations = [], {}, [], []
    for year in years:
        for unit in units:
            if year != years[0] and data.draw(st.booleans(), label=f"{unit} moves in {year}"):
                changes.append((unit, f"{year}-0{data.draw(st.integers(1, 9))}-01", "moved", where[unit], None))
                where[unit] = "C2" if where[unit] == "C1" else "C1"
            pupils = data.draw(st.integers(1, 500), label="pupils")
            enrolment.append((unit, "primary", "total", year, pupils))
            observations.append((unit, "primary", "area", year, 3.0 * pupils))
            for area in (where[unit], "CITY"):
                expected[area, year] = tuple(a + b for a, b in zip(expected.get((area, year), (0, 0)), (1, pupils), strict=True))
    stated = release(AREAS, [(u, where[u], "primary_school") for u in units], enrolment, observations, unit_changes=changes)
    found = {key: figure[:2] for key, figure in figures(from_release(stated, PACK)).items()}
    assert found == expected
