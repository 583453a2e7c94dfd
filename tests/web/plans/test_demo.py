"""The demo's plan: 39 items, targets found, every state to be seen, and nothing twice."""

from django.contrib.auth.models import User

from junheng.reports.plan import State
from junheng.web.plans import demo
from junheng.web.plans.models import Plan
from junheng.web.plans.standing import counted, standings


def test_every_state_is_there_and_a_second_start_adds_nothing(db):
    User.objects.create_user("demo-planner")
    demo.stage()
    demo.stage()
    plan = Plan.objects.get()
    counts = counted(standings(plan))
    assert sum(counts.values()) == 39
    assert all(counts[state] for state in State)
    assert plan.items.filter(targets__confirmed=None, targets__isnull=False).exists()
