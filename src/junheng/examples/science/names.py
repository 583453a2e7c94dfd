"""Invented names: of projects, firms and institutes; none is a real one's."""

from __future__ import annotations

from functools import cache

from junheng.examples.chengdu.names import all_names
from junheng.examples.science.city import CITY_SHORT, roll

#: What projects are about, by field, and what is done there.
_TOPICS = (
    (
        ("高强度铝合金", "锂离子电池正极材料", "精密液压阀", "工业机器人减速器", "光纤传感器", "北斗授时模块", "矿山安全监测装置",
         "山地小型农机", "轨道交通信号", "智能电表", "储能电站", "磷石膏建材"),
        ("关键技术研究", "制备工艺开发", "集成与示范", "质量检测方法研究", "中试与产业化", "关键装备研制", "可靠性提升"),
    ),
    (
        ("刺梨", "天麻", "高山蔬菜", "生态茶园", "地方猪种", "冷水鱼", "食用菌", "中药材种苗"),
        ("标准化种养技术示范", "良种选育", "精深加工技术研究", "病害防控技术研究", "品质评价", "产业化示范"),
    ),
    (
        ("湖泊底泥", "城市污泥", "建筑垃圾", "道路桥隧", "城市大气", "湿地植被", "地质灾害点"),
        ("综合治理技术研究", "监测与预警系统开发", "调查与评价", "修复工程示范", "资源化利用技术研究"),
    ),
    (
        ("医学影像", "慢性病管理", "中药饮片", "民族药制剂", "儿童用药", "体外诊断试剂"),
        ("关键技术研究", "临床应用研究", "质量标准研究", "工艺改进", "安全性评价"),
    ),
    (
        ("政务数据", "工业互联网", "智慧园区", "数字文旅", "应急通信"),
        ("平台开发", "安全技术研究", "集成与示范", "应用推广"),
    ),
)  # fmt: skip
_POLICIES = (
    "创新能力评价研究", "科技人才政策研究", "产业发展路线研究", "科技金融政策研究", "成果转化机制研究", "县域创新模式研究",
    "知识产权运用研究",
)  # fmt: skip
_TRADES = ("精密机械", "新材料", "生物", "信息", "节能环保", "光电", "智能装备", "农业", "医药", "能源")
_FIELDS = (
    "材料", "化工", "农业", "林业", "环境", "气象", "水利", "地质", "机械", "电子", "计量", "医学", "药物", "食品", "能源", "交通", "建筑",
    "信息", "生物", "畜牧",
)  # fmt: skip
_HOUSES = ("研究所", "工程技术研究中心", "检测中心", "重点实验室")


def project_title(kind: str, *name: object) -> str:
    """What a project is about."""
    subjects, works = _TOPICS[roll(0, len(_TOPICS) - 1, *name, "field")]
    works = _POLICIES if kind == "guidance_programme" else works
    return f"{subjects[roll(0, len(subjects) - 1, *name, 'subject')]}{works[roll(0, len(works) - 1, *name, 'work')]}"


@cache
def firm_names() -> tuple[str, ...]:
    """Names of firms, as many as there are invented words."""
    return tuple(f"{word}{_TRADES[roll(0, len(_TRADES) - 1, 'trade', word)]}科技有限公司" for word in all_names())


@cache
def institute_names() -> tuple[str, ...]:
    """Names of institutes: every field in every kind of house."""
    return tuple(f"{CITY_SHORT}市{field}{house}" for house in _HOUSES for field in _FIELDS)


def undertaker(kind: str, *name: object) -> str:
    """Who carries a project out: firms what is to be sold, institutes what is to be known."""
    firms = {"innovation_fund": 1000, "firm_programme": 1000, "major_programme": 700, "support_programme": 550, "state_project": 450}
    names = firm_names()[:400] if roll(0, 999, *name, "by") < firms.get(kind, 100) else institute_names()
    return names[roll(0, len(names) - 1, *name, "undertaker")]
