"""The Data workspace in a browser: from a file to a release and its difference; once without a mouse, in Chinese."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TimedOut

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.data.long_work import release_draft
from junheng.web.data.models import Draft
from junheng.web.jobs.models import Job, State
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..data import town_files
from .accessibility import findings
from .conftest import watched

HEADS = ("学校标识码", "学校名称", "学段", "学生人数", "体育场馆场地面积（㎡）", "教学辅助用房面积（㎡）")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The town's files with one release."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="首次发布")
    return found


@pytest.fixture
def language() -> str:
    return "zh-hans"


@pytest.fixture
def chief(browser: Browser, live_server: Any, language: str, folder: Path) -> Iterator[Page]:
    """The town's administrator."""
    client = Client()
    user = get_user_model().objects.create_user("chief", first_name="陈主任")
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, region="town")
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    cookies = {"language": language, "sessionid": client.cookies["sessionid"].value}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield from watched(context, live_server.url)
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def work() -> None:
    """Do what the worker would: how it runs is the jobs' own test."""

    class Told:
        kept = None

        def checkpoint(self, state: Any) -> None:
            self.kept = state

        def _nothing(self, *_args: Any) -> None:
            pass

        set = log = no_return = raise_if_cancelled = _nothing

    job = Job.objects.latest("pk")
    result = release_draft(Told(), **job.arguments)
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result=result)


def test_from_a_file_to_its_difference(chief: Page, folder: Path, tmp_path: Path) -> None:
    wrong = town_files.workbook(tmp_path / "1" / "2025.xlsx", 2025, changed={"D5": "一百", "E5": 60000})
    opened(chief, "/data/town/upload/")
    chief.set_input_files("#files", wrong)
    chief.click("#go")
    expect(chief.locator("h1")).to_contain_text("处错误")

    chief.get_by_role("link", name="查看第一处问题").click()
    expect(chief.locator("td.miss.here")).to_have_text("一百")
    expect(chief.locator("tr", has=chief.locator("td.here")).locator("th")).to_have_text("5")
    chief.get_by_role("link", name="返回草稿").click()

    right = town_files.workbook(tmp_path / "2" / "2025.xlsx", 2025, changed={"E5": 60000})
    chief.locator("summary", has_text="继续上传文件").click()
    chief.set_input_files("#files", right)
    chief.click("#go")
    expect(chief.locator("h1")).to_contain_text("等待说明")

    chief.get_by_role("link", name="列表查看").click()
    chief.check("input[name=all]")
    chief.fill("input[name=reason]", "新操场验收，李某核对原始记录")
    chief.get_by_role("button", name="保留这些提醒").click()
    expect(chief.locator("#issues .badge.near")).to_have_count(0)
    chief.get_by_role("link", name="返回草稿").click()
    expect(chief.locator("h1")).to_contain_text("可以发布")

    chief.get_by_role("link", name="逐格查看").click()
    expect(chief.locator("#difference-table")).to_contain_text("60000")
    chief.go_back()
    chief.fill("#reason", "三小操场扩建")
    chief.fill("#confirm", "r2")
    chief.get_by_role("button", name="发布 R2").click()
    chief.wait_for_url("**/jobs/**")
    work()
    chief.goto("/data/town/release/R2/")
    expect(chief.locator("h1")).to_contain_text("三小操场扩建")
    expect(chief.locator("#verify-title")).to_contain_text("逐字节一致")
    expect(chief.locator("#waived-table")).to_contain_text("李某核对原始记录")
    chief.get_by_role("link", name="与 R1 相比的改动").click()
    expect(chief.locator("#difference-table")).to_contain_text("S3")


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until an element has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"no way to {selector} by Tab")


def choose_with_keys(page: Page, field: str, file: Path) -> None:
    """Open the chooser with Enter; Chromium on a busy machine may swallow a key that comes right after a page."""
    for patience in (8_000, 8_000, 20_000):
        tab_to(page, field)
        try:
            with page.expect_file_chooser(timeout=patience) as chooser:
                page.keyboard.press("Enter")
        except TimedOut:
            continue
        chooser.value.set_files(file)
        return
    raise AssertionError(f"{field} opens no chooser")


