"""Lead, helpers, day and money that an item's own text names: （牵头单位：规划处；配合单位：财务处；完成时限：6月底）."""

from __future__ import annotations

import re
from datetime import date

from .days import UnclearDayError, read_day
from .item import LONGEST, Duties

_OFFICE = "(?:单位|部门|处室|科室|机构|领导|人)"
_NAMED = r"\s*[:：]\s*([^；;。\n）)]+)"
_HELPERS = re.compile(rf"(?:配合|协办|协同|参与|参加|协助){_OFFICE}?{_NAMED}")
_LEAD = re.compile(rf"(?:牵头|责任|主办|主责|承办|负责)(?:责任)?{_OFFICE}?{_NAMED}")
#: 由规划处牵头，财务处、基教处配合。
_LEAD_SAID = re.compile(r"由([^，,。；;由]{2,30}?)(?:牵头|主办|负责)")
_HELPERS_SAID = re.compile(r"(?:牵头|主办|负责)[，,]([^，,。；;]{2,60}?)(?:配合|协办|协同|参与)")
_DUE = re.compile(rf"(?:完成)?(?:时限|期限|时间|时间节点){_NAMED}")
_DUE_SAID = re.compile(r"((?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?)(?:之?前|以前)")
_BUDGET = re.compile(r"(?:经费|资金|预算|投资|投入)(?:预算|安排|约|共|共计|总计|[:：]|\s)*([\d,，.]+\s*(?:千万|百万|万|亿)?元)")


def find_duties(text: str, begins: date | None = None) -> Duties:
    """What an item's text says of lead, helpers, day and money; what it does not say stays empty."""
    return Duties(
        lead=_fitting("lead", _first(text, _LEAD, _LEAD_SAID)),
        helpers=_fitting("helpers", _first(text, _HELPERS, _HELPERS_SAID)),
        due=_day(_first(text, _DUE, _DUE_SAID), begins),
        budget=_first(text, _BUDGET),
    )


def _first(text: str, *patterns: re.Pattern[str]) -> str:
    """What the first pattern that fits has found, without blanks and marks around it."""
    return next((found[1].strip(" \t，,、") for pattern in patterns if (found := pattern.search(text))), "")


def _fitting(field: str, words: str) -> str:
    """Nothing where there is no room for it; the text still has it."""
    return words if len(words) <= LONGEST[field] else ""


def _day(words: str, begins: date | None) -> date | None:
    try:
        return read_day(words, begins) if words else None
    except UnclearDayError:
        return None  # the text still has it
