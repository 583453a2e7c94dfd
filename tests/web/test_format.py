"""Numbers and dates as people write them."""

import math
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from junheng.web import format as words


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1284, 0, "1,284"),
        (5.3201, 2, "5.32"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (-40, 0, "−40"),
        (-0.001, 2, "0.00"),
        (None, 2, "–"),
        (math.nan, 2, "–"),
        (math.inf, 0, "–"),
    ],
)
def test_numbers(value: float | None, decimals: int, written: str) -> None:
    assert words.number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (762_000, "76.2 万", "762,000"),
        (1_380_000, "138 万", "1,380,000"),
        (138_000_000, "1.38 亿", "138,000,000"),
        (9_999, "9,999", "9,999"),
        (12_000, "1.2 万", "12,000"),
    ],
)
def test_large_amounts_keep_wan_and_yi_in_chinese(value: float, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert words.amount(value) == zh
    with translation.override("en"):
        assert words.amount(value) == en


def test_a_coefficient_just_above_its_limit_does_not_look_as_if_it_met_it() -> None:
    assert words.beside_limit(0.505, 0.50, 2) == "0.51"
    assert words.beside_limit(0.5023, 0.50, 2) == "0.502"
    assert words.beside_limit(0.4996, 0.50, 2) == "0.4996"
    assert words.beside_limit(0.50, 0.50, 2) == "0.50"
    assert words.beside_limit(0.31, None, 2) == "0.31"


@given(st.floats(0, 2), st.sampled_from([0.45, 0.5, 0.55, 0.65]))
def test_what_is_written_never_contradicts_the_verdict(value: float, limit: float) -> None:
    written = float(words.beside_limit(value, limit, 2).replace(",", ""))
    if abs(value - limit) > 1e-5:
        assert (written > limit) == (value > limit)


def test_dates_and_periods() -> None:
    assert words.day(date(2025, 11, 18)) == "2025-11-18"
    assert words.moment(datetime(2025, 11, 18, 8, 20, tzinfo=UTC)) == "2025-11-18 16:20"
    assert words.school_year("2025") == "2025—2026"
    assert words.school_year("2025-09") == "2025-09"
    with translation.override("zh-hans"):
        assert words.day_in_prose(date(2025, 11, 18)) == "11 月 18 日"
    with translation.override("en"):
        assert words.day_in_prose(date(2025, 11, 18)) == "18 November"


def test_units_are_short_in_both_languages() -> None:
    with translation.override("zh-hans"):
        assert [words.unit_label(unit) for unit in ("m2/pupil", "person/100 pupil", "yuan/pupil", "1")] == ["㎡/生", "人/百生", "元/生", ""]
    with translation.override("en"):
        assert words.unit_label("m2/pupil") == "m²/pupil"
        assert words.unit_label("person/100 pupil") == "people/100 pupils"
