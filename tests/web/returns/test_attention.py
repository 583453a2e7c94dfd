"""What waits for a reader: on the start page, in the top bar, and over the return that somebody reminded of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Return

from .filling import GOOD, explain_all, fill
from .test_board import signed_in

__all__ = ["signed_in"]
TITLE = "Yearly table of schools&#x27; conditions 2026—2027"


@pytest.fixture
def due(opened):
    """Everything is due in three days, and open since long."""
    Return.objects.update(due_at=timezone.now() + timedelta(days=3), opens_on=timezone.localdate() - timedelta(days=40))
    opened.refresh_from_db()
    return opened


def start(client):
    return client.get("/").content.decode()


def late_by(days):
    Return.objects.update(due_at=timezone.now() - timedelta(days=days, hours=1))


def count(client):
    page = start(client)
    return page.partition('<span class="count"')[2].partition(">")[2].partition("<")[0]


def test_a_school_sees_what_is_due_soon_and_nothing_else(due, school, actor, signed_in):
    page = start(signed_in(school))
    assert f"“{TITLE}” is due" in page
    assert "Due soon" in page
    assert count(signed_in(school)) == "1"
    Return.objects.update(due_at=timezone.now() + timedelta(days=30))
    assert "Waiting for you" not in start(signed_in(school))
    assert count(signed_in(school)) == ""


def test_what_is_not_open_yet_waits_for_nobody(due, school, signed_in):
    Return.objects.update(opens_on=timezone.localdate() + timedelta(days=1))
    assert count(signed_in(school)) == ""


def test_late_and_sent_back_are_said_first(due, school, county, signed_in):
    late_by(2)
    assert f"“{TITLE}” is 2 days late" in start(signed_in(school))
    fill(school, due, GOOD)
    explain_all(school, due)
    services.submit(school, due)
    assert count(signed_in(school)) == ""
    services.send_back(county, due, {"pupils/primary.1/pupils": "少了"})
    assert f"1 cell of “{TITLE}” was sent back" in start(signed_in(school))


def test_those_who_approve_see_what_waits_and_who_is_late(due, school, county, commission, signed_in):
    fill(school, due, GOOD)
    explain_all(school, due)
    services.submit(school, due)
    late_by(2)
    page = start(signed_in(county))
    assert "1 return waits for your approval" in page
    assert f"2 places are late with “{TITLE}”" in page
    assert count(signed_in(county)) == "1"  # what others fill in is not the county's own
    assert count(signed_in(commission)) == ""
    assert f"6 places are late with “{TITLE}”" in start(signed_in(commission))


def test_a_reminder_stands_where_it_is_read_until_the_return_is_in(due, school, county, signed_in):
    late_by(2)
    services.remind(county, [due], "今天下班前")
    client = signed_in(school)
    said = f"{county.user.username} reminded you on"
    for page in (start(client), client.get(f"/returns/{due.pk}/").content.decode()):
        assert said in page
        assert "今天下班前" in page
    assert said not in start(signed_in(county))
    fill(school, due, GOOD)
    explain_all(school, due)
    services.submit(school, due)
    assert said not in start(client)
    assert said not in client.get(f"/returns/{due.pk}/").content.decode()


def test_nothing_is_said_to_those_who_only_read_or_are_not_signed_in(due, actor, signed_in, client):
    late_by(2)
    for someone in (actor(Role.AUDITOR), actor(Role.EXPERT), actor(Role.PLANNER)):
        assert "Waiting for you" not in start(signed_in(someone))
    assert "Waiting for you" not in start(client)
