"""Where each of the demo's logins finds its part of the return."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from junheng.language import Text
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns.demo.plan import FORM, PERIOD
from junheng.web.returns.models import Return
from junheng.web.shell.demo import CITY, DEMO_USER, Look


def where_to_look() -> Mapping[str, Look]:
    """User name → where to look first; nothing where the city is not loaded."""
    returns = Return.objects.filter(region=CITY, form=FORM, period=PERIOD)
    if not returns.exists():
        return {}
    board, figures = f"{reverse('returns:board', args=(CITY,))}?form={FORM}&period={PERIOD}", reverse("monitor:region", args=(CITY,))
    looks = {
        DEMO_USER: Look(board, Text("年报进行到一半：谁逾期、等谁审核", "The yearly return half-way: who is late, who is waited for")),
        _user(Role.PLANNER): Look(figures, Text("各区县是否达标", "Which counties meet the standard")),
        _user(Role.COUNTY): Look(reverse("returns:waiting"), Text("等本区审核的年报", "Returns that wait for the county")),
        _user(Role.EXPERT): Look(figures, Text("各区县是否达标", "Which counties meet the standard")),
        _user(Role.INSPECTOR): Look(board, Text("各校填报到了哪一步", "How far each school is")),
        _user(Role.AUDITOR): Look(reverse("audit:search"), Text("谁在何时改了什么", "Who changed what, and when")),
    }
    own = returns.filter(unit__in=Assignment.objects.filter(user__username=_user(Role.SCHOOL)).values("unit")).order_by("-revision").first()
    if own is not None:
        looks[_user(Role.SCHOOL)] = Look(
            reverse("returns:entry", args=(own.pk,)), Text("本校年报，有一格被退回", "The school's return, one cell of it sent back")
        )
    return looks


def _user(role: Role) -> str:
    return f"{DEMO_USER}-{role}"
