"""What may be said: every table and column, declared once.

The reader, the Excel template, the docs page and the web form are all made from these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from junheng.language import Text


class Kind(StrEnum):
    """What a column holds."""

    CODE = "code"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERIOD = "period"
    DATE = "date"


POLARS_TYPE: Mapping[Kind, pl.DataType] = {
    Kind.CODE: pl.String(),
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.DECIMAL: pl.Float64(),
    Kind.PERIOD: pl.String(),
    Kind.DATE: pl.String(),  # 2025-09-01
}

#: Where a row came from. Every frame of a region or release carries these after its declared columns.
PROVENANCE: Mapping[str, pl.DataType] = {
    "_file": pl.String(),  # path inside the region's folder, with forward slashes
    "_sheet": pl.String(),  # null where the file has no sheets
    "_row": pl.Int64(),  # as the spreadsheet counts, from 1
    "_column": pl.String(),  # header of the value's cell in a wide sheet; null where the row is the record
}

#: The level of what belongs to a whole unit and is shared by its levels (a nine-year school's playground).
ALL_LEVELS = "all"
WHOLE_SCHOOL = Text("全校", "Whole unit")
WHOLE_UNIT = Text("全单位", "Whole unit")  # where units are no schools
#: The grade of a count that the source gives for a level only as a whole.
ALL_GRADES = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name is what files, code and API say; titles are what people read."""

    name: str
    kind: Kind
    title: Text
    description: Text
    required: bool = True
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    references: str | None = None  # "table.column"; the code must stand there


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows are unique by `key` and sorted by it in a release."""

    name: str
    title: Text
    description: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """The column of that name; `KeyError` lists those that exist."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}; it has {', '.join(c.name for c in self.columns)}")

    def polars_schema(self) -> dict[str, pl.DataType]:
        """Declared columns, then provenance."""
        return {c.name: POLARS_TYPE[c.kind] for c in self.columns} | dict(PROVENANCE)


def _code(name: str, zh: str, en: str, about_zh: str, about_en: str, *, references: str | None = None, required: bool = True) -> Column:
    return Column(name, Kind.CODE, Text(zh, en), Text(about_zh, about_en), required=required, references=references)


_UNIT = _code("unit", "学校（机构）代码", "Unit code", "文本格式，保留前导零", "Text, leading zeros kept", references="units.unit")
_LEVEL = _code(
    "level",
    "学段",
    "Level",
    "规则包中的学段；全校共用的资源写 all",
    "A level of the pack; `all` for what the whole unit shares",
)
_GRADE = _code("grade", "年级", "Grade", "年级代码；只有学段合计时写 total", "Grade code; `total` where only the level's sum is known")
_PERIOD = Column(
    "period",
    Kind.PERIOD,
    Text("学年（期间）", "Period"),
    Text(
        "2025 即 2025—2026 学年；也可写 2025-09 或 2025-09-01",
        "2025 is the school year 2025-26; 2025-09 and 2025-09-01 are a month and a day",
    ),
)
_PUPILS = Column(
    "pupils",
    Kind.INTEGER,
    Text("在校生数", "Pupils"),
    Text("人，学年初在籍学生", "People on roll at the start of the school year"),
    minimum=0,
)

AREAS = Table(
    "areas",
    Text("地区", "Areas"),
    Text("行政区划及其上下级", "Administrative areas and their hierarchy"),
    (
        _code("area", "地区代码", "Area code", "如 510104", "For example 510104"),
        Column("name", Kind.TEXT, Text("地区名称", "Area name"), Text("全称", "Full name")),
        _code("parent", "上级地区代码", "Parent area", "最上级留空", "Empty for the topmost", references="areas.area", required=False),
        _code("kind", "地区类型", "Area kind", "如 city、county", "For example city, county"),
    ),
    ("area",),
)

UNITS = Table(
    "units",
    Text("学校（机构）", "Units"),
    Text("学校及其他机构", "Schools and other units"),
    (
        _code("unit", "学校（机构）代码", "Unit code", "文本格式，保留前导零", "Text, leading zeros kept"),
        Column("name", Kind.TEXT, Text("学校（机构）名称", "Unit name"), Text("全称", "Full name")),
        _code("area", "地区代码", "Area code", "所在地区", "Where the unit lies", references="areas.area"),
        _code("kind", "办学类型", "Unit kind", "规则包中的类型，如 nine_year", "A kind of the pack, for example nine_year"),
        Column(
            "ownership",
            Kind.CODE,
            Text("举办者", "Ownership"),
            Text("公办或民办", "Public or private"),
            required=False,
            choices={"public": Text("公办", "Public"), "private": Text("民办", "Private")},
        ),
        Column(
            "setting",
            Kind.CODE,
            Text("城乡类型", "Setting"),
            Text("城区、镇区或乡村", "Urban, town or rural"),
            required=False,
            choices={"urban": Text("城区", "Urban"), "town": Text("镇区", "Town"), "rural": Text("乡村", "Rural")},
        ),
        Column(
            "longitude",
            Kind.DECIMAL,
            Text("经度", "Longitude"),
            Text("度，WGS-84", "Degrees, WGS-84"),
            required=False,
            minimum=-180,
            maximum=180,
        ),
        Column(
            "latitude",
            Kind.DECIMAL,
            Text("纬度", "Latitude"),
            Text("度，WGS-84", "Degrees, WGS-84"),
            required=False,
            minimum=-90,
            maximum=90,
        ),
    ),
    ("unit",),
)

