"""Views that somebody named, for themselves alone."""

import os
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.tables.models import SavedView

from ..monitor import town

PAGE = "/monitor/town/units/"


@pytest.fixture(scope="session")
def town_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("tables-home")
    town.load(home / "regions" / "town", town.region())
    return home


@pytest.fixture
def planner(db, town_home, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(town_home))
    user = User.objects.create_user("planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region="town")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def save(client, query, name="Small rural ones", page=PAGE):
    return client.post("/tables/views/save/", {"page": page, "query": query, "name": name})


def test_a_view_leads_back_to_what_was_shown(planner):
    response = save(planner, "sort=pupils&setting=rural&page=3&format=csv")
    view = SavedView.objects.get()
    assert view.query == "setting=rural&sort=pupils"
    assert response["Location"] == f"{PAGE}?setting=rural&sort=pupils&view={view.pk}"


def test_going_on_from_a_view_is_said_and_saving_again_changes_it(planner):
    first = planner.get(save(planner, "setting=rural")["Location"]).content.decode()
    assert "Save this view" in first
    view = SavedView.objects.get()
    changed = planner.get(f"{PAGE}?setting=urban&view={view.pk}").content.decode()
    assert "Save the changes" in changed
    query = re.search(r'name="query" value="([^"]*)"', changed)[1]
    save(planner, query)
    assert SavedView.objects.get().query == "setting=urban"


def test_nobody_sees_or_forgets_another_persons_views(planner, client):
    save(planner, "setting=rural")
    other = User.objects.create_user("other")
    Assignment.objects.create(user=other, role=Role.PLANNER, region="town")
    client.force_login(other)
    view = SavedView.objects.get()
    assert "Small rural ones" not in client.get(PAGE).content.decode()
    assert client.post(f"/tables/views/{view.pk}/forget/").status_code == 404
    assert planner.post(f"/tables/views/{view.pk}/forget/")["Location"] == f"{PAGE}?setting=rural"
    assert not SavedView.objects.exists()
    page = planner.get(PAGE).content.decode().partition("said-once")[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(page|query|name)" value="([^"]*)"', page))
    planner.post("/tables/views/save/", fields)
    assert SavedView.objects.get().query == "setting=rural"


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "/nope/", "", "/monitor/town/units/?x=1"])
def test_a_view_of_no_page_of_this_site_is_refused(planner, page):
    assert save(planner, "", page=page).status_code == 404
