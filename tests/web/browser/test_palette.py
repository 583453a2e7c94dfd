"""The palette, single keys and copying, by keyboard alone."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Return

from ..monitor import town
from .accessibility import findings
from .conftest import watched

RETURN = {"zh-hans": "义务教育", "en": "2026"}
RIGHTS = {"zh-hans": "权限", "en": "权限"}  # by the name in the other language too


@pytest.fixture(scope="session")
def palette_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("palette-browser-home")
    town.load(home / "regions" / "town", town.region())
    return home


@pytest.fixture
def reader(browser: Browser, live_server: Any, language: str, palette_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The administrator of the town."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(palette_home))
    services.open_returns(services.Actor.at_machine(), "town", "balance_yearly", "2026")
    user = User.objects.create_user("chief", first_name="王主任")
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, region="town")
    person = Client()
    person.force_login(user)
    context = browser.new_context(base_url=live_server.url)
    context.grant_permissions(["clipboard-read"], origin=live_server.url)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def jump(page: Page, typed: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.palette input")).to_be_focused()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_each_kind_is_reached_by_typing_and_enter(reader: Page, language: str) -> None:
    s1 = Return.objects.get(unit="S1", period="2026")
    places = {
        "S1": "/monitor/town/unit/S1/",
        "sports_area": "/monitor/town/indicator/sports_area/",
        f"S1 {RETURN[language]}": f"/returns/{s1.pk}/",
        "R1": "/data/town/release/R1/",
        RIGHTS[language]: "/people/rights/",
    }
    for typed, place in places.items():
        opened(reader, "/account/")
        jump(reader, typed)
        reader.wait_for_url(lambda url, place=place: urlsplit(url).path == place)


def test_arrows_choose_and_enter_waits_for_what_was_typed_last(reader: Page) -> None:
    opened(reader, "/account/")
    reader.keyboard.press("Control+k")
    options = reader.locator("dialog.palette li")
    expect(options.first).to_have_attribute("aria-selected", "true")
    reader.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    reader.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert findings(reader) == []
    reader.keyboard.type("zzzz")
    expect(options).to_have_count(0)
    expect(reader.locator("dialog.palette input")).to_have_attribute("aria-expanded", "false")
    for _letter in "zzzz":
        reader.keyboard.press("Backspace")
    reader.keyboard.type("S4")
    reader.keyboard.press("Enter")  # before the answer came
    reader.wait_for_url("**/unit/S4/**")


def test_the_palette_fits_a_phone(reader: Page) -> None:
    reader.set_viewport_size({"width": 390, "height": 800})
    opened(reader, "/account/")
    reader.locator("a.jump").click()
    reader.keyboard.type("S")
    expect(reader.locator("dialog.palette li").first).to_be_visible()
    box = reader.locator("dialog.palette").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    if shots := os.environ.get("JUNHENG_SHOTS"):
        reader.screenshot(path=f"{shots}/palette-{reader.evaluate('document.documentElement.lang')}-390.png")


def test_g_and_a_letter_go_to_a_workspace_and_do_nothing_else(reader: Page) -> None:
    opened(reader, "/monitor/town/")
    for key, place in (("d", "/data/"), ("m", "/monitor/"), ("u", "/people/")):
        reader.keyboard.press("g")
        reader.keyboard.press(key)
        reader.wait_for_url(lambda url, place=place: urlsplit(url).path.startswith(place))
        reader.wait_for_selector("html[data-ready]")


def test_the_help_lists_what_is_true_on_the_page(reader: Page) -> None:
    def listed() -> set[str]:
        reader.keyboard.press("?")
        expect(reader.locator("dialog#keys")).to_be_visible()
        shown = reader.locator("dialog#keys .keys > div:visible dt").all_inner_texts()
        reader.keyboard.press("Escape")
        return {" ".join(each.split()) for each in shown}

    opened(reader, "/people/")
    assert {"J K", "E", "Ctrl C"} <= listed()
    opened(reader, "/account/")
    assert not {"J K", "E", "T", "D", "Ctrl C"} & listed()


def test_rows_walked_by_keys_are_copied_as_cells(reader: Page) -> None:
    opened(reader, "/monitor/town/units/?sort=name")
    reader.keyboard.press("j")
    reader.keyboard.press("j")
    name = reader.evaluate("document.activeElement.textContent")
    reader.keyboard.press("Control+c")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied.split("\t")[0].removeprefix("'") == name  # a text that would run as a formula gets an apostrophe
    assert len(copied.split("\t")) == reader.locator("thead th:not(.tick)").count()
    assert "\n" not in copied
    reader.locator("[data-copy]").press("Enter")
    lines = reader.evaluate("navigator.clipboard.readText()").split("\r\n")
    assert len(lines) == 1 + reader.locator("tbody tr").count()
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}


def test_cells_marked_in_any_table_that_is_read_are_copied_as_cells(reader: Page) -> None:
    opened(reader, "/people/rights/")
    reader.wait_for_timeout(200)
    reader.evaluate(
        """() => {
            const rows = document.querySelector("main table").tBodies[0].rows, range = document.createRange();
            range.setStart(rows[0].cells[0].firstChild, 0);
            range.setEndAfter(rows[1].cells[1].firstElementChild ?? rows[1].cells[1].firstChild);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    reader.keyboard.press("Control+c")
    lines = reader.evaluate("navigator.clipboard.readText()").split("\r\n")
    assert len(lines) == 2
    assert lines[0].split("\t")[0] == reader.locator("main tbody th").first.inner_text()
    reader.keyboard.press("Control+a")
    reader.keyboard.press("Control+c")
    everything = reader.evaluate("navigator.clipboard.readText()")
    assert reader.locator("h1").inner_text() in everything  # the page, not its table alone
