"""Workbooks of other systems: heads of two rows, merged cells, units in heads, formulas, total rows, and how they are mapped."""

import datetime as dt
import json
import zipfile

import polars as pl
import pytest
import xlsxwriter

from junheng.tables import (
    check_region,
    group_issues,
    propose_mapping,
    read_mapping,
    read_region,
    read_school_table,
    write_mapping,
    xlsx_file,
)
from junheng.tables.issue import Place
from junheng.tables.mapping import ColumnMapping, Mapping, MappingError, SheetMapping
from junheng.tables.rules import issue

AREAS = "area,name,parent,kind\n51,某市,,city\n5101,东县,51,county\n5102,西县,51,county\n"


def book(path, sheets, *, merged=()):
    """Write sheets of rows; a formula is a pair of text and value."""
    with xlsxwriter.Workbook(path) as workbook:
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for area in merged:
                sheet.merge_range(area, "")
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(at, column, *value[:1], None, value[1])
                    elif isinstance(value, dt.date):
                        sheet.write_datetime(at, column, dt.datetime(value.year, value.month, value.day), date)
                    elif value is not None:
                        sheet.write(at, column, value)
    return path


def wide(*rows, title="某市2025—2026学年小学办学条件统计表"):
    """A sheet as offices have it: a title, a head of two rows, schools, and what the test adds."""
    return [
        [title],
        ["学校代码", "学校名称", "区县代码", "办学类型", "校舍与场地", None, "在校生（人）", None],
        [None, None, None, None, "运动场地面积（亩）", "设备值（万元）", "一年级", "二年级"],
        ["001", "东一小", "5101", "小学", 0.6, 12.34, 40, 41],
        ["002", "东二小", "5101", "完小", 0.75, 20, 30, 31],
        *rows,
    ]


HEAD = ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2")


@pytest.fixture
def region(tmp_path, vocabulary):
    """A region of one workbook, read through the mapping that is proposed for it."""

    def made(rows, *, merged=HEAD, name="2025.xlsx", sheet="小学", mapping=None):
        book(tmp_path / name, {sheet: rows}, merged=merged)
        if mapping is None:
            write_mapping(propose_mapping(tmp_path / name, vocabulary), tmp_path / "mapping.toml")
        else:
            (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        (tmp_path / "areas.csv").write_text(AREAS, encoding="utf-8")
        resources = [
            {"name": "areas", "path": "areas.csv"},
            {"name": "returns", "path": name, "junheng": {"mapping": "mapping.toml"}},
        ]
        package = {"name": "wide", "junheng": {"compare": "county"}, "resources": resources}
        (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return tmp_path

    return made


def places(report):
    return [(issue.rule, issue.place.cell, issue.value) for issue in report.issues]


def test_a_wide_sheet_becomes_records_in_the_units_of_the_pack(region, vocabulary):
    read = read_region(region(wide()), vocabulary)
    assert read.warnings == ()
    values = read.tables["observations"].filter(pl.col("unit") == "001").select("measure", "level", "period", "value").rows()
    assert values == [("sports_area", "primary", "2025", pytest.approx(400.0)), ("equipment_value", "primary", "2025", 123400.0)]
    assert read.tables["enrolment"].select("unit", "level", "grade", "pupils").rows() == [
        ("001", "primary", "1", 40),
        ("002", "primary", "1", 30),
        ("001", "primary", "2", 41),
        ("002", "primary", "2", 31),
    ]
    assert read.tables["units"].select("unit", "name", "area", "kind").rows() == [
        ("001", "东一小", "5101", "primary_school"),
        ("002", "东二小", "5101", "primary_school"),
    ]


def test_a_value_remembers_its_cell(region, vocabulary):
    row = read_region(region(wide()), vocabulary).tables["observations"].row(1, named=True)
    assert (row["_file"], row["_sheet"], row["_row"], row["_column"]) == ("2025.xlsx", "小学", 5, "校舍与场地 / 运动场地面积（亩）")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["合计", None, None, None, 1.35, 32.34, 70, 72], [("total_row", "A6", "合计")]),
        ([None, "总 计", None, None, 1.35, 32.34, 70, 72], [("total_row", "B6", "总 计")]),
        (["注：面积含租用场地"], [("note_row", "A6", "注：面积含租用场地")]),
        (["二、乡镇学校"], [("note_row", "A6", "二、乡镇学校")]),
        (["学校代码", "学校名称", "区县代码", "办学类型"], [("head_repeated", "A6", "学校代码")]),
        (["001", "东一小", "5101", "小学", 0.6, 12, 40, 41], [("key_twice", "A6", "001")]),
        (["001", "东一小", "5102", "小学", 0.6, 12, 40, 41], [("unit_in_two_areas", "C6", "001")]),
        (["003", "东三小", "5109", "小学", 0.6, 12, 40, 41], [("unknown_area", "C6", "5109")]),
        (["003", "东三小", None, "小学", 0.6, 12, 40, 41], [("value_missing", "C6", None)]),
        (["003", "东三小", "5101", "私塾", 0.6, 12, 40, 41], [("unknown_kind", "D6", "私塾")]),
        ([1e9, "东三小", "5101", "小学", 0.6, 12, 40, 41], [("code_number", "A6", "1000000000")]),
        (["1.0E+09", "东三小", "5101", "小学", 0.6, 12, 40, 41], [("code_scientific", "A6", "1.0E+09")]),
        (["003", "东三小", "5101", "小学", -1, 12, 40, 41], [("number_negative", "E6", "-1")]),
        (["003", "东三小", "5101", "小学", "95%", 12, 40, 41], [("percent_unexpected", "E6", "95%")]),
        (["003", "东三小", "5101", "小学", True, 12, 40, 41], [("number_invalid", "E6", "True")]),
        (["003", "东三小", "5101", "小学", dt.date(2025, 1, 2), 12, 40, 41], [("number_date", "E6", "2025-01-02")]),
        (["003", "东三小", "5101", "小学", ("=0.5+0.1", 0.6), 12, 40, 41], [("formula_cell", "E6", "0.6")]),
        (["003", "东三小", "5101", "小学", ("=A1", ""), 12, 40, 41], [("formula_without_value", "E6", None)]),
        (["003", "东三小", "5101", "小学", ("=1/0", "#DIV/0!"), 12, 40, 41], [("cell_error", "E6", "#DIV/0!")]),
        (["003", "东三小", "5101", "小学", 0.6, 12, 40.5, 41], [("number_not_whole", "G6", "40.5")]),
        (["003", "东三小", "5101", "小学", 0.6, 12, None, None], [("no_pupils", "E6", "400")]),
        (["合计", None, None, None, ("=SUM(E4:E5)", 1.35), 32.34, 70, 72], [("total_row", "A6", "合计")]),
    ],
)
def test_one_faulty_row_is_one_issue_at_its_cell(region, vocabulary, row, expected):
    assert places(check_region(region(wide(row)), vocabulary)) == expected


