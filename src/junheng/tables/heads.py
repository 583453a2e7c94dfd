"""Heads of columns as sheets write them: what they say, and the unit they say it in."""

from __future__ import annotations

import re
import unicodedata

from junheng.tables.schema import Column
from junheng.tables.units import Unit, parse_unit

#: Between the texts of a column's head rows.
JOINT = " / "
_BRACKETS = re.compile(r"[(\[【〔<]([^()\[\]【】〔〕<>]*)[)\]】〕>]")
_UNITS_ABOVE = re.compile(r"(?:计量|金额|面积|(?<![\u4e00-\u9fff]))单位\s*[:为是]\s*([^\s。;)]+)")
#: A cell that says the row is a sum of others; for use on series and on single texts alike.
TOTAL = (
    r"^[\s\d.、]*(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*和|(?i:sub|grand\s*)?-?(?i:total)s?)\s*[:：]?\s*$"
    r"|(?:合计|总计|小计|共计)[\s:：]*$"
    r"|^\s*其\s*中\s*[:：]"
)
#: A cell that says the row is a remark under the table.
NOTE = r"^\s*(?:注|说明|备注|备 注|填表人|填报人|审核人|单位负责人|制表|统计人|(?i:notes?|sources?|remarks?))\s*[:：]"

#: Without one of these a text is neither.
SUSPECT = ["计", "和", "其", "total", "注", "说明", "填", "审核", "负责人", "制表", "统计人", "note", "source", "remark"]


def plain(title: str) -> str:
    r"""A head for comparison: one width, lower case, without blanks, line breaks and punctuation at its ends.

    >>> plain(" 学校（机构）\n代码： ")
    '学校(机构)代码'
    """
    text = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"\s+", "", text).strip("*:：.。、,_-")


def split_unit(title: str) -> tuple[str, Unit | None]:
    """The head without its unit, and the unit that it names in brackets.

    >>> split_unit("运动场地面积（亩）")[0], split_unit("教学仪器设备值(万元)")[1].name
    ('运动场地面积', '10k_yuan')
    """
    text = unicodedata.normalize("NFKC", title)
    for match in reversed(list(_BRACKETS.finditer(text))):
        unit = parse_unit(match[1])
        if unit is not None:
            return (text[: match.start()] + text[match.end() :]).strip(), unit
    stated = re.search(r"[,;:\s/]?单位\s*:\s*(\S+)$", text)
    if stated is not None and (unit := parse_unit(stated[1])) is not None:
        return text[: stated.start()].strip(), unit
    return text.strip(), None


def units_above(title: str) -> tuple[Unit, ...]:
    """The units that a line above a table names: ``单位：人、平方米、万元``.

    >>> [unit.name for unit in units_above("填报单位：东县教育局 单位：人、㎡、万元")]
    ['person', 'm2', '10k_yuan']
    """
    text = unicodedata.normalize("NFKC", title)
    listed = [part for match in _UNITS_ABOVE.finditer(text) for part in re.split(r"[、,/和及]", match[1])]
    bracketed = [match[1] for match in _BRACKETS.finditer(text)]
    return tuple(unit for unit in map(parse_unit, listed + bracketed) if unit is not None)


def names_of(column: Column) -> frozenset[str]:
    """Every head that means a declared column: its name, its titles, and a title above its name as our templates have it."""
    titles = {column.title.zh, column.title.en}
    return frozenset(plain(text) for text in {column.name, *titles, *(title + column.name for title in titles)})
