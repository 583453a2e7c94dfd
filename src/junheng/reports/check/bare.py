"""Numbers without a unit: those that state a figure by themselves, and those that share the unit of the next."""

from __future__ import annotations

import re

from .units import UNIT

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,12}(?!\d)|\d+)(?:\.\d+)?"
SCALE = r"(?:[十百千]?[万亿]亿?|[百千](?=\s*(?:多|余|来)?[\u4e00-\u9fff]))"
_AND = "(?:、|和|及|与|或)"
_LISTED = re.compile(rf"\s*{_AND}\s*(?:{ARABIC}\s*{_AND}\s*)*(?P<next>{ARABIC})\s*(?P<scale>{SCALE})?\s*(?P<unit>{UNIT})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEADS = re.compile(r"(?:[为达到至共有是超过增减降升约近余计数于比]|总数|人数|合计|共计|总计|小计|[:|\t])\s*$")
_ENDS = re.compile(r"\s*(?:[,，。;；、)）|\t\n]|以上|以下|以内|左右|上下|$)")
_CLAUSE_ENDS = re.compile(r"\s*(?:[,，。;；)\n]|$)")
#: Words before the number of a page, a table, a room.
_LABEL = re.compile(r"(?:附件|附表|附录|[表图栏页卷章节条款号楼路室栋座班级年月日第编版型期群区街])$")
#: 6997中小学在校生: the counting word was left out.
_COUNTED = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:学生|教师|在校生|儿童|幼儿|师生|居民|群众|职工|员工|人员|党员|干部|志愿者)")
_HAN = re.compile(r"[\u4e00-\u9fff]\s?$")


def unit_of_the_next(text: str, number: str, end: int) -> tuple[str, str | None] | None:
    """Unit and scale that a number shares with those after it: 回落2.16和1.66个百分点."""
    listed = _LISTED.match(text, end)
    if listed is None or _YEAR.fullmatch(number):
        return None
    if number.isdigit() and listed["next"].isdigit() and int(number) + 1 == int(listed["next"]) < 10:
        return None  # 五六个, written 5、6个
    return listed["unit"], listed["scale"]


def stands_alone(text: str, number: str, start: int, end: int) -> bool:
    """Whether a number states a figure without a unit: in a cell of its own, after 达到, 为, 共, or where a clause ends."""
    before = text[max(0, start - 4) : start]
    long = len(number) >= 4 and not _YEAR.fullmatch(number)
    if long and _COUNTED.match(text, end):
        return True
    if not _ENDS.match(text, end):
        return False
    if _LEADS.search(before) or start == 0 or before[-1] in "\n\t|":
        return True
    clear = (len(number) > 1 or "." in number) and not _YEAR.fullmatch(number)
    return bool(clear and _HAN.search(before) and not _LABEL.search(before.rstrip()) and _CLAUSE_ENDS.match(text, end))
