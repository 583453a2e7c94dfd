import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.tables.cells import Cells, find_period, number_text, read_code, read_number, read_numbers, read_period


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", 1234),
        ("１２３４．５", 1234.5),
        ("1，234，567", 1234567),
        (" 12\u00a0", 12),
        ("1 234", 1234),
        ("'45", 45),
        ("1.2万", 12000),
        ("3 亿", 3e8),
        ("－5", -5),
        ("+7", 7),
        (".5", 0.5),
        ("1E3", 1000),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, number):
    assert read_number(text) == (number, "number")


@pytest.mark.parametrize("text", ["约3000", "12.3.4", "1,23", "1,2345", "四十二", "12m2", "+", ".", "1e999", "万", "inf", "３个"])
def test_what_is_no_number_is_not_guessed(text):
    assert read_number(text) == (None, "invalid")


@pytest.mark.parametrize("text", ["—", "-", "/", "无", "N/A", "…"])
def test_a_dash_says_that_there_is_no_value(text):
    assert read_number(text) == (None, "placeholder")


@pytest.mark.parametrize("text", ["95%", "95％", "95.0 %", "９５％"])
def test_a_percentage_keeps_its_number_and_says_so(text):
    assert read_number(text) == (95, "percent")


@given(st.integers(-(10**12), 10**12))
def test_thousands_separators_change_nothing(number):
    assert read_number(f"{number:,}") == (number, "number")
    assert read_number(f"{number:,}".replace(",", "，")) == (number, "number")
    full_width = str(number).translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
    assert read_number(full_width) == (number, "number")


@given(st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False))
def test_ten_thousands_are_exact(number):
    value, kind = read_number(f"{number}万")
    assert (kind, value) == ("number", float(number * 10_000))


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9).map(str), st.sampled_from(["1,000", "5万", "x", "—", "95%", "nan", "inf"]))))
def test_a_column_is_read_as_its_cells_one_by_one(texts):
    read = read_numbers(Cells(pl.Series(texts, dtype=pl.String)))
    for at, text in enumerate(texts):
        value, kind = (None, "number") if text is None else read_number(text)
        assert read.value[at] == value
        for name in ("invalid", "percent", "placeholder"):
            mask = getattr(read, name)
            assert (mask is not None and mask[at]) == (kind == name)


@given(st.text())
def test_any_text_at_all_is_read_without_failing(text):
    value, kind = read_number(text)
    assert kind in ("number", "percent", "placeholder", "invalid")
    assert value is None or math.isfinite(value)
    read_period(text)
    find_period(text)
    read_code(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", "2025"),
        ("2025-2026", "2025"),
        ("2025—2026学年", "2025"),
        ("2025～2026学年度", "2025"),
        ("2025/26", "2025"),
        ("2008-09", "2008-09"),
        ("2008-09学年", "2008"),
        ("２０２５年", "2025"),
        ("2025年9月", "2025-09"),
        ("2025/9/1", "2025-09-01"),
        ("2025.0", "2025"),
    ],
)
def test_a_period_is_read_in_all_its_spellings(text, period):
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["", "九月", "2025-2027", "2026-2025", "2025-13", "2025-02-30", "25", "20255", "二〇二五"])
def test_what_is_no_period_is_none(text):
    assert read_period(text) is None


@given(st.integers(1900, 2098), st.sampled_from(["-", "—", "–", "~", "至", "/"]), st.sampled_from(["", "学年", "学年度"]))
def test_two_years_in_a_row_are_a_school_year_and_others_are_not(year, mark, word):
    assert read_period(f"{year}{mark}{year + 1}{word}") == str(year)
    assert read_period(f"{year}{mark}{year + 2}{word}") is None


@given(st.dates().filter(lambda day: 1900 <= day.year < 2100))
def test_a_day_is_its_own_period(day):
    assert read_period(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(("text", "code"), [(" 001 ", "001"), ("'0012", "0012"), ("５１０１", "5101"), ("A\u200b1", "A1")])
def test_a_code_loses_what_typing_left_around_it(text, code):
    assert read_code(text) == code


def test_whole_numbers_are_shown_without_decimals():
    assert number_text(pl.Series([45.0, 1.5, None, 1e20])).to_list() == ["45", "1.5", None, "1e+20"]