MEASURES = Table(
    "measures",
    Text("统计项目", "Measures"),
    Text("本地区数据中的统计项目及其单位", "What the region's data counts, and in which unit"),
    (
        _code("measure", "项目代码", "Measure code", "小写英文，如 sports_area", "Lower case, for example sports_area"),
        Column("name_zh", Kind.TEXT, Text("中文名称", "Chinese name"), Text("全称", "Full name"), required=False),
        Column("name_en", Kind.TEXT, Text("英文名称", "English name"), Text("全称", "Full name"), required=False),
        Column("unit", Kind.TEXT, Text("计量单位", "Unit of measure"), Text("如 m2、yuan、person", "For example m2, yuan, person")),
    ),
    ("measure",),
)

OBSERVATIONS = Table(
    "observations",
    Text("观测值", "Observations"),
    Text("学校 × 学段 × 项目 × 期间", "Unit × level × measure × period"),
    (
        _UNIT,
        _LEVEL,
        _code("measure", "项目代码", "Measure code", "见统计项目表", "See measures", references="measures.measure"),
        _PERIOD,
        Column("value", Kind.DECIMAL, Text("数值", "Value"), Text("以项目的计量单位计", "In the measure's unit")),
    ),
    ("unit", "level", "measure", "period"),
)

ENROLMENT = Table(
    "enrolment",
    Text("分年级学生数", "Enrolment by grade"),
    Text("学校 × 学段 × 年级 × 期间", "Unit × level × grade × period"),
    (_UNIT, _LEVEL, _GRADE, _PERIOD, _PUPILS),
    ("unit", "level", "grade", "period"),
)

CLASSES = Table(
    "classes",
    Text("班级", "Classes"),
    Text("每班一行", "One row a class"),
    (
        _UNIT,
        _LEVEL,
        _GRADE,
        _PERIOD,
        _code("class_number", "班号", "Class", "年级内的班号", "Within its grade"),
        _PUPILS,
    ),
    ("unit", "level", "grade", "period", "class_number"),
)

UNIT_CHANGES = Table(
    "unit_changes",
    Text("学校变动", "Changes of units"),
    Text(
        "学校的设立、撤销、合并与划转；学校表写变动后的情况，以前各期按当时的归属计算；没有变动就不要这张表",
        "Units that opened, closed, were merged or moved; the units table says how it is after all of it, and earlier periods "
        "are computed as it was then; leave the table out where nothing changed",
    ),
    (
        _UNIT,
        Column(
            "date",
            Kind.DATE,
            Text("变动日期", "Date"),
            Text(
                "从这一天起算，如 2025-09-01；期间的归属以其第一天为准",
                "From this day on, such as 2025-09-01; a period is read on its first day",
            ),
        ),
        Column(
            "change",
            Kind.CODE,
            Text("变动类型", "Change"),
            Text("设立、撤销、并入他校，或划归另一地区", "Opened, closed, merged into another unit, or moved to another area"),
            choices={
                "opened": Text("设立", "Opened"),
                "closed": Text("撤销", "Closed"),
                "merged": Text("并入", "Merged"),
                "moved": Text("划转", "Moved"),
            },
        ),
        _code(
            "from_area",
            "原所在地区代码",
            "Former area",
            "只在划转时填：划转之前所在的地区",
            "Only where it moved: where it lay before",
            references="areas.area",
            required=False,
        ),
        _code(
            "successor",
            "并入学校代码",
            "Merged into",
            "只在并入时填：并入哪所学校",
            "Only where it was merged: into which unit",
            references="units.unit",
            required=False,
        ),
    ),
    ("unit", "date"),
)

#: Tables of people on roll; a trade without pupils leaves them out.
OF_PUPILS = (ENROLMENT.name, CLASSES.name)

TABLES: Mapping[str, Table] = {table.name: table for table in (AREAS, UNITS, MEASURES, OBSERVATIONS, ENROLMENT, CLASSES, UNIT_CHANGES)}
