"""Units of measure 计量单位: their names, what they measure, and how sheets write them.

A unit is a factor times powers of base dimensions, so that 万元/人 and yuan/pupil can be compared and divided exactly. A head
such as 运动场地面积（亩） names its unit in brackets; `parse_unit` reads it.

>>> unit("mu").factor_to(unit("m2"))
Fraction(2000, 3)
>>> str(unit("teacher/100 pupil").dimension)
"(('pupil', -1), ('teacher', 1))"
>>> parse_unit("单位：万元").name
'10k_yuan'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from junheng.language import Text

#: Powers of base dimensions, sorted by name, never zero; empty for a pure number.
Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: a value in it, times `factor`, is the value in its base dimensions."""

    name: str  # as packs and tables write it, e.g. "m2", "m2/pupil", "teacher/100 pupil"
    dimension: Dimension
    factor: Fraction
    label: Text  # as people read it, e.g. 平方米 / m²

    def __mul__(self, other: Unit) -> Unit:
        label = Text(f"{self.label.zh}·{other.label.zh}", f"{self.label.en}·{other.label.en}")
        return Unit(f"{self.name}*{other.name}", _times(self.dimension, other.dimension, 1), self.factor * other.factor, label)

    def __truediv__(self, other: Unit) -> Unit:
        zh = f"{_COUNTED_ZH.get(self.label.zh, self.label.zh)}/{_DIVISOR_ZH.get(other.label.zh, other.label.zh)}"
        label = Text(zh, f"{self.label.en} per {singular(other.label.en)}".strip())
        return Unit(f"{self.name}/{other.name}", _times(self.dimension, other.dimension, -1), self.factor / other.factor, label)

    def factor_to(self, other: Unit) -> Fraction | None:
        """By what to multiply a value in this unit to have it in the other; None where they measure different things.

        A sheet writes 人 for pupils and teachers alike, and 个 for whatever is counted, so the general word fits the special one.
        """
        if not self.dimension and self.factor >= 10:  # a bare scale, 万
            return self.factor
        if self.dimension == other.dimension or _general(self.dimension, other.dimension) or _general(other.dimension, self.dimension):
            return self.factor / other.factor
        return None


def unit(name: str) -> Unit:
    """The unit of that name; products and quotients of units are named by ``*`` and ``/``, with numbers as in ``teacher/100 pupil``.

    Raises
    ------
    KeyError
        Names the part that is no unit, and the units that exist.
    """
    return _unit(name.strip())


def singular(label: str) -> str:
    """What one of it is called in English: pupil for pupils; what is more than one, such as 100 pupils, or has one form only stays.

    >>> [singular(text) for text in ("pupils", "people", "classes", "m²", "100 pupils")]
    ['pupil', 'person', 'class', 'm²', '100 pupils']
    """
    if label[:1].isdigit():
        return label
    return {"people": "person", "classes": "class"}.get(label, label.removesuffix("s"))


def behind(counted: Unit) -> Text:
    """A unit as it is written behind a number: Chinese counts pupils and teachers with 人.

    >>> behind(unit("pupil")).zh, behind(unit("10k_yuan")).zh
    ('人', '万元')
    """
    return Text(_COUNTED_ZH.get(counted.label.zh, counted.label.zh), counted.label.en)


def parse_unit(label: str) -> Unit | None:
    """The unit that a sheet's label means, such as 万元, 人, ㎡ or ``单位：亩``; None where it is none that we know."""
    text = unicodedata.normalize("NFKC", label).strip().lower()
    text = re.sub(r"^(计量)?单位\s*:?\s*|^unit\s*:\s*", "", text).strip(" ()[]<>【】〔〕")
    text = re.sub(r"\s+", " ", text)
    if text in _BY_LABEL:
        return _ATOMS[_BY_LABEL[text]]
    if "/" in text or " per " in text:
        parts = [parse_unit(part) for part in re.split(r"/| per ", text)]
        if any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        result = known[0]
        for part in known[1:]:
            result = result / part
        return result
    if text in _SCALES:  # 万 alone multiplies whatever the column counts
        return Unit(str(_SCALES[text]), (), Fraction(_SCALES[text]), Text(text, f"{_SCALES[text]:,}"))
    return _scaled(text) or _hundreds(text)


