"""Files as a county's clerk sends them: what is certain is read, and everything else is an issue that says what to do."""

import csv
import datetime as dt
import io
import shutil

import pytest
import xlsxwriter

from junheng import packs
from junheng.tables import check_region, read_school_table

HEADS = ["序号", "区县", "学校标识码", "学校名称", "办学类型", "在校生数", "专任教师数", "体育运动场馆面积", "教学仪器设备值（万元）"]
ROWS = [
    [1, "东县", "2151040001", "东县第一小学", "小学", 1200, 70, 9200, 260],
    [2, "东县", "2151040002", "东县第二小学", "小学", 800, 50, 6500, 170],
    [3, "西县", "2151050001", "西县城关小学", "小学", 950, 56, 7200, 200],
]


@pytest.fixture(scope="module")
def vocabulary():
    return packs.load("education_cn/hq2017").vocabulary


@pytest.fixture
def check(tmp_path, vocabulary):
    """Read a file of some bytes, or a workbook that a function writes."""

    def read(name, content):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            with xlsxwriter.Workbook(path) as book:
                content(book)
        return read_school_table(path, vocabulary)

    return read


def rules(report):
    return [(issue.rule, issue.place.cell or issue.place.row, issue.value) for issue in report.issues]


def text(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def pupils(report):
    return dict(report.region.tables["enrolment"].select("unit", "pupils").rows())


def test_gbk_semicolons_a_title_a_line_of_the_office_full_width_digits_blanks_totals_and_a_note(check):
    rows = [list(row) for row in ROWS]
    rows[0][5], rows[1][3], rows[2][2] = "１２００", "东县第二小学   ", " 2151050001 "
    lines = [
        ["某市2025—2026学年小学办学条件统计表"],
        ["填报单位：某市教育局", " ", "", "填报日期：2025-10-15"],
        HEADS,
        *rows,
        ["合计", "", "", "", "", 2950, 176, 22900, 630],
        ["注：含附属小学。"],
    ]
    report = check("a.csv", text([line + [""] * (len(HEADS) - len(line)) for line in lines], ";").encode("gb18030"))
    assert rules(report) == [("total_row", 7, "合计"), ("note_row", 8, "注：含附属小学。")]
    assert {issue.place.column for issue in report.issues} == {"序号"}  # no line above the head is part of it
    assert pupils(report) == {"2151040001": 1200, "2151040002": 800, "2151050001": 950}
    assert report.region.tables["units"]["name"].to_list() == ["东县第一小学", "东县第二小学", "西县城关小学"]
    assert report.region.tables["enrolment"]["period"].unique().to_list() == ["2025"]


def test_numbers_with_their_unit_in_the_cell_are_errors_and_what_follows_from_them_is_not_said(check):
    rows = [list(row) for row in ROWS]
    rows[0][5], rows[1][8], rows[2][7] = "1200人", "约170", "(7200)"
    found = rules(check("2025-2026.csv", text([HEADS, *rows]).encode()))
    assert found == [("number_invalid", 2, "1200人"), ("number_invalid", 4, "(7200)"), ("number_invalid", 3, "约170")]


def test_a_hidden_sheet_of_last_year_is_not_this_year(check):
    def written(book):
        for name, more in (("小学（2025学年）", 0), ("去年", 7)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADS)
            for at, row in enumerate(ROWS, start=1):
                sheet.write_row(at, 0, [*row[:5], row[5] + more, *row[6:]])
        sheet.hide()

    report = check("a.xlsx", written)
    assert rules(report) == [("sheet_hidden", None, "去年")]
    assert pupils(report)["2151040001"] == 1200


def test_a_head_over_two_rows_a_total_on_top_and_signatures_below(check):
    def written(book):
        sheet = book.add_worksheet("小学")
        sheet.merge_range(0, 0, 0, 8, "小学办学条件统计表（2025—2026学年）")
        for column in range(6):
            sheet.merge_range(1, column, 2, column, HEADS[column])
        sheet.merge_range(1, 6, 1, 8, "师资与条件")
        sheet.write_row(2, 6, HEADS[6:])
        sheet.write_row(3, 0, ["全县合计", None, None, None, None, 2950, 176, 22900, 630])
        for at, row in enumerate(ROWS, start=4):
            sheet.write_row(at, 0, row)
        sheet.write_row(8, 0, ["填表人：张三", None, None, None, None, None, None, "审核人：李四"])
        sheet.write_row(9, 3, ["其中：民办", None, 0])
        sheet.set_row(5, None, None, {"hidden": True})  # a filter hides rows; they are data all the same

    report = check("a.xlsx", written)
    assert rules(report) == [("total_row", "A4", "全县合计"), ("note_row", "A9", "填表人：张三"), ("total_row", "D10", "其中：民办")]
    assert len(pupils(report)) == 3


def test_the_unit_above_the_table_counts_where_the_head_names_none(check):
    def written(book):
        sheet = book.add_worksheet("附表1")
        sheet.write(0, 0, "2025年秋季学期学校基本情况（2025—2026学年）")
        sheet.write(1, 0, "填报单位（盖章）：东县教育局")
        sheet.write(1, 6, "单位：人、亩、万元")
        sheet.write_row(2, 0, [*HEADS[:-1], "教学仪器设备值"])
        for at, row in enumerate(ROWS, start=3):
            sheet.write_row(at, 0, [*row[:7], 15, row[8]])

    report = check("a.xlsx", written)
    assert rules(report) == []
    values = report.region.tables["observations"].filter(unit="2151040001").select("measure", "value").rows()
    assert dict(values) == pytest.approx({"teachers": 70, "sports_area": 10_000, "equipment_value": 2_600_000})


def test_a_school_with_a_row_for_each_level_is_of_the_kind_that_teaches_both(check):
    heads = ["学校代码", "学校名称", "学段", "在校生数", "专任教师数"]
    rows = [["2151040011", "东县育才学校", "小学", 900, 52], ["2151040011", "东县育才学校", "初中", 600, 48]]
    report = check("2025—2026学年.csv", text([heads, *rows]).encode("utf-8-sig"))
    assert rules(report) == []
    assert report.region.tables["units"]["kind"].to_list() == ["nine_year"]


def test_dates_in_a_column_of_numbers_and_columns_of_dates_and_percentages(check):
    def written(book):
        day, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet("2025—2026学年")
        sheet.write_row(0, 0, [*HEADS, "建校日期", "合格率"])
        for at, row in enumerate(ROWS, start=1):
            sheet.write_row(at, 0, row)
            sheet.write_datetime(at, 9, dt.datetime(1980, 9, 1), day)
            sheet.write_number(at, 10, 0.95, share)
        sheet.write_number(2, 5, 800, day)

    found = {(rule, cell) for rule, cell, _ in rules(check("a.xlsx", written))}
    assert found == {("number_date", "F3"), ("column_unknown", "J1"), ("column_unknown", "K1")}


def test_one_code_for_two_schools(check):
    rows = [list(row) for row in ROWS]
    rows[1][2] = rows[0][2]
    assert ("key_twice", 3, "2151040001") in rules(check("2025-2026.csv", text([HEADS, *rows]).encode()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_lines_that_end_as_on_an_old_mac(check, encoding):
    report = check("2025-2026.csv", text([HEADS, *ROWS]).replace("\r\n", "\r").encode(encoding))
    assert rules(report) == []
    assert len(pupils(report)) == 3


OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600  # also what Excel writes for a workbook with a password


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xlsx", OLD, "file_old_or_locked"),
        ("a.xls", OLD, "file_old_or_locked"),
        ("a.et", OLD, "file_old_or_locked"),
        ("a.csv", OLD, "file_old_or_locked"),
        ("a.xlsx", "<html><table><tr><td>学校</td></tr></table></html>".encode("gbk"), "file_disguised"),
        ("a.xlsx", text([HEADS, *ROWS]).encode("utf-8-sig"), "file_disguised"),
        ("a.xls", text([HEADS, *ROWS]).encode("gbk"), "file_kind"),
        ("a.csv", "学校名称,在校生数\n甲,1\n".encode("utf-16-le"), "encoding_wrong"),  # no mark
    ],
)
def test_a_file_that_is_not_what_its_name_says(check, name, content, rule):
    assert [issue.rule for issue in check(name, content).issues] == [rule]


def test_a_workbook_under_the_name_of_another_kind(check, tmp_path, vocabulary):
    check("a.xlsx", lambda book: book.add_worksheet().write_row(0, 0, HEADS))
    for name in ("b.xls", "b.csv"):
        shutil.copy(tmp_path / "a.xlsx", tmp_path / name)
        assert [issue.rule for issue in read_school_table(tmp_path / name, vocabulary).issues] == ["file_disguised"]


def test_a_title_above_a_table_of_ours_is_no_head(tmp_path, vocabulary):
    with xlsxwriter.Workbook(tmp_path / "areas.xlsx") as book:
        sheet = book.add_worksheet("地区")
        sheet.merge_range(0, 0, 0, 3, "某市行政区划表")
        sheet.write_row(1, 0, ["地区代码", "地区名称", "上级地区代码", "地区类型"])
        sheet.write_row(2, 0, ["51", "某市", None, "市"])
        sheet.write_row(3, 0, ["5101", "东县", "51", "乡县"])
    (tmp_path / "datapackage.json").write_text('{"name": "x", "resources": [{"name": "areas", "path": "areas.xlsx"}]}', encoding="utf-8")
    assert rules(check_region(tmp_path, vocabulary)) == [("unknown_area_kind", "D4", "乡县")]


def test_a_code_that_became_a_number_is_said_once(tmp_path, vocabulary):
    with xlsxwriter.Workbook(tmp_path / "tables.xlsx") as book:
        for name, table in {
            "areas": [["area", "name", "parent", "kind"], ["51", "某市", None, "市"]],
            "units": [["unit", "name", "area", "kind"], ["0001", "一小", "51", "小学"], ["0002", "二小", "51", "小学"]],
            "enrolment": [["unit", "level", "grade", "period", "pupils"], ["0001", "小学", "1", "2025", 40], [2, "小学", "1", "2025", 41]],
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(table):
                sheet.write_row(at, 0, row)
    resources = [
        f'{{"name": "{name}", "path": "tables.xlsx", "junheng": {{"sheet": "{name}"}}}}' for name in ("areas", "units", "enrolment")
    ]
    (tmp_path / "datapackage.json").write_text(f'{{"name": "x", "resources": [{", ".join(resources)}]}}', encoding="utf-8")
    assert rules(check_region(tmp_path, vocabulary)) == [("code_number", "A3", "2")]


def test_a_region_says_the_same_of_such_files(tmp_path, vocabulary):
    (tmp_path / "units.xlsx").write_bytes(OLD)
    (tmp_path / "datapackage.json").write_text('{"name": "x", "resources": [{"name": "units", "path": "units.xlsx"}]}', encoding="utf-8")
    assert [issue.rule for issue in check_region(tmp_path, vocabulary).issues] == ["file_old_or_locked"]
