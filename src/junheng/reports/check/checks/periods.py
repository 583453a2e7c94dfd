"""Periods 时段: that end before they begin, or do not span what their name says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.language import Text

from ..finding import Finding, Severity
from ..numerals import read_numeral
from ..reading import Reading

_SPAN = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:年度?)?\s*(?:-{1,2}|~|至|到)\s*(?P<last>(?:19|20)\d\d)\s*(?:年度?|学年)?")
_YEARS = re.compile(
    r"(?<![\d一二三四五六七八九十第])(?P<years>[一二三四五六七八九十]{1,3}|\d{1,2})年(?:[^,，。;；《》\d]{0,8})(?:规划|计划|行动|目标|方案|纲要)"
)
#: 十五 is the tenth plan: 2001 to 2005.
_FIRST_OF_TENTH = 2001
#: No plan is called by more years.
_LONGEST = 20


def periods(reading: Reading) -> Iterator[Finding]:
    """Spans of years in the text, titles of documents included."""
    plain = reading.document.text
    for span in _SPAN.finditer(plain):
        first, last = int(span["first"]), int(span["last"])
        if last < first:
            yield _finding(
                span,
                "period_backwards",
                f"{last}—{first}",
                Text("时段倒置：止于 {last} 年，早于起始的 {first} 年。", "The period ends in {last}, before it begins in {first}."),
                first,
                last,
            )
            continue
        years = _named_years(plain[max(0, span.start() - 24) : span.start()], plain[span.end() : span.end() + 16])
        if years and "学年" not in span[0] and last - first + 1 != years and last - first != years:
            yield _finding(
                span,
                "period_span",
                f"{first}—{first + years - 1}",
                Text("名称为 {years} 年，{first}—{last} 是 {found} 年。", "By its name {years} years; {first} to {last} are {found}."),
                first,
                last,
                years=years,
                found=last - first + 1,
            )
        near = plain[max(0, span.start() - 24) : span.end()].rpartition("\n")[2]
        yield from _five_years(span, near, first, last)


def _named_years(before: str, after: str) -> int | None:
    """How many years the nearest plan is said to have: 三年行动计划（2008—2010年）, 2008—2010年三年规划."""
    named = [*_YEARS.finditer(before.rpartition("\n")[2])][-1:] or [*_YEARS.finditer(after.partition("\n")[0])][:1]
    if not named:
        return None
    years = named[0]["years"]
    number = int(years) if years.isdigit() else int(read_numeral(years))
    return number if 1 < number <= _LONGEST else None


def _five_years(span: re.Match[str], near: str, first: int, last: int) -> Iterator[Finding]:
    plan = re.search(rf"[“\"]?(十[一二三四五])五[”\"]?[^,，。;；]{{0,6}}\(?{re.escape(span[0])}", near)
    if plan is None:
        return
    number = int(read_numeral(plan[1]))
    begins = _FIRST_OF_TENTH + 5 * (number - 10)
    if (first, last) not in ((begins, begins + 4), (begins - 1, begins + 4)):
        yield _finding(
            span,
            "period_span",
            f"{begins}—{begins + 4}",
            Text("“{name}五”为 {begins}—{ends} 年。", "“{name}五” is {begins} to {ends}."),
            first,
            last,
            name=plan[1],
            begins=begins,
            ends=begins + 4,
        )


def _finding(span: re.Match[str], kind: str, computed: str, words: Text, first: int, last: int, **places: object) -> Finding:
    return Finding(kind, Severity.ERROR, span.start(), span.end(), span[0], computed, words.format(first=first, last=last, **places))


def ranges(reading: Reading) -> Iterator[Finding]:
    """A range whose lower end is the higher one: 15%~10%."""
    for one in reading.figures:
        if one.high is not None and one.high < one.value:
            yield Finding(
                "range_backwards",
                Severity.ERROR,
                one.start,
                one.end,
                one.text,
                "",
                Text("区间倒置：{range}。", "The range {range} runs backwards.").format(range=one.text),
            )
