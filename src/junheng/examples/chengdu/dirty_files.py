"""The dirty variant's other files: late returns in tables of our own form, files that cannot be read, and the description of it all."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.examples.chengdu import FOLDER as CLEAN
from junheng.examples.chengdu import workbook_name
from junheng.examples.chengdu.city import CITY, CITY_NAME, COUNTIES, schools
from junheng.examples.chengdu.planting import Planted
from junheng.examples.files import Rows, write_tables

#: The counties of the variant.
THREE = ("510113", "510118", "510131")
BEFORE, LAST = 2024, 2025
#: The workbook of the year before, saved a second time.
AGAIN = workbook_name(BEFORE).replace(".xlsx", "(1).xlsx")

_PROJECTED = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"area":"510113"},"geometry":{"type":"Polygon","coordinates":[[[11600000,3600000],[11610000,3600000],[11600000,3610000],[11600000,3600000]]]}}
]}
"""
_GUESSED = """format = 1

[[sheet]]
period = "2024"
level = "primary"

[[sheet.column]]
head = "学校代码"
field = "unit"

[[sheet.column]]
head = "出勤率"
measure = "attendance"
unsure = true
"""
_UNFOUNDED = """[[waiver]]
rule = "total_row"
file = "2025-2026.xlsx"
reason = ""
"""


def codes_of(kind: str) -> list[str]:
    """Codes of the variant's schools of a kind."""
    return [school.code for school in schools() if school.county.code in THREE and school.kind == kind]


#: Said to have moved between the two years, which the workbooks do not know.
MOVED = codes_of("nine_year")[13]


def plant_in_tables(folder: Path) -> list[Planted]:
    """Late returns, in tables of our own form."""
    p, n = codes_of("primary_school"), codes_of("nine_year")
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
        ["network", "上网率", "Network", "%"],
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
        [p[8], "primary", "attendance", "2021", "95.4"],
        *([code, "primary", "network", "2025", "0.95"] for code in p[:6]),
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
        Planted("attendance.csv", "", None, "", "period_without_pupils", "2021 年没有任何学生数"),
        Planted("attendance.csv", "", 12, "value", "percent_share", "百分数全部写成 0.95"),
        Planted("short.csv", "", 1, "", "column_missing", "没有项目代码一列"),
    ]


def plant_in_changes(folder: Path) -> list[Planted]:
    """Changes of schools that cannot be, and one that speaks against the data."""
    p, n = codes_of("primary_school"), codes_of("nine_year")
    county = {school.code: school.county.code for school in schools()}
    changes: Rows = [
        ["unit", "date", "change", "from_area", "successor"],
        [n[5], "2026-09", "closed", "", ""],
        [n[6], "2026-09-01", "moved", "", ""],
        [n[7], "2026-09-01", "closed", "", n[8]],
        [n[9], "2026-09-01", "closed", "", ""],
        [n[9], "2027-09-01", "closed", "", ""],
        [n[10], "2026-09-01", "merged", "", n[10]],
        [n[11], "2027-03-01", "merged", "", n[9]],
        [n[12], "2026-09-01", "moved", county[n[12]], ""],
        [p[6], "2024-09-01", "opened", "", ""],
        [MOVED, "2025-03-01", "moved", next(code for code in THREE if code != county[MOVED]), ""],
    ]
    write_tables(folder, {"unit_changes": changes})
    file = "unit_changes.csv"
    return [
        Planted(file, "", 2, "date", "date_invalid", "日期只写到月"),
        Planted(file, "", 3, "from_area", "change_lacks", "划转没有写原所在地区"),
        Planted(file, "", 4, "successor", "change_needs_none", "撤销却写了并入学校"),
        Planted(file, "", 6, "change", "change_out_of_order", "已撤销的又撤销一次"),
        Planted(file, "", 7, "successor", "successor_itself", "并入自己"),
        Planted(file, "", 8, "successor", "successor_not_there", "并入已撤销的学校"),
        Planted(file, "", 9, "from_area", "moved_nowhere", "由现在的区县划转"),
        Planted("late_pupils.csv", "", 2, "unit", "unit_not_there", "2024 年才设立，却有 2023 年的学生"),
        Planted("attendance.csv", "", 6, "unit", "unit_not_there", "2024 年才设立，却有 2023 年的出勤率"),
    ]


