"""Every view × role × place, against the table in `permissions.py`."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from .monitor import town
from .permissions import ROWS, Place, Row

SCHOOLS = {Place.WHOLE: ("town", "01", "S1"), Place.INSIDE: ("town", "01", "S1"), Place.OUTSIDE: ("town", "02", "S4")}


def names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield before + pattern.name


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    home = tmp_path_factory.mktemp("permissions-home")
    town.load(home / "regions" / "town", town.region())
    town.load(home / "regions" / "plain", town.region(name="plain"))
    return home


def test_every_view_has_a_row_and_every_row_a_view() -> None:
    assert set(ROWS) == set(names(get_resolver().url_patterns))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_each_role_in_each_place_gets_the_answer_of_the_table(name: str, towns, monkeypatch, django_user_model) -> None:
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(towns))
    row = ROWS[name]
    wrong = {}
    for visitor, place, expected in visits(row):
        with transaction.atomic():
            client = Client()
            if visitor != "stranger":
                user = django_user_model.objects.create_user("visitor", password="never typed")
                if isinstance(visitor, Role):
                    region, area, unit = SCHOOLS.get(place, place.value) if visitor is Role.SCHOOL else place.value
                    Assignment.objects.create(user=user, role=visitor, region=region, area=area, unit=unit)
                client.force_login(user)
            status = answer(client, name, row)
            transaction.set_rollback(True)
        if status != expected:
            wrong[f"{visitor} {place.name if place else ''}"] = f"{status} instead of {expected}"
    assert not wrong


def visits(row: Row) -> Iterator[tuple[Role | str, Place | None, int]]:
    yield "stranger", None, row.stranger
    yield "roleless", None, row.no if row.roleless is None else row.roleless
    for role in Role:
        for place in Place:
            yield role, place, row.unlike.get((role, place), row.yes if role in row.roles and place in row.reach.value else row.no)


def answer(client: Client, name: str, row: Row) -> int:
    address = row.address() if row.address else reverse(name, args=row.args)
    return (client.get(address) if row.form is None else client.post(address, row.form)).status_code
