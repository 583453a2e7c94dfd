"""Days as plans write them."""

from datetime import date

import pytest

from junheng.reports.plan.days import UnclearDayError, read_day

BEGINS = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-06-30", date(2026, 6, 30)),
        ("２０２６年６月３０日", date(2026, 6, 30)),
        ("2026.6.30", date(2026, 6, 30)),
        ("2026年6月底前完成", date(2026, 6, 30)),
        ("2026年9月中旬", date(2026, 9, 20)),
        ("2026.12", date(2026, 12, 31)),
        ("2026年", date(2026, 12, 31)),
        ("2026年上半年", date(2026, 6, 30)),
        ("9月前", date(2026, 9, 30)),
        ("2月底", date(2027, 2, 28)),  # the first one from March 2026 on
        ("第三季度", date(2026, 9, 30)),
        ("3—9月", date(2026, 9, 30)),
        ("2026年3月至10月", date(2026, 10, 31)),
        ("全年", None),
        ("年底前", None),
        ("长期坚持", None),
    ],
)
def test_the_last_day_that_words_leave(words, day):
    assert read_day(words, BEGINS) == day


def test_without_any_year_there_is_no_day():
    assert read_day("6月底") is None


@pytest.mark.parametrize("words", ["尽快", "2026年13月", "2月30日", "3", "规划处", "2026-02-29", "0月"])
def test_what_is_no_day_is_refused(words):
    with pytest.raises(UnclearDayError):
        read_day(words, BEGINS)
