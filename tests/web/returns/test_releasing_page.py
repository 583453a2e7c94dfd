"""A release from returns, as the commission makes it on a page."""

import pytest

from junheng.web.jobs.models import Job
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Return

from .filling import GOOD, approved
from .test_board import signed_in

__all__ = ["signed_in"]
PAGE = "/returns/board/town/release/balance_yearly/2026/"


@pytest.fixture
def ready(opened, school, county, commission):
    return approved(opened, school, county, commission, GOOD | {"resources/primary/sports_area": "810"})


def form(page, **more):
    return {"once": page.context["once"], "ready": "1", "reason": "2026 年报", "confirm": "r2"} | more


def test_what_is_approved_what_is_missing_and_what_moves(ready, commission, signed_in):
    page = signed_in(commission).get(PAGE)
    found = page.context["page"]
    assert found.headline == "1 return is ready for R2, 6 are missing"
    assert [(each.state, each.count) for each in found.missing] == [("draft", 6)]
    assert found.comparison.moved_values > 0
    assert {row["unit"] for row in found.comparison.values.to_dicts()} == {"S1"}
    file = signed_in(commission).get(f"{PAGE}?show=values&format=csv").content.decode("utf-8-sig")
    assert "S1 小学" in file


def test_a_typed_confirmation_makes_it_once(ready, commission, signed_in):
    client = signed_in(commission)
    page = client.get(PAGE)
    for wrong in ({"confirm": "R1"}, {"reason": "x"}, {"ready": "3"}):
        answer = client.post(PAGE, form(page, **wrong))
        assert answer.status_code == 422
        assert answer.context["reason"] == {"reason": "2026 年报", **wrong}["reason"]
    assert not Job.objects.exists()
    for _click in range(2):
        assert client.post(PAGE, form(page)).headers["Location"] == f"/jobs/{Job.objects.get().pk}/"
    assert Job.objects.get().arguments["returns"] == [ready.pk]
    page = client.get(PAGE).content.decode()
    assert "A release is being made of these returns." in page
    assert 'id="publish-form"' not in page


def test_a_second_click_after_it_is_released_finds_the_same_job(ready, commission, signed_in):
    client = signed_in(commission)
    page = client.get(PAGE)
    client.post(PAGE, form(page))
    Return.objects.filter(pk=ready.pk).update(state="released", release_label="R2")
    assert client.post(PAGE, form(page)).headers["Location"] == f"/jobs/{Job.objects.get().pk}/"


def test_nothing_ready_is_said(opened, commission, signed_in):
    page = signed_in(commission).get(PAGE)
    assert page.context["page"].headline == "No return waits for a release"
    assert signed_in(commission).post(PAGE, form(page)).status_code == 422


def test_a_form_that_goes_into_no_release_says_so(commission, home, signed_in, kept_out):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-01")
    page = signed_in(commission).get("/returns/board/town/release/emergency_daily/2026-11-01/")
    assert "This form is no part of a release" in page.content.decode()


def test_only_who_releases_the_whole_region_finds_the_page(ready, county, actor, signed_in):
    for someone in (county, actor(Role.AUDITOR), actor(Role.ADMINISTRATOR, area="01", name="east")):
        assert signed_in(someone).get(PAGE).status_code == 404
    assert signed_in(actor(Role.ADMINISTRATOR)).get("/returns/board/town/release/balance_yearly/1999/").status_code == 404
