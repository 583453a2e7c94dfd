"""The dirty variant: three counties and two school years with every kind of input error planted and listed.

``planted.csv`` in its folder says where each is; a test holds that a check finds these and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from junheng.examples.chengdu import FOLDER as CLEAN
from junheng.examples.chengdu import workbook_name
from junheng.examples.chengdu.dirty_files import (
    AGAIN,
    BEFORE,
    LAST,
    MOVED,
    THREE,
    codes_of,
    plant_files,
    plant_in_changes,
    plant_in_tables,
)
from junheng.examples.chengdu.planting import Planted, Plot, write_planted
from junheng.examples.chengdu.sheets import Formula, Head, Sheet, year_sheets
from junheng.examples.chengdu.workbook import write_workbook
from junheng.examples.chengdu.years import returns

FOLDER = CLEAN.with_name("chengdu-synthetic-dirty")

_AREA, _SPORTS = "教学及辅助用房面积（平方米）", "体育运动场馆面积（平方米）"
_VALUE, _ROOMS, _COMPUTERS, _BOOKS = "教学仪器设备值（万元）", "网络多媒体教室（间）", "教学用计算机（台）", "图书（册）"


def generate_dirty(folder: Path = FOLDER) -> None:
    """Write the whole region into a folder, the list of what was planted included."""
    before, last = _plot(BEFORE), _plot(LAST)
    _plant_in_cells(last)
    _plant_in_codes(last)
    _plant_between_years(before, last)
    _plant_in_rows(last)
    _plant_in_heads(before)
    again = _copy(before)
    for plot in (before, again, last):
        _note_totals(plot)
        write_workbook(folder / plot.file, list(plot.sheets.values()))
    planted = [*before.planted, *again.planted, *last.planted, *plant_in_tables(folder), *plant_in_changes(folder)]
    planted += plant_files(folder)
    write_planted(folder / "planted.csv", planted)
    (folder / "mapping.toml").write_text((CLEAN / "mapping.toml").read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def _plot(year: int) -> Plot:
    sheets = year_sheets([r for r in returns(year) if r.school.county.code in THREE], with_classes=False)
    return Plot(workbook_name(year), {sheet.name: sheet for sheet in sheets})


def _plant_in_cells(plot: Plot) -> None:
    """One cell wrong by itself."""
    p, n, j = codes_of("primary_school"), codes_of("nine_year"), codes_of("junior_school")
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
    few = plot.number("小学教师", p[25], "专任教师数（人）") // 9
    plot.put("per_pupil_implausible", "小学教师", p[25], "专任教师数（人）", few, "一百多名学生只有一名教师")


def _plant_in_codes(plot: Plot) -> None:
    """A code or a word that stands nowhere, or that the spreadsheet spoiled."""
    p, j = codes_of("primary_school"), codes_of("junior_school")
    plot.put("code_scientific", "小学教师", p[10], "学校代码", "9.90113E+09", "代码被电子表格变成科学计数")
    plot.put("code_number", "学生", p[11], "学校代码", int(p[11]), "代码被存成数")
    plot.put("unknown_unit", "初中教师", j[1], "学校代码", "9901999999", "学校表中没有的代码")
    plot.put("unknown_choice", "学校", p[12], "举办者", "集体", "没有的举办者")
    plot.put("unknown_kind", "学校", p[13], "办学类型", "国际学校", "没有的办学类型")
    plot.put("unknown_area", "学校", p[14], "区县代码", "510199", "没有的区县代码")
    plot.put("value_missing", "学校", p[15], "区县代码", None, "没有填区县")


def _plant_between_years(before: Plot, last: Plot) -> None:
    """Right by itself, wrong beside another year."""
    p, n = codes_of("primary_school"), codes_of("nine_year")
    last.put("unit_changed", "学校", p[16], "学校名称", "青白江区砚溪小学", "两年校名不同")
    last.put("value_jumped", "学校", p[17], _VALUE, 10_000 * last.number("学校", p[17], _VALUE), "多乘了一万")
    last.put("mu_for_m2", "学校", n[1], _SPORTS, round(last.number("学校", n[1], _SPORTS) / 666.67, 2), "以亩代替平方米")
    before.drop(n[4])  # and 2023 is in attendance.csv
    before.note("area_not_then", "学校", before.find("学校", MOVED), before.column("学校", "区县代码")[1], "与学校变动表不一致")


def _plant_in_rows(plot: Plot) -> None:
    """A whole row that should not be there, or that is not whole."""
    p, n, j = codes_of("primary_school"), codes_of("nine_year"), codes_of("junior_school")
    for column in ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级"):
        plot.quietly("学生", n[2], column, None)
    plot.note("no_pupils", "小学教师", plot.find("小学教师", n[2]), plot.column("小学教师", "专任教师数（人）")[1], "有教师而没有学生")
    plot.put("level_not_taught", "学生", p[19], "七年级", 38, "小学报了七年级")
    plot.add("key_twice", "初中教师", list(plot.sheets["初中教师"].rows[plot.find("初中教师", j[2])]), "学校代码", "同一学校两行")
    in_another = list(plot.sheets["学校"].rows[plot.find("学校", p[20])])
    in_another[2:4] = [THREE[2], "蒲江县"]
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
    sheet = plot.sheets["小学教师"]
    plot.sheets["小学教师"] = replace(sheet, heads=[*sheet.heads, sheet.heads[2]], rows=[[*row, row[2]] for row in sheet.rows])
    plot.note_head("column_twice", "小学教师", "教师 / 专任教师数（人）", "同一列出现两次")
    plot.sheets["Sheet2"] = Sheet("Sheet2", "草稿", [Head("学校", adds=False), Head("数")], [["草稿", 1], ["草稿", 2]], total=False)
    plot.planted.append(Planted(plot.file, "Sheet2", None, "", "sheet_unread", "没有映射的工作表"))


def _copy(plot: Plot) -> Plot:
    """The same workbook saved twice, and both of them listed."""
    again = Plot(AGAIN, dict(plot.sheets), [replace(p, file="") for p in plot.planted])
    again.planted = [replace(p, file=again.file) for p in again.planted]
    again.planted += [
        Planted(again.file, name, None, "", "period_twice", "同一年的工作簿列了两次") for name in again.sheets if name != "Sheet2"
    ]
    return again


def _note_totals(plot: Plot) -> None:
    """Each sheet ends with a total row, as all returns do."""
    for sheet in (sheet for sheet in plot.sheets.values() if sheet.total):
        plot.note("total_row", sheet.name, len(sheet.rows), "学校代码", "合计行")
