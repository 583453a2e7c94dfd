"""The pages of a region without pupils: as axe sees them, on a desk and on a phone, and a figure followed to its rows by hand."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng import examples, packs
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from .accessibility import findings
from .conftest import watched

REGION = "/monitor/science-synthetic/"
PAGES = ("", "area/990101/", "units/?kind=holder", "indicator/first_payment/", "unit/Y001/", "unit/2023ZC007/", "map/", "needs/")


@pytest.fixture(scope="session")
def bureau_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bureau-home")
    folder = home / "regions" / "science-synthetic"
    examples.copy_example("science-synthetic", folder)
    freeze(read_region(folder, packs.load("science_cn").vocabulary), folder, reason="the first")
    return home


@pytest.fixture
def reader(
    browser: Browser, live_server: Any, language: str, width: int, bureau_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """Someone of the bureau who is signed in."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(bureau_home))
    person = Client()
    li = get_user_model().objects.create_user("li")
    Assignment.objects.create(user=li, role=Role.PLANNER, region="science-synthetic")
    person.force_login(li)
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    session = person.cookies["sessionid"].value
    context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in (("language", language), ("sessionid", session))])
    yield from watched(context, live_server.url)
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_window(reader: Page, address: str, width: int) -> None:
    for theme in ("light", "dark"):
        reader.emulate_media(color_scheme=theme)
        reader.goto(REGION + address)
        assert findings(reader, colours=theme == "dark") == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_opens_its_trace_beside_the_page(reader: Page) -> None:
    reader.goto(f"{REGION}?level=municipal")
    reader.wait_for_load_state("networkidle")  # until the pane's module is there, a link is followed as any other
    reader.get_by_role("link", name="38.1", exact=True).first.click()
    expect(reader.locator("#pane")).to_contain_text("2025.xlsx")
