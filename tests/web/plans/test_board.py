"""The board by section, lead and state; a plan that was begun by mistake; targets dismissed and brought back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from junheng.web.plans.groups import grouped
from junheng.web.plans.models import Item, Plan
from junheng.web.plans.standing import standings


def test_groups_count_their_states(plan):
    Item.objects.filter(place=2).update(lead="督导室", due=timezone.localdate() - timedelta(days=1))
    rows = standings(plan)
    sections = grouped(rows, "section")
    assert [(group.name, len(group.rows), group.late) for group in sections] == [("均衡发展", 2, 1), ("信息化", 1, 0)]
    assert [(count.n, count.url) for count in sections[1].counts] == [(1, "?section=%E4%BF%A1%E6%81%AF%E5%8C%96&state=other")]
    assert [group.rows[0][0].item.lead for group in grouped(rows, "lead")] == ["督导室", ""]
    assert [len(group.rows) for group in grouped(rows, "state")] == [3]


@pytest.mark.parametrize("by", ["section", "lead", "state", "nonsense"])
def test_every_view_of_the_board_opens(plan, planner, by):
    page = planner.get(f"{plan.get_absolute_url()}?by={by}").content.decode()
    assert "加强督导" in page
    assert "None of 3 items is late or behind, 0 are done" in page


def test_a_dismissed_target_can_be_brought_back(plan, planner):
    target = Item.objects.get(place=3).targets.get()
    address = f"{target.item.get_absolute_url()}target/"
    page = planner.post(address, {"target": target.pk, "deed": "dismiss"}, follow=True).content.decode()
    assert "is dismissed as no target" in page
    planner.post(address, {"target": target.pk, "deed": "offer"})
    target.refresh_from_db()
    assert target.confirmed is None


def test_withdrawing_needs_a_reason_and_deletes_nothing(plan, planner):
    address = plan.get_absolute_url()
    planner.post(f"{address}withdraw/", {"reason": " "})
    assert Plan.objects.standing().count() == 1
    page = planner.post(f"{address}withdraw/", {"reason": "试录"}, follow=True).content.decode()
    assert "1 withdrawn plan" in page
    assert Plan.objects.standing().count() == 0
    assert Item.objects.count() == 3
    report = {"day": timezone.localdate().isoformat(), "value": "1", "words": "x"}
    assert planner.post(f"{Item.objects.get(place=1).get_absolute_url()}report/", report).status_code == 404
    planner.post(f"{address}restore/")
    assert Plan.objects.standing().count() == 1
