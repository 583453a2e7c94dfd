"""Places and numbers that no page of the reader's own would send: as good as not there, and nothing is written."""

import pytest
from django.test import Client

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return, State

from .filling import GOOD, explain_all, fill

YEARLY = "form=balance_yearly&period=2026"


@pytest.fixture
def waiting(opened, actor):
    """The return of S4 in county 02, handed in."""
    ret, clerk = Return.objects.get(unit="S4", form="balance_yearly"), actor(Role.SCHOOL, unit="S4")
    fill(clerk, ret, GOOD)
    explain_all(clerk, ret)
    return services.submit(clerk, ret)


@pytest.fixture
def east(county):
    """The officer of county 01."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(county.user)
    return client


def test_another_countys_return_is_neither_seen_nor_decided(waiting, east):
    address, version = f"/returns/{waiting.pk}/decide/", waiting.version
    assert east.get(f"/returns/{waiting.pk}/review/").status_code == 404
    for what in ({"do": "approve"}, {"do": "send", "cell": "pupils/primary.1/pupils", "comment:pupils/primary.1/pupils": "x"}):
        assert east.post(address, {"version": version, **what}).status_code == 404
    assert Return.objects.get(pk=waiting.pk).state == State.SUBMITTED


@pytest.mark.parametrize("address", ["/returns/waiting/approve/", "/returns/waiting/take-back/"])
def test_a_forged_number_among_many_decides_nothing(waiting, east, address):
    before = Return.objects.values_list("pk", "state", "version")
    held = list(before)
    answer = east.post(address, {"return": waiting.pk, "row": waiting.pk, "returns": waiting.pk, "all": "1"})
    assert answer.status_code in (200, 302, 404, 409, 422)
    assert list(before.all()) == held


@pytest.mark.parametrize("area", ["02", "99", "' OR 1=1 --", "../01"])
def test_a_forged_area_in_the_address_shows_no_more_than_one_has(waiting, east, area):
    answer = east.get(f"/returns/board/town/?{YEARLY}", {"area": area, "form": "balance_yearly", "period": "2026"})
    assert answer.status_code in (200, 404)
    assert "S4 小学" not in answer.content.decode()


def test_a_region_that_is_not_ones_own_does_not_exist(waiting, east):
    for address in ("/returns/board/elsewhere/", "/returns/board/../town/", "/returns/forms/elsewhere/balance_yearly/"):
        assert east.get(address).status_code == 404


def test_a_forged_place_in_a_cell_is_refused_by_name(opened, school):
    client = Client()
    client.force_login(school.user)
    other = Return.objects.get(unit="S2", form="balance_yearly")
    change = {"address": "pupils/primary.1/pupils", "value": "1", "version": 0, "nothing": False}
    answer = client.post(f"/returns/{other.pk}/cells/", {"changes": [change]}, content_type="application/json")
    assert answer.status_code == 404
    assert not Cell.objects.filter(ret=other).exists()


def test_whoever_was_moved_to_another_county_decides_nothing_there(opened, school, county, east):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    assert east.get(f"/returns/{opened.pk}/review/").status_code == 200
    county.user.assignments.update(area="02")
    opened.refresh_from_db()
    answer = east.post(f"/returns/{opened.pk}/decide/", {"version": opened.version, "do": "approve"})
    assert answer.status_code == 404
    assert "S1" not in answer.content.decode()
    assert Return.objects.get(pk=opened.pk).state == State.SUBMITTED


def test_a_forged_token_decides_nothing(opened, school, county):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    ret = services.submit(school, opened)
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(county.user)
    answer = client.post(f"/returns/{ret.pk}/decide/", {"version": ret.version, "do": "approve", "csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, "This form has expired" in answer.content.decode()) == (403, True)
    assert Return.objects.get(pk=ret.pk).state == State.SUBMITTED
