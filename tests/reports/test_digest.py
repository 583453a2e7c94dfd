from dataclasses import replace

import pytest

from junheng import packs
from junheng.examples import EXAMPLES, copy_example
from junheng.releases import draft
from junheng.reports import balance_sheets
from junheng.reports.digest import balance_digest
from junheng.tables import read_region

HQ2017, BASIC2012, GENERIC = "education_cn/hq2017", "education_cn/basic2012", "generic"


@pytest.fixture(scope="module")
def release_of(tmp_path_factory):
    def made(name, pack):
        if name not in kept:
            folder = tmp_path_factory.mktemp("regions") / name
            copy_example(name, folder)
            kept[name] = draft(read_region(folder, packs.load(pack).vocabulary))
        return kept[name]

    kept = {}
    return made


def test_the_finding_of_each_level_agrees_with_the_whole_table(release_of):
    pack = packs.load(HQ2017)
    release = release_of("chengdu-synthetic", HQ2017)
    digest = balance_digest(release, pack, language="en")
    balance = balance_sheets(release, pack, language="en")[0].frame
    newest = balance.filter((balance["period"] == "2025") & balance["threshold"].is_not_null())
    assert len(digest.findings) == 2
    for level, finding in zip(("primary", "junior"), digest.findings, strict=True):
        rows = newest.filter(newest["level"] == level)
        over = rows.filter(~rows["meets"])
        met = rows["area"].n_unique() - over["area"].n_unique()
        assert f": {met} of {rows['area'].n_unique()}." in finding.en
        most = over["indicator"].value_counts()["count"].max()
        assert f"(areas: {most})" in finding.en
        assert f"（{most} 个地区）" in finding.zh
        assert "With every unit's floors as well:" in finding.en
    assert digest.table.height == newest.height


def test_what_fails_comes_first_and_the_furthest_of_it_before_all(release_of):
    table = balance_digest(release_of("chengdu-synthetic", HQ2017), packs.load(HQ2017), language="zh").table
    excess = (table["差异系数"] / table["上限"]).to_list()
    assert excess == sorted(excess, reverse=True)
    fails = table["达标"].str.starts_with("▲").to_list()
    assert fails == sorted(fails, reverse=True)
    assert "成都市" not in table["地区"].str.slice(0, 3).to_list()


def test_a_standard_of_the_mean_coefficient_alone_shows_that_one(release_of):
    digest = balance_digest(release_of("chengdu-synthetic", HQ2017), packs.load(BASIC2012), language="en")
    assert set(digest.table["indicator"]) == {"Comprehensive coefficient"}
    assert digest.table.height == 40
    assert all("20 of 20" in finding.en for finding in digest.findings)


def test_what_keeps_a_mean_coefficient_from_being_judged_is_named(tmp_path):
    copy_example("chengdu-synthetic", tmp_path / "region")
    pack = packs.load(BASIC2012)
    region = read_region(tmp_path / "region", pack.vocabulary)
    fewer = region.tables["observations"].filter(region.tables["observations"]["measure"] != "books")
    digest = balance_digest(draft(replace(region, tables={**region.tables, "observations": fewer})), pack, language="zh")
    assert all(finding.zh.endswith("因缺数据不能判定的 20 个，缺的是图书。") for finding in digest.findings)


def test_without_limits_the_largest_coefficient_is_named(release_of):
    assert EXAMPLES["california"]
    digest = balance_digest(release_of("california", GENERIC), packs.load(GENERIC), language="en")
    first = digest.table.row(0, named=True)
    assert digest.findings[0].en.startswith("1998")
    assert f"{first['cv']:.3f}: {first['indicator']} in {first['area']}." in digest.findings[0].en
    assert set(digest.table["meets"]) == {None}


def test_the_mean_coefficient_leaves_the_house_where_it_has_a_limit(release_of):
    release = release_of("chengdu-synthetic", HQ2017)
    older = {sheet.name: sheet.frame for sheet in balance_sheets(release, packs.load(BASIC2012), language="en")}
    newer = {sheet.name for sheet in balance_sheets(release, packs.load(HQ2017), language="en")}
    assert newer == {"balance", "units", "additions"}
    assert set(older) == newer | {"comprehensive"}
    limited = older["comprehensive"].filter(older["comprehensive"]["limit"].is_not_null())
    assert set(limited.select("level", "limit").rows()) == {("primary", 0.65), ("junior", 0.55)}
    assert limited["meets"].null_count() == 0
