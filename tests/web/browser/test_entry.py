"""A return filled in as people do it: by keys, by pasting, without a network, two at once."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Explanation, Return, State

from ..returns.filling import GOOD
from . import entry_site
from .accessibility import findings
from .entry_site import Sheet, browser_of, return_of, someone


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("entry-browser-home")
    entry_site.build(home)
    return home


@pytest.fixture
def teacher(home: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> User:
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(home))
    entry_site.open_all()
    return someone("li.school", "李老师")


Opens = Callable[..., Sheet]


@pytest.fixture
def sheet(browser: Browser, live_server: Any, teacher: User) -> Iterator[Opens]:
    """Open a form of S1 as somebody: ``sheet("wide")``."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(form: str, user: User | None = None, language: str = "zh-hans", ret: Return | None = None, **options: Any) -> Sheet:
        context = browser_of(browser, live_server.url, user or teacher, language, **options)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        contexts.append(context)
        return Sheet(context.new_page(), ret or return_of(form)).open()

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def test_a_return_is_filled_in_and_submitted_by_keys_alone(sheet: Opens) -> None:
    form = sheet("balance_yearly")
    form.cell("pupils/primary.1/pupils").focus()
    for grade in range(1, 7):
        form.page.keyboard.type(GOOD[f"pupils/primary.{grade}/pupils"])
        form.press("Enter")
    assert form.active() == "pupils/primary.6/pupils"
    form.press("Tab")
    assert form.active() == "resources/primary/teachers"
    for address, value in GOOD.items():
        if address.startswith("resources"):
            assert form.active() == address
            form.page.keyboard.type(value)
            form.press("Enter")
    assert form.page.locator("tfoot td").inner_text() == "102"
    form.state("saved")
    assert form.stored() == GOOD
    explain_all(form)
    form.state("saved")
    form.page.focus("#submit")
    form.press("Enter")
    form.page.wait_for_selector("button:has-text('撤回')")
    form.ret.refresh_from_db()
    assert form.ret.state == State.SUBMITTED


def rows_of(form: Sheet) -> int:
    return Cell.objects.filter(ret=form.ret).values("row").distinct().count()


def until(form: Sheet, true: Callable[[], bool]) -> None:
    """Wait for what the site does behind the page; its database, in memory, may be locked while it writes."""
    for _ in range(200):
        with contextlib.suppress(OperationalError):
            if true():
                return
        form.page.wait_for_timeout(100)
    raise AssertionError


def explain_all(form: Sheet, words: str = "属实") -> None:
    """Walk to each finding that is to be explained, and say why."""
    for _ in range(60):
        if "须说明" not in form.page.locator("#findings .counts").inner_text():
            return
        form.press("F8", "F4")
        form.page.keyboard.type(words)
        form.press("Enter")
    raise AssertionError(form.page.locator("#findings").inner_text())


def block(rows: int = 200) -> str:
    """From Excel: a title, merged heads, units, 30 columns, a quoted cell with a line break, a line of totals, CRLF to the very end."""
    heads = ["项目情况表" + "\t" * 29, "项目\t经费" + "\t" * 28]
    heads.append("\t".join(["项目名称", *(f"经费{n}（万元）" if n % 2 else f"经费{n}" for n in range(1, 30))]))
    lines = [
        "\t".join(
            [
                f'"第{row}项\n（续）"' if row == 2 else f"项目{row}",
                *("1.5" if n == 1 else "１，２３４" if n == 3 else "3亿元" if n == 4 else str(row * n) for n in range(1, 30)),
            ]
        )
        for row in range(1, rows + 1)
    ]
    return "\r\n".join([*heads, *lines, "合计\t" + "\t".join(["9"] * 29)]) + "\r\n"


