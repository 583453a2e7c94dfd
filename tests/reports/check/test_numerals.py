"""Chinese numerals against hand-made cases, and there and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.reports.check import read_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三百零五", 305),
        ("三百五", 350),
        ("两千零八", 2008),
        ("二〇一〇", 2010),
        ("一万二", 12_000),
        ("一万零二", 10_002),
        ("十", 10),
        ("一百一十", 110),
        ("壹仟贰佰", 1_200),
        ("十六点四亿", 1_640_000_000),
        ("三万亿", 3 * 10**12),
        ("一亿零五", 100_000_005),
        ("零", 0),
        ("三点一四", Fraction(314, 100)),
    ],
)
def test_a_numeral_says_its_number(text, number):
    assert read_numeral(text) == number


@pytest.mark.parametrize("text", ["", "十余", "万三十百", "三三百", "百千", "点五"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        read_numeral(text)


@given(st.integers(0, 10**16 - 1))
def test_whole_numbers_come_back(number):
    assert read_numeral(write_numeral(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_decimals_come_back(digits, places):
    number = Fraction(digits, 10**places)
    assert read_numeral(write_numeral(number)) == number


def test_what_has_no_end_is_refused():
    for number in (Fraction(1, 3), Fraction(-1), Fraction(10**16)):
        with pytest.raises(ValueError):  # noqa: PT011
            write_numeral(number)


@pytest.mark.slow
def test_a_million_numbers_come_back():
    assert all(read_numeral(write_numeral(number)) == number for number in range(1_000_000))
