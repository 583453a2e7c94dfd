"""Surnames 姓: where a name is cut, and how those are read that sound otherwise as a surname 多音姓."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Surnames of two characters; 百家姓 and those in use today.
_TWO = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 "
    "长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 "
    "南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 "
    "即墨 达奚 褚师 纳兰"
)
COMPOUND = frozenset(_TWO.split())

#: A surname, and characters that sound as it does; each read otherwise in other words. 覃 is read qín, as most of its bearers do.
READ_AS: Mapping[str, str] = {
    "单": "善",
    "解": "谢",
    "仇": "求",
    "曾": "增",
    "查": "渣",
    "区": "欧",
    "朴": "飘",
    "翟": "宅",
    "盖": "葛",
    "缪": "妙",
    "乐": "月",
    "员": "运",
    "折": "舌",
    "种": "虫",
    "覃": "秦",
    "秘": "必",
    "黑": "贺",
    "祭": "债",
    "谌": "陈",
    "逄": "旁",
    "冼": "显",
    "洗": "显",
    "隗": "伟",
    "召": "绍",
    "繁": "婆",
    "尉迟": "玉池",
    "万俟": "莫奇",
    "长孙": "掌孙",
    "澹台": "谈台",
    "乐正": "月正",
}

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def surname(name: str) -> str:
    """The surname of a name, as far as its writing tells: what follows the last point or blank of one that is not Chinese.

    >>> [surname(name) for name in ("冯天睿", "欧阳睿", "阿依古丽·买买提", "John Smith", "欧阳", "")]
    ['冯', '欧阳', '买买提', 'Smith', '欧', '']
    """
    if not _HAN.fullmatch(name):
        return re.split(r"[\s·•.\-]+", name.strip())[-1]
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]