def test_merged_cells_of_a_label_are_taken_for_all_their_rows(region, vocabulary):
    rows = wide(["003", "东三小", None, "小学", 0.6, 12, 40, 41])
    report = check_region(region(rows, merged=(*HEAD, "C5:C6")), vocabulary)
    assert places(report) == [("merged_text", "C5", "C5:C6")]
    assert report.region.tables["units"]["area"].to_list() == ["5101", "5101", "5101"]


def test_merged_cells_among_values_are_an_error(region, vocabulary):
    rows = wide(["003", "东三小", "5101", "小学", None, 12, 40, 41])
    assert places(check_region(region(rows, merged=(*HEAD, "E5:E6")), vocabulary)) == [("merged_values", "E5", "E5:E6")]


def test_codes_that_are_all_numbers_of_one_length_are_codes(region, vocabulary):
    rows = [*wide()[:3], [1001, "东一小", 5101, "小学", 0.6, 12, 40, 41], [1002, "东二小", 5102, "小学", 0.6, 12, 40, 41]]
    read = read_region(region(rows), vocabulary)
    assert read.tables["units"].select("unit", "area").rows() == [("1001", "5101"), ("1002", "5102")]
    assert read.warnings == ()


def test_numbers_of_different_length_may_have_lost_zeros(region, vocabulary):
    rows = [*wide()[:3], [1, "东一小", "5101", "小学", 0.6, 12, 40, 41], [12, "东二小", "5102", "小学", 0.6, 12, 40, 41]]
    assert [issue.rule for issue in check_region(region(rows), vocabulary).issues] == ["code_lengths"]


def test_one_wrong_code_in_forty_cells_is_one_group(region, vocabulary):
    rows = [[f"1{at:02d}", f"校{at}", "5109", "小学", 0.6, 12, 40, 41] for at in range(40)]
    report = check_region(region(wide(*rows)), vocabulary)
    groups = group_issues(report.issues)
    assert [(group.rule, len(group.issues)) for group in groups] == [("unknown_area", 40)]
    assert groups[0].where.zh == "2025.xlsx · 小学 · C6 等 40 格"


