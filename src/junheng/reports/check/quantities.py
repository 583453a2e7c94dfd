"""Find every quantity of a text 数量: number, scale, unit, range, ratio, hedge; exactly, never by floats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from string import ascii_lowercase

from .bare import ARABIC, SCALE, stands_alone, unit_of_the_next
from .context import placed
from .document import Document
from .english import english_quantities
from .exclusions import masked
from .layout import Layout, laid_out
from .numerals import CHARACTERS, read_numeral
from .quantity import ABOUT, AT_LEAST, AT_MOST, LESS, MORE, Quantity
from .units import COUNTED_BY_FEW, COUNTED_BY_ONE, UNIT, kind_of

_SIZES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8}
_CHINESE = f"[{CHARACTERS}]+(?:点[零〇一二三四五六七八九]+[百千]?[万亿]?)?"
_AFTER = r"(?:余|多|来)"
Groups = dict[str, str | None]
#: 3个多月: three months and some days.
_MONTHS = r"个多(?:月|小时|星期|学期)"
_DASH = r"\s*(?:-{1,2}|~|至|到)\s*"
_BEFORE = "|".join(sorted(ABOUT | MORE | LESS | AT_LEAST | AT_MOST, key=len, reverse=True))
_HEDGE_BEFORE = re.compile(f"(?:{_BEFORE})(?:了|到|达|约|为)?\\s*$")
_HEDGE_AFTER = re.compile(
    r"\s*(?:（含）|\(含\))?(及以上|以上|以下|以内|之内|左右|上下|余|多)(?!的?(?:班级|班|学生|学历|文化|职称|人员|学校|领导|单位|干部))?"
)

_FIGURE = re.compile(
    rf"""
    (?P<parts>(?:10|十)?万分之|[百千]分之)(?P<of>{ARABIC}|{_CHINESE})
  | (?P<below>{ARABIC}|{_CHINESE})分之(?P<above>{ARABIC}|{_CHINESE})
  | (?<![\d.])(?P<myriads>\d{{1,4}})\s*万\s*(?P<thousands>\d)\s*千(?P<mixed_more>{_AFTER})?\s*(?P<mixed_unit>{UNIT})
  | (?<![\d.:])(?P<first>\d+(?:\.\d+)?)\s*:\s*(?P<second>\d+(?:\.\d+)?)(?![\d:])(?!\.\d)
  | (?<![\d.:])(?P<shares>\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){{2,}})(?![\d:])
  | (?<![\d/.])(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})(?![\d/.年月万亿十百千])
  | (?<![\d.a-z])(?<!\d,)(?P<low>{ARABIC})\s*(?P<low_scale>{SCALE})?\s*(?P<low_unit>%|‰|{UNIT})?{_DASH}
    (?P<high>{ARABIC})\s*(?P<high_more>{_AFTER})?(?P<high_scale>{SCALE})?\s*(?P<high_unit>{UNIT})
  | (?<![\d.a-z])(?<!\d,)(?P<minus>(?<=[为长率是达增额(])-)?
    (?P<number>{ARABIC})\s*(?P<more>{_AFTER})?(?P<scale>{SCALE})?(?P<more2>{_AFTER})?\s*(?P<unit>{_MONTHS}|{UNIT})?
  | 翻(?P<doublings>[一两二三四])番
  | (?<![{CHARACTERS}几数])(?P<few>[一二三四五六七八九两])(?P<few_high>[二三四五六七八九])(?P<few_scale>[十百千万]*)(?P<few_unit>{UNIT})
  | (?<![{CHARACTERS}第几数期])(?P<han_low>[{CHARACTERS}]{{1,6}}){_DASH}(?P<han_high>[{CHARACTERS}]{{1,6}})(?P<han_unit>{UNIT})
  | (?P<chinese>{_CHINESE})(?P<chinese_more>{_AFTER}|几)?(?P<chinese_scale>[万亿])?(?P<chinese_unit>{_MONTHS}|{UNIT})
  | (?<![{CHARACTERS}])(?P<tenths>[一二三四五六七八九])成(?P<half>半)?(?![立为员就果长人绩功])
    """,
    re.VERBOSE,
)  # fmt: skip


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text, in order, with its period and subject."""
    layout = laid_out(Document(text))
    return as_read(plain_quantities(layout.plain.text), layout)


def as_read(found: Iterable[Quantity], layout: Layout) -> tuple[Quantity, ...]:
    """The same figures of a plain text, where they stand in the text as read."""
    return tuple(_written(one, *layout.written(one.start, one.end), layout.read.text) for one in found)


def _written(one: Quantity, start: int, end: int, text: str) -> Quantity:
    same = start == one.start and text.startswith(one.text, start)
    return one if same else replace(one, start=start, end=end, text=text[start:end])


def plain_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text in plain letters and without layout."""
    plain = masked(text)
    found = [_hedged(plain, one) for one in _found(plain)]
    found += english_quantities(plain, found)
    return placed(text, sorted(found, key=lambda one: one.start))


def _found(plain: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(plain):
        try:
            one = _read(match)
        except ValueError:
            continue  # 万三十: characters of numerals that are no number
        if one is not None:
            yield one


def _read(match: re.Match[str]) -> Quantity | None:
    """What a match says, by the group that its alternative begins with."""
    got = match.groupdict()
    read = next(read for name, read in _READERS.items() if got[name])
    return read(match, got)


def _parts(match: re.Match[str], got: Groups) -> Quantity:
    of, parts = got["of"] or "", (got["parts"] or "").removesuffix("分之")
    return _quantity(match, _number(of), {"百": "%", "千": "‰", "万": "‱"}.get(parts, "/10万"), _step(of))


def _mixed(match: re.Match[str], got: Groups) -> Quantity:
    """1万5千多户."""
    value = 10_000 * int(got["myriads"] or "") + 1_000 * int(got["thousands"] or "")
    return _quantity(match, Fraction(value), got["mixed_unit"] or "", Fraction(1_000), hedge=got["mixed_more"] or "")


def _fraction(match: re.Match[str], got: Groups) -> Quantity | None:
    above, below = _number(got["above"] or got["over"] or ""), _number(got["below"] or got["under"] or "")
    return _quantity(match, above / below, "", Fraction(0), kind="fraction") if 0 < above < below else None


def _doublings(match: re.Match[str], got: Groups) -> Quantity:
    return _quantity(match, read_numeral(got["doublings"] or ""), "番", Fraction(0))


def _tenths(match: re.Match[str], got: Groups) -> Quantity:
    value = read_numeral(got["tenths"] or "") * 10 + (5 if got["half"] else 0)
    return _quantity(match, value, "%", Fraction(10), kind="percent")


def _number(text: str, size: int = 1) -> Fraction:
    """The number that digits or characters say, times a size; the one multiplication of whole numbers is the quick way."""
    if text in _SIZES:
        return Fraction(_SIZES[text])
    if not text[0].isdigit():
        return read_numeral(text) * size
    whole, _, rest = text.replace(",", "").partition(".")
    return Fraction(int(whole + rest) * size, 10 ** len(rest)) if rest else Fraction(int(whole) * size)


def _step(text: str, size: int = 1) -> Fraction:
    """What one in the last written digit is worth."""
    return Fraction(size, 10 ** len(text.partition(".")[2])) if text[0].isdigit() else Fraction(size)


def _size(scale: str | None) -> int:
    size = 1
    for char in scale or "":
        size *= _SIZES[char]
    return size


def _quantity(
    match: re.Match[str], value: Fraction, unit: str, step: Fraction, *, kind: str = "", high: Fraction | None = None, hedge: str = ""
) -> Quantity:
    return Quantity(match.start(), match.end(), match[0], value, unit, kind or kind_of(unit), high=high, hedge=hedge, step=step)


def _ratio(match: re.Match[str], got: Groups) -> Quantity | None:
    one, two = Fraction(got["first"] or ""), Fraction(got["second"] or "")
    before = match.string[max(0, match.start() - 8) : match.start()]
    if not two or (len(got["second"] or "") == 2 and one < 24 and two < 60 and "比" not in before and one != 1):
        return None  # a time of the day, or nothing
    whole = _quantity(match, one / two, "a:b", Fraction(0), kind="ratio")
    return replace(whole, whole_and_part=(one, two))


def _shares(match: re.Match[str], got: Groups) -> Quantity | None:
    """Three parts or more, as of the three sectors 三次产业: the first to the second stands for them."""
    parts = [Fraction(part) for part in (got["shares"] or "").split(":")]
    before = match.string[max(0, match.start() - 24) : match.start()]
    if not parts[1] or not re.search("比|结构|占", before):
        return None
    return _quantity(match, parts[0] / parts[1], ":".join(ascii_lowercase[: len(parts)]), Fraction(0), kind="ratio")


def _range(match: re.Match[str], got: Groups) -> Quantity:
    low, high = got["low"] or "", got["high"] or ""
    unit = got["high_unit"] or ""
    size = _size(got["high_scale"])
    low_size = _size(got["low_scale"]) if got["low_scale"] or got["low_unit"] else size
    return _quantity(match, _number(low, low_size), unit, _step(low, low_size), high=_number(high, size))


def _plain(match: re.Match[str], got: Groups) -> Quantity | None:
    number, unit, scale = got["number"] or "", got["unit"] or "", got["scale"]
    end = match.end("number")
    shared = None if unit or scale else unit_of_the_next(match.string, number, end)
    if shared is not None:
        unit, scale = shared
    if not unit and not scale and not stands_alone(match.string, number, match.start(), end):
        return None
    size, sign = _size(scale), -1 if got["minus"] else 1
    hedge = got["more"] or got["more2"] or ("多" if unit.startswith("个多") else "")
    one = _quantity(match, _number(number, sign * size), unit.replace("个多", "个"), _step(number, size), hedge=hedge)
    return replace(one, end=end) if shared is not None or not (unit or scale) else one


def _few(match: re.Match[str], got: Groups) -> Quantity | None:
    """两三个, 三四十名."""
    low, high = read_numeral(got["few"] or ""), read_numeral(got["few_high"] or "")
    size = _size(got["few_scale"])
    return _quantity(match, low * size, got["few_unit"] or "", Fraction(size), high=high * size) if high == low + 1 else None


def _han_range(match: re.Match[str], got: Groups) -> Quantity | None:
    """三至五名."""
    low, high = read_numeral(got["han_low"] or ""), read_numeral(got["han_high"] or "")
    return _quantity(match, low, got["han_unit"] or "", Fraction(1), high=high) if low < high else None


def _chinese(match: re.Match[str], got: Groups) -> Quantity | None:
    written, unit, more = got["chinese"] or "", got["chinese_unit"] or "", got["chinese_more"] or ""
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before.endswith(_MANY):
        return None  # 每万人, 几百所
    if set(written) <= set("百千万亿"):
        if not more and not before.endswith(_ROUGHLY):
            return None  # 万人空巷
        written, more = f"一{written}", more or ("余" if before.endswith("上") else "")  # 百余名, 近千所, 上万人
    if len(written) == 1 and unit not in _counted_by(written, unit) and not _LISTED.match(match.string, match.end()):
        return None
    value = read_numeral(written) * _size(got["chinese_scale"])
    if unit in ("年", "月", "日") and not (unit == "年" and _LASTED.search(match.string, max(0, match.start() - 3), match.start())):
        return None  # 三年行动计划: a name
    if len(written) == 1 and unit in ("天", "周") and value < 3:
        return None  # a span that nobody counts
    hedge = "余" if more == "几" else more or ("多" if unit.startswith("个多") else "")
    return _quantity(match, value, unit.replace("个多", "个"), Fraction(1), hedge=hedge)


def _counted_by(written: str, unit: str) -> frozenset[str]:
    """The units before which a lone digit counts."""
    article = written == "一" or (written == "两" and unit not in ("个", "项", "次", "部", "件", "种", "期", "场"))
    return COUNTED_BY_ONE if article else COUNTED_BY_FEW


_READERS: Mapping[str, Callable[[re.Match[str], Groups], Quantity | None]] = {
    "parts": _parts,
    "myriads": _mixed,
    "below": _fraction,
    "first": _ratio,
    "shares": _shares,
    "over": _fraction,
    "low": _range,
    "number": _plain,
    "doublings": _doublings,
    "few": _few,
    "han_low": _han_range,
    "chinese": _chinese,
    "tenths": _tenths,
}
_MANY = ("每", "几", "数")
_ROUGHLY = ("近", "上", "逾", "超", "约", "过")
_LASTED = re.compile(r"(?:连续|历时|长达|为期|时隔)$")
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