def test_a_block_from_excel_comes_in_and_goes_back_with_one_undo(sheet: Opens) -> None:
    form = sheet("wide")
    form.page.click("[data-add]")
    form.page.keyboard.type("先填的")
    form.press("Enter", "ArrowUp")
    form.paste(block())
    assert "已粘贴 6,000 格" in form.said() or "已粘贴 6000 格" in form.said()
    assert "3 行表头" in form.said()
    assert "合计行" in form.said()
    form.state("saved", 60)
    stored = form.stored()
    assert len(stored) == 6000
    first = min(address.split("/")[1] for address in stored)
    assert stored[f"items/{first}/name"] == "项目1"
    assert stored[f"items/{first}/c1"] == "15000"  # 1.5 万元 in a column in 元
    assert stored[f"items/{first}/c2"] == "2"
    assert stored[f"items/{first}/c3"] == "12340000"  # １，２３４ 万元
    assert stored[f"items/{first}/c4"] == "30000"  # 3 亿元 in a column in 万元
    assert "第2项 （续）" in stored.values()
    form.cell(f"items/{first}/name").focus()
    form.press("Control+z")
    form.state("saved", 60)
    assert form.stored() == {f"items/{first}/name": "先填的"}
    until(form, lambda: rows_of(form) == 1)  # emptied rows are gone, not empty
    form.press("Control+y")
    form.state("saved", 60)
    assert form.stored() == stored


def test_without_a_network_all_goes_on_and_is_sent_when_it_returns(sheet: Opens) -> None:
    form = sheet("balance_yearly")
    form.type("pupils/primary.1/pupils", "17")
    form.state("saved")
    form.page.context.set_offline(True)
    form.type("pupils/primary.2/pupils", "１８")
    form.type("pupils/primary.3/pupils", "很多")
    assert "2" in form.state("waiting")
    assert form.cell("pupils/primary.3/pupils").get_attribute("aria-invalid") == "true"  # checks need no server
    form.page.wait_for_selector("#notice:not([hidden])")
    assert form.stored() == {"pupils/primary.1/pupils": "17"}
    form.page.context.set_offline(False)
    form.state("saved")
    form.page.wait_for_selector("#notice", state="hidden")
    assert form.stored() == {"pupils/primary.1/pupils": "17", "pupils/primary.2/pupils": "18", "pupils/primary.3/pupils": "很多"}


def test_a_reload_without_a_network_loses_nothing(sheet: Opens) -> None:
    form = sheet("balance_yearly")
    form.type("pupils/primary.1/pupils", "17")
    form.state("saved")
    poll(
        form,
        "navigator.serviceWorker.controller !== null && caches.open('junheng-returns-1').then((c) => c.keys()).then((k) => k.length > 20)",
    )
    form.page.wait_for_timeout(1200)
    form.page.context.set_offline(True)
    form.type("pupils/primary.2/pupils", "18")
    form.state("waiting")
    form.page.wait_for_timeout(200)
    form.page.reload()
    form.page.wait_for_selector("#entry[data-ready]")
    assert form.cell("pupils/primary.1/pupils").input_value() == "17"
    assert form.cell("pupils/primary.2/pupils").input_value() == "18"
    form.state("waiting")
    form.page.context.set_offline(False)
    form.state("saved", 40)
    assert form.stored() == {"pupils/primary.1/pupils": "17", "pupils/primary.2/pupils": "18"}


def poll(form: Sheet, expression: str) -> None:
    for _ in range(100):
        if form.page.evaluate(expression):
            return
        form.page.wait_for_timeout(100)
    raise AssertionError(expression)


