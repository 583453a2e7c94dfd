"""Find every quantity of a text 数量: number, scale, unit, range, ratio, hedge; exactly, never by floats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from .context import placed
from .english import english_quantities
from .exclusions import masked
from .folding import folded
from .numerals import CHARACTERS, read_numeral
from .quantity import ABOUT, AT_LEAST, AT_MOST, LESS, MORE, Quantity
from .units import COUNTED_BY_FEW, COUNTED_BY_ONE, UNIT, kind_of

_SIZES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8}
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,12}(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:[十百千]?[万亿]亿?|[百千](?=\s*(?:多|余|来)?[\u4e00-\u9fff]))"
_CHINESE = f"[{CHARACTERS}]+(?:点[零〇一二三四五六七八九]+[百千]?[万亿]?)?"
_AFTER = r"(?:余|多|来)"
_DASH = r"\s*(?:-{1,2}|~|至|到)\s*"
_BEFORE = "|".join(sorted(ABOUT | MORE | LESS | AT_LEAST | AT_MOST, key=len, reverse=True))
_HEDGE_BEFORE = re.compile(f"(?:{_BEFORE})(?:了|到|达|约|为)?\\s*$")
_HEDGE_AFTER = re.compile(
    r"\s*(?:（含）|\(含\))?(及以上|以上|以下|以内|之内|左右|上下|余|多)(?!的?(?:班级|班|学生|学历|文化|职称|人员|学校|领导|单位|干部))?"
)

_FIGURE = re.compile(
    rf"""
    (?P<parts>[百千万]分之)(?P<of>{_ARABIC}|{_CHINESE})
  | (?P<below>{_ARABIC}|{_CHINESE})分之(?P<above>{_ARABIC}|{_CHINESE})
  | (?<![\d.:])(?P<first>\d+(?:\.\d+)?)\s*:\s*(?P<second>\d+(?:\.\d+)?)(?![\d:])
  | (?<![\d.A-Za-z])(?<!\d,)(?P<low>{_ARABIC})\s*(?P<low_scale>{_SCALE})?\s*(?P<low_unit>%|‰|{UNIT})?{_DASH}
    (?P<high>{_ARABIC})\s*(?P<high_more>{_AFTER})?(?P<high_scale>{_SCALE})?\s*(?P<high_unit>{UNIT})
  | (?<![\d.A-Za-z])(?<!\d,)(?P<number>{_ARABIC})\s*(?P<more>{_AFTER})?(?P<scale>{_SCALE})?(?P<more2>{_AFTER})?\s*(?P<unit>{UNIT})?
  | 翻(?P<doublings>[一两二三四])番
  | (?<![{CHARACTERS}几数])(?P<few>[一二三四五六七八九两])(?P<few_high>[二三四五六七八九])(?P<few_scale>[十百千万]*)(?P<few_unit>{UNIT})
  | (?P<chinese>{_CHINESE})(?P<chinese_more>{_AFTER})?(?P<chinese_scale>[万亿])?(?P<chinese_unit>{UNIT})
  | (?<![{CHARACTERS}])(?P<tenths>[一二三四五六七八九])成(?P<half>半)?(?![立为员就果长人绩功])
    """,
    re.VERBOSE,
)  # fmt: skip


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text, in order, with its period and subject."""
    plain = masked(folded(text))
    found = [_hedged(plain, one) for one in _found(plain)]
    found += english_quantities(plain, found)
    return placed(text, [replace(one, text=text[one.start : one.end]) for one in sorted(found, key=lambda one: one.start)])


def _found(plain: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(plain):
        try:
            one = _read(match)
        except ValueError:
            continue  # 万三十: characters of numerals that are no number
        if one is not None:
            yield one


def _read(match: re.Match[str]) -> Quantity | None:
    got = match.groupdict()
    if got["parts"]:
        unit, step = {"百": "%", "千": "‰", "万": "‱"}[got["parts"][0]], _step(got["of"])
        return _quantity(match, _number(got["of"]), unit, step)
    if got["below"]:
        return _quantity(match, _number(got["above"]) / _number(got["below"]), "", Fraction(0), kind="fraction")
    if got["first"]:
        return _ratio(match, got["first"], got["second"])
    if got["low"]:
        return _range(match, got)
    if got["number"]:
        return _plain(match, got)
    if got["doublings"]:
        return _quantity(match, read_numeral(got["doublings"]), "番", Fraction(0))
    if got["tenths"]:
        value = read_numeral(got["tenths"]) * 10 + (5 if got["half"] else 0)
        return _quantity(match, value, "%", Fraction(10), kind="percent")
    return _chinese(match, got)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "")) if text[0].isdigit() else read_numeral(text)


