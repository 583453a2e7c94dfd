"""A tiny region that fits in the head: two counties, three schools, two years."""

import json

import pytest

from junheng.language import Text
from junheng.tables.vocabulary import AreaKind, Level, Measure, UnitKind, Vocabulary

TINY = {
    "areas": "area,name,parent,kind\n51,某市,,city\n5101,东县,51,county\n5102,西县,51,county\n",
    "units": "unit,name,area,kind\n001,东一小,5101,primary_school\n002,东九年制,5101,nine_year\n003,西一小,5102,primary_school\n",
    "enrolment": (
        "unit,level,grade,period,pupils\n"
        "001,primary,1,2024,40\n001,primary,1,2025,42\n"
        "002,primary,1,2024,30\n002,primary,1,2025,30\n002,junior,7,2024,50\n002,junior,7,2025,55\n"
        "003,primary,1,2024,20\n003,primary,1,2025,20\n"
    ),
    "observations": (
        "unit,level,measure,period,value\n"
        "001,all,sports_area,2024,400\n001,all,sports_area,2025,410\n"
        "002,all,sports_area,2024,900\n002,all,sports_area,2025,900\n"
        "003,all,sports_area,2024,150\n003,all,sports_area,2025,150\n"
        "001,primary,teachers,2024,3\n001,primary,teachers,2025,3\n"
    ),
}


@pytest.fixture
def vocabulary():
    return Vocabulary(
        levels={
            "primary": Level(Text("小学", "Primary"), ("1", "2", "3", "4", "5", "6"), ("小学段",)),
            "junior": Level(Text("初中", "Junior"), ("7", "8", "9"), ("初级中学",)),
        },
        unit_kinds={
            "primary_school": UnitKind(Text("小学", "Primary school"), ("primary",), ("完小",)),
            "nine_year": UnitKind(Text("九年一贯制学校", "Nine-year school"), ("primary", "junior"), ("九年制",)),
        },
        measures={
            "sports_area": Measure(Text("体育运动场馆面积", "Sports area"), "m2", ("运动场地面积",), plausible_per_pupil=(0, 500)),
            "equipment_value": Measure(Text("教学仪器设备值", "Equipment"), "yuan", ("设备值",)),
            "teachers": Measure(Text("专任教师数", "Teachers"), "teacher", ("教师数",), whole=True),
            "attendance": Measure(Text("出勤率", "Attendance"), "%"),
        },
        area_kinds={"city": AreaKind(Text("市", "City")), "county": AreaKind(Text("县", "County"), ("区", "市辖区", "district"))},
        year_starts=(9, 1),
    )


@pytest.fixture
def write(tmp_path):
    """Write a region's folder: the tiny one, with some files replaced or, where None, left out."""

    def written(*, resources=(), junheng=None, **files):
        listed = []
        for name, text in (TINY | files).items():
            if text is None:
                continue
            (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
            table = next(table for table in (*TINY, "measures", "classes", "unit_changes") if name.startswith(table))
            listed.append({"name": name.replace("_", "-"), "path": f"{name}.csv", "junheng": {"table": table}})
        package = {"name": "tiny", "junheng": {"compare": "county", **(junheng or {})}, "resources": [*listed, *resources]}
        (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def found():
    """A report's issues as (rule, file, row, column, value)."""
    return lambda report: [(i.rule, i.place.file, i.place.row, i.place.column, i.value) for i in report.issues]
