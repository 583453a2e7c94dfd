"""The synthetic city gives the 2017 standard something to find, as its PROVENANCE.md says."""

import polars as pl
import pytest

from junheng import packs
from junheng.engines.balance import from_release, judge
from junheng.examples import chengdu
from junheng.releases import draft
from junheng.tables import read_region


@pytest.fixture(scope="module")
def verdicts():
    pack = packs.load("education_cn/hq2017")
    return judge(from_release(draft(read_region(chengdu.FOLDER, pack.vocabulary)), pack), pack)


def test_somewhat_more_than_half_of_the_schools_meet_it_and_more_each_year(verdicts):
    schools = verdicts.verdicts_table().group_by("period", "unit").agg(pl.col("meets").all())
    shares = schools.group_by("period").agg(pl.col("meets").mean()).sort("period")["meets"].to_list()
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(0.38, abs=0.005)
    assert shares[-1] == pytest.approx(0.58, abs=0.005)


def test_half_of_the_counties_are_balanced_at_both_levels(verdicts):
    counties = verdicts.areas_table().group_by("period", "area").agg(pl.col("balanced").all())
    balanced = dict(counties.group_by("period").agg(pl.col("balanced").sum()).iter_rows())
    assert (balanced["2020"], balanced["2025"]) == (7, 10)


def test_sports_ground_is_the_most_common_shortfall(verdicts):
    short = verdicts.units_table().filter(period="2025", meets=False)
    for level in ("primary", "junior"):
        assert short.filter(level=level)["indicator"].mode().to_list() == ["sports_area"]


def test_staff_are_better_in_urban_schools_and_grounds_larger_in_the_country(verdicts):
    places = pl.DataFrame({"unit": verdicts.problem.units, "setting": verdicts.problem.settings})
    values = verdicts.units_table().filter(period="2025", level="primary").join(places, on="unit")
    means = {
        (setting, indicator): mean
        for setting, indicator, mean in values.group_by("setting", "indicator").agg(pl.col("value").mean()).iter_rows()
    }
    assert means["urban", "teachers_backbone"] > means["rural", "teachers_backbone"]
    assert means["urban", "equipment_value"] > means["rural", "equipment_value"]
    assert means["urban", "sports_area"] < means["rural", "sports_area"]
