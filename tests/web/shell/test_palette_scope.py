"""Whatever the palette offers opens, and nothing outside the reader's scope is offered: for every role in every place."""

import os

import pytest
from django.test import Client

from junheng.web.people.models import Assignment
from junheng.web.people.roles import RIGHTS, Right, Role
from junheng.web.returns import services
from junheng.web.returns.models import Return
from junheng.web.shell import jump

from ..monitor import town
from ..permissions import Place

QUERIES = ("", "S1", "S4", "小学", "2026", "01", "town", "people", "audit", "r1", "1", "data", "board", "open", "annual", "nianbao")
SCHOOLS = {Place.WHOLE: ("town", "01", "S1"), Place.INSIDE: ("town", "01", "S1"), Place.OUTSIDE: ("town", "02", "S4")}


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    home = tmp_path_factory.mktemp("palette-home")
    town.load(home / "regions" / "town", town.region())
    town.load(home / "regions" / "plain", town.region(name="plain"))
    return home


@pytest.fixture
def home(db, towns, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(towns))
    monkeypatch.setattr(jump, "SHOWN", 10_000)
    for region in ("town", "plain"):
        services.open_returns(services.Actor.at_machine(), region, "balance_yearly", "2026")


def reader(django_user_model, role: Role, place: Place) -> tuple[Client, tuple[str, str, str]]:
    region, area, unit = SCHOOLS.get(place, place.value) if role is Role.SCHOOL else place.value
    user = django_user_model.objects.create_user("reader")
    Assignment.objects.create(user=user, role=role, region=region, area=area, unit=unit)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client, (region, area, unit)


def offered(client: Client) -> dict[str, str]:
    answers = [client.get("/jump/", {"q": query}).json()["entries"] for query in QUERIES]
    return {entry["url"]: entry["name"] for entries in answers for entry in entries}


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("role", Role)
def test_what_is_offered_opens_and_lies_in_the_scope(home, django_user_model, role: Role, place: Place) -> None:
    client, (region, area, unit) = reader(django_user_model, role, place)
    found = offered(client)
    assert {url: status for url in found if (status := client.get(url).status_code) not in (200, 302)} == {}
    other = "plain" if region == "town" else "town"
    assert [url for url in found if f"/{other}/" in url] == []
    returns = {int(url.split("/")[2]) for url in found if url.startswith("/returns/") and url.split("/")[2].isdecimal()}
    seen = Return.objects.filter(region=region)
    if area:
        seen = seen.filter(area=area)
    if unit:
        seen = seen.filter(unit=unit)
    assert returns == (set(seen.values_list("pk", flat=True)) if Right.SEE_RETURNS in RIGHTS[role] else set())


def test_someone_without_a_role_is_offered_nothing_of_any_region(home, django_user_model) -> None:
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody"))
    assert not [
        url for url in offered(client) if "town" in url or "plain" in url or url.startswith(("/returns/", "/audit/", "/people/add"))
    ]
