"""The return of one school year as an office keeps it: wide sheets, heads of two rows, units in the heads, a total row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from junheng.examples.chengdu.city import CITY_NAME, GRADES
from junheng.examples.chengdu.years import STAFF, Return, classes


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value, or the error, that the spreadsheet program stored beside it; None where it stored none."""

    text: str
    value: int | float | str | None


Cell = str | int | float | Formula | None

KINDS = {
    "primary_school": "小学",
    "nine_year": "九年一贯制学校",
    "twelve_year": "十二年一贯制学校",
    "complete_secondary": "完全中学",
    "junior_school": "初级中学",
    "teaching_point": "教学点",
    "special_school": "特殊教育学校",
    "vocational_school": "中等职业学校",
}
OWNERSHIPS = {"public": "公办", "private": "民办"}
SETTINGS = {"urban": "城区", "town": "镇区", "rural": "乡村"}
LEVELS = {"primary": "小学", "junior": "初中", "senior": "高中"}
GRADE_NAMES = dict(
    zip(
        (g for level in GRADES.values() for g in level),
        ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级", "高一", "高二", "高三"],
        strict=True,
    )
)
STAFF_NAMES = dict(
    zip(STAFF, ("专任教师数", "高于规定学历教师数", "县级以上骨干教师数", "体育、艺术专任教师数", "中级及以上职称教师数"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what stands above it, and whether the total row adds it up."""

    text: str
    group: str | None = None  # in the upper row, over all columns of the group
    adds: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet before it is written. Its first data row is row 4, below the title and two rows of heads."""

    name: str
    title: str
    heads: Sequence[Head]
    rows: list[list[Cell]]  # without the total row
    total: bool = True
    merged: Sequence[tuple[int, int, int]] = ()  # first row, last row, column; from 0 among the rows
    notes: Sequence[str] = ()  # below the table

    def total_row(self) -> list[Cell]:
        """合计: the sum of each column that adds up."""
        sums: list[Cell] = [round(sum(self._numbers(k)), 2) if head.adds else None for k, head in enumerate(self.heads)]
        return ["合计", *sums[1:]]

    def _numbers(self, column: int) -> list[float]:
        return [value for row in self.rows if isinstance(value := row[column], int | float)]


#: Rows above the data: the title and two rows of heads.
ROWS_ABOVE = 3

_CODE = Head("学校代码", adds=False)
_NAME = Head("学校名称", adds=False)


def year_sheets(returns: Sequence[Return], *, with_classes: bool) -> list[Sheet]:
    """All sheets of a school year's workbook."""
    year = returns[0].year
    sheets = [_schools(returns), *(_staff(returns, level) for level in LEVELS), _pupils(returns)]
    if with_classes:
        sheets.append(_classes(returns))
    return [replace(s, title=f"{CITY_NAME}{year}—{year + 1}学年{s.title}") for s in sheets]


def _schools(returns: Sequence[Return]) -> Sheet:
    columns: list[tuple[Head, Callable[[Return], Cell]]] = [
        (_CODE, lambda r: r.school.code),
        (_NAME, lambda r: r.school.name),
        (Head("区县代码", adds=False), lambda r: r.school.county.code),
        (Head("区县名称", adds=False), lambda r: r.school.county.name),
        (Head("办学类型", adds=False), lambda r: KINDS[r.school.kind]),
        (Head("举办者", adds=False), lambda r: OWNERSHIPS[r.school.ownership]),
        (Head("城乡类型", adds=False), lambda r: SETTINGS[r.school.setting]),
        (Head("经度", "位置", adds=False), lambda r: r.school.east / 100_000),
        (Head("纬度", "位置", adds=False), lambda r: r.school.north / 100_000),
        (Head("教学及辅助用房面积（平方米）", "校舍与场地"), lambda r: r.shared["teaching_area"]),
        (Head("体育运动场馆面积（平方米）", "校舍与场地"), lambda r: r.shared["sports_area"]),
        (Head("教学仪器设备值（万元）", "设备与图书"), lambda r: r.shared["equipment_value"] / 10_000),
        (Head("网络多媒体教室（间）", "设备与图书"), lambda r: r.shared["multimedia_rooms"]),
        (Head("教学用计算机（台）", "设备与图书"), lambda r: r.shared["computers"]),
        (Head("图书（册）", "设备与图书"), lambda r: r.shared["books"]),
    ]
    rows = [[value(r) for _, value in columns] for r in returns]
    return Sheet("学校", "学校基本情况表", [head for head, _ in columns], rows)


def _staff(returns: Sequence[Return], level: str) -> Sheet:
    heads = [_CODE, _NAME, *(Head(f"{STAFF_NAMES[measure]}（人）", "教师") for measure in STAFF)]
    teaching = [r for r in returns if level in r.school.levels]
    rows: list[list[Cell]] = [[r.school.code, r.school.name, *(r.staff[level, measure] for measure in STAFF)] for r in teaching]
    return Sheet(f"{LEVELS[level]}教师", f"{LEVELS[level]}教师情况表", heads, rows)


def _pupils(returns: Sequence[Return]) -> Sheet:
    places = [(level, grade) for level in LEVELS for grade in GRADES[level]]
    heads = [_CODE, _NAME, *(Head(GRADE_NAMES[grade], f"{LEVELS[level]}在校生（人）") for level, grade in places)]
    rows: list[list[Cell]] = [[r.school.code, r.school.name, *(r.pupils.get(place) for place in places)] for r in returns]
    return Sheet("学生", "分年级在校学生数", heads, rows)


def _classes(returns: Sequence[Return]) -> Sheet:
    heads = [_CODE, Head("学段", adds=False), Head("年级", adds=False), Head("班号", adds=False), Head("人数（人）")]
    rows: list[list[Cell]] = [
        [r.school.code, LEVELS[level], GRADE_NAMES[grade], str(number), size]
        for r in returns
        for level, grade in r.pupils
        for number, size in enumerate(classes(r.school, level, grade, r.year), start=1)
    ]
    return Sheet("班级", "班级学生数", heads, rows, total=False)
