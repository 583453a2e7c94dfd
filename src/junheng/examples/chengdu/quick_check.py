"""One table of primary schools, untidy as tables are that go round by mail: for the door *Quick check* 快速核对."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from junheng.examples.chengdu.sheets import KINDS, SETTINGS, Cell, Head, Sheet
from junheng.examples.chengdu.workbook import write_workbook
from junheng.examples.chengdu.years import YEARS, Return, returns

_COUNTIES = ("510114", "510115", "510121")
_TEACHERS = "教师（人）"
_GROUNDS = "校舍与场地（平方米）"
_EQUIPMENT = "设备"

HEADS = (
    Head("序号", adds=False),
    Head("区县", adds=False),
    Head("学校代码", adds=False),
    Head("学校名称", adds=False),
    Head("办学类型", adds=False),
    Head("城乡类型", adds=False),
    Head("在校生数（人）"),
    Head("专任教师数", _TEACHERS),
    Head("高于规定学历教师数", _TEACHERS),
    Head("县级以上骨干教师数", _TEACHERS),
    Head("体育、艺术专任教师数", _TEACHERS),
    Head("教学及辅助用房面积", _GROUNDS),
    Head("体育运动场馆面积", _GROUNDS),
    Head("教学仪器设备值（万元）", _EQUIPMENT),
    Head("网络多媒体教室（间）", _EQUIPMENT),
)
_COUNTY, _NAME, _ROOMS = 1, 3, 14


def sheet() -> Sheet:
    """The table: counties in merged cells, a total row, a remark, a name with blanks and a dash for a missing value."""
    found = [r for r in returns(YEARS[-1]) if r.school.county.code in _COUNTIES and r.school.kind in ("primary_school", "teaching_point")]
    rows = [_row(number, r) for number, r in enumerate(found, start=1)]
    rows[4][_NAME] = f"  {rows[4][_NAME]} "
    rows[11][_ROOMS] = "—"
    starts = [next(iter(group)) for _, group in groupby(range(len(rows)), key=lambda k: rows[k][_COUNTY])]
    merged = [(first, after - 1, _COUNTY) for first, after in zip(starts, [*starts[1:], len(rows)], strict=True)]
    title = f"三区县小学办学条件一览表（{YEARS[-1]}—{YEARS[-1] + 1}学年，合成数据）"
    return Sheet("小学", title, HEADS, rows, merged=merged, notes=("注：本表为合成数据，与任何真实学校无关。",))


def _row(number: int, r: Return) -> list[Cell]:
    school, staff, shared = r.school, r.staff, r.shared
    return [
        number,
        school.county.name,
        school.code,
        school.name,
        KINDS[school.kind],
        SETTINGS[school.setting],
        sum(r.pupils.values()),
        *(staff["primary", measure] for measure in ("teachers", "teachers_qualified", "teachers_backbone", "teachers_pe_arts")),
        shared["teaching_area"],
        shared["sports_area"],
        shared["equipment_value"] / 10_000,
        shared["multimedia_rooms"],
    ]


def write(path: Path) -> None:
    """Write the table as a workbook."""
    write_workbook(path, [sheet()])
