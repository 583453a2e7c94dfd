"""The rights of every role as one table, for the page, the file and the docs."""

from __future__ import annotations

import polars as pl

from junheng.language import Language, Text
from junheng.reports.export import Sheet
from junheng.web.people.roles import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLE_PURPOSES, Right, Role

TITLE = Text("各角色的权限", "What each role may do")
RIGHT_HEAD = Text("权限", "Right")
YES = Text("是", "yes")
#: What the table alone does not say.
RULES = (
    Text(
        "权限只在所分配的范围内有效：全地区、一个区县（含下属地区和学校）或一所学校。",
        "A right holds where the role was given: in the whole region, in an area with all that lies in it, or in one unit.",
    ),
    Text(
        "在一个地区有任一角色者，可查看该地区全部监测指标；没有角色者看不到该地区。",
        "Whoever has any role in a region reads its whole Monitor; whoever has none does not see that there is such a region.",
    ),
    Text(
        "学校属于哪个区县，以当天为准：学校划转之日起由新区县经办；划转以前的填报，原区县仍可查看，不能改动。",
        "Where a school lies is read today: its new county takes over on the day of a move. The old one still reads, and only reads, "
        "the returns of periods in which it lay there.",
    ),
    Text("发布版次需要全地区的角色。", "To freeze a release takes a role for the whole region."),
    Text(
        "管理员只能管理自己范围之内的人员和角色；重置、停用要求对方的全部角色都在此范围之内。",
        "An administrator sees people and gives roles within the own area; to reset or deactivate someone, all their roles must lie in it.",
    ),
    Text("公众不需要登录：快速体检和公开页面对所有人开放。", "The public has no login: the quick check is open to all."),
)


def rights_frame(language: Language) -> pl.DataFrame:
    """One row a right, one column a role."""
    columns: dict[str, list[str]] = {RIGHT_HEAD(language): [RIGHT_NAMES[right](language) for right in Right]}
    for role in Role:
        columns[ROLE_NAMES[role](language)] = [YES(language) if right in RIGHTS[role] else "" for right in Right]
    return pl.DataFrame(columns)


def rights_sheet(language: Language) -> Sheet:
    """The table with its rules and the purpose of each role."""
    purposes = tuple(f"{ROLE_NAMES[role](language)}: {ROLE_PURPOSES[role](language)}" for role in Role)
    return Sheet("rights", rights_frame(language), TITLE(language), (*(rule(language) for rule in RULES), *purposes))
