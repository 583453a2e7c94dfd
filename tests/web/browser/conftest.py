"""A person's browser: the system's Chromium, the real server, every request on this site only."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..data import town_files

CHROMIUM = next(
    (path for path in (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"), Path("/usr/bin/google-chrome")) if path.exists()), None
)

REFUSAL = re.compile(r"status of (404|422)")  # Chromium notes them as errors; the pages say them on purpose


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine; on Debian: apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": str(CHROMIUM),
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
    }


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[1440, 390])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def visitor(browser: Browser, live_server: Any, language: str) -> Iterator[Page]:
    """Someone without an account; whatever goes wrong in the page fails the test."""
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


@pytest.fixture
def planner(browser: Browser, live_server: Any, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A planner of a small town that has one release."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    user = User.objects.create_user("planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region="town")
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in (("language", language), ("sessionid", session))]
    )
    yield from watched(context, live_server.url)
    context.close()


def watched(context: BrowserContext, site: str) -> Iterator[Page]:
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" and not REFUSAL.search(message.text) else None
    )
    context.on("request", lambda request: wrong.append(request.url) if urlsplit(request.url).netloc != urlsplit(site).netloc else None)
    yield context.new_page()
    assert not wrong
