"""Items and steps on a time axis, and as a calendar."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from junheng.web.plans.calendar import FOLD, calendar_of
from junheng.web.plans.changing import add_node, finish_node
from junheng.web.plans.models import Item
from junheng.web.plans.standing import standings
from junheng.web.plans.timeline import timeline

TODAY = timezone.localdate


@pytest.fixture
def stepped(plan):
    item = Item.objects.get(place=1)
    add_node(item, day=TODAY() - timedelta(days=50), title="开工")
    finish_node(item.nodes.get(), TODAY())
    add_node(item, day=TODAY() - timedelta(days=1), title="封顶")
    add_node(item, day=TODAY() + timedelta(days=50), title="验收，启用")
    return plan


def test_steps_stand_where_their_days_are(stepped):
    drawn = timeline(stepped, standings(stepped), "section")
    (first, *_others) = drawn.groups[0][1]
    assert [(mark.x, mark.state) for mark in first.marks] == [("25%", "done"), ("49.5%", "late"), ("75%", "open")]
    assert (drawn.today, first.due_x, drawn.late_steps, drawn.steps) == ("50%", "100%", 1, 3)
    assert "封顶" in first.label


def test_an_items_own_day_ends_its_lane(stepped):
    Item.objects.filter(place=2).update(due=TODAY())
    assert timeline(stepped, standings(stepped), "lead").groups[0][1][1].due_x == "50%"


def test_a_plan_of_ten_years_has_few_ticks(plan):
    plan.begins, plan.due = date(2020, 1, 1), date(2029, 12, 31)
    assert [tick.name for tick in timeline(plan, standings(plan), "section").ticks][:2] == ["2020-01", "2021-01"]


def test_the_page_says_what_is_late(stepped, planner):
    page = planner.get(f"{stepped.get_absolute_url()}timeline/?by=lead").content.decode()
    assert "1 of 3 steps is late" in page
    assert 'class="mark late"' in page


def test_the_calendar_has_every_day_and_folds_its_lines(stepped):
    lines = calendar_of(stepped, standings(stepped), "site").decode().split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 3 + 3
    assert max(len(line.encode()) for line in lines) <= FOLD
    unfolded = "\n".join(lines).replace("\n ", "")
    assert "SUMMARY:验收，启用 (1 新建小学3所,改造校舍12万平方米)".replace(",改", "\\,改") in unfolded


def test_the_calendar_leaves_as_a_file(stepped, planner):
    answer = planner.get(f"{stepped.get_absolute_url()}calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
