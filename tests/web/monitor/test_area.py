"""A county's page: its coefficients, why it fails, the least that helps."""

from .conftest import page, text_of


def test_reasons_name_the_units_and_the_coefficients(visitor):
    said = text_of(visitor(page("area", "town", "02")))
    assert "2 of 7 coefficients are above their limits" in said
    assert "=HYPERLINK(1)" in said


def test_least_additions_come_with_their_proof(visitor):
    said = text_of(visitor(page("area", "town", "02")))
    # S5 has 600 m² for 300 pupils; 2,100 more for it and 100 for S6 bring the coefficient down to 0.50.
    assert "2,200" in said
    assert "proven least" in said


def test_where_moving_cannot_do_it_the_rules_that_collide_are_named(visitor):
    said = text_of(visitor(page("area", "town", "02")))
    assert "These rules cannot hold together" in said


def test_an_area_that_needs_nothing_shows_no_additions(visitor):
    said = text_of(visitor(page("area", "town", "01", period="2025")))
    assert "Every coefficient is within its limit" in said


def test_the_needs_of_all_areas_add_up(visitor):
    said = text_of(visitor(page("needs", "town")))
    assert "2,250" in said  # 2,200 in the west, 50 for S3 in the east


def test_without_a_rule_nothing_is_needed(visitor):
    assert "Nothing has to be added" in text_of(visitor(page("needs", "california")))
