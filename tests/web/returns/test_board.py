"""The board: who is late, where each return waits, and who was reminded."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from junheng.web.returns import services
from junheng.web.returns.models import Reminder, Return

from .filling import GOOD, explain_all, fill

BOARD = "/returns/board/town/"
ROUND = "form=balance_yearly&period=2026"


@pytest.fixture
def signed_in():
    def make(actor, language="en"):
        client = Client()
        client.force_login(actor.user)
        client.cookies["language"] = language
        return client

    return make


@pytest.fixture
def late(opened):
    """All are due since nine days; S1 is submitted."""
    Return.objects.update(due_at=timezone.now() - timedelta(days=9, hours=3))
    opened.refresh_from_db()
    return opened


@pytest.fixture
def one_in(late, school):
    fill(school, late, GOOD)
    explain_all(school, late)
    return services.submit(school, late)


def rows(page):
    return [row.row.place for row in page.context["page"].listing.rows]


def test_the_title_says_how_many_are_late_and_the_longest(one_in, commission, signed_in):
    page = signed_in(commission, "zh-hans").get(BOARD)
    assert "6 所学校逾期未报，最久的晚 9 天" in page.content.decode()
    assert signed_in(commission).get(BOARD).context["page"].headline == "6 schools are late, the longest by 9 days"


def test_counts_by_county_lead_to_their_rows(one_in, commission, signed_in):
    client = signed_in(commission)
    page = client.get(BOARD)
    east, west = sorted(page.context["page"].areas, key=lambda each: each.area)
    assert (east.name, east.late, east.county, east.total) == ("东县", 2, 1, 3)
    assert (west.late, west.county, west.total) == (4, 0, 4)
    assert f"?{ROUND}&area=01&waits=county#board".replace("&", "&amp;") in page.content.decode()
    assert rows(client.get(f"{BOARD}?{ROUND}&area=01&waits=county")) == ["S1"]
    assert rows(client.get(f"{BOARD}?{ROUND}&area=01&late=yes")) == ["S2", "S3"]
    assert rows(client.get(f"{BOARD}?{ROUND}&state=submitted")) == ["S1"]


def test_what_went_back_is_a_state_of_its_own(one_in, commission, county, signed_in):
    services.send_back(county, one_in, {"pupils/primary.1/pupils": "少了", "pupils/primary.2/pupils": "少了"})
    page = signed_in(commission).get(f"{BOARD}?{ROUND}&state=back")
    assert rows(page) == ["S1"]
    assert "2 cells sent back" in page.content.decode()


def test_people_see_the_places_that_are_theirs(one_in, county, school, actor, signed_in):
    from junheng.web.people.roles import Role

    assert rows(signed_in(county).get(BOARD)) == ["S2", "S3", "S1"]
    assert rows(signed_in(school).get(BOARD)) == ["S1"]
    assert rows(signed_in(actor(Role.COUNTY, area="02", name="west")).get(BOARD)) == ["P1", "S4", "S5", "S6"]


def test_the_board_leaves_as_a_workbook_named_by_its_release(one_in, commission, signed_in):
    answer = signed_in(commission).get(f"{BOARD}?{ROUND}&format=xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="town_balance_yearly_2026_R1-')
    text = signed_in(commission).get(f"{BOARD}?{ROUND}&late=yes&format=csv").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 7
    assert "东县" in text


def test_without_a_return_the_board_says_what_to_do(commission, signed_in, home):
    page = signed_in(commission).get(BOARD)
    assert "No return has been opened yet" in page.content.decode()
    assert signed_in(commission).get("/returns/board/").headers["Location"] == BOARD


def test_all_that_are_late_are_reminded_once_and_it_is_kept(one_in, county, school, signed_in):
    client = signed_in(county)
    page = client.get(f"{BOARD}remind/?{ROUND}")
    assert [row.place for row in page.context["rows"]] == ["S2", "S3"]
    form = {"send": "1", "once": page.context["once"], "text": "今天下班前"}
    for _click in range(2):
        answer = client.post(f"{BOARD}remind/?{ROUND}", form)
        assert answer.headers["Location"] == f"{BOARD}reminders/?{ROUND}"
    assert list(Reminder.objects.values_list("ret__unit", "by__username", "text")) == [
        ("S2", county.user.username, "今天下班前"),
        ("S3", county.user.username, "今天下班前"),
    ]
    sent = client.get(f"{BOARD}reminders/?{ROUND}").content.decode()
    assert "2 reminders sent; 0 are submitted since" in sent
    assert "今天下班前" in sent
    board = client.get(f"{BOARD}?{ROUND}")
    assert {row.row.place: row.row.reminders for row in board.context["page"].listing.rows} == {"S1": 0, "S2": 1, "S3": 1}


def test_what_was_picked_and_is_in_already_is_left_out(one_in, commission, signed_in):
    picks = [str(pk) for pk in Return.objects.filter(unit__in=("S1", "S4")).values_list("pk", flat=True)]
    page = signed_in(commission).post(f"{BOARD}remind/?{ROUND}", {"pick": picks})
    assert [row.place for row in page.context["rows"]] == ["S4"]
    assert page.context["left_out"] == 1
    assert not Reminder.objects.exists()


def test_a_list_that_has_changed_reminds_nobody(one_in, commission, signed_in):
    page = signed_in(commission).post(f"{BOARD}remind/?{ROUND}", {"all": "1", "query": ROUND, "total": "3", "send": "1"})
    assert page.status_code == 422
    assert not Reminder.objects.exists()


def test_only_who_may_remind_finds_the_page(one_in, school, actor, signed_in):
    from junheng.web.people.roles import Role

    for someone in (school, actor(Role.AUDITOR), actor(Role.PLANNER)):
        assert signed_in(someone).get(f"{BOARD}remind/?{ROUND}").status_code == 404
