"""The town as files: two counties, six schools, two years; a workbook a year, read by one mapping."""

import json
from pathlib import Path

import xlsxwriter

from ..monitor.town import AREA_OF, SPORTS

SCHOOLS = [unit for unit in AREA_OF if unit != "P1"]
HEADS = ("学校代码", "学校名称", "学段", "在校生数", "运动场地面积（㎡）", "教学及辅助用房面积（㎡）")
MAPPING = """
format = 1

[[sheet]]
name = "小学"
head = [2, 2]
period = { from = "file" }
level = "primary"

[[sheet.column]]
head = "学校代码"
field = "unit"

[[sheet.column]]
head = "学校名称"
ignore = true

[[sheet.column]]
head = "学段"
ignore = true

[[sheet.column]]
head = "在校生数"
grade = "1"

[[sheet.column]]
head = "运动场地面积（㎡）"
measure = "sports_area"

[[sheet.column]]
head = "教学及辅助用房面积（㎡）"
measure = "teaching_area"
"""


def workbook(path: Path, year: int, *, changed=None, heads=HEADS, sheet="小学", title="小学办学条件", formula=None, extra=None) -> Path:
    """A year's workbook; `changed` puts other contents into cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        page.write_string("A1", title)
        page.write_row("A2", heads)
        for row, unit in enumerate(SCHOOLS, start=2):
            pupils, *sports = SPORTS[unit]
            page.write_row(row, 0, (unit, f"{unit} 小学", "小学", pupils, sports[year - 2024], pupils * 5))
            if extra is not None:
                page.write(row, len(HEADS), extra[row - 2])
        for cell, value in (changed or {}).items():
            page.write(cell, value)
        if formula:
            page.write_formula(formula, "=E3*2", value=1600)
    return path


def write(folder: Path) -> Path:
    """The region's folder."""
    folder.mkdir(parents=True)
    (folder / "areas.csv").write_text("area,name,parent,kind\n0,小城市,,city\n01,东县,0,county\n02,西县,0,county\n", encoding="utf-8")
    units = [f"{unit},{unit} 小学,{AREA_OF[unit]},primary_school,public,urban" for unit in SCHOOLS]
    (folder / "units.csv").write_text("\n".join(["unit,name,area,kind,ownership,setting", *units]) + "\n", encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    for year in (2024, 2025):
        workbook(folder / f"{year}.xlsx", year)
    package = {
        "name": "town",
        "title": "小城",
        "junheng": {"title": {"zh": "小城", "en": "The town"}, "pack": "education_cn/hq2017", "compare": "county", "synthetic": True},
        "resources": [
            {"name": "areas", "path": "areas.csv"},
            {"name": "units", "path": "units.csv"},
            {"name": "y2024", "path": "2024.xlsx", "junheng": {"mapping": "mapping.toml"}},
            {"name": "y2025", "path": "2025.xlsx", "junheng": {"mapping": "mapping.toml"}},
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return folder
