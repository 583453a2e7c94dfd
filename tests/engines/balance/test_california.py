"""Real districts against PySAL's inequality, an independent library: each pupil of a district is one observation there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from inequality.gini import Gini
from inequality.theil import Theil, TheilD

from junheng import examples
from junheng.engines.balance import Problem, Result, decompose, disagreements, explain, from_release, gini, solve, theil_t, verify
from junheng.packs import load
from junheng.releases import draft
from junheng.tables import read_region

RESOURCES = ("teachers", "computers", "spending")


@pytest.fixture(scope="module")
def problem() -> Problem:
    pack = load("generic")
    return from_release(draft(read_region(Path(examples.__file__).parent / "california", pack.vocabulary)), pack)


@pytest.fixture(scope="module")
def result(problem: Problem) -> Result:
    return solve(problem)


def column(problem: Problem, name: str) -> np.ndarray:
    return problem.value[:, [indicator.id for indicator in problem.indicators].index(name)]


@pytest.mark.parametrize("name", RESOURCES)
def test_unweighted_over_all_districts(problem, name):
    value = column(problem, name)
    once = np.ones_like(value)
    assert gini(value, once) == pytest.approx(Gini(value).g, abs=1e-9)
    assert theil_t(value, once) == pytest.approx(Theil(value).T, abs=1e-9)


@pytest.mark.parametrize("name", RESOURCES)
def test_weighted_in_every_county(problem, result, name):
    value, k = column(problem, name), [indicator.id for indicator in result.indicators].index(name)
    counties = np.flatnonzero(problem.compared[result.area] == 1)
    assert len(counties) == 45
    for g in counties:
        rows = problem.area == result.area[g]
        pupils = np.repeat(value[rows], problem.pupils[rows])
        assert result.spread.cv[g, k] == pytest.approx(pupils.std() / pupils.mean(), abs=1e-9)
        assert result.spread.theil_t[g, k] == pytest.approx(Theil(pupils).T, abs=1e-9)
        if len(pupils) < 20_000:  # PySAL takes seconds for the large ones
            assert result.spread.gini[g, k] == pytest.approx(Gini(pupils).g, abs=1e-9)


@pytest.mark.parametrize("name", RESOURCES)
def test_between_and_within_counties(problem, name):
    value = column(problem, name)
    ours, theirs = decompose(value, np.ones_like(value), problem.area.tolist()), TheilD(value, problem.area)
    assert ours.between == pytest.approx(theirs.bg.item(), abs=1e-9)
    assert ours.within == pytest.approx(theirs.wg.item(), abs=1e-9)


def test_the_check_finds_nothing_and_every_contradiction_can_be_told(problem, result):
    assert verify(problem, result) == ()
    found = disagreements(problem, result)
    assert found
    for one in found:
        told = explain.disagreement(problem, one)
        assert problem.unit_name(one.more.unit) in told.zh
        assert problem.unit_name(one.less.unit) in told.en
