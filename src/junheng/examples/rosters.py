"""Rosters to form classes of: an invented entry grade and its teachers, invented scores, and a real school of Project STAR.

``python -m junheng.examples.rosters`` writes them again; a test holds the committed ones against it.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from junheng.examples.chengdu.dice import chance, pick, whole
from junheng.examples.files import Rows, write_tables
from junheng.language import Text

FOLDER = Path(__file__).parent / "rosters"


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster that comes with the software, under its name in the folder `rosters`, with the rules of its classes."""

    title: Text
    synthetic: bool  # shown wherever it is
    register: bool = False  # there is a register beside it, and the reasons of its differences


ROSTERS: Mapping[str, Roster] = {
    "entry-grade-synthetic": Roster(
        Text("一年级新生 268 人分 6 个班（合成示例）", "An entry grade: 268 pupils, 6 classes (synthetic)"), synthetic=True, register=True
    ),
    "score-allowed-synthetic": Roster(
        Text("重新分班 600 人分 12 个班（合成示例）", "Classes re-formed by scores: 600 pupils, 12 classes (synthetic)"), synthetic=True
    ),
    "teachers-synthetic": Roster(
        Text("18 名教师分成 6 个教师团队（合成示例）", "18 teachers in 6 teams, one for each class (synthetic)"), synthetic=True
    ),
    "star-school": Roster(Text("STAR 项目的一所学校，7 个班（真实数据）", "A school of Project STAR, 7 classes (real)"), synthetic=False),
}


def copy_roster(name: str, folder: Path) -> None:
    """Copy an example's files into a folder that does not exist or is empty.

    Raises
    ------
    KeyError
        No such example; it lists those that exist.
    FileExistsError
        The folder has files.
    """
    if name not in ROSTERS:
        raise KeyError(f"no roster {name!r}; there are {', '.join(ROSTERS)}")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    shutil.copytree(FOLDER / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("source"))


_PUPILS, _LATE = 268, 3
_FIRST_CODE = 9_926_000_001  # 99 is no province, so that none can be a real pupil's
_FIRST_DAY = date(2019, 9, 1)  # who is six on 31 August 2026
_DAYS = 366
_SURNAMES = (
    "王王王王李李李李张张张刘刘刘陈陈陈杨杨黄赵赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧"
    "潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
)
_BOYS = "子浩宇轩梓泽沐宸奕俊辰铭晨睿博哲皓煜恒瑞昊嘉锦承翰霖翊航远逸凡恩希言景行知安然明"
_GIRLS = "梓涵欣怡诺若雨思佳可语桐玥彤萱琪雯瑶依悦晴婉宁晗颖舒妍菲姝禾苒沁清芷心念锦夕乐安然一"
_KINDERGARTENS = ("青禾", "向阳", "星河", "小溪", "彩虹", "松果")
#: Namesakes that a class teacher would mind; written out, so that there are some of each kind. The last one comes late.
_ALIKE = {
    17: ("王梓涵", "女"), 94: ("王梓涵", "女"), 201: ("王紫晗", "女"),
    33: ("张浩宇", "男"), 150: ("章皓羽", "男"), 222: ("臧浩宇", "男"),
    58: ("刘宁", "女"), 173: ("牛玲", "女"),
    71: ("陈诗语", "女"), 240: ("岑思雨", "女"),
    109: ("单欣怡", "女"), 190: ("善心怡", "女"),
    122: ("欧阳靖", "男"), 251: ("欧阳晋", "男"),
    271: ("王子涵", "女"),
}  # fmt: skip
#: The second of two twins: the first, the given name, what their parents asked for.
_TWINS = {62: (61, "涵", "同班"), 185: (184, "睿", "分开")}
_ABSENT, _ADDED = 140, 268
_TEACHERS, _POSTS = 18, ("语文", "数学", "英语")


