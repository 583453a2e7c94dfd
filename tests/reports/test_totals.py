"""Whole amounts by hand: sums over units, at a level with its part of what is shared, by kind; counts; an indicator over the sums."""

import pytest

from junheng.reports import FigureError, FigureId, trace
from junheng.reports.totals import Totals


def value(hamlet, figure):
    release, pack = hamlet
    return Totals(release, pack).of(FigureId.read(figure))


@pytest.mark.parametrize(
    ("figure", "by_hand"),
    [
        ("total:5101:primary:teachers:2025", 10 + 6 + 2),
        ("total:5101:all:teachers:2025", 10 + 6 + 4 + 2),
        ("total:510181:all:teachers:2025", 6 + 4 + 2),
        ("total:5101:all:teachers/nine_year:2025", 6 + 4),
        ("total:5101:primary:sports_area:2025", 900 + 360),
        ("total:5101:junior:sports_area:2025", 240),
        ("total:5101:all:sports_area:2025", 900 + 600),
        ("total:5101:all:equipment_value:2025", 123_000 + 45_600),
        ("total:5101:all:pupils:2025", 150 + 30 + 20 + 20),
        ("total:5101:primary:books:2025", None),
        ("count:5101:all:all:2025", 4),
        ("count:5101:primary:all:2025", 3),
        ("count:5101:all:primary_school:2025", 2),
        ("count:510104:all:nine_year:2025", 0),
        ("count:5101:all:all:2024", 2),
    ],
)
def test_sums_and_counts(hamlet, figure, by_hand):
    assert value(hamlet, figure) == by_hand


def test_an_overall_figure_takes_only_units_that_state_all_of_its_measures(hamlet):
    release, pack = hamlet
    assert value(hamlet, "overall:5101:primary:sports_area:2025") == pytest.approx((900 + 360) / (150 + 30))  # 003 states no ground
    found = trace(release, pack, FigureId.read("overall:5101:primary:sports_area:2025"))
    assert "2" in found.notes[0].zh
    assert "1,260" in found.calculation.zh


@pytest.mark.parametrize(
    ("figure", "rows"),
    [
        ("total:5101:primary:teachers:2025", {("observations.csv", 2), ("observations.csv", 3), ("observations.csv", 5)}),
        ("total:5101:all:teachers:2024", {("observations.csv", 6), ("observations.csv", 7)}),
        ("total:510181:all:pupils:2025", {("enrolment.csv", 3), ("enrolment.csv", 4), ("enrolment.csv", 5)}),
    ],
)
def test_a_total_leads_to_its_rows(hamlet, figure, rows):
    found = trace(*hamlet, FigureId.read(figure))
    assert {(row["file"], row["row"]) for row in found.rows.iter_rows(named=True)} == rows
    assert sum(part.value for part in found.parts) == found.value
    assert sum(part.share for part in found.parts) == pytest.approx(1)


def test_each_part_of_a_total_can_be_traced_on(hamlet):
    found = trace(*hamlet, FigureId.read("total:5101:all:equipment_value:2025"))
    assert [part.name for part in found.parts] == ["青禾路小学", "培训中心"]
    assert [trace(*hamlet, part.figure).value for part in found.parts] == [part.value for part in found.parts]


def test_a_count_leads_to_one_row_of_each_unit(hamlet):
    found = trace(*hamlet, FigureId.read("count:5101:all:primary_school:2025"))
    assert sorted(found.rows["unit"]) == ["001", "003"]


def test_names_as_people_say_them(hamlet):
    said = trace(*hamlet, FigureId.read("total:成都市:小学:专任教师数/九年一贯制学校:2025"))
    assert (str(said.figure), said.value) == ("total:5101:primary:teachers/nine_year:2025", 6)
    assert trace(*hamlet, FigureId.read("count:锦江区:all:小学:2025")).value == 1


@pytest.mark.parametrize(
    "figure",
    [
        "total:5101:primary:nothing:2025",
        "total:5101:primary:largest_class:2025",  # the largest of several cannot be added up
        "total:5101:primary:teachers/castle:2025",
        "total:5101:nowhere:teachers:2025",
        "total:9999:primary:teachers:2025",
        "total:5101:primary:teachers:1999",
        "count:5101:all:castle:2025",
        "overall:5101:primary:nothing:2025",
    ],
)
def test_what_is_not_there_is_refused_in_both_languages(hamlet, figure):
    with pytest.raises(FigureError) as refused:
        trace(*hamlet, FigureId.read(figure))
    assert refused.value.text.zh
    assert refused.value.text.en