@cache
def _unit(name: str) -> Unit:
    above, *below = name.split("/")
    result = _product(above, name)
    for part in below:
        result = result / _product(part, name)
    return Unit(name, result.dimension, result.factor, result.label)


def _product(text: str, whole: str) -> Unit:
    result: Unit | None = None
    for word in text.replace("*", " ").split():
        part = _atom(word, whole)
        if result is None:
            result = part
        elif result.dimension == () and result.name.isdigit():  # "100 pupil" reads as one thing
            label = Text(f"{result.name}{part.label.zh}", f"{result.name} {part.label.en}")
            result = Unit(f"{result.name} {part.name}", part.dimension, result.factor * part.factor, label)
        else:
            result = result * part
    if result is None:
        raise KeyError(f"{whole!r} is not a unit of measure: a part is empty")
    return result


def _atom(word: str, whole: str) -> Unit:
    if word in _ATOMS:
        return _ATOMS[word]
    if word.isdigit() and word.isascii() and int(word) > 0:
        return Unit(word, (), Fraction(int(word)), Text(word, word))
    raise KeyError(f"{word!r} in {whole!r} is not a unit of measure; there are {', '.join(_ATOMS)}")


def _times(left: Dimension, right: Dimension, sign: int) -> Dimension:
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def _general(general: Dimension, special: Dimension) -> bool:
    """Whether the first says with general words (person, piece) what the second says."""
    if not general or len(general) != len(special):
        return False
    pairs = zip(sorted(general, key=_by_power), sorted(special, key=_by_power), strict=True)
    return all(power == other and (base == known or known in _SPECIAL_OF.get(base, ())) for (base, power), (known, other) in pairs)


def _by_power(part: tuple[str, int]) -> tuple[int, str]:
    return part[1], part[0]


#: In a quotient Chinese writes the counter of what is counted, and one syllable for what it is divided by: 人/班, 平方米/生.
_COUNTED_ZH = {"学生": "人", "教师": "人", "教职工": "人"}
_DIVISOR_ZH = {"学生": "生", "100学生": "百生", "教师": "师"}

_SPECIAL_OF = {
    "person": ("pupil", "teacher", "fte", "staff", "visit"),
    "piece": ("room", "computer", "book", "set", "class", "school", "project", "patent", "organisation", "session"),
    "set": ("computer",),  # 台套
}

_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
}


def _scaled(text: str) -> Unit | None:
    """百万元, 千册, thousand usd: a scale before a known label."""
    for scale in sorted(_SCALES, key=len, reverse=True):
        rest = text.removeprefix(scale).strip()
        if rest != text and rest in _BY_LABEL:
            base = _ATOMS[_BY_LABEL[rest]]
            factor = _SCALES[scale]
            label = Text(f"{scale}{base.label.zh}", f"{factor:,} {base.label.en}")
            return Unit(f"{factor} {base.name}", base.dimension, base.factor * factor, label)
    return None


def _hundreds(text: str) -> Unit | None:
    """100 pupils, 百生: so many of a unit, as what others are divided by."""
    many = re.fullmatch(r"(\d+|百|每百)\s*(?:名|个)?\s*(\D+)", text)
    base = _BY_LABEL.get(many[2]) if many else None
    if many is None or base is None:
        return None
    return unit(f"{many[1] if many[1].isdigit() else 100} {base}")


def _base(name: str, zh: str, en: str, *labels: str) -> tuple[Unit, tuple[str, ...]]:
    return Unit(name, ((name, 1),), Fraction(1), Text(zh, en)), labels


