"""Plans whose items stand in tables: workbooks with merged cells, CSV, Word; every row is an item or named."""

import io
from datetime import date
from fractions import Fraction

import docx
import pytest
import xlsxwriter

from junheng.reports.check import Document
from junheng.reports.check.readers.word import read_word
from junheng.reports.plan import open_plan, read_plan
from junheng.tables import Severity

HEADS = ("序号", "工作任务", "主要指标", "牵头单位", "配合单位", "完成时限", "经费（万元）")


def workbook(path, rows, *, heads=HEADS, merged=(), title="2026年教育工作计划", sheet="任务"):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        page.merge_range(0, 0, 0, len(heads) - 1, title)
        page.write_row(1, 0, heads)
        for at, row in enumerate(rows, start=2):
            page.write_row(at, 0, row)
        for *range_, text in merged:
            page.merge_range(*range_, text)
    return path


def issues(reading, severity=Severity.ERROR):
    return [
        (each.rule, each.place.sheet, each.place.row, each.place.column, each.value) for each in reading.issues if each.severity is severity
    ]


def test_a_workbook_with_sections_and_items_merged_over_rows(tmp_path):
    rows = [
        ("",),
        (1, "优化布局", "新建小学3所，改造12万平方米", "规划处", "财务处", "6月底", 1200),
        ("", "", "生机比达到14:1", "信息中心", "", "2026-09-30", ""),
        ("", "", "多媒体教室达到98%以上", "装备处", "", "10月", ""),
        (3, "督导", "", "督导室", "", "全年", ""),
    ]
    merged = [(2, 0, 2, 6, "一、均衡发展"), (4, 0, 5, 0, "2"), (4, 1, 5, 1, "信息化")]
    reading = open_plan(workbook(tmp_path / "计划.xlsx", rows, merged=merged))
    assert reading.issues == ()
    assert [(item.number, item.section, item.title) for item in reading.items] == [
        ("1", "均衡发展", "优化布局"),
        ("2", "均衡发展", "信息化"),
        ("3", "均衡发展", "督导"),
    ]
    first, second, third = (item.duties for item in reading.items)
    assert (first.lead, first.helpers, first.due, first.budget) == ("规划处", "财务处", date(2026, 6, 30), "1200 万元")
    assert (second.lead, second.due) == ("信息中心、装备处", date(2026, 10, 31))
    assert third.due is None
    assert [(target.value, target.unit, target.comparison) for target in reading.items[1].targets] == [(14, "a:b", ">="), (98, "%", ">=")]


def test_columns_in_any_order_under_heads_of_two_rows(tmp_path):
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 1, "责任分工")
        page.write_row(1, 0, ("配合单位", "牵头单位"))
        page.merge_range(0, 2, 1, 2, "完成时限")
        page.merge_range(0, 3, 1, 3, "项目名称")
        page.merge_range(0, 4, 1, 4, "目标（%）")
        page.write_row(2, 0, ("乙处", "甲处", "2026-05-01", "普惠园覆盖率", 92))
    (item,) = open_plan(path).items
    assert (item.title, item.duties.lead, item.duties.helpers, item.duties.due) == ("普惠园覆盖率", "甲处", "乙处", date(2026, 5, 1))
    assert [(target.value, target.unit, target.text) for target in item.targets] == [(92, "%", "普惠园覆盖率：92%")]


