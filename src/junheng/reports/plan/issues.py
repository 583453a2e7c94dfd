"""What can be wrong with a plan's table: said as the tables of data say it, with place, value and remedy."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text
from junheng.tables.issue import Issue, Place, Rule, Severity

_E, _W = Severity.ERROR, Severity.WARNING


def _rule(name: str, severity: Severity, message: tuple[str, str], remedy: tuple[str, str]) -> Rule:
    return Rule(name, severity, Text(*message), Text(*remedy))


RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        _rule(
            "plan_no_head",
            _E,
            (
                "没有找到表头：要有一列写条目（如“工作任务”），另有目标、牵头单位、完成时限等列中的至少一列。",
                "No head was found: one column must hold the items (工作任务, task), another one targets, offices or days.",
            ),
            (
                "在表的最上方写一行表头，如：序号、工作任务、主要指标、牵头单位、配合单位、完成时限、经费。",
                "Write one row of heads above the table, such as No., Task, Target, Lead, Helpers, Due, Budget.",
            ),
        ),
        _rule(
            "plan_too_many_rows",
            _E,
            ("表有 {rows} 行，最多读 {most} 行。", "The table has {rows} rows; at most {most} are read."),
            ("删去多余的行，或把计划分成几个文件。", "Delete the rows that are not needed, or divide the plan into files."),
        ),
        _rule(
            "plan_no_items",
            _E,
            ("表头之下没有条目。", "There are no items below the heads."),
            ("在表头之下每条写一行。", "Write one row for each item below the heads."),
        ),
        _rule(
            "plan_row_without_item",
            _E,
            ("这一行没有写条目。", "This row names no item."),
            (
                "补上条目；属于上一条的，与上一条合并单元格；多余的行请删去。",
                "Write the item; if the row belongs to the item above, merge the cells; delete the row if it is not needed.",
            ),
        ),
        _rule(
            "plan_day_unclear",
            _E,
            ("“{value}”不是日期。", "“{value}” is no day."),
            ("写成 2026-06-30、6月底、第三季度、上半年或全年。", "Write 2026-06-30, 6月底, 第三季度, 上半年 or 全年."),
        ),
        _rule(
            "plan_day_outside",
            _E,
            ("期限 {value} 不在计划的起止日期（{begins} 至 {due}）之内。", "{value} is outside the plan's time ({begins} to {due})."),
            ("改正期限，或改计划的起止日期。", "Correct the day, or the plan's first and last day."),
        ),
        _rule(
            "plan_too_long",
            _E,
            ("内容有 {length} 个字，最多 {longest} 个。", "There are {length} characters; at most {longest} fit."),
            ("写短一些，详情放到任务或备注一列。", "Shorten it, and put details into the task's or the remarks' column."),
        ),
        _rule(
            "plan_cell_error",
            _E,
            ("公式出错，显示为 {value}。", "A formula failed and shows {value}."),
            ("改正公式，或改写成数值。", "Correct the formula, or write its value."),
        ),
        _rule(
            "plan_cells_beside",
            _E,
            ("这一行有 {cells} 格，表头只有 {heads} 格。", "This row has {cells} cells, the head has {heads}."),
            ("补上缺的表头，或删去多出的格。", "Name the missing heads, or delete the extra cells."),
        ),
        _rule(
            "plan_goes_on",
            _W,
            (
                "这一行没有条目和序号，作为上一条（{above}）的续行读入。",
                "This row has neither item nor number; it was read as more of the item above ({above}).",
            ),
            ("不是续行的，请补上条目。", "If it is an item of its own, write its item."),
        ),
        _rule(
            "plan_row_left_out",
            _W,
            (
                "“{value}”是合计、说明或重复的表头，没有作为条目读入。",
                "“{value}” is a total, a remark or the head again, and was not read as an item.",
            ),
            ("是条目的，请改写，或另起一行。", "If it is an item, word it differently."),
        ),
        _rule(
            "plan_column_kept",
            _W,
            ("不认识“{column}”一列，内容写进了条目的原文。", "The column “{column}” is not known; its words stand in the items' texts."),
            (
                "不需要处理；若是目标、责任单位或期限，请改表头后再导入。",
                "Nothing need be done; if it holds targets, offices or days, rename its head and import again.",
            ),
        ),
        _rule(
            "plan_bare_share",
            _W,
            (
                "目标“{value}”没有单位：表格里的百分数会读成小数（95% 为 0.95）。",
                "The target “{value}” has no unit: a sheet's percentage is read as a decimal (95% as 0.95).",
            ),
            ("确认目标时核对，或在表中写成文字“95%”。", "Look at it when you confirm the target, or write “95%” as text in the sheet."),
        ),
        _rule(
            "plan_sheet_left_out",
            _W,
            ("工作表没有计划的表头，没有读入。", "This sheet has no heads of a plan and was not read."),
            ("其中若有条目，请补上表头。", "If it holds items, give it heads."),
        ),
        _rule(
            "plan_sheet_hidden",
            _W,
            ("隐藏的工作表没有读入。", "This hidden sheet was not read."),
            ("其中若有条目，请取消隐藏。", "If it holds items, unhide it."),
        ),
        _rule(
            "plan_text_beside",
            _W,
            (
                "计划写在表格里；表格之外的 {n} 段编号文字没有作为条目读入。",
                "The plan stands in tables; {n} numbered paragraphs beside them were not read as items.",
            ),
            (
                "其中若有条目，请写进表格，或把这些文字单独导入。",
                "If they hold items, put them into the table, or import them by themselves.",
            ),
        ),
    )
}


def issue(rule: str, place: Place, value: object = None, **places: object) -> Issue:
    """An issue of a rule at a place; its sentences name the value, the column and whatever else is given."""
    known = RULES[rule]
    shown = None if value is None else str(value)
    named = {"value": shown or "", "column": place.column or ""} | places
    return Issue(rule, known.severity, place, shown, known.message.format(**named), known.remedy)