def test_what_is_said_alike_of_several_sheets_is_one_group():
    total = [issue("total_row", Place("2025.xlsx", sheet, 9, "学校名称", "A9"), "合计") for sheet in ("小学", "初中")]
    wrong = [issue("number_invalid", Place("2025.xlsx", "小学", row, "人数", f"C{row}"), text) for row, text in ((5, "约5"), (6, "约6"))]
    groups = group_issues([total[0], *wrong, total[1]])
    assert [(group.rule, group.where.zh, group.where.en) for group in groups] == [
        ("number_invalid", "2025.xlsx · 小学 · C5 等 2 格", "2025.xlsx · 小学 · C5 (cells: 2)"),
        ("total_row", "2025.xlsx · 小学 · A9 等 2 处（共 2 张表）", "2025.xlsx · 小学 · A9 (places: 2, in 2 sheets)"),
    ]


def test_a_long_list_is_cut_and_counted(region, vocabulary):
    rows = [[f"{at:04d}", f"校{at}", "5101", "小学", -1, 12, 40, 41] for at in range(1100)]
    issues = check_region(region(wide(*rows)), vocabulary).issues
    assert [issue.rule for issue in issues[-1:]] == ["more_errors"]
    assert "100" in issues[-1].message.en


TWO_YEARS = """
format = 1
[[sheet]]
level = "primary"
[[sheet.column]]
head = "学校代码"
field = "unit"
[[sheet.column]]
head = "区县代码"
field = "area"
[[sheet.column]]
head = "办学类型"
field = "kind"
[[sheet.column]]
head = "学校名称"
field = "unit_name"
[[sheet.column]]
head = "专任教师数 / 2024"
measure = "teachers"
period = "2024"
[[sheet.column]]
head = "专任教师数 / 2025"
measure = "teachers"
period = "2025"
[[sheet.column]]
head = "在校生数"
grade = "total"
period = "2025"
"""


def test_one_column_a_year(region, vocabulary):
    rows = [
        ["学校代码", "学校名称", "区县代码", "办学类型", "专任教师数", None, "在校生数"],
        [None, None, None, None, 2024, 2025, None],
        ["001", "东一小", "5101", "小学", 3, 4, 40],
    ]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2")
    folder = region(rows, merged=merged, mapping=TWO_YEARS)
    read = check_region(folder, vocabulary)
    assert [issue.rule for issue in read.issues] == ["period_without_pupils"]
    assert read.region.tables["observations"].select("period", "value").rows() == [("2024", 3.0), ("2025", 4.0)]
    proposed = propose_mapping(folder / "2025.xlsx", vocabulary)
    assert [column.period for column in proposed.sheets[0].columns] == [None, None, None, None, "2024", "2025", None]


def test_a_long_sheet(region, vocabulary):
    rows = [
        ["学校代码", "学校名称", "区县代码", "办学类型", "学段", "指标", "学年", "数值"],
        ["001", "东一小", "5101", "小学", "小学", "教师数", 2025, 3],
        ["001", "东一小", "5101", "小学", "小学", "设备值", "2025—2026", "1.2万"],
    ]
    report = check_region(region(rows, merged=()), vocabulary)
    assert [issue.rule for issue in report.issues] == ["period_without_pupils"]
    assert report.region.tables["observations"].select("measure", "period", "value").rows() == [
        ("teachers", "2025", 3.0),
        ("equipment_value", "2025", 12000.0),
    ]


def test_a_sheet_of_classes(region, vocabulary):
    rows = [["学校代码", "学校名称", "区县代码", "办学类型", "年级", "班号", "人数"], ["001", "东一小", "5101", "小学", "三年级", 1, 44]]
    read = read_region(region(rows, merged=()), vocabulary)
    assert read.tables["classes"].select("level", "grade", "class_number", "period", "pupils").rows() == [("primary", "3", "1", "2025", 44)]