def _of(name: str, base: str, factor: Fraction | int, zh: str, en: str, *labels: str) -> tuple[Unit, tuple[str, ...]]:
    dimension: Dimension = () if base == "1" else ((base, 1),)
    return Unit(name, dimension, Fraction(factor), Text(zh, en)), labels


_TABLE = (
    _of("1", "1", 1, "", "", "无", "倍", "ratio"),
    _of("%", "1", Fraction(1, 100), "%", "%", "百分比", "百分数", "percent", "per cent", "pct"),
    _of("permille", "1", Fraction(1, 1000), "‰", "‰", "千分比"),
    # people
    _base("person", "人", "people", "名", "位", "persons", "人数"),
    _base("visit", "人次", "visits"),
    _base("pupil", "学生", "pupils", "生", "名学生", "student", "students"),
    _base("teacher", "教师", "teachers", "名教师", "专任教师"),
    _base("staff", "教职工", "staff"),
    _base("fte", "全时当量", "full-time equivalents", "折合人数", "full-time equivalent"),
    # counted things
    _base("piece", "个", "pieces", "处", "只", "pcs", "items"),
    _base("room", "间", "rooms", "口"),
    _base("computer", "台", "computers", "部"),
    _base("set", "台套", "sets", "套", "台(套)", "台、套", "台/套"),
    _base("book", "册", "books", "本", "volumes"),
    _base("class", "班", "classes", "个班"),
    _base("school", "所", "schools", "校"),
    _base("project", "项", "projects", "个项目", "课题"),
    _base("patent", "件", "patents"),
    _base("organisation", "家", "organisations", "户", "个单位"),
    _base("session", "场", "sessions", "场次"),
    # area; one mu 亩 is a fifteenth of a hectare
    _base("m2", "平方米", "m²", "㎡", "平米", "平方公尺", "m^2", "sqm", "sq m", "square metres", "square meters"),
    _of("10k_m2", "m2", 10**4, "万平方米", "10,000 m²", "万㎡", "万平米"),
    _of("mu", "m2", Fraction(10**4, 15), "亩", "mu", "市亩", "畝"),
    _of("ha", "m2", 10**4, "公顷", "ha", "hectare", "hectares"),
    _of("km2", "m2", 10**6, "平方千米", "km²", "平方公里", "km^2", "sq km", "square kilometres"),
    # length
    _base("m", "米", "m", "metre", "metres", "meter", "meters"),
    _of("km", "m", 1000, "千米", "km", "公里", "kilometres", "kilometers"),
    # money
    _base("yuan", "元", "yuan", "人民币元", "rmb", "cny", "¥", "元整"),
    _of("1k_yuan", "yuan", 1000, "千元", "1,000 yuan"),
    _of("10k_yuan", "yuan", 10**4, "万元", "10,000 yuan"),
    _of("100m_yuan", "yuan", 10**8, "亿元", "100 million yuan"),
    _base("usd", "美元", "US dollars", "$", "us$", "dollar", "dollars", "us dollar"),
    _base("eur", "欧元", "euros", "€", "euro"),
    # time
    _base("hour", "小时", "hours", "学时", "课时", "h"),
    _of("minute", "hour", Fraction(1, 60), "分钟", "minutes", "min"),
    _base("year", "年", "years"),
    _base("day", "天", "days", "日"),
)

_ATOMS = {known.name: known for known, _ in _TABLE}
_BY_LABEL = {
    unicodedata.normalize("NFKC", label).strip().lower(): known.name
    for known, labels in _TABLE
    for label in (known.name, known.label.zh, known.label.en, *labels)
    if label
}


def labels_for(target: Unit) -> dict[str, float]:
    """Every label that sheets write for units of what a unit measures -> by what to multiply, to have the amount in that unit.

    >>> labels_for(unit("10k_yuan"))["亿元"]
    10000.0
    """
    fitting = {label: _ATOMS[name].factor_to(target) for label, name in _BY_LABEL.items() if _ATOMS[name].dimension and target.dimension}
    return {label: float(factor) for label, factor in fitting.items() if factor is not None}
