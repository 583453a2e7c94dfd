"""Invented school names: plausible, and none of a real school that is known for it."""

from __future__ import annotations

from junheng.examples.chengdu import dice

_FIRST = "栖沐砚芷蔚澜砺璞桉汀黛岫霁昀芃荻榆楠芸萤筱苇麓渚杉槿葭樵溯皓菱茗葵荇樟梓枫檀苔蕙"
_SECOND = "岚汐禾畔崖溪湖林原丘坪桥渡堰塘湾岭泉垭浦苑庭洲屿涧冈坝坡井田"
#: Parts of well-known real names; a combination that contains one is not used.
KNOWN = (
    "七中|四中|九中|石室|树德|实验|师大|川大|西川|棠湖|华阳|嘉祥|泡桐|盐道|草堂|双林|龙江|金沙|成师|天涯|胜西|茶店|红星|光华|文翁|青羊|锦里|锦官|"
    "浣花|杜甫|武侯|玉林|棕北|桐梓|三圣|沙河|驷马|北湖|东湖|麓湖|麓山|兴隆湖|锦城湖|白鹭|西御|东城根|花园|站东|李家沱|列五|高新|天府|蒲阳|玉垒|北街|"
    "怀远|崇庆|平乐|文君|寿安|鹤山|大邑|王泗|安仁|花水|金堂|淮口|赵镇|简阳|三星|新津|五津|彭州|濛阳|敖平|都江|聚源|青城|郫都|犀浦|犀池|思源|团结|"
    "温江|柳城|鹏程|海科|新都|桂湖|升庵|龙泉|洛带|十陵|青白江|大弯|城厢|双流|东升|航空|黄水|成都|蓉城|芙蓉|银杏|清水|沙湾|万春|永宁|和盛|芷泉|桉林|楠林|"
    "林湾|双楠|锦江|外国语"
)


def all_names() -> tuple[str, ...]:
    """Every name there is, in the order in which schools take them."""
    known = KNOWN.split("|")
    names = [first + second for first in _FIRST for second in _SECOND]
    free = [name for name in names if not any(part in name or name in part for part in known)]
    return tuple(sorted(free, key=lambda name: dice.whole(0, 10**15, "name", name)))


def school_name(county: str, name: str, kind: str, setting: str, *, private: bool) -> str:
    """The full name, as a school of that kind would bear it."""
    place = "成都市" if private else county
    if setting != "urban" and kind in ("primary_school", "junior_school", "nine_year"):
        return f"{place}{name}镇{_ENDING_IN_TOWN[kind]}" if setting == "town" else f"{place}{name}{_ENDING_IN_VILLAGE[kind]}"
    return f"{place}{name}{_ENDING[kind]}"


_ENDING = {
    "primary_school": "小学",
    "junior_school": "初级中学",
    "nine_year": "学校",
    "twelve_year": "学校",
    "complete_secondary": "中学",
    "teaching_point": "小学教学点",
    "special_school": "特殊教育学校",
    "vocational_school": "职业高级中学",
}
_ENDING_IN_TOWN = {"primary_school": "中心小学", "junior_school": "初级中学", "nine_year": "九年制学校"}
_ENDING_IN_VILLAGE = {"primary_school": "村小学", "junior_school": "乡初级中学", "nine_year": "乡九年制学校"}