def plant_files(folder: Path) -> list[Planted]:
    """Files that cannot be read, and the description that lists them."""
    areas: Rows = [["area", "name", "parent", "kind"], [CITY, CITY_NAME, "", "city"]]
    areas += [[county.code, county.name, CITY, "county"] for county in COUNTIES if county.code in THREE]
    areas += [["511901", "甲区", "511902", "county"], ["511902", "乙区", "511901", "county"], ["511903", "丙街", CITY, "street"]]
    write_tables(folder, {"areas": areas})
    features = (CLEAN / "areas.geojson").read_text(encoding="utf-8").splitlines()
    kept = [line.rstrip(",") for line in features if any(f'"area":"{code}"' in line for code in (*THREE, "510104"))]
    outlines = '{"type":"FeatureCollection","features":[\n' + ",\n".join(kept) + "\n]}\n"
    (folder / "areas.geojson").write_text(outlines, encoding="utf-8", newline="\n")
    (folder / "projected.geojson").write_text(_PROJECTED, encoding="utf-8", newline="\n")
    head = b"unit,level,grade,period,pupils\n"
    (folder / "encoding.csv").write_bytes(head + "9901130001,小学,1,2023,60\n".encode("utf-16-le"))
    (folder / "empty.csv").write_bytes(b"")
    rows = b"".join(b"9901130001,primary,%d,2022,6%d\n" % (grade, grade) for grade in range(1, 7))
    (folder / "ragged.csv").write_bytes(head + rows + b"9901130002,primary,1,2022,1,060\n")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04 damaged\n")
    (folder / "old.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504)
    (folder / "page.xlsx").write_bytes("<html><table><tr><td>学校</td></tr></table></html>\n".encode())
    (folder / "guessed.toml").write_text(_GUESSED, encoding="utf-8", newline="\n")
    (folder / "broken.toml").write_text("format = 2\n", encoding="utf-8", newline="\n")
    (folder / "waivers.toml").write_text(_UNFOUNDED, encoding="utf-8", newline="\n")
    for name in ("guessed", "broken"):
        (folder / f"{name}.csv").write_text("学校代码,出勤率\n9901130001,96\n", encoding="utf-8", newline="\n")
    _describe(folder)
    return [
        Planted("areas.geojson", "", None, "", "outline_without_area", "地区表中没有锦江区"),
        Planted("encoding.csv", "", None, "", "encoding_wrong", "编码不是 UTF-8，也不是 GB18030"),
        Planted("empty.csv", "", None, "", "file_empty", "空文件"),
        Planted("ragged.csv", "", 8, "", "row_ragged", "数字里的逗号把一格拆成两格"),
        Planted("areas.csv", "", 6, "parent", "area_cycle", "两区互为上级"),
        Planted("areas.csv", "", 8, "kind", "unknown_area_kind", "没有的地区类型"),
        Planted("projected.geojson", "", 1, "area", "outlines_not_wgs84", "坐标是米，不是经纬度"),
        Planted("damaged.xlsx", "", None, "", "file_unreadable", "文件已损坏"),
        Planted("old.xlsx", "", None, "", "file_old_or_locked", "旧版 Excel 文件只改了扩展名"),
        Planted("page.xlsx", "", None, "", "file_disguised", "网页只改了扩展名"),
        Planted("guessed.toml", "", None, "", "mapping_unsure", "映射是猜的，没有人确认"),
        Planted("broken.toml", "", None, "", "mapping_invalid", "映射文件的格式不对"),
        Planted("waivers.toml", "", None, "waiver 1", "waiver_without_reason", "豁免没有写理由"),
        Planted("datapackage.json", "", None, "", "resource_outside", "路径在文件夹之外"),
        Planted("datapackage.json", "", None, "", "resource_unknown", "没有写是哪张表"),
        Planted("scan.pdf", "", None, "", "file_kind", "不能读取的文件"),
        Planted("2023-2024.xlsx", "", None, "", "resource_missing", "列出的文件不存在"),
    ]


def _describe(folder: Path) -> None:
    """The clean region's description with the files of this one."""
    package = json.loads((CLEAN / "datapackage.json").read_text(encoding="utf-8"))
    package["name"] = folder.name
    package["title"] = "成都市（合成示例，带错） · A synthetic city, with errors"
    package["junheng"]["title"] = {"zh": "成都市（合成示例，带错）", "en": "A synthetic city, with errors planted"}
    books = {f"returns-{year}": workbook_name(year) for year in (2023, BEFORE, LAST)}
    books["returns-2024-again"] = AGAIN
    tables = {
        "areas": "areas",
        "measures": "measures",
        "attendance": "observations",
        "late_pupils": "enrolment",
        "unit_changes": "unit_changes",
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
        {"name": "projected", "path": "projected.geojson", "format": "geojson", "junheng": {"outlines": {"code": "area"}}},
        *({"name": name, "path": f"{name}.csv", "format": "csv", "junheng": {"mapping": f"{name}.toml"}} for name in ("guessed", "broken")),
        *(
            {"name": name, "path": f"{name}.xlsx", "format": "xlsx", "junheng": {"mapping": "mapping.toml"}}
            for name in ("damaged", "old", "page")
        ),
        {"name": "outside", "path": "../units.csv", "format": "csv", "junheng": {"table": "units"}},
        {"name": "leftover", "path": "ragged.csv", "format": "csv"},
        {"name": "scan", "path": "scan.pdf", "format": "pdf", "junheng": {"table": "units"}},
    ]
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
