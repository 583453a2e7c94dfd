"""Texts with one planted error each, of every kind that the checker knows, and the same texts unharmed.

A text is a heading, sentences of an annual summary without any relation between their figures, and one passage whose figures
belong together; `harmed` changes one figure of the passage so that the arithmetic cannot hold, `sound` is the passage as it was.
All numbers come from the seed; nothing is taken from a real report.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Planted:
    """A text unharmed and harmed, and the kinds of findings that would name the harm."""

    kind: str
    sound: str
    harmed: str
    named: tuple[str, ...]


def planted(count: int, seed: int) -> list[Planted]:
    """Texts of all kinds in turn."""
    chance = random.Random(seed)
    makers = list(MAKERS.items())
    return [_whole(chance, *makers[number % len(makers)]) for number in range(count)]


def _whole(chance: random.Random, kind: str, maker: Callable[[random.Random], tuple[str, str, tuple[str, ...]]]) -> Planted:
    sound, harmed, named = maker(chance)
    around = [sentence(chance) for sentence in chance.sample(_FILLERS, 5)]  # each once: said twice it would contradict itself
    before, behind = "".join(around[:3]), "".join(around[3:])
    year = chance.randrange(2012, 2026)
    head = f"{year}年工作总结\n一、基本情况\n"
    return Planted(kind, f"{head}{before}{sound}\n二、下一步\n{behind}", f"{head}{before}{harmed}\n二、下一步\n{behind}", named)


_FILLERS: list[Callable[[random.Random], str]] = [
    lambda c: f"全年组织各类培训{c.randrange(5, 90)}期，参训{c.randrange(200, 9000)}人次。",
    lambda c: f"接待来访群众{c.randrange(20, 900)}批次，办结信访件{c.randrange(20, 900)}件。",
    lambda c: f"新建运动场{c.randrange(2, 40)}个，面积{c.randrange(2, 90)}万平方米。",
    lambda c: f"落实专项资金{c.randrange(100, 9000)}万元，惠及困难学生{c.randrange(100, 9000)}名。",
    lambda c: f"召开联席会议{c.choice('两三四五六')}次，印发文件{c.randrange(10, 60)}份。",
    lambda c: f"开展督导检查{c.randrange(10, 60)}次，整改问题{c.randrange(10, 200)}个，约谈学校负责人{c.randrange(2, 9)}名。",
    lambda c: f"选派{c.randrange(2, 30)}名教师赴外地交流，为期{c.randrange(2, 9)}个月。",
    lambda c: f"近{c.randrange(2, 9)}万名学生参加了第{c.randrange(2, 20)}届科技节，{c.randrange(20, 90)}余件作品获奖。",
    lambda c: f"力争到明年普惠性幼儿园覆盖率达到{c.randrange(80, 95)}%以上。",
]


def _off(chance: random.Random, value: int, least: int = 1) -> int:
    """Another value, a few per cent away or a digit wrong."""
    return max(1, value + chance.choice((-1, 1)) * max(least, round(value * chance.uniform(0.03, 0.15))))


def _parts(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    unit, what = chance.choice(
        (("所", ("小学", "初中", "高中")), ("项", ("国家级项目", "省级项目", "市级项目")), ("名", ("小学教师", "初中教师", "高中教师")))
    )
    parts = [chance.randrange(20, 400) for _ in what]
    lead = chance.choice(("全市共有各类", "全年共计", "目前累计", "合计"))

    listed = chance.choice(("，", "、"))

    def said(total: int) -> str:
        return f"{lead}{total}{unit}，其中" + listed.join(f"{name}{part}{unit}" for name, part in zip(what, parts, strict=True)) + "。"

    return said(sum(parts)), said(_off(chance, sum(parts))), ("parts_and_whole",)


def _halves(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    one, other = chance.choice((("男生", "女生"), ("城市学生", "农村学生"), ("公办园儿童", "民办园儿童")))
    a, b = chance.randrange(500, 9000), chance.randrange(500, 9000)
    text = "在校生{}人，其中" + f"{one}{a}人，{other}{b}人。"
    return text.format(a + b), text.format(_off(chance, a + b)), ("parts_and_whole",)


def _part_too_large(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    whole = chance.randrange(200, 5000)
    part = round(whole * chance.uniform(0.2, 0.8))
    text = f"有专任教师{whole}人，其中高级职称教师{{}}人。"
    return text.format(part), text.format(round(whole * chance.uniform(1.1, 1.9))), ("parts_and_whole",)


def _money(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    parts = [Fraction(chance.randrange(1000, 90000), 10) for _ in range(3)]
    names = ("校舍建设", "设备购置", "教师培训")
    listed = "；".join(f"{name}{float(part):.1f}万元" for name, part in zip(names, parts, strict=True))
    total = sum(parts, start=Fraction(0))
    wrong = total + chance.choice((-1, 1)) * max(Fraction(5), Fraction(round(total * chance.randrange(3, 12) / 100)))
    text = "全年安排专项资金{:.1f}万元，其中：" + listed + "。"
    return text.format(float(total)), text.format(float(wrong)), ("parts_and_whole",)


def _unit_slip(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    parts = [chance.randrange(120, 9000) for _ in range(3)]
    names = ("市级财政", "县级财政", "社会捐赠")
    total = sum(parts)

    def said(first: str) -> str:
        return f"筹集资金共{total}万元，其中{names[0]}{first}，{names[1]}{parts[1]}万元，{names[2]}{parts[2]}万元。"

    return said(f"{parts[0]}万元"), said(chance.choice((f"{parts[0]}元", f"{parts[0]}亿元"))), ("parts_and_whole",)


def _share(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    whole = chance.randrange(300, 20000)
    part = round(whole * chance.uniform(0.05, 0.9))
    share = Fraction(part, whole) * 100
    text = f"参评学生{whole}人，合格{part}人，占参评学生的{{:.1f}}%。"
    wrong = float(share) + chance.choice((-1, 1)) * chance.uniform(1, 4)
    return text.format(float(share)), text.format(wrong if wrong > 0 else float(share) + 3), ("share",)


def _rate_by_ten(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    whole = chance.randrange(20000, 90000)
    part = chance.randrange(100, 900)
    mille = Fraction(part, whole) * 1000
    text = f"辖区常住人口{whole}人，无偿献血者{part}人，占总人口的{{:.1f}}{{}}。"
    harmed = text.format(float(mille), "%") if chance.random() < 0.5 else text.format(float(mille) * 10, "‰")
    return text.format(float(mille), "‰"), harmed, ("share",)


def _growth(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    old = chance.randrange(1000, 90000)
    new = round(old * chance.uniform(1.03, 1.8))
    share = (Fraction(new, old) - 1) * 100
    unit = chance.choice(("人", "万元", "件"))
    text = chance.choice(
        (f"由上年的{old}{unit}增加到{new}{unit}，增长{{:.1f}}%。", f"全年完成{new}{unit}，比上年的{old}{unit}增长{{:.1f}}%。")
    )
    wrong = float(share) * chance.choice((0.1, 0.8, 1.25, 1.1, 10))
    return text.format(float(share)), text.format(wrong if abs(wrong - float(share)) > 0.2 else float(share) + 1.5), ("growth",)


def _fall(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    old = chance.randrange(200, 900)
    new = round(old * chance.uniform(0.4, 0.95))
    share = (1 - Fraction(new, old)) * 100
    text = f"投诉件从{old}件减少到{new}件，下降{{:.1f}}%。"
    return text.format(float(share)), text.format(float(share) + chance.choice((-1, 1)) * chance.uniform(0.5, 3)), ("growth",)


def _difference(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    old = chance.randrange(100, 5000)
    more = chance.randrange(10, 800)
    text = f"在园幼儿由{old}人增加到{old + more}人，增加了{{}}人。"
    return text.format(more), text.format(_off(chance, more, 2)), ("difference",)


def _points(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    old = Fraction(chance.randrange(600, 900), 10)
    more = Fraction(chance.randrange(11, 80), 10)
    text = f"毛入学率由{float(old):.1f}%提高到{float(old + more):.1f}%，提高{{}}。"
    harmed = chance.choice((f"{float(more):.1f}%", f"{float(more + 1):.1f}个百分点"))
    return text.format(f"{float(more):.1f}个百分点"), text.format(harmed), ("points_not_percent", "growth_points")


def _times(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    old = chance.randrange(20, 300)
    more = chance.randrange(1, 6)
    text = f"网络课程由{old}节增加到{old * (more + 1)}节，增长了{{}}倍。"
    return text.format(more), text.format(more + chance.choice((1, 2, 3))), ("times",)


def _ratio(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    teachers = chance.randrange(100, 3000)
    by = Fraction(chance.randrange(100, 220), 10)
    pupils = round(teachers * by)
    exact = Fraction(pupils, teachers)
    text = f"在校学生{pupils}人，专任教师{teachers}人，生师比为{{:.1f}}:1。"
    return text.format(float(exact)), text.format(float(exact) + chance.choice((-1, 1)) * chance.uniform(0.5, 3)), ("ratio",)


def _average(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    classes = chance.randrange(10, 300)
    pupils = classes * chance.randrange(30, 55) + chance.randrange(classes)
    mean = Fraction(pupils, classes)
    text = f"共有学生{pupils}人、教学班{classes}个，平均每班{{:.1f}}人。"
    return text.format(float(mean)), text.format(float(mean) + chance.choice((-1, 1)) * chance.uniform(1, 6)), ("average",)


def _grim(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    whole = chance.choice((7, 9, 11, 12, 13, 14, 17, 18, 19, 21, 23, 24, 26, 27, 28, 29))
    part = chance.randrange(1, whole)
    possible = {f"{float(Fraction(count, whole) * 100):.1f}" for count in range(whole + 1)}
    wrong = next(
        f"{tenth / 10:.1f}"
        for tenth in range(chance.randrange(100, 800), 999)
        if f"{tenth / 10:.1f}" not in possible and not _near(tenth, whole)
    )
    text = f"{whole}所学校中，{{}}%达到标准。"
    return text.format(f"{float(Fraction(part, whole) * 100):.1f}"), text.format(wrong), ("impossible_percentage",)


def _near(tenth: int, whole: int) -> bool:
    return any(abs(Fraction(tenth, 10) - Fraction(count, whole) * 100) <= Fraction(1, 10) for count in range(whole + 1))


def _shares(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    a, b = chance.randrange(200, 400), chance.randrange(200, 400)
    c = 1000 - a - b
    text = "经费来源中，财政拨款占{:.1f}%，事业收入占{:.1f}%，其他收入占{:.1f}%。"
    return text.format(a / 10, b / 10, c / 10), text.format(a / 10, b / 10, c / 10 + chance.uniform(2, 9)), ("shares_sum",)


def _over_100(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    share = chance.randrange(200, 950)
    text = "本科以上学历教师占{}%。"
    return text.format(share / 10), text.format(share / 10 + 100), ("share_over_100",)


def _backwards(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    first, span = chance.randrange(2005, 2024), chance.randrange(2, 6)
    text = "按照布局规划（{}—{}年）的安排推进。"
    return text.format(first, first + span), text.format(first + span, first), ("period_backwards",)


def _span(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    years = chance.randrange(3, 6)
    first = chance.randrange(2005, 2020)
    name = "三四五"[years - 3]
    text = f"完成{name}年行动计划（{first}—{{}}年）确定的任务。"
    return text.format(first + years - 1), text.format(first + years + chance.randrange(1, 4)), ("period_span",)


def _range(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    low, more = chance.randrange(5, 40), chance.randrange(3, 30)
    text = "公用经费按{}%~{}%的比例安排。"
    return text.format(low, low + more), text.format(low + more, low), ("range_backwards",)


def _plan(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    planned = chance.randrange(100, 3000)
    done = round(planned * chance.uniform(0.7, 1.3))
    share = Fraction(done, planned) * 100
    text = f"计划改造校舍{planned}平方米，实际完成{done}平方米，完成计划的{{:.1f}}%。"
    return text.format(float(share)), text.format(float(share) + chance.choice((-1, 1)) * chance.uniform(1, 9)), ("plan_and_result",)


def _more_than_planned(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    planned = chance.randrange(100, 3000)
    text = f"计划培训教师{planned}人，实际完成{{}}人，超额完成任务。"
    return text.format(planned + chance.randrange(10, 300)), text.format(planned - chance.randrange(10, 90)), ("plan_and_result",)


def _twice(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    number = chance.randrange(1000, 90000)
    text = f"义务教育在校学生{number}人。各校秩序良好。年末义务教育在校学生{{}}人。"
    text = text.replace("年末", "")
    return text.format(number), text.format(_off(chance, number)), ("two_values",)


def _table(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    rows = [[chance.randrange(10, 900) for _ in range(3)] for _ in range(4)]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    wrong = list(totals)
    place = chance.randrange(3)
    wrong[place] = _off(chance, totals[place])

    def said(last: list[int]) -> str:
        lines = [
            ["县区", "学校", "班级", "教师"],
            *[[f"县{'甲乙丙丁'[n]}", *map(str, row)] for n, row in enumerate(rows)],
            ["合计", *map(str, last)],
        ]
        return "\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

    return said(totals), said(wrong), ("table_total",)


MAKERS: dict[str, Callable[[random.Random], tuple[str, str, tuple[str, ...]]]] = {
    "parts of a whole": _parts,
    "two halves": _halves,
    "a part too large": _part_too_large,
    "money columns": _money,
    "unit slip 万/亿": _unit_slip,
    "share of": _share,
    "% and ‰": _rate_by_ten,
    "growth": _growth,
    "fall": _fall,
    "difference": _difference,
    "points and per cent": _points,
    "times": _times,
    "ratio": _ratio,
    "average": _average,
    "GRIM": _grim,
    "shares above 100": _shares,
    "share over 100 %": _over_100,
    "period backwards": _backwards,
    "span of a plan": _span,
    "range backwards": _range,
    "plan and result": _plan,
    "called more than planned": _more_than_planned,
    "two values": _twice,
    "table": _table,
}