@pytest.mark.parametrize(
    ("changes", "issues"),
    [
        ("", [("unit_changed", "2026.xlsx", "C5")]),
        ("002,2026-09-01,moved,5101,\n", []),
        ("002,2026-08-15,划转,东县,\n", []),
        ("002,2026-09-02,moved,5101,\n", [("area_not_then", "2026.xlsx", "C5")]),
        ("002,2025-08-01,moved,5101,\n", [("area_not_then", "2025.xlsx", "C5")]),
    ],
)
def test_years_of_workbooks_may_tell_a_move_that_is_stated(region, vocabulary, changes, issues):
    folder = region(wide())
    later = wide(title="某市2026—2027学年小学办学条件统计表")
    later[4] = ["002", "东二小", "5102", "完小", 0.75, 20, 30, 31]
    book(folder / "2026.xlsx", {"小学": later}, merged=HEAD)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append({"name": "later", "path": "2026.xlsx", "junheng": {"mapping": "mapping.toml"}})
    if changes:
        (folder / "unit_changes.csv").write_text("unit,date,change,from_area,successor\n" + changes, encoding="utf-8")
        package["resources"].append({"name": "unit_changes", "path": "unit_changes.csv"})
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = check_region(folder, vocabulary)
    assert [(i.rule, i.place.file, i.place.cell) for i in report.issues] == issues
    assert report.region.tables["units"].filter(unit="002")["area"].to_list() == ["5102"]


def test_years_of_workbooks_agree_or_say_what_changed(region, vocabulary):
    folder = region(wide())
    later = wide(title="某市2026—2027学年小学办学条件统计表")
    later[3] = ["001", "东一实验小学", "5101", "小学", 0.6, 12.34, 40, 41]
    book(folder / "2026.xlsx", {"小学": later}, merged=HEAD)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append({"name": "later", "path": "2026.xlsx", "junheng": {"mapping": "mapping.toml"}})
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = check_region(folder, vocabulary)
    assert [(i.rule, i.place.file, i.place.cell) for i in report.issues] == [("unit_changed", "2026.xlsx", "B4")]
    assert report.region.tables["units"].filter(pl.col("unit") == "001")["name"].item() == "东一实验小学"


def test_a_guessed_column_blocks_until_it_is_confirmed(region, vocabulary):
    rows = wide()
    rows[2][4] = "运动场地总面积（亩）"
    folder = region(rows)
    mapping = read_mapping(folder / "mapping.toml")
    assert [(column.measure, column.head) for column in mapping.unsure] == [("sports_area", "校舍与场地 / 运动场地总面积（亩）")]
    assert [issue.rule for issue in check_region(folder, vocabulary).issues] == ["mapping_unsure"]
    text = (folder / "mapping.toml").read_text(encoding="utf-8").replace("unsure = true\n", "")
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    assert check_region(folder, vocabulary).issues == ()


def test_what_the_mapping_does_not_know_is_said(region, vocabulary):
    folder = region(wide())
    rows = wide()
    for row, value in zip(rows[1:], ["备注", None, "好", "好"], strict=True):
        row.append(value)
    book(folder / "2025.xlsx", {"小学": rows, "初中": [["x"]]}, merged=HEAD)
    report = check_region(folder, vocabulary)
    assert [(i.rule, i.place.column or i.place.sheet) for i in report.issues] == [("column_unknown", "备注"), ("sheet_unread", "初中")]


def test_a_sheet_or_column_that_is_not_there(region, vocabulary):
    folder = region(wide())
    text = (folder / "mapping.toml").read_text(encoding="utf-8")
    (folder / "mapping.toml").write_text(text.replace('name = "小学"', 'name = "高中"'), encoding="utf-8")
    assert [issue.rule for issue in check_region(folder, vocabulary).issues] == ["sheet_missing", "sheet_unread"]
    (folder / "mapping.toml").write_text(text.replace("设备值（万元）", "仪器值"), encoding="utf-8")
    assert [issue.rule for issue in check_region(folder, vocabulary).issues] == ["mapped_column_missing", "column_unknown"]


def test_a_head_whose_unit_measures_something_else(region, vocabulary):
    rows = wide()
    rows[2][4] = "运动场地面积（万元）"
    assert [issue.rule for issue in check_region(region(rows), vocabulary).issues] == ["unit_of_measure_differs"]


def test_a_mapping_is_written_and_read_alike(tmp_path):
    columns = (
        ColumnMapping('学校"代码"\\', field="unit"),
        ColumnMapping("面积", measure="sports_area", unit="mu", level="primary", period="2024", unsure=True),
        ColumnMapping("备注", ignore=True),
    )
    sheet = SheetMapping(columns, "小学*", (2, 3), optional=True, constants={"area": "5101"}, sources={"period": "file", "level": "kind"})
    mapping = Mapping((sheet, SheetMapping((ColumnMapping("a", grade="1"),))))
    write_mapping(mapping, tmp_path / "m.toml")
    assert read_mapping(tmp_path / "m.toml") == mapping


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 2",
        "format = 1",
        'format = 1\n[[sheet]]\nname = "x"',
        'format = 1\n[[sheet]]\n[[sheet.column]]\nhead = "a"',
        'format = 1\n[[sheet]]\n[[sheet.column]]\nhead = "a"\nfield = "unit"\nmeasure = "x"',
        'format = 1\n[[sheet]]\n[[sheet.column]]\nhead = "a"\nfield = "colour"',
        'format = 1\n[[sheet]]\nhead = [3, 2]\n[[sheet.column]]\nhead = "a"\nfield = "unit"',
        'format = 1\n[[sheet]]\nperiod = { from = "moon" }\n[[sheet.column]]\nhead = "a"\nfield = "unit"',
        'format = 1\n[[sheet]]\ncolour = "red"\n[[sheet.column]]\nhead = "a"\nfield = "unit"',
        "format = 1\n[[sheet",
    ],
)
def test_a_mapping_that_is_not_one_says_why(tmp_path, text):
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as raised:
        read_mapping(tmp_path / "m.toml")
    assert raised.value.text.zh


