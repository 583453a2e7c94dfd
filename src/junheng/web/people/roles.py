"""Roles and what each may do. A right holds in the area of the assignment that gives it, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from junheng.language import Text


class Role(StrEnum):
    """What someone is to a region."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    COUNTY = "county"
    SCHOOL = "school"
    EXPERT = "expert"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What someone may do; those that begin with ``see`` change nothing."""

    SEE_FIGURES = "see_figures"
    SEE_RETURNS = "see_returns"
    SEE_DATA = "see_data"
    SEE_DRAWS = "see_draws"
    SEE_PLANS = "see_plans"
    SEE_JOBS = "see_jobs"
    SEE_PEOPLE = "see_people"
    SEE_AUDIT = "see_audit"
    FILL_RETURNS = "fill_returns"
    APPROVE_COUNTY = "approve_county"
    APPROVE_COMMISSION = "approve_commission"
    MANAGE_RETURNS = "manage_returns"
    CHANGE_DATA = "change_data"
    MANAGE_DRAWS = "manage_draws"
    MANAGE_PLANS = "manage_plans"
    WRITE_REPORTS = "write_reports"
    RELEASE = "release"
    MANAGE_JOBS = "manage_jobs"
    MANAGE_PEOPLE = "manage_people"


SEEING = frozenset(right for right in Right if right.value.startswith("see_"))

RIGHTS: Mapping[Role, frozenset[Right]] = {
    # Whoever approves a return does not fill it in.
    Role.ADMINISTRATOR: SEEING
    | {
        Right.APPROVE_COMMISSION,
        Right.MANAGE_RETURNS,
        Right.CHANGE_DATA,
        Right.MANAGE_DRAWS,
        Right.MANAGE_PLANS,
        Right.WRITE_REPORTS,
        Right.RELEASE,
        Right.MANAGE_JOBS,
        Right.MANAGE_PEOPLE,
    },
    Role.PLANNER: frozenset(
        {Right.SEE_FIGURES, Right.SEE_RETURNS, Right.SEE_DATA, Right.SEE_PLANS, Right.MANAGE_PLANS, Right.WRITE_REPORTS}
    ),
    Role.COUNTY: frozenset(
        {
            Right.SEE_FIGURES,
            Right.SEE_RETURNS,
            Right.FILL_RETURNS,
            Right.APPROVE_COUNTY,
            Right.SEE_DRAWS,
            Right.MANAGE_DRAWS,
            Right.SEE_PLANS,
        },
    ),
    Role.SCHOOL: frozenset(
        {Right.SEE_FIGURES, Right.SEE_RETURNS, Right.FILL_RETURNS, Right.SEE_DRAWS, Right.MANAGE_DRAWS},
    ),
    Role.EXPERT: frozenset({Right.SEE_FIGURES, Right.SEE_DATA}),
    Role.INSPECTOR: frozenset({Right.SEE_FIGURES, Right.SEE_RETURNS, Right.SEE_PLANS}),
    Role.AUDITOR: SEEING,
}

ROLE_NAMES: Mapping[Role, Text] = {
    Role.ADMINISTRATOR: Text("市级管理员", "Commission administrator"),
    Role.PLANNER: Text("规划人员", "Planner"),
    Role.COUNTY: Text("区县经办人", "County officer"),
    Role.SCHOOL: Text("学校填报人", "School officer"),
    Role.EXPERT: Text("专家", "Expert"),
    Role.INSPECTOR: Text("督导人员", "Inspector"),
    Role.AUDITOR: Text("审计人员", "Auditor"),
}

ROLE_PURPOSES: Mapping[Role, Text] = {
    Role.ADMINISTRATOR: Text(
        "管理人员、填报任务、数据和版次，负责市级审核和抽签分班；管理范围以所分配的地区为限",
        "Looks after people, returns, data, releases and draws, and gives the commission's approval; within the area given",
    ),
    Role.PLANNER: Text("查看指标、填报和数据，编制计划并报告进展", "Reads figures, returns and data, makes plans and reports on them"),
    Role.COUNTY: Text(
        "审核本区县学校的填报，填报本区县的表，组织抽签分班",
        "Checks and approves the county's returns, fills in the county's own, and runs its draws",
    ),
    Role.SCHOOL: Text("填报本校的表，组织本校分班", "Fills in the returns of one school, and runs its draws"),
    Role.EXPERT: Text("查看指标和版次，提供专业意见", "Reads figures and releases to give advice"),
    Role.INSPECTOR: Text("查看指标和所督导地区的填报", "Reads figures, and the returns of the areas that are inspected"),
    Role.AUDITOR: Text("可查看全部内容，不能作任何改动", "Reads everything and changes nothing"),
}

RIGHT_NAMES: Mapping[Right, Text] = {
    Right.SEE_FIGURES: Text("查看监测指标", "See the Monitor's figures"),
    Right.SEE_RETURNS: Text("查看填报", "See returns"),
    Right.SEE_DATA: Text("查看数据、版次及其差异", "See data, releases and their differences"),
    Right.SEE_DRAWS: Text("查看抽签和分班的名单、结果", "See draws and classes with their lists"),
    Right.SEE_PLANS: Text("查看计划和进展", "See plans and how far they are"),
    Right.SEE_JOBS: Text("查看他人的后台任务", "See other people's long work"),
    Right.SEE_PEOPLE: Text("查看人员", "See people"),
    Right.SEE_AUDIT: Text("查看审计记录", "See the audit log"),
    Right.FILL_RETURNS: Text("填报、说明、提交", "Fill in, explain and submit returns"),
    Right.APPROVE_COUNTY: Text("区县审核、退回、催报", "Approve for the county, send back, remind"),
    Right.APPROVE_COMMISSION: Text("市级审核、退回", "Approve for the commission, or send back"),
    Right.MANAGE_RETURNS: Text("下达填报任务、定期限、催报", "Open returns, set due dates, remind"),
    Right.CHANGE_DATA: Text("上传数据、维护对应关系", "Upload data and keep mappings"),
    Right.MANAGE_DRAWS: Text("准备、封存、抽取、公布抽签和分班", "Prepare, seal, draw and publish draws and classes"),
    Right.MANAGE_PLANS: Text("编制计划、确认目标、报告进展", "Make plans, confirm targets, report progress"),
    Right.WRITE_REPORTS: Text("撰写总结和报告", "Write summaries and reports"),
    Right.RELEASE: Text("发布版次", "Freeze releases"),
    Right.MANAGE_JOBS: Text("取消、重试他人的后台任务", "Cancel and retry other people's long work"),
    Right.MANAGE_PEOPLE: Text("邀请、重置、停用人员，分配角色", "Invite, reset and deactivate people; give roles"),
}


def required_roles(setting: str) -> frozenset[Role]:
    """The roles that must sign in with a second factor, as a setting names them: ``all``, or roles with commas.

    Raises
    ------
    ValueError
        It names no role.
    """
    if setting.strip() == "all":
        return frozenset(Role)
    return frozenset(Role(name.strip()) for name in setting.split(",") if name.strip())
