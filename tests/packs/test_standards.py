"""The shipped standards, against figures typed here from the documents and not from the packs."""

from datetime import date
from fractions import Fraction

import pytest

from junheng.packs import DERIVED, available, load
from junheng.packs.files import locate, read_toml
from junheng.tables.heads import plain
from junheng.tables.units import unit

YEAR_2017, YEAR_2012 = date(2017, 9, 1), date(2012, 9, 1)

#: 教督〔2017〕6号: per-school floors, primary and junior.
FLOORS = {
    "teachers_qualified": (4.2, 5.3),
    "teachers_backbone": (1, 1),
    "teachers_pe_arts": (0.9, 0.9),
    "teaching_area": (4.5, 5.8),
    "sports_area": (7.5, 10.2),
    "equipment_value": (2000, 2500),
    "multimedia_rooms": (2.3, 2.4),
}
#: Ceilings: pupils of a school, of a combined school, of every class.
CEILINGS = {"school_size": (2000, 2000), "combined_school_size": (2500, 2500), "class_size": (45, 50)}

#: The guarantees and the results that have a figure; True where one reading only is known.
QUOTED = {
    "music_room.area": (96, "m2", False),
    "music_room.area_older": (73, "m2", True),
    "music_room.classes": (12, "class/room", False),
    "art_room.area": (90, "m2", False),
    "art_room.area_older": (67, "m2", True),
    "art_room.classes": (12, "class/room", False),
    "school_size.older": (2400, "pupil", True),
    "school_size.older_combined": (3000, "pupil", True),
    "public_funds.small_school": (100, "pupil", False),
    "public_funds.special": (6000, "yuan/pupil", True),
    "teachers.pay": (1, "1", False),
    "teachers.training_hours": (360, "hour", False),
    "teachers.trained": (100, "%", False),
    "teachers.exchanged": (10, "%", False),
    "teachers.exchanged_backbone": (20, "%", False),
    "teachers.certified": (100, "%", False),
    "nearby_enrolment.primary": (100, "%", False),
    "nearby_enrolment.junior": (95, "%", False),
    "senior_quota.share": (50, "%", False),
    "migrant_children.share": (85, "%", False),
    "retention.junior": (95, "%", False),
    "disabled_children.enrolled": (95, "%", False),
    "training_funds.share": (5, "%", False),
    "monitoring.level": (3, "1", False),
    "monitoring.difference": (0.15, "1", True),
    "recognition.share": (85, "%", False),
    "application.years": (3, "year", False),
}


def limits(pack, names, day):
    return {name: tuple(pack.indicator(name).floor[level].on(day) for level in ("primary", "junior")) for name in names}


def test_high_quality_balance_has_its_seven_floors():
    pack = load("education_cn/hq2017")
    seven = [indicator for indicator in pack.indicators if indicator.counted]
    assert [indicator.id for indicator in seven] == list(FLOORS)
    assert limits(pack, FLOORS, YEAR_2017) == FLOORS
    assert all(indicator.direction == "higher" and indicator.balance for indicator in seven)
    for indicator in seven:
        assert {level: limit.on(YEAR_2017) for level, limit in indicator.cv_max.items()} == {"primary": 0.50, "junior": 0.45}
    assert pack.compliance is not None
    assert (pack.compliance.at_least, pack.compliance.rest_share) == ({"primary": 6, "junior": 6}, 0.85)
    assert pack.compliance.source.confidence == "B"
    assert pack.compliance.comprehensive_cv_max == {}


def test_size_and_class_limits_are_guarantees_and_not_among_the_seven():
    pack = load("education_cn/hq2017")
    others = [indicator for indicator in pack.indicators if not indicator.counted]
    assert [indicator.id for indicator in others] == list(CEILINGS)
    assert limits(pack, CEILINGS, YEAR_2017) == CEILINGS
    assert all(indicator.direction == "lower" and not indicator.balance and not indicator.cv_max for indicator in others)
    single, combined = set(others[0].unit_kinds), set(others[1].unit_kinds)
    assert not single & combined
    excluded = {kind for e in pack.exclusions if e.fewer_pupils_than is None for kind in e.unit_kinds}
    compulsory = {code for code, kind in pack.vocabulary.unit_kinds.items() if {"primary", "junior"} & set(kind.levels)}
    assert single | combined == compulsory - excluded


def test_the_other_figures_are_quoted_with_their_confidence():
    parameters = load("education_cn/hq2017").parameters
    quoted = {name: p for name, p in parameters.items() if ".floor." not in name and not name.startswith("cv_max.")}
    assert {n: (p.on(YEAR_2017), p.unit, p.source.confidence == "B") for n, p in quoted.items()} == QUOTED


