"""Where a school lies is read today, in its newest release."""

from datetime import date

import pytest

from junheng.web.people import places

from ..monitor import town

MOVED = [{"unit": "S3", "date": "2026-09-01", "change": "moved", "from_area": "02"}]
CLOSED = [{"unit": "S6", "date": "2025-12-01", "change": "closed"}]


@pytest.fixture
def on(tmp_path, monkeypatch):
    """The places of the town, whose S3 moves from the second county to the first, on a day."""
    town.load(tmp_path / "regions" / "town", town.region(unit_changes=[*MOVED, *CLOSED]))
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))

    def read(*day):
        monkeypatch.setattr(places.timezone, "localdate", lambda: date(*day))
        return places.places("town")

    return read


def test_a_school_belongs_to_its_new_county_from_the_day_of_its_move(on):
    assert "S3" in on(2026, 8, 31).units_within("02")
    assert "S3" not in on(2026, 8, 31).units_within("01")
    assert "S3" in on(2026, 9, 1).units_within("01")
    assert "S3" not in on(2026, 9, 1).units_within("02")


def test_a_closed_school_stays_where_it_lay_last(on):
    assert on(2027, 1, 1).units["S6"] == "02"
