"""Who is to be reminded of what, on the page, the start page and the terminal; and when each was."""

from datetime import timedelta

from django.utils import timezone

from junheng.web.plans.models import Item, Reminder
from junheng.web.plans.reminding import offices_to_remind


def lead(place, office, days):
    Item.objects.filter(place=place).update(lead=office, due=timezone.localdate() + timedelta(days=days))


def test_late_and_soon_by_office_and_nothing_else(plan):
    lead(1, "规划处", -3)
    lead(2, "规划处", 14)
    lead(3, "信息中心", 15)
    (office,) = offices_to_remind(plan)
    assert (office.name, office.late, [due.item.place for due in office.dues]) == ("规划处", 1, [1, 2])
    assert [due.words.en for due in office.dues] == [
        f"due on {timezone.localdate() - timedelta(days=3)}, 3 days ago",
        f"due on {timezone.localdate() + timedelta(days=14)}, in 14 days",
    ]


def test_a_stopped_item_presses_nobody(plan):
    lead(1, "规划处", -3)
    Item.objects.filter(place=1).update(stopped="上级调整")
    assert offices_to_remind(plan) == []


def test_reminding_is_noted_once_a_day_and_shown(plan, planner):
    lead(1, "规划处", -3)
    address = f"{plan.get_absolute_url()}reminders/"
    for _click in range(2):
        planner.post(address, {"office": "规划处"})
    reminder = Reminder.objects.get()
    assert (reminder.office, reminder.by.username) == ("规划处", "planner")
    assert "reminded once, on" in planner.get(address).content.decode()
    assert "规划处" in planner.get(f"{Item.objects.get(place=1).get_absolute_url()}").content.decode()


def test_the_start_page_says_so_to_whoever_looks_after_plans(plan, planner, county):
    lead(1, "规划处", -3)
    lead(2, "规划处", 5)
    page = planner.get("/").content.decode()
    assert "Late or behind: 1; due within 14 days: 1" in page
    assert "Nobody has been reminded yet" in page
    assert "late or behind" not in county.get("/").content.decode()


def test_a_county_sees_the_list_and_notes_nothing(plan, county):
    lead(1, "规划处", -3)
    address = f"{plan.get_absolute_url()}reminders/"
    assert "Note that" not in county.get(address).content.decode()
    assert county.post(address, {"office": "规划处"}).status_code == 404
    assert Reminder.objects.count() == 0
