"""Chinese numerals 汉字数字 to exact numbers and back: 三百零五, 一万二, 二〇一〇, 十六点四亿, 壹仟贰佰."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = "零一二三四五六七八九"
#: Other ways to write a digit: formal 大写, the round zero, and 两.
_SAME = str.maketrans("〇○壹贰叁肆伍陆柒捌玖两貮參拾佰仟萬億", "零零一二三四五六七八九二二三十百千万亿")
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_GROUPS = (("亿", 10**8), ("万", 10**4))
#: All characters of which a numeral is written.
CHARACTERS = "零〇○一二三四五六七八九两十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_POSITIONAL = re.compile(f"[{_DIGITS}]+")
_LARGEST = 10**16


def read_numeral(text: str) -> Fraction:
    """The number that a numeral says.

    >>> read_numeral("三百零五"), read_numeral("一万二"), read_numeral("二〇一〇"), read_numeral("十六点四亿")
    (Fraction(305, 1), Fraction(12000, 1), Fraction(2010, 1), Fraction(1640000000, 1))

    Raises
    ------
    ValueError
        The text is no numeral, or not one that has a single reading (万三十百).
    """
    plain = text.translate(_SAME)
    if not plain or plain.startswith("点"):
        raise ValueError(text)
    whole, point, rest = plain.partition("点")
    if not point:
        return Fraction(_whole(plain))
    digits = re.match(f"[{_DIGITS}]+", rest)
    if digits is None:
        raise ValueError(text)
    fraction = Fraction(int("".join(str(_VALUES[digit]) for digit in digits[0])), 10 ** len(digits[0]))
    scale = rest[digits.end() :]
    return (_whole(whole) + fraction) * (_whole("一" + scale) if scale else 1)


def _whole(text: str) -> int:
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_VALUES[digit]) for digit in text))
    for name, size in _GROUPS:
        head, found, tail = text.rpartition(name)
        if found:
            return (_whole(head) if head else 1) * size + _rest(tail, size)
    return _below_ten_thousand(text)


def _rest(tail: str, size: int) -> int:
    """What follows a unit: 一万零五, and 一万二 for 一万二千."""
    if not tail:
        return 0
    if len(tail) == 1 and tail != "零":
        return _VALUES[tail] * size // 10 if tail in _VALUES else _whole(tail)
    value = _whole(tail.lstrip("零") or "零")
    if value >= size:
        raise ValueError(tail)
    return value


def _below_ten_thousand(text: str) -> int:
    """十五, 三百零五, 三百五 (for 三百五十), 两千."""
    total, last, digit, zero = 0, 10_000, None, False
    for place, char in enumerate(text):
        if char == "零":
            zero = True
        elif char in _VALUES:
            if digit is not None:
                raise ValueError(text)
            digit = _VALUES[char]
        elif char in _TENS and _TENS[char] < last:
            if digit is None and (place or char != "十"):
                raise ValueError(text)
            last = _TENS[char]
            total, digit, zero = total + (1 if digit is None else digit) * last, None, False
        else:
            raise ValueError(text)
    if digit is None:
        return total
    return total + (digit if zero or last in (10, 10_000) else digit * last // 10)


def write_numeral(number: Fraction | int) -> str:
    """The number in Chinese, as it is read aloud; decimals as 点 and digits.

    >>> write_numeral(305), write_numeral(12000), write_numeral(Fraction(7, 2))
    ('三百零五', '一万二千', '三点五')

    Raises
    ------
    ValueError
        Below nought, 10¹⁶ or more, or without an end in decimals.
    """
    number = Fraction(number)
    if not 0 <= number < _LARGEST:
        raise ValueError(str(number))
    whole, part = divmod(number, 1)
    text = _written(int(whole)) or "零"
    if not part:
        return text
    digits = ""
    while part:
        digit, part = divmod(part * 10, 1)
        digits += _DIGITS[digit]
        if len(digits) > 30:
            raise ValueError(str(number))
    return f"{text}点{digits}"


def _written(number: int) -> str:
    for name, size in (*_GROUPS, ("千", 1_000), ("百", 100), ("十", 10)):
        if number >= size:
            head, tail = divmod(number, size)
            first = "" if name == "十" and head == 1 and number < 20 else _written(head)
            between = "零" if tail and tail < size // 10 else ""
            # 一万零一十五: inside a number the ten says its one.
            inside = "一" if 10 <= tail < 20 else ""
            return f"{first}{name}{between}{inside}{_written(tail)}"
    return _DIGITS[number] if number else ""
