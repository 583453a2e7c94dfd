"""What is said of a cell that does not pass the checks that every form has."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text

MESSAGES: Mapping[str, Text] = {
    "required": Text("必填：没有数量填 0。", "Needed; none is 0."),
    "required_or_nothing": Text("必填：没有可报的内容，请标记“无”。", "Needed; where there is nothing to report, mark it so."),
    "nothing_unknown": Text("这一格不能标记“无”。", "This cell cannot be marked as nothing to report."),
    "nothing_but_filled": Text(
        "整表标记为“无”，但这一格填了内容。", "The return says that there is nothing to report, but this cell is filled in."
    ),
    "no_rows": Text("一行也没有填。", "No row is filled in."),
    "number": Text("“{value}”不是数。", "“{value}” is not a number."),
    "percent": Text("“{value}”是百分数，这里应填数量。", "“{value}” is a percentage; this asks for an amount."),
    "placeholder": Text("“{value}”不是数：没有数量填 0。", "“{value}” is not a number; none is 0."),
    "whole": Text("应为整数。", "It should be a whole number."),
    "minimum": Text("不能小于 {limit}。", "At least {limit}."),
    "maximum": Text("不能大于 {limit}。", "At most {limit}."),
    "choice": Text("“{value}”不在可选项中。", "“{value}” is not among the choices."),
    "length": Text("最多 {limit} 个字符。", "At most {limit} characters."),
    "unique": Text("与另一行相同。", "Another row says the same."),
    "taken": Text("代码“{value}”属于{owner}。", "The code “{value}” belongs to {owner}."),
    "barred": Text("这一格不填。", "This cell stays empty."),
    "unknown": Text("没有这一格。", "There is no such cell."),
    "change_from_zero": Text("上期为 0。", "The last period had 0."),
    "change": Text("比上期（{last}）变化 {percent}%。", "It differs by {percent} % from the last period ({last})."),
    "outlier": Text("{name} {value}，同类单位多在 {low}—{high} 之间。", "{name}: {value}; like units are mostly between {low} and {high}."),
}
