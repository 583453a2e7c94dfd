"""The monitor by hand and by keyboard: scope, traces, trials, filters, files."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..monitor import town
from .accessibility import findings
from .conftest import watched

UNIT = "/monitor/town/unit/S5/"
PAGES = (
    "/monitor/",
    "/monitor/town/",
    "/monitor/town/area/02/",
    "/monitor/town/indicator/sports_area/",
    "/monitor/town/map/",
    "/monitor/town/needs/",
    "/monitor/town/units/",
    UNIT,
    "/monitor/town/unit/P1/",
    "/monitor/town/trace/cv:02:primary:sports_area:2025/",
    "/monitor/nowhere/",
)


@pytest.fixture(scope="session")
def town_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("browser-home")
    town.load(home / "regions" / "town", town.region(changed={"S3": (100, 600, 650)}), town.region())
    return home


@pytest.fixture
def reader(browser: Browser, live_server: Any, language: str, town_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Someone who is signed in."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(town_home))
    person = Client()
    zhang = get_user_model().objects.create_user("zhang")
    Assignment.objects.create(user=zhang, role=Role.PLANNER, region="town")
    person.force_login(zhang)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(reader: Page, address: str, theme: str) -> None:
    reader.emulate_media(color_scheme=theme)
    reader.goto(address)
    assert findings(reader) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(reader: Page, address: str) -> None:
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(address)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_figure_opens_its_trace_beside_the_page_and_escape_comes_back(reader: Page) -> None:
    opened(reader, UNIT)
    figure = reader.locator('a.fig[href*="value:S5:primary:sports_area"]').first
    figure.focus()
    reader.keyboard.press("Enter")
    pane = reader.locator("#pane")
    expect(pane).to_be_visible()
    expect(pane.locator(".big")).to_contain_text("2.00")
    expect(pane.locator("#trace-title")).to_be_focused()
    assert urlsplit(reader.url).path == UNIT
    reader.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(figure).to_be_focused()


def test_a_trace_leads_on_to_the_traces_of_its_parts(reader: Page) -> None:
    opened(reader, "/monitor/town/area/02/")
    reader.locator('a.fig[href*="cv:02:primary:sports_area"]').first.click()
    reader.locator('#pane a.fig[href*="value:S5"]').click()
    expect(reader.locator("#pane .big")).to_contain_text("2.00")


def test_without_scripts_a_figure_is_a_page(browser: Browser, reader: Page, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=reader.context.storage_state())
    page = context.new_page()
    page.goto(UNIT)
    page.locator('a.fig[href*="value:S5:primary:sports_area"]').first.click()
    assert "/trace/" in page.url
    expect(page.locator(".big")).to_contain_text("2.00")
    page.goto(UNIT)
    page.locator("#to-sports_area").fill("2250")
    page.locator("#trial form button").click()
    assert "to-sports_area=2250" in page.url
    expect(page.locator("#trial-result")).to_contain_text("0.601")
    page.locator(".scope details").nth(1).locator("summary").click()
    page.locator(".scope details").nth(1).locator("a", has_text="2024").click()
    assert "period=2024" in page.url
    context.close()


def test_the_scope_is_changed_in_the_bar_and_stays(reader: Page) -> None:
    opened(reader, "/monitor/town/")
    period = reader.locator(".scope details").nth(1)
    period.locator("summary").click()
    expect(period.locator("ul")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(period.locator("ul")).to_be_hidden()
    period.locator("summary").click()
    period.locator("a", has_text="2024").click()
    reader.locator("#areas tbody a", has_text="西县").first.click()
    assert parse_qs(urlsplit(reader.url).query)["period"] == ["2024"]


def test_a_slider_moves_the_result_without_loading_the_page(reader: Page) -> None:
    opened(reader, UNIT)
    reader.evaluate("window.same = true")
    slider = reader.locator("#trial .try", has=reader.locator("#to-sports_area")).locator("input[type=range]")
    slider.focus()
    reader.keyboard.press("End")
    expect(reader.locator("#trial-result table")).to_be_visible()
    assert reader.locator("#to-sports_area").input_value() == "1200"
    assert "to-sports_area=1200" in reader.url
    assert reader.evaluate("window.same")
    reader.reload()
    expect(reader.locator("#trial-result table")).to_be_visible()


def test_j_and_k_walk_the_units_of_the_area(reader: Page) -> None:
    opened(reader, UNIT)
    reader.wait_for_timeout(200)
    reader.keyboard.press("j")
    reader.wait_for_url("**/unit/S6/")
    opened(reader, UNIT)
    reader.wait_for_timeout(200)
    reader.keyboard.press("k")
    reader.wait_for_url("**/unit/S4/")


def test_the_table_is_filtered_sorted_and_taken_away(reader: Page) -> None:
    opened(reader, "/monitor/town/indicator/sports_area/")
    form = reader.locator("form.filters")
    form.locator("select[name=setting]").select_option("rural")
    form.locator("button").click()
    assert reader.locator("#units tbody tr").count() == 2
    reader.locator("#units thead a").nth(3).click()
    assert "setting=rural" in reader.url
    with reader.expect_download() as download:
        reader.locator("#units footer a", has_text="CSV").click()
    assert download.value.suggested_filename.startswith("town_sports_area_primary_2025_R2-")


def test_the_palette_jumps_to_a_unit(reader: Page) -> None:
    opened(reader, "/monitor/town/")
    reader.keyboard.press("/")
    reader.keyboard.type("S6")
    expect(reader.locator("#palette-list li")).to_have_count(1)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/unit/S6/**")


def test_a_dot_opens_its_unit(reader: Page) -> None:
    opened(reader, "/monitor/town/indicator/sports_area/")
    reader.wait_for_timeout(200)
    reader.locator('circle[data-unit="S4"]').click()
    reader.wait_for_url("**/unit/S4/")
