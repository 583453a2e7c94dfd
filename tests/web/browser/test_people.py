"""The people pages: axe, width, keyboard, and a person who comes in by a link."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..monitor import town
from .accessibility import findings
from .conftest import watched

PAGES = ("/people/", "/people/?role=expert", "/people/add/", "/people/import/", "/people/rights/", "/people/{officer}/", "/account/")


@pytest.fixture(scope="session")
def people_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("people-browser-home")
    town.load(home / "regions" / "town", town.region())
    return home


def someone(username: str, name: str, role: Role, area: str = "", unit: str = "") -> User:
    user = User.objects.create_user(username, password="correct horse battery", first_name=name)
    Assignment.objects.create(user=user, role=role, region="town", area=area, unit=unit)
    return user


@pytest.fixture
def officer(db: None) -> User:
    return someone("li", "李老师", Role.COUNTY, "01")


@pytest.fixture
def chief(
    browser: Browser, live_server: Any, language: str, people_home: Path, officer: User, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """The administrator's browser."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(people_home))
    for number in range(60):
        someone(f"school{number:02}", f"教师{number:02}", Role.SCHOOL, "01", "S1")
    signed_in = Client()
    signed_in.force_login(someone("chief", "王主任", Role.ADMINISTRATOR))
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": signed_in.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(chief: Page, officer: User) -> None:
    shots = os.environ.get("JUNHENG_SHOTS")
    for address in PAGES:
        for theme, width in (("light", 1440), ("dark", 390)):
            chief.emulate_media(color_scheme=theme)
            chief.set_viewport_size({"width": width, "height": 900})
            chief.goto(address.format(officer=officer.pk))
            if shots:
                name = address.strip("/").replace("/", "-").replace("?", "-").replace("{officer}", "person")
                chief.screenshot(path=f"{shots}/{name}-{chief.evaluate('document.documentElement.lang')}-{width}.png", full_page=True)
            assert findings(chief) == [], address
            assert chief.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_person_is_invited_and_comes_in_without_a_mouse(chief: Page, live_server: Any, browser: Browser) -> None:
    chief.goto("/people/add/")
    for typed in ("zhao", "Tab", "赵老师", "Tab"):
        chief.keyboard.press(typed) if typed == "Tab" else chief.keyboard.type(typed)
    chief.select_option("#id_role", "school")
    chief.select_option("#id_place", "town/01")
    chief.focus("#id_unit")
    chief.keyboard.type("S2")
    chief.keyboard.press("Enter")
    link = chief.input_value("#link")
    newcomer = browser.new_context(base_url=live_server.url).new_page()
    newcomer.goto(link)
    assert newcomer.url == f"{live_server.url}/join/"
    newcomer.wait_for_selector("input[type=password]:focus")
    newcomer.keyboard.type("a long enough one")
    newcomer.keyboard.press("Tab")
    newcomer.keyboard.type("a long enough one")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_selector("a.btn.pri")
    newcomer.goto("/login/")
    newcomer.wait_for_selector("#id_login:focus")
    newcomer.keyboard.type("zhao")
    newcomer.keyboard.press("Tab")
    newcomer.keyboard.type("a long enough one")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url(f"{live_server.url}/")
    newcomer.goto("/monitor/town/")
    assert newcomer.locator("h1").count() == 1
    newcomer.context.close()


def test_the_key_of_the_second_factor_is_a_picture(chief: Page) -> None:
    chief.goto("/account/second-factor/on/")
    chief.fill("#id_password", "correct horse battery")
    chief.keyboard.press("Enter")
    chief.wait_for_selector("img.qr")
    assert chief.evaluate("document.querySelector('img.qr').naturalWidth") > 100
    assert findings(chief) == []
    if shots := os.environ.get("JUNHENG_SHOTS"):
        chief.screenshot(path=f"{shots}/factor-{chief.evaluate('document.documentElement.lang')}.png", full_page=True)
