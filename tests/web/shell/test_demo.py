"""The demo has a login for each role, and none of them reaches further than its role."""

import shutil

import pytest
from django.test import Client

from junheng import packs, releases, tables
from junheng.examples import copy_example
from junheng.web.home import regions_folder
from junheng.web.people.roles import ROLE_NAMES, Role
from junheng.web.shell.demo import CITY, create_demo_people

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def city():
    folder = regions_folder() / CITY
    shutil.rmtree(folder, ignore_errors=True)
    copy_example(CITY, folder)
    region = tables.read_region(folder, packs.load("education_cn").vocabulary)
    releases.freeze(region, folder, reason=None)
    yield
    shutil.rmtree(folder)


def test_one_login_a_role(city):
    logins = create_demo_people()
    assert [login.role for login in logins] == [ROLE_NAMES[role] for role in Role]
    assert len({login.password for login in logins}) == len(logins)


def test_each_role_sees_the_monitor_and_only_the_administrator_manages_people(city):
    for login in create_demo_people():
        client = Client()
        assert client.login(username=login.user, password=login.password)
        assert client.get(f"/monitor/{CITY}/").status_code == 200
        may_manage = login.role == ROLE_NAMES[Role.ADMINISTRATOR]
        assert (client.get("/people/add/").status_code == 200) is may_manage


def test_without_the_city_there_is_only_the_administrator(monkeypatch, tmp_path):
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    assert [login.role for login in create_demo_people()] == [ROLE_NAMES[Role.ADMINISTRATOR]]
