"""The region's page says what the town's numbers say."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from junheng.web.monitor.verdict import of_area

from .conftest import page, text_of


def rows_of(body):
    table = body[body.index('id="areas"') :]
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a></th>', table[: table.index("</section>")])


def test_the_finding_is_computed(visitor):
    # West county: sports area 24, 2, 8 and backbone teachers 1.1, 0.33, 1.1 a hundred are above 0.50; east county has none.
    assert "1 of 2 areas keep every limit in primary, as in the year before" in text_of(visitor(page("region", "town")))
    assert "2 个区县中 1 个小学资源配置均衡达标，与上年持平" in text_of(visitor(page("region", "town"), "zh-hans"))


def test_the_first_year_is_compared_with_nothing(visitor):
    said = text_of(visitor(page("region", "town", period="2024")))
    assert "1 of 2 areas keep every limit in primary" in said
    assert "the year before" not in said


def test_the_lead_counts_what_the_lists_hold(visitor):
    said = text_of(visitor(page("region", "town")))
    assert "6 units with 900 pupils in 2 areas." in said
    assert "5 of them reach at least 6 of 7 floors, and 85% of each other one." in said
    assert "Sports area is the most common shortfall: 2 units are below 7.5 m²/pupil." in said


def test_a_coefficient_shows_the_digit_that_decides(visitor):
    body = visitor(page("region", "town")).content.decode()
    assert re.search(r'<td class="cv miss[^"]*"><a class="fig" href="[^"]*cv:02:primary:sports_area:2025[^"]*">1\.12</a>', body)


@pytest.mark.parametrize(
    ("sort", "first"),
    [("", "东县"), ("compliance", "东县"), ("-compliance", "西县"), ("-area", "西县"), ("-cv-sports_area", "西县"), ("nonsense", "东县")],
)
def test_areas_are_sorted_by_the_address(visitor, sort, first):
    assert rows_of(visitor(page("region", "town", sort=sort)).content.decode())[0] == first


def test_what_moved_is_named_against_the_release_before_and_on_request_the_year_before(visitor):
    said = text_of(visitor(page("region", "town")))
    assert "1 coefficient moved against release R1, no verdict changed" in said
    assert "1 coefficient moved against 2024—2025" in text_of(visitor(page("region", "town", against="period")))


def test_a_figure_of_the_earlier_release_is_traced_there(visitor):
    body = visitor(page("region", "town")).content.decode()
    moved = body[body.index('id="moved"') :]
    links = re.findall(r'<a class="fig" href="([^"]+)"', moved[: moved.index("</section>")])
    assert ["release=R1" in link for link in links] == [True, False]


def test_the_strip_shows_the_indicator_asked_for(visitor):
    assert "Teaching area: every unit meets the standard" in text_of(visitor(page("region", "town", strip="teaching_area")))


def test_without_floors_and_limits_areas_are_ranked(visitor):
    said = text_of(visitor(page("region", "california")))
    assert "is the most unequal of 45 areas" in said
    assert "sets no floors and no limits" in said
    assert "What would it take?" not in said
    assert "Furthest behind their area's mean" in said


def test_the_map_has_a_path_for_each_area_and_a_symbol_where_a_limit_is_broken(visitor):
    body = visitor(page("region", "town")).content.decode()
    assert len(re.findall(r'<path class="area', body)) == 2
    drawing = body[body.index('class="map"') :]
    assert drawing[: drawing.index("</svg>")].count('class="sym"') == 1
    assert "no survey product" in text_of(visitor(page("region", "town")))


@pytest.mark.parametrize(("number", "said"), [("川S【2026】00001号", "map: 川S【2026】00001号"), (None, "map: not yet entered")])
def test_the_approval_number_stands_under_the_map_once_there_is_one(number, said):
    scope = SimpleNamespace(manifest=SimpleNamespace(description=SimpleNamespace(map_approval=number)))
    with translation.override("en"):
        assert said in render_to_string("monitor/map_note.html", {"scope": scope})


def test_areas_in_an_area_are_drawn_for_it(visitor):
    body = visitor(page("region", "amsterdam")).content.decode()
    assert len(re.findall(r'<path class="area', body)) == 8
    assert 'class="area hatched"' in body  # a district without schools


def test_a_limit_of_the_mean_judges_areas_too(visitor):
    # The 2012 standard limits the mean of the coefficients.
    said = text_of(visitor(page("region", "chengdu-synthetic", pack="education_cn/basic2012")))
    assert "keep every limit in primary" in said
    assert "sets no floors: units are ranked, not judged" in said
    assert "sets no floors and no limits" not in said


def test_the_only_limit_of_a_standard_is_not_nearly_kept():
    assert [of_area(failing, judged) for failing, judged in ((0, 0), (0, 1), (1, 7), (1, 1), (2, 7))] == [
        "none",
        "met",
        "near",
        "miss",
        "miss",
    ]