def test_the_same_without_a_mouse(chief: Page, tmp_path: Path) -> None:
    other = town_files.workbook(tmp_path / "报表2023.xlsx", 2025, heads=HEADS, changed={"E5": 60000})
    opened(chief, "/data/")
    chief.keyboard.press("/")
    chief.keyboard.type("上传")
    expect(chief.locator("#palette-list li").first).to_contain_text("上传文件")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/upload/")
    chief.wait_for_selector("html[data-ready]")
    choose_with_keys(chief, "#files", other)
    tab_to(chief, "#go")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/draft/**")

    tab_to(chief, "a[href*='/mapping/']")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/mapping/**")
    tab_to(chief, "select[name='column:0:4']")
    meaning = chief.locator("select[name='column:0:4']")
    while meaning.input_value() != "measure:sports_area":
        chief.keyboard.press("ArrowDown")
    tab_to(chief, "#columns-form button.pri")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/draft/*/")
    expect(chief.locator("h1")).to_contain_text("等待说明")

    chief.wait_for_selector("html[data-ready]")
    tab_to(chief, ".head .acts a")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/issue/1/")
    while "/issue/" in chief.url:
        chief.wait_for_selector("html[data-ready]")
        before = chief.url
        tab_to(chief, "#reason")
        chief.keyboard.type("李某核对")
        tab_to(chief, "form[id^=reason] button")
        with chief.expect_navigation():
            chief.keyboard.press("Enter")
        assert "/issue/" not in chief.url or chief.url <= before
    expect(chief.locator("h1")).to_contain_text("可以发布")
    chief.wait_for_selector("html[data-ready]")
    tab_to(chief, "#reason")
    chief.keyboard.type("补报 2023 学年")
    tab_to(chief, "#confirm")
    chief.keyboard.type("R2")
    chief.keyboard.press("Enter")
    chief.wait_for_url("**/jobs/**")
    work()
    opened(chief, "/data/town/release/R2/")
    chief.wait_for_timeout(300)
    chief.keyboard.press("d")
    chief.wait_for_url("**/difference/**")
    expect(chief.locator("#difference-table")).to_contain_text("新增")


def test_j_and_k_walk_the_problems(chief: Page, tmp_path: Path) -> None:
    send(chief, tmp_path, {"D5": "一百", "D6": "两百", "E3": 90000})
    opened(chief, f"/data/town/draft/{Draft.objects.latest('pk').pk}/issue/1/")
    chief.wait_for_timeout(300)
    chief.keyboard.press("j")
    chief.wait_for_url("**/issue/2/")
    chief.wait_for_timeout(300)
    chief.keyboard.press("k")
    chief.wait_for_url("**/issue/1/")


def send(page: Page, tmp_path: Path, changed: dict[str, object]) -> None:
    path = town_files.workbook(tmp_path / "sent" / "2025.xlsx", 2025, changed=changed)
    opened(page, "/data/town/upload/")
    page.set_input_files("#files", path)
    page.click("#go")
    page.wait_for_url("**/draft/**")


def test_what_was_typed_comes_back_after_the_session_ended(chief: Page, tmp_path: Path, django_user_model: Any) -> None:
    from django.contrib.sessions.models import Session

    send(chief, tmp_path, {"E5": 60000})
    address = f"/data/town/draft/{Draft.objects.latest('pk').pk}/issue/1/"
    opened(chief, address)
    chief.wait_for_timeout(300)
    chief.fill("#reason", "新操场，李某核对")
    kept = chief.context.cookies()
    Session.objects.all().delete()
    chief.get_by_role("button", name="保留", exact=True).click()
    chief.wait_for_url("**/login/**")
    client = Client()
    client.force_login(django_user_model.objects.get(username="chief"))
    site = next(cookie for cookie in kept if cookie["name"] == "language")
    chief.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": site["domain"], "path": "/"}])
    opened(chief, address)
    expect(chief.locator("#reason")).to_have_value("新操场，李某核对")


def test_cells_are_copied_as_a_spreadsheet_reads_them(chief: Page, tmp_path: Path) -> None:
    opened(chief, "/data/town/")
    chief.wait_for_timeout(300)
    chief.locator("[data-copy=releases-table]").click()
    text = chief.evaluate("navigator.clipboard.readText()")
    head, row = text.split("\r\n") if "\r\n" in text else text.split("\n")
    assert head.split("\t")[0] == "版次"
    assert row.split("\t")[0] == "R1"
    assert len(row.split("\t")) == len(head.split("\t"))


def test_a_view_is_saved_and_its_change_is_said(chief: Page) -> None:
    opened(chief, "/monitor/town/units/?setting=urban")
    chief.wait_for_timeout(300)
    chief.locator(".views summary").click()
    chief.fill(".views input[name=name]", "城区学校")
    chief.locator(".views form:last-of-type button").click()
    expect(chief.locator(".views summary")).to_have_text("城区学校")
    chief.locator("#units thead a").first.click()
    expect(chief.locator(".views summary")).to_contain_text("已改动")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "page", ["/data/", "/data/town/", "upload", "draft", "issues", "issue/1", "difference", "mapping/2025.xlsx", "release"]
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(chief: Page, tmp_path: Path, page: str, theme: str) -> None:
    send(chief, tmp_path, {"E5": 60000})
    number = Draft.objects.latest("pk").pk
    address = {
        "upload": "/data/town/upload/",
        "release": "/data/town/release/R1/",
        "draft": f"/data/town/draft/{number}/",
    }.get(page, page if page.startswith("/") else f"/data/town/draft/{number}/{page}/")
    chief.emulate_media(color_scheme=theme)
    chief.set_viewport_size({"width": 390, "height": 800})
    opened(chief, address)
    assert findings(chief) == []
    assert chief.evaluate("document.documentElement.scrollWidth") <= 390
