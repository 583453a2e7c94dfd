"""Units of quantities 计量单位: how they are written, what kind they are, and which a single Chinese digit may stand before."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: By kind. A unit is what follows the number, without 万 and 亿.
UNITS: Mapping[str, tuple[str, ...]] = {
    "percent": ("%",),
    "per_mille": ("‰",),
    "points": ("个百分点", "个千分点"),
    "multiple": ("倍",),
    "doubling": ("番",),
    "money": ("美元", "欧元", "港元", "日元", "人民币", "元钱", "块钱", "元"),
    "people": ("人次", "人天", "人份", "人", "名", "位", "学生", "户次", "户"),
    "area": ("平方公里", "平方千米", "平方米", "平米", "公顷", "km2", "m2", "㎡", "亩"),
    "volume": ("个治疗量", "立方米", "m3", "毫升", "ml", "mL", "升", "治疗量", "单位", "U"),
    "length": ("公里", "千米", "厘米", "毫米", "km", "米"),
    "weight": ("公斤", "千克", "kg", "吨", "克"),
    "age": ("周岁", "岁"),
    "duration": ("个工作日", "工作日", "个学期", "个小时", "小时", "分钟", "秒钟", "个月", "个季度", "个星期", "课时", "学时",
    "学年", "学期", "天", "周", "年", "日"),
    "count": (
        "台套", "台次", "车次", "班次", "场次", "件次", "篇次", "册次", "个次", "例次", "批次", "家次", "项次", "校次", "课次", "万次",
        "所", "家", "项", "个", "件", "次", "期", "场", "套", "台", "本", "册", "篇", "辆", "座", "栋", "幢", "间", "处", "条",
        "张", "份",
        "批", "种", "类", "门", "节", "轮", "支", "部", "届", "起", "例", "宗", "桩", "枚", "块", "把", "副", "架", "艘", "株",
        "棵", "头", "只", "匹",
        "袋", "箱", "桶", "盒", "瓶", "包", "卷", "幅", "首", "集", "版", "页", "字", "行", "列", "层", "步", "遍", "趟", "回",
        "单", "笔", "款",
        "片", "根", "对", "组", "队", "班", "校", "村", "镇", "乡", "县", "区", "市", "省", "国", "街道", "社区", "床",
        "张床位", "床位", "席", "席位", "学位",
        "度", "分", "级台阶", "票", "人民币元", "家庭", "堂", "道", "盏", "点", "梯次", "kW", "千瓦时", "千瓦", "万千瓦", "兆",
        "MB", "GB", "TB", "G", "M",
    ),
}  # fmt: skip

#: Words that begin like a unit and are none: 个别, 次日, 部门, 分别, 人均 …; looked for where a unit would begin.
_NO_UNIT = (
    "部门|部分|分别|分之|人均|年级|年度|年份|年代|年来|月份|个别|次日|名单|位于|位置|区域|国家|点名|日前|日起|号|时许|类似|类别|级|大|小学|中学|高中|初中|年制|日制|班制|"
    "线|带|体|者|化|维|期间|类城市|行动|项目化"
)
KIND = {unit: kind for kind, units in UNITS.items() for unit in units}
_BY_LENGTH = sorted(KIND, key=len, reverse=True)
#: Per something: 元/生·年, 册/生, 平方米/人.
_PER = (
    r"(?:/(?:百生|百名学生|百人|千人口|万人口|千人|万人|生|人|师|班|校|户|台|年|月|日|天|次|亩|平方米|㎡|学年|学期|课时|小时|吨)"
    r"(?:[·.](?:年|月|日|学年|学期|次))?)?"
)
UNIT = f"(?!(?:{_NO_UNIT}))(?:" + "|".join(map(re.escape, _BY_LENGTH)) + f"){_PER}"

#: Before these a lone Chinese digit counts; before others 一 and 两 are an article, a rank or a part of a word (一级, 一体, 两地).
COUNTED_BY_ONE = frozenset(
    ("所", "名", "人", "家", "小时", "套", "座", "间", "台", "户", "倍", "岁", "周岁", "公里", "元", "亩", "人次", "个百分点",
    "番", "平方米", "栋",
    "幢", "辆", "万元", "个月")
)  # fmt: skip
COUNTED_BY_FEW = COUNTED_BY_ONE | frozenset(
    ("个", "项", "件", "次", "期", "场", "本", "册", "篇", "处", "条", "张", "份", "批", "种", "门", "轮", "支", "部", "起",
    "例", "位", "类",
    "天", "周", "节", "堂", "款", "幅", "组", "课时", "学时", "个工作日", "工作日", "个学期", "分钟", "吨", "块")
)  # fmt: skip


def kind_of(unit: str) -> str:
    """The kind of a unit; per something is a rate 均值."""
    return "rate" if "/" in unit else KIND.get(unit, "number")
