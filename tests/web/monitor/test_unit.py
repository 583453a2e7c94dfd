"""A unit's page: where it stands, why, and what would be enough."""

import re

import pytest

from .conftest import page, text_of


def outcome(response):
    body = response.content.decode()
    part = body[body.index('id="trial-result"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[: part.index("</section>")]))


def test_the_verdict_says_how_many_floors_are_short(visitor):
    said = text_of(visitor(page("unit", "town", "S5")))
    assert "Not met: 5 floors, 6 needed" in said
    assert "5 of 7 floors are reached; short in Backbone, Sports area" in said


def test_a_unit_that_is_left_out_says_why(visitor):
    said = text_of(visitor(page("unit", "town", "P1")))
    assert "Teaching points with fewer than 50 pupils are not compared" in said
    assert "12" in said


def test_neighbours_are_those_of_the_area(visitor):
    body = visitor(page("unit", "town", "S5", period="2024")).content.decode()
    assert re.search(r'rel="prev"[^>]*href="/monitor/town/unit/S4/\?period=2024"', body)
    assert re.search(r'rel="next"[^>]*href="/monitor/town/unit/S6/\?period=2024"', body)
    assert 'rel="prev"' not in visitor(page("unit", "town", "S4")).content.decode()


def test_the_least_way_is_offered_and_trying_it_makes_the_unit_comply(visitor):
    body = visitor(page("unit", "town", "S5")).content.decode()
    link = re.search(r'<div class="alt best">.*?href="([^"#]+)#trial"', body, re.DOTALL)[1].replace("&amp;", "&")
    tried = visitor(page("unit", "town", "S5") + link)
    assert "5 of 7 floors → 6 of 7 floors" in re.sub(r"\s+", " ", outcome(tried))
    assert "tried below" in text_of(tried)


def test_a_trial_shows_what_moves_in_the_unit_and_in_its_area(visitor):
    said = outcome(visitor(page("unit", "town", "S5", **{"to-sports_area": "2250"})))
    assert "2.00 7.50" in said
    assert "coefficient of the area 1.121 0.601" in said


def test_pupils_can_be_tried_too(visitor):
    said = outcome(visitor(page("unit", "town", "S5", **{"to-pupils": "100"})))
    assert "2.00 6.00" in said


@pytest.mark.parametrize("wrong", ["-1", "x", "nan", "inf", "1e99"])
def test_a_slip_is_marked_at_its_field_and_nothing_is_computed(visitor, wrong):
    response = visitor(page("unit", "town", "S5", **{"to-sports_area": wrong}))
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert "Correct the figures marked above" in outcome(response)


@pytest.mark.parametrize("wrong", ["0", "1.5", "-3"])
def test_pupils_are_whole_people(visitor, wrong):
    assert "Write a whole number of at least 1" in text_of(visitor(page("unit", "town", "S5", **{"to-pupils": wrong})))


def test_a_trial_stays_in_the_address_and_nowhere_else(visitor):
    visitor(page("unit", "town", "S5", **{"to-sports_area": "2250"}))
    assert "Nothing is changed yet" in outcome(visitor(page("unit", "town", "S5")))


def test_without_floors_a_unit_stands_beside_its_area(visitor):
    said = text_of(visitor(page("unit", "california", "75440")))
    assert "area's mean" in said
    assert "Not met" not in said


def test_a_lone_unit_stands_beside_the_region(visitor):
    assert "region mean" in text_of(visitor(page("unit", "california", "75119")))
