"""A plan of the synthetic city half-way, for the demo: some items done, some late, some with targets to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from junheng.language import Text
from junheng.reports.check import Document
from junheng.reports.plan import read_plan
from junheng.web.audit.acting import acting, because
from junheng.web.people.roles import Role
from junheng.web.plans import changing
from junheng.web.plans.figures import figures_of
from junheng.web.plans.models import Plan, Target
from junheng.web.shell.demo import CITY, DEMO_USER, Look

EXAMPLE = files("junheng.examples").joinpath("plan-synthetic.md")
_LEADS = ("规划处", "学前处", "基教处", "职成处", "教师处", "信息中心", "资助中心", "安稳处")
#: Items whose first target is left to be confirmed.
_OPEN = (16, 19, 32)
#: Shares of the way that were reported, in turn; at half of the time half is on course.
_REACHED = (Decimal(1), Decimal("0.5"), Decimal("0.2"), Decimal("0.8"), Decimal("0.55"))

#: Words of targets, and the figures of the releases that measure them: how their addresses begin and end.
_MEASURED = {
    "生均体育运动场馆面积": ("mean:", ":primary:sports_area"),
    "校际差异系数": ("cv:", ":primary:equipment_value"),
}


def where_to_look() -> Mapping[str, tuple[Look, ...]]:
    """User name → where to look."""
    plan = Plan.objects.filter(region=CITY).order_by("pk").first()
    if plan is None:
        return {}
    look = Look(plan.get_absolute_url(), Text("年度计划：哪些条目滞后", "The year's plan: which items are late"))
    return {f"{DEMO_USER}-{Role.PLANNER}": (look,)}


def stage() -> None:
    """Make it where it is not there yet; the demo's planner must be there."""
    planner = get_user_model().objects.filter(username=f"{DEMO_USER}-{Role.PLANNER}").first()
    if planner is None or Plan.objects.filter(region=CITY).exists():
        return
    items = read_plan(Document(EXAMPLE.read_text(encoding="utf-8"))).items
    today = timezone.localdate()
    with transaction.atomic(), acting(planner), because("演示数据 demonstration"):
        begins, due = today - timedelta(days=180), today + timedelta(days=180)
        plan = changing.begin(planner, region=CITY, title="年度工作计划（合成示例）", begins=begins, due=due, items=items)
        sections = list(dict.fromkeys(item.section for item in plan.items.all()))
        for item in plan.items.all():
            changing.change_item(item, version=item.version, lead=_LEADS[sections.index(item.section)])
            _report(planner, item, today - timedelta(days=item.place % 20))
            _add_steps(item, today)
        _measure(planner, plan)


def _add_steps(item: Any, today: date) -> None:
    """Every third item has steps: one done, one that is late or soon, one to come."""
    if item.place % 3:
        return
    for title, away, done in (("开工", -120, True), ("中期检查", item.place - 24, False), ("验收", 150, False)):
        node = changing.add_node(item, day=today + timedelta(days=away), title=title)
        if done:
            changing.finish_node(node, node.day)


def _measure(planner: Any, plan: Plan) -> None:
    """Tie targets to indicators of the city's releases, and link what serves them."""
    for words, figure in _MEASURED.items():
        target = Target.objects.filter(item__plan=plan, words__contains=words).first()
        address = next((each for each in figures_of(CITY) if each.startswith(figure[0]) and each.endswith(figure[1])), "")
        if target is not None and address:
            changing.judge_target(target, confirmed=True, figure=address)
            changing.add_link(planner, target.item, label="优质均衡监测", reference=f"/monitor/{CITY}/needs/")


def _report(planner: Any, item: Any, day: date) -> None:
    """Confirm its targets and say how far they are; every sixth item has no report."""
    share = _REACHED[item.place % len(_REACHED)]
    targets = [] if item.place in _OPEN else list(item.targets.all())
    for target in targets:
        changing.judge_target(target, confirmed=True)
        if item.place % 6:
            value = target.value if target.comparison == "<=" and share == 1 else (target.value * share).quantize(Decimal("0.01"))
            changing.report(planner, item, target=target, day=day, value=value, words="按月报送（虚构）", evidence="")
    if not item.targets.exists() and item.place % 6:
        changing.report(planner, item, target=None, day=day, value=share * 100, words="按月报送（虚构）", evidence="")