def test_basic_balance_has_its_eight_indicators_and_one_comprehensive_limit():
    pack = load("education_cn/basic2012")
    assert [(indicator.id, indicator.unit) for indicator in pack.indicators] == [
        ("teaching_area", "m2/pupil"),
        ("sports_area", "m2/pupil"),
        ("equipment_value", "yuan/pupil"),
        ("computers", "computer/100 pupil"),
        ("books", "book/pupil"),
        ("teacher_pupil_ratio", "teacher/pupil"),
        ("teachers_qualified", "teacher/100 pupil"),
        ("teachers_titled", "teacher/100 pupil"),
    ]
    assert all(indicator.balance and not indicator.floor and not indicator.cv_max for indicator in pack.indicators)
    assert pack.compliance is not None
    assert {level: p.on(YEAR_2012) for level, p in pack.compliance.comprehensive_cv_max.items()} == {"primary": 0.65, "junior": 0.55}
    assert (pack.compliance.at_least, pack.compliance.rest_share) == ({}, 0)


def test_nothing_holds_before_its_day():
    assert load("education_cn/hq2017").indicator("sports_area").floor["primary"].on(date(2017, 4, 18)) is None
    assert load("education_cn/basic2012").parameters["comprehensive_cv_max.primary"].on(date(2012, 1, 19)) is None


@pytest.mark.parametrize("name", ["education_cn/hq2017", "education_cn/basic2012"])
def test_who_is_left_out_and_how_shared_resources_are_split(name):
    pack = load(name)
    assert {(e.unit_kinds, e.fewer_pupils_than) for e in pack.exclusions} == {
        (("special_school",), None),
        (("vocational_school",), None),
        (("teaching_point",), 50),
    }
    assert (pack.split.id, pack.split.weights, pack.split.source.confidence) == ("by_pupils", {}, "B")


def test_the_published_guide_splits_by_weighted_pupils():
    shared, _ = read_toml("pack.toml", dict(locate("education_cn")[0].files)["pack.toml"])
    weights = shared["split"]["by_weighted_pupils"]["weights"]
    assert weights == {
        "nine_year": {"primary": 1, "junior": 1.1},
        "complete_secondary": {"junior": 1, "senior": 1.2},
        "twelve_year": {"primary": 1, "junior": 1.1, "senior": 1.32},
    }
    # The guide's own row: 166 and 210 pupils and 23,226 books in a nine-year school.
    weighted = {level: pupils * Fraction(str(weights["nine_year"][level])) for level, pupils in {"primary": 166, "junior": 210}.items()}
    each = 23226 / sum(weighted.values())
    primary = int(each * weighted["primary"])
    assert (round(float(each), 1), primary, 23226 - primary) == (58.5, 9711, 13515)


@pytest.mark.parametrize("name", available())
def test_every_rule_says_where_it_stands(name):
    pack = load(name)
    sources = [
        pack.source,
        *([pack.split.source] if pack.split else []),
        *(e.source for e in pack.exclusions),
        *(i.source for i in pack.indicators),
    ]
    sources += [p.source for p in pack.parameters.values()] + ([pack.compliance.source] if pack.compliance else [])
    assert all(source.title for source in sources)
    assert all(i.source.article for i in pack.indicators)
    assert all(p.source.article for p in pack.parameters.values())
    if name.startswith("education_cn"):
        assert all(
            source.number for source in [pack.source, *(i.source for i in pack.indicators), *(p.source for p in pack.parameters.values())]
        )


@pytest.mark.parametrize("name", available())
def test_the_resource_moves_its_indicator(name):
    for indicator in load(name).indicators:
        if indicator.resource is not None:
            values = dict.fromkeys(indicator.resource.measures, 54.0) | {"pupils": 1284.0}
            assert indicator.formula.evaluate(values) == pytest.approx(indicator.resource.scale * 54 / 1284)
            assert indicator.resource.whole is (unit(indicator.resource.unit).dimension[0][0] not in {"m2", "yuan", "usd", "fte"})


@pytest.mark.parametrize("name", available())
def test_the_vocabulary_is_closed_and_its_words_are_unambiguous(name):
    words = load(name).vocabulary
    for kind in words.unit_kinds.values():
        assert set(kind.levels) <= set(words.levels)
    for code, measure in words.measures.items():
        assert unit(measure.unit).factor == 1, code
    for entries in (words.measures, words.unit_kinds, words.area_kinds, words.levels):
        texts = [plain(text) for entry in entries.values() for text in {entry.name.zh, entry.name.en, *entry.synonyms}]
        assert len(texts) == len(set(texts))
    assert all(name in DERIVED for name in {"pupils", "unit_pupils", "classes", "largest_class"})


def test_kinds_teach_what_their_names_say():
    kinds = load("education_cn").vocabulary.unit_kinds
    assert {kinds[code].name.zh: kinds[code].levels for code in ("nine_year", "twelve_year", "complete_secondary", "teaching_point")} == {
        "九年一贯制学校": ("primary", "junior"),
        "十二年一贯制学校": ("primary", "junior", "senior"),
        "完全中学": ("junior", "senior"),
        "教学点": ("primary",),
    }
    levels = load("education_cn").vocabulary.levels
    assert levels["primary"].grades + levels["junior"].grades + levels["senior"].grades == tuple(str(grade) for grade in range(1, 13))
