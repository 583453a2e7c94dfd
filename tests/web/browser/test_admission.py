"""A whole draw as a school's officer plays it in Chinese: from the roster to the row that a family looks up."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng.certificates import own_row, slips, verify
from junheng.examples.rosters import FOLDER
from junheng.packs import load
from junheng.releases import freeze
from junheng.reports.draws import recomputers
from junheng.tables import read_region
from junheng.web.admission.models import Draw, State
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..admission.staged import staged
from ..data import town_files
from .accessibility import findings
from .conftest import watched

ROSTER, REGISTER = (FOLDER / "entry-grade-synthetic" / name for name in ("roster.csv", "register.csv"))
PAGES = ("", "list/", "rules/", "checks/", "numbers/", "results/", "names/", "after/", "seal-sheet/")


@pytest.fixture
def officer(browser: Browser, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> Iterator[Page]:
    """The officer of the school S1."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="首次发布")
    client = Client()
    user = get_user_model().objects.create_user("school", first_name="王老师")
    Assignment.objects.create(user=user, role=Role.SCHOOL, region="town", area="01", unit="S1")
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    cookies = {"language": language, "sessionid": client.cookies["sessionid"].value}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    yield from watched(context, live_server.url)
    context.close()


@pytest.mark.parametrize("language", ["zh-hans"])
def test_from_the_roster_to_the_public_look_up(officer: Page, browser: Browser, live_server: Any) -> None:
    page = officer
    page.goto("/admission/")
    page.get_by_role("link", name="新建抽签或分班").first.click()
    page.get_by_label("标题").fill("一年级分班 2026")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谁参加？")

    page.locator("#file-list").set_input_files(ROSTER)
    page.get_by_role("button", name="读取名单").click()
    expect(page.get_by_text("已读取 268 行").first).to_be_visible()
    page.get_by_label("名册名称").fill("新生名册")
    page.locator("#file-register").set_input_files(REGISTER)
    page.get_by_role("button", name="比较").click()

    page.get_by_role("link", name="下一步：规则").click()
    page.get_by_label("班数", exact=True).fill("6")
    second = page.get_by_role("group", name="来源 2")
    second.get_by_label("简称").fill("lottery")
    second.get_by_label("说明").fill("封存后第一期福利彩票 3D")
    second.get_by_label("失效时的备用").fill("顺延一期")
    page.get_by_role("button", name="写出规则文件").click()
    expect(page.get_by_label("文字（TOML）")).to_have_value(Draw.objects.get().rules)

    page.get_by_role("link", name="下一步：检查").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("还有未解决的问题")
    for reason in page.locator("#reasons-form input.input").all():
        reason.fill("已核实")
    page.get_by_role("button", name="保存原因").click()
    page.get_by_role("button", name="用一次性号码演练").click()
    expect(page.get_by_role("heading", name="演练：不决定任何事")).to_be_visible()
    assert Draw.objects.get().state == State.DRAFT
    page.get_by_text("封存 268 行").click()
    page.get_by_role("button", name="封存名单和规则").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("录入公开的号码")
    draw = Draw.objects.get()
    assert len(draw.seals) == 1
    time.sleep(1.1)  # a number has to be younger than the seal, and both are written to the second
    page.get_by_label("家长代表现场摇出的号码").fill("０７、１９ 23，31 02")
    page.get_by_label("封存后第一期福利彩票 3D").fill("4 0 7")
    page.locator("#numbers-form button").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("268 .*分为 6 个班"))
    expect(page.get_by_text("按规则写作 07-19-23-31-02")).to_be_visible()
    page.get_by_role("button", name="全部重算").click()
    expect(page.get_by_role("status").filter(has_text="已重算")).to_be_visible()

    page.goto(f"/admission/town/{draw.key}/hall/")
    page.keyboard.press("r")
    for shown in ("#seed", "#solve", "#certify", "#verify", "#explain"):
        page.keyboard.press("PageDown")
        expect(page.locator(shown)).to_be_visible()
    notice = page.request.get(f"/admission/town/{draw.key}/notice.pdf")
    assert (notice.status, notice.body()[:5]) == (200, b"%PDF-")

    page.goto(f"/admission/town/{draw.key}/results/")
    page.get_by_text("公布结果").first.click()
    page.get_by_role("button", name="公布", exact=True).click()
    draw.refresh_from_db()
    assert draw.state == State.PUBLISHED
    assert verify(draw.certificate, recomputers=recomputers()) == ()
    assert verify(draw.published.to_json(), recomputers=recomputers()) == ()

    code, salt = slips(draw.own, "list")[7]
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    for family in watched(context, live_server.url):
        family.goto(f"/draws/{draw.key}/mine/")
        family.wait_for_selector("html[data-ready]")
        family.locator("#code").fill(code)
        family.locator("#salt").fill(salt.lower())
        family.locator("form[data-module=mine] button.pri").click()
        expect(family.locator("[data-answer=got] [data-got]")).to_have_text(str(own_row(draw.published, code, salt).got))
        family.locator("#salt").fill("0000")
        family.locator("form[data-module=mine] button.pri").click()
        expect(family.locator("[data-answer=unknown]")).to_be_visible()
    context.close()


def test_every_page_is_clean_in_both_languages_and_themes(officer: Page, width: int) -> None:
    officer.set_viewport_size({"width": width, "height": 900})
    for scheme in ("light", "dark"):
        officer.emulate_media(color_scheme=scheme)
        for state in (State.DRAFT, State.DRAWN):
            draw = staged(state)
            for name in PAGES[:6] if state == State.DRAFT else PAGES:
                officer.goto(f"/admission/town/{draw.key}/{name}")
                assert findings(officer, colours=scheme == "dark") == [], f"{name} of a {state} one"
                assert officer.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
                    f"{name} is too wide"
                )
        officer.goto("/admission/town/new/")
        assert findings(officer) == []
        assert officer.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en"])
def test_a_draw_without_a_mouse(officer: Page) -> None:
    draw = staged("sealed")
    officer.goto(f"/admission/town/{draw.key}/numbers/")
    officer.locator("input[name='value-hall']").focus()
    officer.keyboard.type("07-19-23")
    officer.keyboard.press("Tab")
    officer.keyboard.type("40771")
    officer.keyboard.press("Enter")
    expect(officer.get_by_role("heading", level=1)).to_have_text("8 in 2 classes")