@pytest.mark.parametrize(
    ("row", "rule", "column", "value"),
    [
        ((1, "", "3所", "甲处"), "plan_row_without_item", "工作任务", "1 | 3所 | 甲处"),
        ((1, "建校", "3所", "甲处", "", "尽快"), "plan_day_unclear", "完成时限", "尽快"),
        ((1, "建校", "3所", "甲处", "", "2026-02-30"), "plan_day_unclear", "完成时限", "2026-02-30"),
        ((1, "建校", "3所", "甲" * 101), "plan_too_long", "牵头单位", "甲" * 20 + "…"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, row, rule, column, value):
    reading = open_plan(workbook(tmp_path / "p.xlsx", [(9, "督导", "", "督导室"), row]))
    assert issues(reading) == [(rule, "任务", 4, column, value)]
    assert reading.blocked


def test_a_formula_that_failed_is_named(tmp_path):
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("任务")
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, (1, "建校", "", "甲处"))
        page.write_formula("C2", "=1/0", value="#DIV/0!")
    assert issues(open_plan(path)) == [("plan_cell_error", "任务", 2, "主要指标", "#DIV/0!")]


def test_what_is_left_out_is_said(tmp_path):
    rows = [(1, "建校", 0.15, "甲处"), HEADS, (2, "督导", "", "乙处"), ("合计", "", "", "", "", "", 30), ("注：以文件为准",)]
    reading = open_plan(workbook(tmp_path / "p.xlsx", rows))
    assert [item.title for item in reading.items] == ["建校", "督导"]
    assert sorted((rule, row) for rule, _sheet, row, _column, _value in issues(reading, Severity.WARNING)) == [
        ("plan_bare_share", 3),
        ("plan_row_left_out", 4),
        ("plan_row_left_out", 6),
        ("plan_row_left_out", 7),
    ]
    assert not reading.blocked


def test_an_unknown_column_stands_in_the_text(tmp_path):
    reading = open_plan(workbook(tmp_path / "p.xlsx", [(1, "建校", "", "甲处", "张某")], heads=(*HEADS[:4], "分管领导")))
    assert "分管领导：张某" in reading.items[0].text
    assert issues(reading, Severity.WARNING) == [("plan_column_kept", "任务", None, "分管领导", None)]


def test_a_workbook_that_is_no_plan_says_which_heads_it_wants(tmp_path):
    reading = open_plan(workbook(tmp_path / "p.xlsx", [("甲校", 3)], heads=("学校", "在校生"), title="名单"))
    assert [(each.rule, each.value) for each in reading.issues] == [("plan_no_head", "名单")]
    assert "牵头单位" in reading.issues[0].remedy.zh


def test_a_list_of_many_thousand_rows_is_no_plan(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("项目,目标\n" + "建校,3所\n" * 4000, encoding="utf-8")
    reading = open_plan(path)
    assert ([each.rule for each in reading.issues], reading.items) == (["plan_too_many_rows"], ())


def test_a_file_of_another_kind_is_named(tmp_path):
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    assert [each.rule for each in open_plan(old).issues] == ["file_old_or_locked"]


def test_a_csv_keeps_merged_cells_blank(tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes("序号,项目,目标,牵头单位\n一、均衡,,,\n1,建校,3所,甲处\n,,改造12万平方米,乙处\n".encode("gb18030"))
    reading = open_plan(path)
    assert [(item.section, item.title, item.duties.lead, len(item.targets)) for item in reading.items] == [
        ("均衡", "建校", "甲处、乙处", 2)
    ]
    assert issues(reading, Severity.WARNING) == [("plan_goes_on", None, 4, None, None)]


def word(*, heads, rows, before="一、均衡发展", merge=()):
    file = docx.Document()
    file.add_paragraph(before)
    table = file.add_table(rows=1 + len(rows), cols=len(heads))
    for at, row in enumerate((heads, *rows)):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for first, last in merge:
        table.cell(*first).merge(table.cell(*last))
    out = io.BytesIO()
    file.save(out)
    return read_word(out.getvalue()).document


def test_a_word_table_under_its_heading():
    document = word(
        heads=("序号", "重点任务", "工作目标", "责任单位"),
        rows=[
            ("二、队伍", "", "", ""),
            ("1", "培训", "4500名", "教师处"),
            ("2", "信息化", "达到98%以上", "信息中心"),
            ("", "", "14:1", "装备处"),
        ],
        merge=[((1, 0), (1, 3)), ((3, 0), (4, 0)), ((3, 1), (4, 1))],
    )
    reading = read_plan(document)
    assert reading.issues == ()
    assert [(item.section, item.title, item.duties.lead) for item in reading.items] == [
        ("均衡发展 / 队伍", "培训", "教师处"),
        ("均衡发展 / 队伍", "信息化", "信息中心、装备处"),
    ]
    assert [target.value for target in reading.items[1].targets] == [98, Fraction(14)]


def test_a_small_table_beside_a_text_of_items_does_not_take_their_place():
    text = "一、甲。做好。\n二、乙。做好。\n三、丙。做好。\n| 任务 | 目标 |\n| --- | --- |\n| 建校 | 3所 |\n"
    from junheng.reports.check.readers.plain import read_plain

    assert [item.title for item in read_plan(read_plain(text.encode())).items][:2] == ["甲", "乙"]
    assert read_plan(Document("没有编号")).items == ()
