"""The town with people in it."""

import os

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..monitor import town


@pytest.fixture(scope="session")
def town_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("people-home")
    town.load(home / "regions" / "town", town.region())
    return home


@pytest.fixture(autouse=True)
def home(town_home, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(town_home))


@pytest.fixture
def someone(db):
    """Makes a person with one role."""

    def make(username, role, area="", unit="", password="never typed"):
        user = User.objects.create_user(username, password=password, first_name=f"{username} name")
        Assignment.objects.create(user=user, role=role, region="town", area=area, unit=unit)
        return user

    return make


@pytest.fixture
def as_person():
    """Makes a browser of someone who is signed in, in English."""

    def make(user):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return make


@pytest.fixture
def chief(someone):
    """The administrator of the whole town."""
    return someone("chief", Role.ADMINISTRATOR)


@pytest.fixture
def east(someone):
    """The administrator of county 01."""
    return someone("east", Role.ADMINISTRATOR, area="01")
