"""Of which year, and of what: the period and the subject of every figure, from the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .quantity import Quantity

_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:年|学年|-|~)|(今年|本年度?|去年|上年度?|上一年|前年|明年)")
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "前年": -2, "明年": 1}
_THAN = re.compile(r"(?:比|较|同比)\s*$")
_SENTENCE = re.compile(r"[。！？!?\n]|(?<!\d)\.\s")
#: Characters. Within a sentence figures are held against each other in pairs, so that its length bounds the work.
_LONGEST = 1_000
_CLAUSE = re.compile(r"[,，。;；:：、!?！？()（）\n\t|]")
_WORDS = re.compile(
    r"^(?:其中|此外|另|另有|分别|目前|截至|截止|全年|今年|去年|上年度?|共计?|累计|新增|和|与|及|并|也|还|已|将|的)+|"
    r"(?:共计?|累计|合计|总计|达到了?|达|为|是|有|至|到|约|接近|近|超过|增加到?了?|增长到?了?|减少到?了?|下降到?了?|提高到?了?|上升到?了?|完成|安排|投入|建成|的|了|各|分别)+$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where sentences begin and end; a line is one at most, and what runs on for longer than anybody writes is cut."""
    ends = [found.end() for found in _SENTENCE.finditer(text)] + [len(text)]
    return [piece for start, end in zip([0, *ends], ends, strict=False) for piece in _cut(text, start, end)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        mark = max(text.rfind(each, start, start + _LONGEST) for each in "；;，、\t ")
        place = mark + 1 if mark > start else start + _LONGEST
        yield start, place
        start = place
    if end > start:
        yield start, end


def main_year(text: str) -> int | None:
    """The year that the text is about: the one it names most."""
    years = Counter(int(found[1]) for found in _YEAR.finditer(text) if found[1])
    return max(years, key=lambda year: (years[year], year)) if years else None


def placed(plain: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The figures with period and subject; a sentence that names no year is of the year that its paragraph spoke of before."""
    result, year, at = [], main_year(plain), 0
    spans = _spans(plain, year)
    for one in found:
        while at < len(spans) - 1 and spans[at][1] <= one.start:
            at += 1
        start, _, said = spans[at]
        before = plain[start : one.start]
        period = _last_named(before, year) or said
        result.append(replace(one, text=plain[one.start : one.end], period=period, subject=_subject(before)))
    return tuple(result)


def _spans(plain: str, year: int | None) -> list[tuple[int, int, str]]:
    """Each sentence with the year that it is of unless it names one."""
    result, said = [], ""
    main = str(year) if year else ""
    for start, end in sentences(plain):
        if not start or plain[start - 1] == "\n":
            said = ""
        result.append((start, end, said or main))
        first = next((found for found in _YEAR.finditer(plain, start, end) if not _compared(plain[start:end], found, start)), None)
        said = _year_of(first, year) if first else said
    return result


def _last_named(before: str, year: int | None) -> str:
    """The last year that words name, other than one that a change is measured from."""
    named = [found for found in _YEAR.finditer(before) if not _compared(before, found)]
    return _year_of(named[-1], year) if named else ""


def _year_of(named: re.Match[str], year: int | None) -> str:
    return named[1] or (str(year + _RELATIVE[named[2]]) if year else named[2])


def _compared(before: str, year: re.Match[str], start: int = 0) -> bool:
    """Whether a year (of a text that begins at start) is only what a change is measured from: 比上年增加 5 人, but not 比上年的 49 项."""
    behind = before[year.end() - start :].strip()
    return bool(_THAN.search(before, 0, year.start() - start)) and behind not in ("", "的", "同期", "同期的")


def _subject(before: str) -> str:
    clause = _CLAUSE.split(before)[-1].strip()
    return _WORDS.sub("", _YEAR.sub("", clause)).strip()
