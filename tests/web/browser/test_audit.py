"""The pages of the log: axe, width, themes, and an earlier value that comes back without a mouse."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from junheng.web.audit.acting import acting
from junheng.web.audit.history import history
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.people.scope import Scope
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return

from ..monitor import town
from .accessibility import findings
from .conftest import watched

BOOKS = "resources/primary/books"


@pytest.fixture(scope="session")
def audit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("audit-browser-home")
    town.load(home / "regions" / "town", town.region())
    return home


@pytest.fixture
def cell(db: None, audit_home: Path, monkeypatch: pytest.MonkeyPatch) -> Cell:
    """Written twice by the school's officer."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(audit_home))
    officer = User.objects.create_user("li", first_name="李老师")
    Assignment.objects.create(user=officer, role=Role.SCHOOL, region="town", area="01", unit="S1")
    services.open_returns(services.Actor.at_machine(), "town", "balance_yearly", "2026")
    ret, actor = Return.objects.get(unit="S1", period="2026"), services.Actor(officer, Scope.of(officer))
    table, row, column = BOOKS.split("/")
    with acting(officer):
        Cell.objects.filter(ret=ret, column=column).delete()
        for version, value in enumerate(("2000", "9000")):
            services.save_cells(actor, ret, [services.Change(table, row, column, value, version)])
    return Cell.objects.get(ret=ret, column=column)


def pages_of(browser: Browser, live_server: Any, language: str, user: User) -> Iterator[Page]:
    person = Client()
    person.force_login(user)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


@pytest.fixture
def auditor(browser: Browser, live_server: Any, language: str, cell: Cell) -> Iterator[Page]:
    user = User.objects.create_user("auditor")
    Assignment.objects.create(user=user, role=Role.AUDITOR, region="town")
    yield from pages_of(browser, live_server, language, user)


@pytest.fixture
def officer(browser: Browser, live_server: Any, language: str, cell: Cell) -> Iterator[Page]:
    yield from pages_of(browser, live_server, language, User.objects.get(username="li"))


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(auditor: Page, cell: Cell) -> None:
    newest, shots = history(Cell, cell.pk)[0], os.environ.get("JUNHENG_SHOTS")
    addresses = {
        "log": "/audit/",
        "columns": "/audit/?column=before&column=after&column=reason&column=hash&size=25",
        "about": f"/audit/?about={User.objects.get(username='li').pk}",
        "nothing": "/audit/?q=nothing+of+the+kind",
        "entry": f"/audit/{newest.seq}/",
        "heads": "/audit/heads/",
        "notice": f"/audit/heads/{timezone.localdate()}/",
    }
    for name, address in addresses.items():
        for theme, width in (("light", 1440), ("dark", 390)):
            auditor.emulate_media(color_scheme=theme)
            auditor.set_viewport_size({"width": width, "height": 900})
            auditor.goto(address)
            if shots:
                auditor.screenshot(
                    path=f"{shots}/audit-{name}-{auditor.evaluate('document.documentElement.lang')}-{width}.png", full_page=True
                )
            assert findings(auditor) == [], address
            assert auditor.evaluate("document.documentElement.scrollWidth") <= width, address


def test_an_earlier_value_comes_back_by_keyboard(officer: Page, cell: Cell) -> None:
    earlier = history(Cell, cell.pk)[1]
    officer.goto(f"/audit/{earlier.seq}/restore/?next=/returns/")
    expect(officer.locator("main table")).to_contain_text("2000")
    assert findings(officer) == []
    officer.focus("#reason")
    officer.keyboard.type("typed wrongly")
    officer.reload()
    expect(officer.locator("#reason")).to_have_value("typed wrongly")  # what was typed is kept
    officer.focus("#reason")
    officer.keyboard.press("Enter")
    officer.wait_for_url(lambda url: urlsplit(url).path == "/returns/")
    cell.refresh_from_db()
    assert cell.value == "2000"
    assert history(Cell, cell.pk)[0].circumstances["reason"] == "typed wrongly"