def entry_grade() -> Mapping[str, Rows]:
    """The tables of the entry grade: roster, register, why they differ, and who comes late."""
    everybody = _pupils()
    pupils = everybody[:-_LATE]
    head = ["编号", "姓名", "性别", "出生日期", "户籍", "幼儿园", "残疾", "双胞胎", "双胞胎意愿"]
    reasons = [
        ["编号", "原因"],
        [pupils[_ABSENT - 1][0], "8 月 20 日随父母迁往外市，已办理转学（合成示例）"],
        [pupils[_ADDED - 1][0], "8 月 24 日批准补录（合成示例）"],
    ]
    return {
        "roster": [head, *(row for number, row in enumerate(pupils, start=1) if number != _ABSENT)],
        "register": [["编号", "姓名"], *(row[:2] for number, row in enumerate(pupils, start=1) if number != _ADDED)],
        "reasons": reasons,
        "late": [head, *everybody[-_LATE:]],
    }


def _pupils() -> list[list[str]]:
    """Those of the roster, one who left, and the late ones."""
    rows: list[list[str]] = []
    for number in range(1, _PUPILS + 2 + _LATE):
        name, sex = _ALIKE.get(number) or _name(number)
        birth = _birth(number, {(row[1][0], row[3]) for row in rows}, name[0])
        residence = pick(("本区",) * 7 + ("外区",) * 2 + ("随迁",) * 3, "roster", number, "residence")
        kindergarten = pick(_KINDERGARTENS, "roster", number, "kindergarten")
        disability = "是" if chance(18, "roster", number, "disability") else ""
        row = [str(_FIRST_CODE + 37 * number), name, sex, birth, residence, kindergarten, disability, "", ""]
        if number in _TWINS:
            first, given, wish = _TWINS[number]
            other = rows[first - 1]
            other[7:] = ["是", wish]
            row = [row[0], other[1][:2] + given, *other[2:6], disability, "是", wish]
        rows.append(row)
    return rows


def _name(number: int) -> tuple[str, str]:
    sex = "男" if chance(525, "roster", number, "sex") else "女"
    given = _BOYS if sex == "男" else _GIRLS
    first, second = (pick(given, "roster", number, "name", place) for place in (1, 2))
    short = chance(110, "roster", number, "short") or first == second
    return pick(_SURNAMES, "roster", number, "surname") + first + ("" if short else second), sex


def _birth(number: int, taken: set[tuple[str, str]], family: str) -> str:
    """A birthday that nobody of that surname has, so that twins are those that are meant."""
    for attempt in range(_DAYS):
        day = (_FIRST_DAY + timedelta(days=whole(0, _DAYS - 1, "roster", number, "birth", attempt))).isoformat()
        if (family, day) not in taken:
            return day
    raise RuntimeError("A surname has all days of the year.")


def teachers() -> Mapping[str, Rows]:
    """The teachers of the entry grade's six classes: post, years of service, title."""
    rows = []
    for number in range(1, _TEACHERS + 1):
        years = whole(1, 32, "teacher", number, "years")
        title = "二级" if years < 6 else "高级" if years > 18 and chance(600, "teacher", number, "title") else "一级"
        given = "".join(pick(_BOYS + _GIRLS, "teacher", number, "name", place) for place in (1, 2))
        name = pick(_SURNAMES, "teacher", number, "surname") + given
        rows.append([f"T{number:02d}", name, _POSTS[number % len(_POSTS)], str(years), title])
    return {"roster": [["编号", "姓名", "岗位", "教龄", "职称"], *rows]}


def star_school() -> Mapping[str, Rows]:
    """One school of the source: pupils with both scores, their classes numbered from 1."""
    with (FOLDER / "star-school" / "source" / "school_22.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["reading"] and row["mathematics"]]
    classes = sorted({row["class"] for row in rows}, key=int)
    columns = ("sex", "free_lunch", "birth_quarter", "reading", "mathematics")
    found: Sequence[list[str]] = [
        [row["pupil"], str(classes.index(row["class"]) + 1), *(row[column] for column in columns)] for row in rows
    ]
    return {"roster": [["code", "class", *columns], *sorted(found, key=lambda row: int(row[0]))]}


def generate() -> None:
    """Write the tables that are made here."""
    write_tables(FOLDER / "entry-grade-synthetic", entry_grade())
    write_tables(FOLDER / "teachers-synthetic", teachers())
    write_tables(FOLDER / "star-school", star_school())


if __name__ == "__main__":
    generate()