def test_two_on_one_form_see_each_other_and_decide_about_a_cell(sheet: Opens) -> None:
    mine, theirs = sheet("balance_yearly"), sheet("balance_yearly", someone("wang", "王老师"))
    mine.cell("pupils/primary.1/pupils").focus()
    theirs.cell("pupils/primary.4/pupils").focus()
    mine.page.wait_for_selector("#people:has-text('王老师')", timeout=15000)
    theirs.page.wait_for_selector("#people:has-text('李老师')", timeout=15000)
    mine.page.wait_for_selector("td[data-who='王老师'] input[data-address='pupils/primary.4/pupils']", timeout=15000)
    theirs.type("pupils/primary.4/pupils", "40")
    theirs.state("saved")
    mine.page.wait_for_selector("#tables")
    poll(mine, "document.querySelector('[data-address=\"pupils/primary.4/pupils\"]').value === '40'")
    mine.page.context.set_offline(True)
    mine.type("pupils/primary.5/pupils", "50")
    theirs.type("pupils/primary.5/pupils", "55")
    theirs.state("saved")
    mine.page.context.set_offline(False)
    mine.state("failed")
    mine.press("F8")
    assert mine.active() == "pupils/primary.5/pupils"
    pane = mine.page.locator("#pane .conflict")
    assert "50" in pane.inner_text()
    assert "55" in pane.inner_text()
    assert mine.stored()["pupils/primary.5/pupils"] == "55"
    mine.page.click("[data-do=mine]")
    mine.state("saved")
    assert mine.stored()["pupils/primary.5/pupils"] == "50"
    poll(theirs, "document.querySelector('[data-address=\"pupils/primary.5/pupils\"]').value === '50'")


def test_a_row_that_another_adds_does_not_disturb_whoever_is_typing(sheet: Opens) -> None:
    mine, theirs = sheet("class_sizes"), sheet("class_sizes", someone("wang", "王老师"))
    mine.page.click("[data-add]")
    mine.page.keyboard.type("小学 1 年级")
    theirs.page.click("[data-add]")
    theirs.type(str(theirs.active()), "小学 2 年级", "Tab")
    theirs.state("saved")
    until(mine, lambda: rows_of(mine) == 1)
    mine.page.wait_for_timeout(5000)  # a look at what others do
    mine.page.keyboard.type("（")
    assert mine.page.evaluate("document.activeElement.value") == "小学 1 年级（"
    mine.press("Backspace", "Enter")
    mine.state("saved")
    until(mine, lambda: rows_of(mine) == 2)
    assert mine.page.locator("tbody tr").count() == 2
    assert sorted(mine.stored().values()) == ["primary.1", "primary.2"]


def test_a_session_that_ends_loses_nothing(sheet: Opens, teacher: User) -> None:
    form = sheet("balance_yearly")
    session = form.page.context.cookies()
    form.page.context.clear_cookies(name="sessionid")
    form.type("pupils/primary.1/pupils", "17")
    form.page.wait_for_selector("#notice a:has-text('重新登录')")
    form.state("waiting")
    form.page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    form.page.context.clear_cookies(name="csrftoken")  # a new sign-in brings another token
    form.page.click("#notice button")
    form.state("saved")
    assert form.stored() == {"pupils/primary.1/pupils": "17"}


def test_someone_who_was_moved_elsewhere_keeps_what_was_typed(sheet: Opens, teacher: User) -> None:
    form = sheet("balance_yearly")
    Assignment.objects.filter(user=teacher).update(unit="S4")
    form.type("pupils/primary.1/pupils", "17")
    form.page.wait_for_selector("#notice textarea")
    assert "17" in form.page.locator("#notice textarea").input_value()
    assert form.stored() == {}


def test_a_double_click_submits_once(sheet: Opens, teacher: User) -> None:
    form = sheet("balance_yearly")
    for address, value in GOOD.items():
        table, row, column = address.split("/")
        Cell.objects.create(ret=form.ret, table=table, row=row, column=column, value=value, changed_by=teacher)
    form.open()
    explain_all(form)
    form.state("saved")
    posts = []
    form.page.on("request", lambda request: posts.append(request.url) if request.url.endswith("/submit/") else None)
    form.page.dblclick("#submit")
    form.page.wait_for_selector("button:has-text('撤回')")
    assert len(posts) == 1


def test_an_explanation_of_last_year_is_said_again_by_one_key(sheet: Opens, teacher: User) -> None:
    earlier = Return.objects.create(
        region="town",
        form="balance_yearly",
        period="2025",
        unit="S1",
        area="01",
        fingerprint="",
        opens_on="2025-09-01",
        due_at=timezone.now(),
    )
    said = {
        "check_id": "change.buildings",
        "table": "resources",
        "row": "primary",
        "column": "sports_area",
        "value": "1",
        "text": "操场改建",
    }
    Explanation.objects.create(ret=earlier, **said)
    form = sheet("balance_yearly")
    form.type("resources/primary/sports_area", "5000", "ArrowUp")
    form.cell("resources/primary/sports_area").focus()
    assert "操场改建" in form.page.locator("#pane [data-do=reuse]").inner_text()
    form.press("F9")
    form.state("saved")
    assert Explanation.objects.get(ret=form.ret).text == "操场改建"


