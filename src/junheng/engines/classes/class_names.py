"""Class numbers as schools write them 班级名称: 3, 3班, 一年级3班, （3）班, 初一(3)班, 七年级十二班."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CHINESE = f"[{''.join(_DIGITS)}十]{{1,3}}"
#: The first that fits holds: a bare number (a spreadsheet may add .0), one in brackets, one before 班, one after “class”.
_WAYS = (
    re.compile(r"([0-9]{1,4})(?:\.0+)?"),
    re.compile(rf".*\(([0-9]{{1,4}}|{_CHINESE})\)\s*班?"),
    re.compile(r".*?([0-9]{1,4})\s*班"),
    re.compile(rf"(?:.*[年级届部\s])?({_CHINESE})班"),
    re.compile(r"(?:.*\W)?(?:class|group|team)\s*[-#_.]?\s*([0-9]{1,4})", re.IGNORECASE),
    re.compile(r"(?:第)?([0-9]{1,4})组"),
)


def class_number(name: str) -> int | None:
    """The number in a class's name; None where there is none, or where it may be the grade's.

    >>> [class_number(name) for name in ("３", "一年级3班", "初一（3）班", "七年级十二班", "初一班", "实验班")]
    [3, 3, 3, 12, None, None]
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    for way in _WAYS:
        found = way.fullmatch(plain)
        if found:
            return _value(found[1])
    return None


def _value(number: str) -> int:
    if number.isascii():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in number))
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
