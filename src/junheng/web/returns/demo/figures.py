"""What the schools answer: the year before, a year on, in whole numbers that are the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from junheng.examples.chengdu import dice
from junheng.packs.forms.checking import key_of
from junheng.web.returns import services
from junheng.web.returns.demo.plan import Stage

Answers = dict[str, str]  # by address

#: By how much at most a quantity grows, per mille; what is not here stays as it was.
_GROWTH: Mapping[str, int] = {"equipment_value": 80, "computers": 60, "books": 40}
#: So many of a thousand schools have built since: an explanation that approvers see.
_BUILT, _LARGER_BY_BUILDING = 120, 1.3
#: What is done to the ground of the school whose return goes back: more than before, and less than asks for an explanation.
_LARGER = 1.15
#: What is wrong in the return with findings.
_SMALLER, _DOUBLED = 0.6, 2.5

#: Why the county sends a cell back.
COMMENT = "比上年多出约 15%，附件里没有新建场地的验收单。请核对后改正，或补充说明。"
_EXPLANATIONS = {
    "change.pupils": "学生随班升级，人数与学籍系统一致。",
    "change.teachers": "本学年招聘和交流轮岗，人数与人事系统一致。",
    "change.buildings": "校舍改造完成，面积以竣工验收为准。",
    "change.equipment": "本学年新建录播教室和理科实验室，设备已验收入账。",
}
_CONFIRMED = "已与台账和上年报表核对，属实。"


def answers(stage: Stage, unit: str, last: Mapping[str, str]) -> Answers:
    """What a school has filled in by then.

    Parameters
    ----------
    stage
        How far it is.
    unit
        Its code.
    last
        What it answered a year before.
    """
    whole = {address: _a_year_on(unit, address, last) for address in last}
    if stage == Stage.BEGUN:
        return dict(list(whole.items())[: len(whole) // 2])
    if stage == Stage.SENT_BACK:
        sports = of_column(whole, "sports_area")
        return whole | {sports: _times(last[sports], _LARGER)}
    return whole | _wrong(whole, last) if stage == Stage.FINDINGS else whole


def explanations(stage: Stage, findings: Iterable[Mapping[str, Any]]) -> Iterator[services.Said]:
    """What a school says about what must be explained; where its return has findings still, about its equipment only."""
    for finding in findings:
        check = finding["check"]
        if finding["severity"] == "soft" and (stage != Stage.FINDINGS or check == "change.equipment"):
            yield services.Said(*key_of(finding), text=_EXPLANATIONS.get(check, _CONFIRMED))


def of_column(answers: Mapping[str, str], column: str) -> str:
    """The address of the first answer in a column."""
    return next(address for address in answers if address.endswith(f"/{column}"))


def _a_year_on(unit: str, address: str, last: Mapping[str, str]) -> str:
    table, row, column = address.split("/")
    if table == "pupils":
        level, _, grade = row.partition(".")
        below = f"pupils/{level}.{int(grade) - 1}/{column}"
        return last[below] if below in last else str(max(1, int(last[address]) + dice.whole(-2, 2, unit, address)))
    if column == "teachers":
        return str(int(last[address]) + dice.whole(0, 1, unit, address))
    if column == "teaching_area" and dice.chance(_BUILT, unit, "built"):
        return _times(last[address], _LARGER_BY_BUILDING)
    return _times(last[address], 1 + dice.whole(0, _GROWTH.get(column, 0), unit, address) / 1000)


def _times(value: str, factor: float) -> str:
    return str(round(float(value) * factor))


def _wrong(whole: Answers, last: Mapping[str, str]) -> Answers:
    """Two answers that must be corrected, and two that must be explained."""
    teachers, pupils = of_column(whole, "teachers"), of_column(whole, "pupils")
    sports, equipment = of_column(whole, "sports_area"), of_column(whole, "equipment_value")
    return {
        of_column(whole, "teachers_qualified"): str(int(whole[teachers]) + 3),
        pupils: f"约 {whole[pupils]}",
        sports: _times(last[sports], _SMALLER),
        equipment: _times(last[equipment], _DOUBLED),
    }
