"""Pages of a county whose schools changed, as browsers show them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..monitor import town
from ..monitor.test_organisation import CHANGES
from .accessibility import findings
from .conftest import watched

ADDRESSES = ("area/01/?period=2025", "unit/S3/?period=2025", "unit/S5/?period=2025", "trace/mean:02:primary:sports_area:2024/")


@pytest.fixture
def reader(browser: Browser, live_server: Any, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A planner of the region whose schools changed."""
    town.load(tmp_path / "regions" / "shifting", town.region(unit_changes=CHANGES, without={("S2", "2024"), ("S5", "2025")}))
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    person = Client()
    zhang = get_user_model().objects.create_user("zhang")
    Assignment.objects.create(user=zhang, role=Role.PLANNER, region="shifting")
    person.force_login(zhang)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


def test_pages_of_changed_schools_are_accessible_and_fit(reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    for address in ADDRESSES:
        reader.goto(f"/monitor/shifting/{address}")
        assert findings(reader) == [], address
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
