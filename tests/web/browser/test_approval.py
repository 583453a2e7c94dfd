"""Approving in a browser: one cell sent back without a mouse, the others approved; every page in both languages and widths."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.people.scope import Scope
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return, State

from ..monitor import town
from ..returns.filling import GOOD, explain_all, fill
from .accessibility import findings
from .conftest import watched

THIRD = "pupils/primary.3/pupils"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The town with one release."""
    town.load(tmp_path / "regions" / "town", town.region())
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    return tmp_path


def actor(name: str, role: Role, **where: str) -> services.Actor:
    user = get_user_model().objects.create_user(name, first_name={"county": "王科长"}.get(name, ""))
    Assignment.objects.create(user=user, role=role, region="town", **where)
    return services.Actor(user, Scope.of(user))


@pytest.fixture
def county(home: Path) -> services.Actor:
    """County 01's officer, for whom the returns of S1 and S2 wait; S3 is late."""
    commission = actor("commission", Role.ADMINISTRATOR)
    services.open_returns(commission, "town", "balance_yearly", "2026")
    for unit in ("S1", "S2"):
        clerk, ret = actor(f"clerk-{unit}", Role.SCHOOL, unit=unit), Return.objects.get(unit=unit)
        fill(clerk, ret, GOOD)
        explain_all(clerk, ret, "校舍改造完成")
        services.submit(clerk, ret)
    Return.objects.update(due_at=timezone.now() - timedelta(days=9, hours=2), opens_on=timezone.localdate() - timedelta(days=60))
    return actor("county", Role.COUNTY, area="01")


def browsing(browser: Browser, live_server: Any, language: str, user: Any, **more: Any) -> Iterator[Page]:
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True, **more)
    cookies = {"language": language, "sessionid": client.cookies["sessionid"].value}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    yield from watched(context, live_server.url)
    context.close()


@pytest.fixture
def officer(browser: Browser, live_server: Any, language: str, width: int, county: services.Actor) -> Iterator[Page]:
    """The county's officer at a screen of some width."""
    yield from browsing(browser, live_server, language, county.user, viewport={"width": width, "height": 900})


@pytest.fixture
def chinese(browser: Browser, live_server: Any, county: services.Actor) -> Iterator[Page]:
    """The county's officer, in Chinese."""
    yield from browsing(browser, live_server, "zh-hans", county.user)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def test_axe_finds_nothing_on_any_page(officer: Page, county: services.Actor) -> None:
    first = Return.objects.get(unit="S1")
    services.remind(county, [Return.objects.get(unit="S3")], "今天下班前")
    pages = (
        "/",
        "/returns/board/town/",
        "/returns/waiting/",
        f"/returns/{first.pk}/review/",
        f"/returns/{first.pk}/review/?cell={THIRD}",
        "/returns/board/town/remind/?form=balance_yearly&period=2026",
        "/returns/board/town/reminders/",
        "/returns/forms/",
        "/returns/forms/town/balance_yearly/",
    )
    wrong = {}
    for address in pages:
        opened(officer, address)
        wrong[address] = findings(officer)
        assert officer.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert not {address: found for address, found in wrong.items() if found}


@pytest.mark.parametrize(("theme", "across"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_for_the_commission(browser: Browser, live_server: Any, county: services.Actor, theme: str, across: int) -> None:
    for ret in Return.objects.filter(state=State.SUBMITTED):
        services.approve(county, ret)
    chief = get_user_model().objects.get(username="commission")
    services.approve(services.Actor(chief, Scope.of(chief)), Return.objects.get(unit="S1"))
    for page in browsing(browser, live_server, "en", chief, color_scheme=theme, viewport={"width": across, "height": 900}):
        wrong = {}
        for address in (
            "/returns/board/town/release/balance_yearly/2026/",
            "/returns/board/town/open/?form=class_sizes",
            "/returns/board/town/due/?form=balance_yearly&period=2026",
            f"/returns/{Return.objects.get(unit='S1').pk}/review/",
            "/returns/board/town/",
        ):
            opened(page, address)
            wrong[address] = findings(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert not {address: found for address, found in wrong.items() if found}


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the thing that a selector names has the focus."""
    for _press in range(150):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {wanted}")


def test_one_cell_goes_back_without_a_mouse_and_the_others_stay(chinese: Page) -> None:
    page = chinese
    opened(page, "/")
    tab_to(page, "a[href='/returns/waiting/']")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("2 张表等您审核")
    page.wait_for_selector("html[data-ready]")
    press(page, "j", "Enter")
    expect(page.locator("h1")).to_have_text("S1 小学：待区县审核")
    page.wait_for_selector("html[data-ready]")
    tab_to(page, f"input[value='{THIRD.replace('3', '1')}']")
    press(page, "ArrowDown", "ArrowDown", "Space")
    expect(page.get_by_text("已勾选 1 格")).to_be_visible()
    tab_to(page, "button[value=back]")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("退回 1 格")
    tab_to(page, "textarea")
    page.keyboard.insert_text("少了一个班")
    tab_to(page, "button[value=send]")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text(f"S1 小学：1 格被退回，其余 {len(GOOD) - 1} 格审核结果不变")
    states = {cell.address: cell.state for cell in Cell.objects.filter(ret__unit="S1")}
    assert states.pop(THIRD) == "sent_back"
    assert set(states.values()) == {"county_approved"}
    page.wait_for_selector("html[data-ready]")
    press(page, "j")  # the next that waits
    expect(page.locator("h1")).to_have_text("S2 小学：待区县审核")


def test_a_finding_is_reached_by_one_key_and_approval_is_undone(chinese: Page) -> None:
    page, ret = chinese, Return.objects.get(unit="S2")
    opened(page, f"/returns/{ret.pk}/review/")
    assert page.locator("[data-finding]").count() > 0
    press(page, "n")
    address = page.locator("[data-finding]").first.get_attribute("data-finding")
    assert page.evaluate("document.activeElement.value") == address
    press(page, "n", "p")  # a ticked box is no typing
    page.get_by_role("button", name="全部通过").click()
    expect(page.locator("main")).to_contain_text("S2 小学的“义务教育学校办学条件年报表 2026—2027”已审核通过")
    ret.refresh_from_db()
    assert ret.state == State.COUNTY_APPROVED
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("h1")).to_have_text("S2 小学：待区县审核")
    ret.refresh_from_db()
    assert ret.state == State.SUBMITTED


def test_the_late_are_reminded_from_the_board(chinese: Page) -> None:
    page = chinese
    opened(page, "/returns/board/town/")
    expect(page.locator("h1")).to_have_text("1 所学校逾期未报，最久的晚 9 天")
    page.get_by_role("link", name="催报逾期的 1 个单位").click()
    page.get_by_label("附言").fill("今天下班前")
    page.get_by_role("button", name="催报 1 个单位").dblclick()
    expect(page.locator("h1")).to_have_text("已催报 1 次，其后提交 0 张")
