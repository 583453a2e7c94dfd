"""A return filled in as people do it: by keys, by pasting, without a network, two at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext

from junheng.web.returns.models import Cell, State

from ..returns.filling import GOOD
from . import entry_site
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
    return someone("li", "李老师")


Opens = Callable[..., Sheet]


@pytest.fixture
def sheet(browser: Browser, live_server: Any, teacher: User) -> Iterator[Opens]:
    """Open a form of S1 as somebody: ``sheet("wide")``."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(form: str, user: User | None = None, language: str = "zh-hans", **options: Any) -> Sheet:
        context = browser_of(browser, live_server.url, user or teacher, language, **options)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        contexts.append(context)
        return Sheet(context.new_page(), return_of(form)).open()

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
    assert Cell.objects.filter(ret=form.ret).values("row").distinct().count() == 1  # emptied rows are gone, not empty
    form.press("Control+y")
    form.state("saved", 60)
    assert form.stored() == stored
