"""Pages that are kept: the same for everybody, with nothing of anybody."""

import os
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from junheng.web.monitor import indicator as indicator_model
from junheng.web.monitor import kept
from junheng.web.monitor.kept import Shelf
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.tables.models import SavedView

from . import town
from .conftest import page

PAGES = (
    page("region", "town"),
    page("area", "town", "01"),
    page("indicator", "town", "sports_area"),
    page("map", "town"),
    page("needs", "town"),
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    """An empty one."""
    made = Shelf(kept.ROOM)
    monkeypatch.setattr(kept, "_shelf", made)
    return made


@pytest.fixture
def reader(db, home):
    """Someone with a role in the town, and the browser in which they are signed in."""

    def make(name, role, *, area="", strict=False):
        user = get_user_model().objects.create_user(name)
        Assignment.objects.create(user=user, role=role, region="town", area=area)
        client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=strict)
        client.force_login(user)
        return client

    return make


def shown(client, address):
    return TOKEN.sub("TOKEN", client.get(address).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_a_kept_page_is_the_page_as_it_was_written_first(reader, address):
    client = reader("li", Role.PLANNER)
    assert shown(client, address) == shown(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_whoever_opens_a_page_first_leaves_nothing_in_it(reader, shelf, address):
    first, second = reader("administrator-of-all", Role.ADMINISTRATOR), reader("of-one-county", Role.COUNTY, area="01")
    shown(first, address)
    from_shelf = shown(second, address)
    shelf._texts.clear()
    assert from_shelf == shown(second, address)
    assert "administrator-of-all" not in from_shelf


def test_the_second_reader_waits_for_no_computation(reader, monkeypatch):
    shown(reader("first", Role.PLANNER), PAGES[2])
    monkeypatch.setattr(indicator_model, "indicator_page", None)
    assert "sports" in shown(reader("second", Role.EXPERT), PAGES[2])


@pytest.mark.parametrize("owner_first", [True, False])
def test_saved_views_are_seen_by_their_owner_alone(reader, owner_first):
    owner, other = reader("owner", Role.PLANNER), reader("other", Role.PLANNER)
    user = get_user_model().objects.get(username="owner")
    SavedView.objects.create(user=user, page=PAGES[2], name="my rural schools", query="setting=rural")
    seen = {client: shown(client, PAGES[2]) for client in ((owner, other) if owner_first else (other, owner))}
    assert "my rural schools" in seen[owner]
    assert "my rural schools" not in seen[other]


def test_forms_of_a_kept_page_carry_the_readers_own_token(reader):
    shown(reader("first", Role.PLANNER), PAGES[2])
    client = reader("second", Role.PLANNER, strict=True)
    inside = client.get(PAGES[2]).content.decode().partition('<div class="sheet">')[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', inside).group(1)
    form = {"csrfmiddlewaretoken": token, "page": PAGES[2], "query": "", "name": "mine"}
    assert client.post(reverse("tables:save_view"), form).status_code == 302
    assert SavedView.objects.filter(user__username="second").exists()


def test_a_page_is_kept_for_its_language_and_its_address(reader):
    client = reader("li", Role.PLANNER)
    english, junior = shown(client, PAGES[0]), shown(client, page("region", "town", period="2024"))
    client.cookies["language"] = "zh-hans"
    assert len({english, junior, shown(client, PAGES[0])}) == 3


def test_a_new_release_is_shown_at_once(db, reader, tmp_path, monkeypatch):
    town.load(tmp_path / "regions" / "town", town.region())
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    client = reader("li", Role.PLANNER)
    before = shown(client, PAGES[2])
    town.load(tmp_path / "regions" / "town", town.region(changed={"S3": (100, 600, 650)}))
    after = shown(client, PAGES[2])
    assert "R2" in after
    assert "R2" not in before


def test_a_manifest_that_was_touched_closes_the_region_though_its_pages_are_kept(db, reader, tmp_path, monkeypatch):
    town.load(tmp_path / "regions" / "town", town.region())
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    client = reader("li", Role.PLANNER)
    assert "changed after it was frozen" not in shown(client, PAGES[2])
    (manifest,) = (tmp_path / "regions" / "town" / "releases").glob("R1-*/manifest.json")
    manifest.write_bytes(manifest.read_bytes() + b" ")
    assert "changed after it was frozen" in shown(client, PAGES[2])


def test_a_full_shelf_lets_go_of_what_nobody_asked_for():
    shelf = Shelf(room=150)
    for key in range(3):
        shelf.put(key, os.urandom(40).hex())
        shelf.get(0)
    assert [shelf.get(key) is None for key in range(3)] == [False, True, False]