def _step(text: str) -> Fraction:
    """What one in the last written digit is worth."""
    return Fraction(1, 10 ** len(text.partition(".")[2])) if text[0].isdigit() else Fraction(1)


def _size(scale: str | None) -> int:
    size = 1
    for char in scale or "":
        size *= _SIZES[char]
    return size


def _quantity(
    match: re.Match[str], value: Fraction, unit: str, step: Fraction, *, kind: str = "", high: Fraction | None = None, hedge: str = ""
) -> Quantity:
    return Quantity(match.start(), match.end(), match[0], value, unit, kind or kind_of(unit), high=high, hedge=hedge, step=step)


def _ratio(match: re.Match[str], first: str, second: str) -> Quantity | None:
    one, two = Fraction(first), Fraction(second)
    if not two or (
        len(second) == 2 and one < 24 and two < 60 and "比" not in match.string[max(0, match.start() - 8) : match.start()] and one != 1
    ):
        return None  # a time of the day, or nothing
    whole = _quantity(match, one / two, "a:b", Fraction(0), kind="ratio")
    return replace(whole, whole_and_part=(one, two))


def _range(match: re.Match[str], got: dict[str, str | None]) -> Quantity:
    low, high = got["low"] or "", got["high"] or ""
    unit = got["high_unit"] or ""
    size = _size(got["high_scale"])
    low_size = _size(got["low_scale"]) if got["low_scale"] or got["low_unit"] else size
    return _quantity(match, _number(low) * low_size, unit, _step(low) * low_size, high=_number(high) * size)


def _plain(match: re.Match[str], got: dict[str, str | None]) -> Quantity | None:
    number, unit = got["number"] or "", got["unit"] or ""
    if not unit and not got["scale"] and not _stands_alone(match):
        return None
    size = _size(got["scale"])
    hedge = got["more"] or got["more2"] or ""
    value = _number(number) * size
    one = _quantity(match, value, unit, _step(number) * size, hedge=hedge)
    return one if unit or got["scale"] else replace(one, end=match.start("number") + len(number))


_LEADS = re.compile(r"(?:[为达到至共有是超过增减降升约近余计数于比]|总数|人数|合计|共计|总计|小计|[:|\t])\s*$")
_ENDS = re.compile(r"\s*(?:[,，。;；、)）|\t\n]|$)")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a number without a unit states a figure: in a cell of its own, or after 达到, 为, 共."""
    text, start, end = match.string, match.start(), match.end("number")
    if not _ENDS.match(text, end):
        return False
    return bool(_LEADS.search(text, max(0, start - 4), start)) or start == 0 or text[start - 1] in "\n\t|"


def _chinese(match: re.Match[str], got: dict[str, str | None]) -> Quantity | None:
    if got["few"]:
        low, high = read_numeral(got["few"]), read_numeral(got["few_high"] or "")
        if high != low + 1:
            return None
        size = _size(got["few_scale"])
        return _quantity(match, low * size, got["few_unit"] or "", Fraction(size), high=high * size)
    written, unit = got["chinese"] or "", got["chinese_unit"] or ""
    if set(written) <= set("万亿") or match.string[max(0, match.start() - 1) : match.start()] == "每":
        return None  # 每万人, 万人空巷
    value = read_numeral(written) * _size(got["chinese_scale"])
    counted = (
        COUNTED_BY_ONE
        if written in ("一", "两") and not (written == "两" and unit in ("个", "项", "次", "部", "件", "种", "期", "场"))
        else COUNTED_BY_FEW
    )
    if len(written) == 1 and unit not in counted and not _LISTED.match(match.string, match.end()):
        return None
    if unit in ("年", "月", "日") or (len(written) == 1 and unit in ("年", "天", "周") and value < 3):
        return None  # 三年行动计划: a name, or a span that nobody counts
    return _quantity(match, value, unit, Fraction(1), hedge=got["chinese_more"] or "")


#: One thing beside others that are counted: 一个序厅及八个主题厅.
_LISTED = re.compile(r"[^,，。;；、\n]{1,8}(?:、|及|和|与)(?:\d+|[二三四五六七八九十两]+)[个项次件]")


def _hedged(plain: str, one: Quantity) -> Quantity:
    """With the hedge around it: 约, 近 before; 以上, 左右 behind."""
    behind = _HEDGE_AFTER.match(plain, one.end)
    if behind and behind[1] and one.high is None:
        return replace(one, hedge=behind[1])
    before = _HEDGE_BEFORE.search(plain, max(0, one.start - 6), one.start)
    if before and not one.hedge:
        word = before[0].strip().rstrip("了到达为")
        return replace(one, hedge=word if word in ABOUT | MORE | LESS | AT_LEAST | AT_MOST else "约")
    return one
