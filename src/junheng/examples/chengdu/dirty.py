"""The dirty variant: three counties and two school years with every kind of input error planted and listed.

``planted.csv`` in its folder says where each is; a test holds that a check finds these and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from junheng.examples.chengdu import FOLDER as CLEAN
from junheng.examples.chengdu import workbook_name
from junheng.examples.chengdu.city import CITY, CITY_NAME, COUNTIES, School, schools
from junheng.examples.chengdu.planting import Planted, Plot, write_planted
from junheng.examples.chengdu.sheets import Formula, Head, Sheet, year_sheets
from junheng.examples.chengdu.workbook import write_workbook
from junheng.examples.chengdu.years import returns
from junheng.examples.files import Rows, write_tables

FOLDER = CLEAN.with_name("chengdu-synthetic-dirty")
_COUNTIES = ("510113", "510118", "510131")
_BEFORE, _LAST = 2024, 2025

_AREA, _SPORTS = "教学及辅助用房面积（平方米）", "体育运动场馆面积（平方米）"
_VALUE, _ROOMS, _COMPUTERS, _BOOKS = "教学仪器设备值（万元）", "网络多媒体教室（间）", "教学用计算机（台）", "图书（册）"


def generate_dirty(folder: Path = FOLDER) -> None:
    """Write the whole region into a folder, the list of what was planted included."""
    before, last = _plot(_BEFORE), _plot(_LAST)
    _plant_in_cells(last)
    _plant_in_codes(last)
    _plant_between_years(before, last)
    _plant_in_rows(last)
    _plant_in_heads(before)
    again = _copy(before)
    for plot in (before, again, last):
        _note_totals(plot)
        write_workbook(folder / plot.file, list(plot.sheets.values()))
    planted = [*before.planted, *again.planted, *last.planted, *_plant_in_tables(folder), *_plant_files(folder)]
    write_planted(folder / "planted.csv", planted)
    (folder / "mapping.toml").write_text((CLEAN / "mapping.toml").read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def _here() -> list[School]:
    return [school for school in schools() if school.county.code in _COUNTIES]


def _of(kind: str) -> list[str]:
    """Codes of the schools of a kind."""
    return [school.code for school in _here() if school.kind == kind]


def _plot(year: int) -> Plot:
    codes = {school.code for school in _here()}
    sheets = year_sheets([r for r in returns(year) if r.school.code in codes], with_classes=False)
    return Plot(workbook_name(year), {sheet.name: sheet for sheet in sheets})


def _plant_in_cells(plot: Plot) -> None:
    """One cell wrong by itself."""
    p, n, j = _of("primary_school"), _of("nine_year"), _of("junior_school")
    plot.put("number_negative", "学校", p[0], _SPORTS, -2400, "面积为负")
    plot.put("number_invalid", "学校", p[1], _AREA, "约3000", "数字前有文字")
    plot.put("percent_unexpected", "学校", p[2], _BOOKS, "95%", "册数写成百分数")
    plot.put("placeholder", "学校", p[3], _COMPUTERS, "—", "用横线表示没有")
    plot.put("formula_cell", "学校", p[4], _COMPUTERS, Formula("=100+80", 180), "公式，有算出的值")
    plot.put("formula_without_value", "学校", p[5], _COMPUTERS, Formula("=100+80", None), "公式，没有算出的值")
    plot.put("cell_error", "学校", p[6], _BOOKS, Formula("=1/0", "#DIV/0!"), "公式出错")
    plot.put("number_out_of_range", "学校", p[7], "纬度", 104.25, "纬度填成经度")
    plot.put("number_not_whole", "学生", p[8], "一年级", 45.5, "学生数有小数")
    plot.put("number_not_whole", "学校", p[9], _ROOMS, 12.5, "间数有小数")
    plot.put("number_invalid", "初中教师", j[0], "专任教师数（人）", "四十二", "数字写成汉字")
    plot.put("number_negative", "学生", n[0], "八年级", -3, "学生数为负")


def _plant_in_codes(plot: Plot) -> None:
    """A code or a word that stands nowhere, or that the spreadsheet spoiled."""
    p, j = _of("primary_school"), _of("junior_school")
    plot.put("code_scientific", "小学教师", p[10], "学校代码", "9.90113E+09", "代码被电子表格变成科学计数")
    plot.put("code_number", "学生", p[11], "学校代码", int(p[11]), "代码被存成数")
    plot.put("unknown_unit", "初中教师", j[1], "学校代码", "9901999999", "学校表中没有的代码")
    plot.put("unknown_choice", "学校", p[12], "举办者", "集体", "没有的举办者")
    plot.put("unknown_kind", "学校", p[13], "办学类型", "国际学校", "没有的办学类型")
    plot.put("unknown_area", "学校", p[14], "区县代码", "510199", "没有的区县代码")
    plot.put("value_missing", "学校", p[15], "区县代码", None, "没有填区县")


def _plant_between_years(before: Plot, last: Plot) -> None:
    """Right by itself, wrong beside another year."""
    p, n = _of("primary_school"), _of("nine_year")
    last.put("unit_changed", "学校", p[16], "学校名称", "青白江区砚溪小学", "两年校名不同")
    last.put("value_jumped", "学校", p[17], _VALUE, 10_000 * last.number("学校", p[17], _VALUE), "多乘了一万")
    last.put("mu_for_m2", "学校", n[1], _SPORTS, round(last.number("学校", n[1], _SPORTS) / 666.67, 2), "以亩代替平方米")
    before.drop(n[4])  # and 2023 is in attendance.csv


def _plant_in_rows(plot: Plot) -> None:
    """A whole row that should not be there, or that is not whole."""
    p, n, j = _of("primary_school"), _of("nine_year"), _of("junior_school")
    for column in ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级"):
        plot.quietly("学生", n[2], column, None)
    plot.note("no_pupils", "小学教师", plot.find("小学教师", n[2]), plot.column("小学教师", "专任教师数（人）")[1], "有教师而没有学生")
    plot.put("level_not_taught", "学生", p[19], "七年级", 38, "小学报了七年级")
    plot.add("key_twice", "初中教师", list(plot.sheets["初中教师"].rows[plot.find("初中教师", j[2])]), "学校代码", "同一学校两行")
    in_another = list(plot.sheets["学校"].rows[plot.find("学校", p[20])])
    in_another[2:4] = [_COUNTIES[2], "蒲江县"]
    plot.add("unit_in_two_areas", "学校", in_another, "区县代码", "一校报在两个县")
    plot.add("head_repeated", "小学教师", [head.text for head in plot.sheets["小学教师"].heads], "学校代码", "数据中又出现表头")
    plot.merge("merged_values", "小学教师", p[21], p[22], "县级以上骨干教师数（人）", "两校的数合并成一格")
    plot.merge("merged_text", "学校", p[23], p[24], "区县代码", "区县代码合并成一格")
    plot.remark("note_row", "学校", "注：本表数据以 9 月 1 日为准。", "表末说明")


def _plant_in_heads(plot: Plot) -> None:
    """A column more, a column under another name, a sheet more."""
    sheet = plot.sheets["高中教师"]
    plot.sheets["高中教师"] = replace(sheet, heads=[*sheet.heads, Head("备注", adds=False)], rows=[[*row, "无"] for row in sheet.rows])
    plot.note_head("column_unknown", "高中教师", "备注", "多出一列")
    sheet = plot.sheets["初中教师"]
    heads = [replace(head, text="骨干数（人）") if head.text == "县级以上骨干教师数（人）" else head for head in sheet.heads]
    plot.sheets["初中教师"] = replace(sheet, heads=heads)
    plot.note_head("column_unknown", "初中教师", "教师 / 骨干数（人）", "表头改了写法")
    plot.note_head("mapped_column_missing", "初中教师", "", "映射文件中的列改了写法")
    plot.sheets["Sheet2"] = Sheet("Sheet2", "草稿", [Head("学校", adds=False), Head("数")], [["草稿", 1], ["草稿", 2]], total=False)
    plot.planted.append(Planted(plot.file, "Sheet2", None, "", "sheet_unread", "没有映射的工作表"))


def _copy(plot: Plot) -> Plot:
    """The same workbook saved twice, and both of them listed."""
    again = Plot(plot.file.replace(".xlsx", "(1).xlsx"), dict(plot.sheets), [replace(p, file="") for p in plot.planted])
    again.planted = [replace(p, file=again.file) for p in again.planted]
    again.planted += [
        Planted(again.file, name, None, "", "period_twice", "同一年的工作簿列了两次") for name in again.sheets if name != "Sheet2"
    ]
    return again


def _note_totals(plot: Plot) -> None:
    """Each sheet ends with a total row, as all returns do."""
    for sheet in (sheet for sheet in plot.sheets.values() if sheet.total):
        plot.note("total_row", sheet.name, len(sheet.rows), "学校代码", "合计行")


def _plant_in_tables(folder: Path) -> list[Planted]:
    """Late returns, in tables of our own form."""
    p, n = _of("primary_school"), _of("nine_year")
    pupils: Rows = [
        ["unit", "level", "grade", "period", "pupils"],
        [p[6], "primary", "total", "2023", "830"],
        [n[4], "primary", "total", "2023", "905"],
        [p[0], "primary", "", "2023", "61"],
        [p[1], "primary", "7", "2023", "58"],
        [p[2], "middle", "1", "2023", "60"],
        [p[3], "primary", "1", "二〇二三", "60"],
        [p[4], "primary", "1", "2023", "六十"],
        [n[3], "junior", "total", "2025", "1"],
    ]
    measures: Rows = [
        ["measure", "name_zh", "name_en", "unit"],
        ["attendance", "出勤率", "Attendance", "%"],
        ["books", "图书", "Books", "平方米"],
        ["canteens", "食堂", "Canteens", "大间"],
    ]
    rates: Rows = [
        ["unit", "level", "measure", "period", "value"],
        [p[0], "primary", "attendance", "2025", "98.5"],
        [p[1], "primary", "attendance", "2025", "97"],
        [p[2], "primary", "attendance", "2025", "0.96"],
        [p[5], "primary", "attendence", "2025", "97.2"],
        [p[6], "primary", "attendance", "2023", "96.8"],
        [p[6], "primary", "attendance", "2025", "97.1"],
        [p[7], "primary", "attendance", "2024", "96.2"],
        [n[4], "primary", "attendance", "2023", "95.9"],
        [n[4], "primary", "attendance", "2025", "96.1"],
    ]
    short: Rows = [["unit", "level", "period", "value"], [p[0], "primary", "2025", "3"]]
    write_tables(folder, {"late_pupils": pupils, "measures": measures, "attendance": rates, "short": short})
    late = "late_pupils.csv"
    return [
        Planted(late, "", 4, "grade", "grade_missing", "有学生而没有年级"),
        Planted(late, "", 5, "grade", "unknown_grade", "小学没有七年级"),
        Planted(late, "", 6, "level", "unknown_level", "没有的学段"),
        Planted(late, "", 7, "period", "period_invalid", "年份写成汉字"),
        Planted(late, "", 8, "pupils", "number_invalid", "人数写成汉字"),
        Planted(late, "", 9, "pupils", "grades_do_not_add_up", "合计与各年级之和不等"),
        Planted("measures.csv", "", 3, "unit", "unit_of_measure_differs", "图书的计量单位写成平方米"),
        Planted("measures.csv", "", 4, "unit", "unknown_unit_of_measure", "没有的计量单位"),
        Planted("attendance.csv", "", 4, "value", "percent_mixed", "百分数有的写 97，有的写 0.96"),
        Planted("attendance.csv", "", 5, "measure", "unknown_measure", "项目代码写错"),
        Planted("attendance.csv", "", 7, "value", "period_gap", "2023 年和 2025 年有，2024 年没有"),
        Planted("attendance.csv", "", 10, "unit", "unit_gap", "2024 年整校漏报"),
        Planted("short.csv", "", 1, "", "column_missing", "没有项目代码一列"),
    ]


def _plant_files(folder: Path) -> list[Planted]:
    """Files that cannot be read, and the description that lists them."""
    areas: Rows = [["area", "name", "parent", "kind"], [CITY, CITY_NAME, "", "city"]]
    areas += [[county.code, county.name, CITY, "county"] for county in COUNTIES if county.code in _COUNTIES]
    write_tables(folder, {"areas": areas})
    features = (CLEAN / "areas.geojson").read_text(encoding="utf-8").splitlines()
    kept = [line.rstrip(",") for line in features if any(f'"area":"{code}"' in line for code in (*_COUNTIES, "510104"))]
    outlines = '{"type":"FeatureCollection","features":[\n' + ",\n".join(kept) + "\n]}\n"
    (folder / "areas.geojson").write_text(outlines, encoding="utf-8", newline="\n")
    head = b"unit,level,grade,period,pupils\n"
    (folder / "encoding.csv").write_bytes(head + "9901130001,小学,1,2023,60\n".encode("utf-16-le"))
    (folder / "empty.csv").write_bytes(b"")
    rows = b"".join(b"9901130001,primary,%d,2022,6%d\n" % (grade, grade) for grade in range(1, 7))
    (folder / "ragged.csv").write_bytes(head + rows + b"9901130002,primary,1,2022,1,060\n")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    _describe(folder)
    return [
        Planted("areas.geojson", "", None, "", "outline_without_area", "地区表中没有锦江区"),
        Planted("encoding.csv", "", None, "", "encoding_wrong", "编码不是 UTF-8，也不是 GB18030"),
        Planted("empty.csv", "", None, "", "file_empty", "空文件"),
        Planted("ragged.csv", "", 8, "", "row_ragged", "数字里的逗号把一格拆成两格"),
        Planted("scan.pdf", "", None, "", "file_kind", "不能读取的文件"),
        Planted("2023-2024.xlsx", "", None, "", "resource_missing", "列出的文件不存在"),
    ]


def _describe(folder: Path) -> None:
    """The clean region's description with the files of this one."""
    package = json.loads((CLEAN / "datapackage.json").read_text(encoding="utf-8"))
    package["name"] = folder.name
    package["title"] = "成都市（合成示例，带错） · A synthetic city, with errors"
    package["junheng"]["title"] = {"zh": "成都市（合成示例，带错）", "en": "A synthetic city, with errors planted"}
    books = {f"returns-{year}": workbook_name(year) for year in (2023, _BEFORE, _LAST)}
    books["returns-2024-again"] = workbook_name(_BEFORE).replace(".xlsx", "(1).xlsx")
    tables = {
        "areas": "areas",
        "measures": "measures",
        "attendance": "observations",
        "late_pupils": "enrolment",
        "short": "observations",
        "encoding": "enrolment",
        "empty": "enrolment",
        "ragged": "enrolment",
    }
    package["resources"] = [
        {"name": "outlines", "path": "areas.geojson", "format": "geojson", "junheng": {"outlines": {"code": "area"}}},
        *({"name": name, "path": path, "format": "xlsx", "junheng": {"mapping": "mapping.toml"}} for name, path in books.items()),
        *(
            {"name": name.replace("_", "-"), "path": f"{name}.csv", "format": "csv", "junheng": {"table": table}}
            for name, table in tables.items()
        ),
        {"name": "scan", "path": "scan.pdf", "format": "pdf", "junheng": {"table": "units"}},
    ]
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