def test_a_cell_that_was_sent_back_says_why_and_the_others_are_closed(sheet: Opens, teacher: User) -> None:
    ret = return_of("balance_yearly")
    now = timezone.now()
    for number, state in ((1, "sent_back"), (2, "county_approved")):
        Cell.objects.create(
            ret=ret, table="pupils", row=f"primary.{number}", column="pupils", value="17", state=state, comment="核对学籍", commented_at=now
        )
    form = sheet("balance_yearly")
    form.press("F8")
    assert form.active() == "pupils/primary.1/pupils"
    assert "核对学籍" in form.page.locator("#pane .back").inner_text()
    form.press("ArrowDown")
    assert form.cell("pupils/primary.2/pupils").get_attribute("readonly") is not None
    form.page.click("[data-do=reopen]")
    poll(form, "!document.querySelector('[data-address=\"pupils/primary.2/pupils\"]').readOnly")


def test_keys_of_a_spreadsheet(sheet: Opens) -> None:
    form = sheet("class_sizes")
    form.page.click("[data-add]")
    form.page.keyboard.type("小学 1 年级")
    form.press("Tab")
    form.page.keyboard.type("1")
    form.press("Tab")
    form.page.keyboard.type("60")
    form.press("Enter")  # behind the last row begins another one
    rows = form.page.locator("tbody tr")
    assert rows.count() == 2
    first = form.page.locator("tbody tr").first.locator("input")
    assert [first.nth(at).input_value() for at in range(3)] == ["小学 1 年级", "1", "60"]
    first.nth(2).focus()
    form.press("F2")
    form.page.keyboard.type("1")
    form.press("Escape")
    assert first.nth(2).input_value() == "60"
    form.press("F2", "Backspace", "Enter")
    assert first.nth(2).input_value() == "6"
    first.nth(2).focus()
    form.press("Home", "Shift+End")
    assert form.copied() == "小学 1 年级\t1\t6"
    form.press("Delete")
    assert [first.nth(at).input_value() for at in range(3)] == ["", "", ""]
    form.press("Control+z")
    assert [first.nth(at).input_value() for at in range(3)] == ["小学 1 年级", "1", "6"]


def test_sums_and_checks_follow_what_is_being_typed(sheet: Opens) -> None:
    form = sheet("balance_yearly")
    form.type("pupils/primary.1/pupils", "17")
    form.page.keyboard.type("20")
    form.page.wait_for_selector("tfoot td:has-text('37')")
    form.page.keyboard.type("人多")
    form.page.wait_for_selector("#pane .finding.hard:has-text('不是数')")
    form.press("Escape")
    form.page.wait_for_selector("tfoot td:has-text('17')")
    form.state("saved")
    assert form.stored() == {"pupils/primary.1/pupils": "17"}


def test_nothing_to_report_is_an_answer(sheet: Opens, teacher: User) -> None:
    services.open_returns(services.Actor.at_machine(), "town", "emergency_daily", "2026-11-24")
    ret = Return.objects.get(form="emergency_daily", area="01")
    form = sheet("emergency_daily", someone("zhang.county", "张科长", Role.COUNTY, area="01", unit=""), ret=ret)
    form.type("measures/brief/situation", "无")
    form.cell("measures/brief/taken").focus()
    form.page.click("[data-do=nothing]")
    form.state("saved")
    until(form, lambda: Cell.objects.filter(ret=ret, nothing=True).count() == 2)
    form.page.check("#nothing")
    form.page.wait_for_selector("#findings:has-text('2 处须改正')")  # cells that say something else
    for column in ("situation", "taken"):
        form.cell(f"measures/brief/{column}").focus()
        form.press("Delete")
    form.state("saved")
    form.page.click("#submit")
    form.page.wait_for_selector("button:has-text('撤回')")
    ret.refresh_from_db()
    assert (ret.state, ret.nothing) == (State.SUBMITTED, True)


