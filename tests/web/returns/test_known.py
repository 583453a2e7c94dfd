"""What the release says already reaches the row of the form that asks for it."""

import os
from dataclasses import replace

import polars as pl
import pytest

from junheng.web.returns import services
from junheng.web.returns.models import Return

from ..monitor import town


@pytest.fixture
def as_a_whole(home, tmp_path, monkeypatch):
    """The town, whose files state its schools' grounds and rooms without a level, as many sheets do."""
    region = town.region()
    observations = region.tables["observations"]
    whole = pl.when(pl.col("measure").str.ends_with("_area")).then(pl.lit("all")).otherwise("level")
    stated = replace(region, tables={**region.tables, "observations": observations.with_columns(level=whole)})
    town.load(tmp_path / "whole" / "regions" / "town", stated)
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path / "whole"))


def test_what_is_stated_of_a_school_with_one_level_stands_beside_the_row_of_that_level(as_a_whole, commission):
    services.open_returns(commission, "town", "balance_yearly", "2026")
    context = services.describe(Return.objects.get(unit="S1"))["context"]
    assert context["last"]["resources/primary/sports_area"] == "800"
    assert not any(address.startswith("resources/all/") for address in context["last"])
    assert context["ranges"]["outlier.sports_area/primary"]["median"] == 7.75


def test_a_period_that_is_known_as_a_whole_is_filled_in(as_a_whole, commission):
    services.open_returns(commission, "town", "balance_yearly", "2025")
    cells = Return.objects.get(unit="S1").cells
    assert cells.get(row="primary", column="teaching_area").value == "500"
    assert not cells.filter(row="all").exists()
