"""What the linter of forms looks for, and what to do about each."""

from __future__ import annotations

from junheng.language import Text
from junheng.tables.issue import Rule, Severity


def _error(id_: str, message: Text, remedy: Text) -> Rule:
    return Rule(id_, Severity.ERROR, message, remedy)


FORM_RULES = (
    _error(
        "form-filler",
        Text("没有写明由谁填报：缺少“{name}”。", "It does not say who fills it in: “{name}” is missing."),
        Text(
            "学校填报写 unit_kinds 和 levels，地区填报写 area_kind。",
            "Forms of units have unit_kinds and levels, forms of areas an area_kind.",
        ),
    ),
    _error(
        "form-word",
        Text("没有“{name}”；现有 {known}。", "There is no “{name}”; there are {known}."),
        Text("改正名称，或声明它。", "Correct the name, or declare it."),
    ),
    _error(
        "form-column",
        Text(
            "列“{name}”须且只须写明：统计项目 measure，或名称 name 和（数值列的）单位 unit。",
            "Column “{name}” needs either a measure, or a name and (for numbers) a unit.",
        ),
        Text("写 measure，或写 name 和 unit。", "Write `measure`, or `name` and `unit`."),
    ),
    _error(
        "form-into",
        Text("“{into}”表不能由这样的行列得出：{reason}。", "The table “{into}” cannot follow from these rows and columns: {reason}."),
        Text(
            "按说明改正 rows、field 或 measure，或删去 into。",
            "Correct `rows`, `field` or `measure` as the page on returns says, or delete `into`.",
        ),
    ),
    _error(
        "form-rule",
        Text("“{text}”不是两边的比较。", "“{text}” does not compare two sides."),
        Text("写成“左边 <= 右边”，关系可用 <=、>=、=、<、>。", "Write “left <= right”; the relations are <=, >=, =, <, >."),
    ),
    _error(
        "form-each",
        Text("“{each}”不适用于这张表。", "“{each}” does not fit this table."),
        Text("只有分学段、分年级的表可以按 level、grade 核对。", "Only tables by level or by grade can be checked by level or grade."),
    ),
)