def test_who_only_reads_writes_nothing(sheet: Opens, teacher: User) -> None:
    form = sheet("balance_yearly", someone("planner.chen", "陈老师", Role.PLANNER, unit=""))
    form.cell("pupils/primary.1/pupils").focus()
    form.page.keyboard.type("17")
    form.paste("1\t2\r\n")
    form.press("Delete", "ArrowDown")
    assert form.active() == "pupils/primary.2/pupils"
    assert form.cell("pupils/primary.1/pupils").input_value() == ""
    assert form.page.locator("#submit").count() == 0
    assert form.stored() == {}


def test_a_hundred_findings_are_walked_without_a_mouse(sheet: Opens, teacher: User) -> None:
    ret = return_of("class_sizes")
    for row in range(1, 101):
        for column, value in (("grade", "primary.1"), ("number", str(row)), ("pupils", "很多")):
            Cell.objects.create(ret=ret, table="classes", row=f"{row:04}", column=column, value=value)
    form = sheet("class_sizes")
    walked = []
    for _ in range(100):
        form.press("F8")
        walked.append(form.active())
    assert walked == [f"classes/{row:04}/pupils" for row in range(1, 101)]  # on whatever page of rows
    form.press("F8")
    assert form.active() == walked[0]
    form.press("Shift+F8")
    assert form.active() == walked[-1]
    form.page.keyboard.type("40")
    form.press("F8")
    assert form.active() == walked[0]
    form.state("saved")
    assert form.stored()[str(walked[-1])] == "40"


def test_what_is_typed_into_a_return_that_was_just_submitted_is_not_lost(sheet: Opens, teacher: User) -> None:
    form = sheet("balance_yearly")
    form.page.context.set_offline(True)
    form.type("pupils/primary.1/pupils", "17")
    form.state("waiting")
    Return.objects.filter(pk=form.ret.pk).update(state=State.SUBMITTED, version=F("version") + 1)
    form.page.context.set_offline(False)
    form.state("failed", 40)
    assert form.cell("pupils/primary.1/pupils").input_value() == "17"
    assert form.stored() == {}


def test_an_unfinished_chinese_word_is_not_taken(sheet: Opens) -> None:
    form = sheet("wide")
    form.page.click("[data-add]")
    session = form.page.context.new_cdp_session(form.page)
    session.send("Input.imeSetComposition", {"text": "jing'fei", "selectionStart": 8, "selectionEnd": 8})
    form.page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))"
    )
    assert form.page.locator("tbody tr").count() == 1
    session.send("Input.insertText", {"text": "经费"})
    form.press("Enter")
    form.state("saved")
    assert list(form.stored().values()) == ["经费"]


@pytest.mark.parametrize(
    ("language", "width", "theme"), [("zh-hans", 1440, "light"), ("en", 1440, "dark"), ("zh-hans", 390, "dark"), ("en", 390, "light")]
)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(sheet: Opens, teacher: User, language: str, width: int, theme: str) -> None:
    shots = os.environ.get("JUNHENG_SHOTS")
    form = sheet("balance_yearly", language=language)
    form.page.emulate_media(color_scheme=theme)
    form.page.set_viewport_size({"width": width, "height": 900})
    form.type("resources/primary/sports_area", "5000")
    form.type("resources/primary/teachers", "很多")
    form.cell("resources/primary/sports_area").focus()
    for name, address in (("entry", ""), ("upload", f"/returns/{form.ret.pk}/upload/"), ("list", "/returns/")):
        if address:
            form.page.goto(address)
        assert findings(form.page) == [], name
        assert form.page.evaluate("document.documentElement.scrollWidth") <= width, name
        if shots:
            form.page.screenshot(path=f"{shots}/{name}-{language}-{width}-{theme}.png", full_page=True)
