"""Days as plans write them 完成时限: 2026-06-30, 2026年6月底, 9月前, 上半年, 第三季度, 全年, 3—9月."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:年|[-/.]))?(?P<month>\d{1,2})(?:月份?|[-/.](?=\d)|$)(?:(?P<day>\d{1,2})[日号]?|(?P<third>[上中]旬)|下旬|底|末)?"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?P<part>底|末|内|全年|上半年|下半年|第?[一二三四1-4]季度)?")
_PART = re.compile(r"(?:当年|本年|今年)?(?P<part>上半年|下半年|第?[一二三四1-4]季度)")
#: All of the plan's time: its own last day.
_WHOLE = re.compile(
    r"(?:当年|本年|今年|全|贯穿全)?年(?:底|末|内|度)?(?:推进|实施|工作|完成)?"
    r"|(?:长期|持续|常态|经常).*|每[年月季周].*|按[月季].*|随时|ongoing|all year",
    re.IGNORECASE,
)
_AROUND = re.compile(r"(?:之前|以前|前)?(?:基本)?(?:全面)?(?:完成|建成|办结|结束|到位)?$")
_ENDS = {"上旬": 10, "中旬": 20}


class UnclearDayError(ValueError):
    """Words that name no day."""


def read_day(words: str, begins: date | None = None) -> date | None:
    """The last day that some words leave, None for the whole time of the plan.

    A day without a year is the first such one from `begins` on; where that is not known either, it is None. A range ends where it ends.

    Raises
    ------
    UnclearDayError
        The words name no day, or one that the calendar has not.

    >>> read_day("2026年6月底前"), read_day("3—9月", date(2026, 1, 1)), read_day("全年")
    (datetime.date(2026, 6, 30), datetime.date(2026, 9, 30), None)
    """
    tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).removesuffix("。")
    whole = _AROUND.sub("", tidy)
    if _WHOLE.fullmatch(tidy) or _WHOLE.fullmatch(whole):
        return None
    for form in (whole, *_end_of_range(whole)):
        found = _YEAR.fullmatch(form) or _PART.fullmatch(form)
        if found:
            return _of_part(found.groupdict(), begins)
        found = _DAY.fullmatch(form)
        if found and (found["year"] or not form.isdigit()):
            return _of_day(found, words, begins)
    raise UnclearDayError(words)


def _end_of_range(form: str) -> tuple[str, ...]:
    """The last piece of a range, with the year of the first where it has none."""
    pieces = re.split(r"[-—–~至到]+", form)
    if len(pieces) < 2:
        return ()
    year = re.match(r"(?:19|20)\d\d年", form)
    return ((year[0] if year and not re.match(r"(?:19|20)\d\d", pieces[-1]) else "") + pieces[-1],)


def _of_part(found: dict[str, str | None], begins: date | None) -> date | None:
    part, year = found.get("part") or "", found.get("year")
    quarter = re.search(r"([一二三四1-4])季度", part)
    month = 3 * _QUARTERS[quarter[1]] if quarter else 6 if part == "上半年" else 12
    return _last(int(year) if year else None, month, None, begins)


def _of_day(found: re.Match[str], words: str, begins: date | None) -> date | None:
    day = int(found["day"]) if found["day"] else _ENDS.get(found["third"] or "")
    try:
        return _last(int(found["year"]) if found["year"] else None, int(found["month"]), day, begins)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise UnclearDayError(words) from error


def _last(year: int | None, month: int, day: int | None, begins: date | None) -> date | None:
    if year is not None:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    if begins is None:
        date(2024, month, day or 1)  # a leap year: the day must be one
        return None
    for later in (0, 1):
        found = date(begins.year + later, month, day or calendar.monthrange(begins.year + later, month)[1])
        if found >= begins:
            return found
    return found
