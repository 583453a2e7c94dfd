"""Of which year, and of what: the period and the subject of every figure, from the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .folding import folded
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


def placed(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The figures with period and subject."""
    plain, year = folded(text), main_year(folded(text))
    result, spans, place = [], sentences(plain), 0
    for one in found:
        while place < len(spans) - 1 and spans[place][1] <= one.start:
            place += 1
        start = spans[place][0] if spans else 0
        result.append(replace(one, period=_period(plain[start : one.start], year), subject=_subject(plain[start : one.start])))
    return tuple(result)


def _period(before: str, year: int | None) -> str:
    named = [found for found in _YEAR.finditer(before) if not _compared(before, found)]
    last = named[-1] if named else None
    if last is None:
        return str(year) if year else ""
    if last[1]:
        return last[1]
    return str(year + _RELATIVE[last[2]]) if year else last[2]


def _compared(before: str, year: re.Match[str]) -> bool:
    """Whether the year is only what a change is measured from: 比上年增加 5 人, but not 比上年的 49 项."""
    behind = before[year.end() :].strip()
    return bool(_THAN.search(before, 0, year.start())) and behind not in ("", "的", "同期", "同期的")


def _subject(before: str) -> str:
    clause = _CLAUSE.split(before)[-1].strip()
    return _WORDS.sub("", _YEAR.sub("", clause)).strip()
