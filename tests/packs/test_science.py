"""A trade without pupils: the shipped pack, against figures typed here from its sources, and the mechanism that it rests on."""

from datetime import date

import pytest

from junheng.packs import check, load

TODAY = date(2025, 6, 1)

#: What the ministry's judgement of 2019 found on average of 344 holders: from one report.
BENCHMARK = {"hours_per_instrument": 1440, "external_per_instrument": 240, "external_share": 16, "entry_rate": 95}
#: Figures of rules: value, unit, whether one reading only is known.
QUOTED = {
    "call.guide_days": (30, "day", False),
    "call.formal_check_days": (45, "day", False),
    "review.experts": (3, "person", False),
    "review.panel": (5, "person", True),
    "review.exclusions": (3, "person", False),
    "review.again_days": (15, "day", False),
    "review.answer_days": (60, "day", False),
    "award.notice_days": (5, "day", True),
    "award.plan_days": (20, "day", False),
    "acceptance.report_days": (60, "day", False),
    "acceptance.extension_years": (1, "year", False),
    "acceptance.notice_days": (7, "day", True),
    "prize.notice_days": (15, "day", False),
    "experts.fee_senior": (2400, "yuan", False),
    "experts.fee_other": (1500, "yuan", False),
}


def test_holders_are_held_against_the_judgement_of_2019():
    pack = load("science_cn/instruments2019")
    floors = {i.id: i.floor["all"].on(TODAY) for i in pack.indicators if i.floor}
    assert floors == BENCHMARK
    assert all(i.source.confidence == "B" and i.levels == ("all",) and i.unit_kinds == ("holder",) for i in pack.indicators)
    assert pack.parameters["threshold.national"].on(TODAY) == 500_000
    assert (pack.parameters["rated.general"].on(TODAY), pack.parameters["rated.special"].on(TODAY)) == (7 * 5 * 40, 4 * 5 * 40)


def test_figures_of_rules_are_quoted_with_their_confidence():
    parameters = load("science_cn").parameters
    quoted = {name: p for name, p in parameters.items() if ".floor." not in name}
    assert {name: (p.on(TODAY), p.unit, p.source.confidence == "B") for name, p in quoted.items()} == QUOTED


def test_the_first_payment_of_major_projects_is_the_one_floor_of_a_year():
    pack = load("science_cn/annual")
    (floored,) = [i for i in pack.indicators if i.floor]
    assert (floored.id, floored.unit_kinds, floored.floor["municipal"].on(TODAY)) == ("first_payment", ("major_programme",), 60)
    assert floored.source.confidence == "B"


def test_ratios_of_a_year_are_computed_as_their_names_say():
    pack = load("science_cn/annual")
    assert pack.indicator("approval_rate").formula.evaluate({"approved": 394, "applied": 1000}) == pytest.approx(39.4)
    assert pack.indicator("mean_grant").formula.evaluate({"funds_approved": 104_070_000, "approved": 394}) == pytest.approx(264137, abs=1)
    assert pack.indicator("external_share").formula.evaluate({"hours_external": 240, "hours_effective": 1440}) == pytest.approx(100 / 6)


def test_a_trade_without_grades_has_no_pupils():
    science, schools = load("science_cn").vocabulary, load("education_cn").vocabulary
    assert (science.has_pupils, schools.has_pupils) == (False, True)
    assert (science.level_name("all").zh, schools.level_name("all").zh) == ("全单位", "全校")
    assert (science.level_name("municipal").zh, science.level_name("elsewhere").zh) == ("市级", "elsewhere")
    assert science.unit_kinds["holder"].levels == ()


def test_a_split_and_levels_of_a_kind_are_optional(write_pack):
    folder = write_pack(("local.toml", 'split = "by_pupils"\n', ""), ("pack.toml", 'levels = ["primary", "junior"]\n', ""))
    assert check(str(folder)) == ()
    pack = load(str(folder))
    assert pack.split is None
    assert pack.vocabulary.unit_kinds["school"].levels == ()


def test_an_indicator_may_be_stated_for_the_whole_unit_but_for_no_level_that_is_not_there(write_pack):
    folder = write_pack(("local.toml", 'levels = ["primary"]', 'levels = ["all"]'))
    assert check(str(folder)) == ()
    assert load(str(folder)).indicator("doubled").levels == ("all",)
    folder = write_pack(("local.toml", 'levels = ["primary"]', 'levels = ["whole"]'))
    assert [finding.rule for finding in check(str(folder))] == ["level-unknown"]