def test_a_school_table_needs_no_set_up(tmp_path, vocabulary):
    rows = wide(["合计", None, None, None, 1.35, 32.34, 70, 72])
    for row, county in zip(rows[3:5], ["东县", "西县"], strict=True):
        row[2] = county
    rows[1][2] = "区县"
    report = read_school_table(book(tmp_path / "表.xlsx", {"小学": rows}, merged=HEAD), vocabulary, file_name="我的表.xlsx")
    assert [(i.rule, i.place.file) for i in report.issues] == [("total_row", "我的表.xlsx")]
    tables = report.region.tables
    assert tables["areas"].select("area", "kind").rows() == [("东县", "county"), ("西县", "county")]
    assert tables["units"]["area"].to_list() == ["东县", "西县"]
    assert tables["observations"].height == 4
    assert report.region.description.compare == "county"


def test_a_table_of_names_only_has_one_area_and_kinds_from_names(tmp_path, vocabulary):
    path = tmp_path / "2025小学.csv"
    path.write_bytes("学校,学生数,教师数\n东一小学,40,3\n明德九年一贯制学校,90,9\n合计,130,12\n".encode("gb18030"))
    report = read_school_table(path, vocabulary)
    assert [issue.rule for issue in report.issues] == ["total_row"]
    assert report.region.tables["areas"].select("area", "name").rows() == [("all", "全部")]
    assert report.region.tables["units"].select("unit", "name", "kind").rows() == [
        ("东一小学", "东一小学", "primary_school"),
        ("明德九年一贯制学校", "明德九年一贯制学校", "nine_year"),
    ]
    assert report.region.tables["observations"].select("level", "period").unique().rows() == [("primary", "2025")]


def test_a_table_without_a_year_says_which_was_assumed(tmp_path, vocabulary):
    path = tmp_path / "表.csv"
    path.write_text("学校,学段,学生数,教师数\n东一小学,小学,40,3\n", encoding="utf-8")
    assert [issue.rule for issue in read_school_table(path, vocabulary).issues] == ["period_assumed"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "今天天气好\n"])
def test_a_table_that_is_none_is_an_issue(tmp_path, vocabulary, text):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    report = read_school_table(path, vocabulary)
    assert report.blocked
    assert report.issues


def test_a_damaged_workbook_is_an_issue(tmp_path, vocabulary):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 damaged")
    assert [issue.rule for issue in read_school_table(tmp_path / "a.xlsx", vocabulary).issues] == ["file_unreadable"]


def test_a_workbook_that_expands_is_refused_unread(tmp_path, vocabulary):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    assert [issue.rule for issue in read_school_table(path, vocabulary).issues] == ["file_expands"]


def test_a_workbook_that_states_a_wrong_size_is_refused(tmp_path, vocabulary, monkeypatch):
    path = book(tmp_path / "a.xlsx", {"小学": wide()}, merged=HEAD)
    monkeypatch.setattr(xlsx_file, "LARGEST_UNPACKED", 100)
    assert [issue.rule for issue in read_school_table(path, vocabulary).issues] == ["file_expands"]


def test_parquet_is_read_by_its_columns(write, vocabulary, tmp_path):
    folder = write(units=None)
    units = pl.DataFrame(
        {"unit": ["001", "002", "003"], "name": ["a", "b", "c"], "area": ["5101", "5101", "5102"], "kind": ["小学", "九年制", "小学"]}
    )
    units.write_parquet(folder / "units.parquet")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append({"name": "units", "path": "units.parquet"})
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    read = check_region(folder, vocabulary)
    assert [issue.rule for issue in read.issues] == []
    assert read.region.tables["units"]["_row"].to_list() == [1, 2, 3]
