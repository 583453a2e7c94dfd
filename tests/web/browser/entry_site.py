"""A town whose pack also asks a wide form, its people, and a return as somebody sees it."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from junheng import packs
from junheng.releases import freeze
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return

from ..monitor import town

#: A form of one free table: a name and 29 amounts, every other one in 万元.
WIDE = """\
[form]
title = { zh = "宽表", en = "Wide" }
filler = "unit"
unit_kinds = ["primary_school"]
levels = ["primary"]
period = "year"
due = 44
approvals = ["county"]
source = { title = "测试" }

[table.items]
name = { zh = "项目", en = "Items" }
rows = "free"
most = 205
unique = ["name"]
totals = true

[table.items.column.name]
name = { zh = "项目名称", en = "Item" }
kind = "text"
"""
COLUMN = """
[table.items.column.c{n}]
name = {{ zh = "经费{n}", en = "Money {n}" }}
unit = "{unit}"
required = false
"""


def build(home: Path) -> None:
    """The town under its own copy of the pack, with the wide form."""
    pack = home / "pack"
    shutil.copytree(Path(packs.__file__).parent / "education_cn", pack)
    columns = "".join(COLUMN.format(n=n, unit="yuan" if n % 2 else "10k_yuan") for n in range(1, 30))
    (pack / "returns" / "wide.toml").write_text(WIDE + columns, encoding="utf-8")
    folder = home / "regions" / "town"
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    region = town.region()
    described = {name: getattr(region.description, name) for name in region.description.__dataclass_fields__} | {"pack": os.fspath(pack)}
    freeze(
        type(region)(type(region.description)(**described), *(getattr(region, name) for name in list(region.__dataclass_fields__)[1:])),
        folder,
        reason="test",
    )


def someone(name: str, shown: str, role: Role = Role.SCHOOL, *, area: str = "", unit: str = "S1") -> User:
    user = User.objects.create_user(name, password="correct horse battery", first_name=shown)
    Assignment.objects.create(user=user, role=role, region="town", area=area, unit=unit)
    return user


def open_all(period: str = "2026") -> None:
    for form in ("balance_yearly", "class_sizes", "wide"):
        services.open_returns(services.Actor.at_machine(), "town", form, period)


def return_of(form: str, unit: str = "S1") -> Return:
    return Return.objects.get(form=form, unit=unit, period="2026")


def browser_of(browser: Browser, site: str, user: User, language: str = "zh-hans", **options: Any) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=site, accept_downloads=True, viewport={"width": 1440, "height": 900}, **options)
    context.add_cookies([{"name": "language", "value": language, "url": site}])
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context


class Sheet:
    """A return on somebody's screen."""

    def __init__(self, page: Page, ret: Return) -> None:
        self.page, self.ret = page, ret

    def open(self) -> "Sheet":
        self.page.goto(f"/returns/{self.ret.pk}/")
        self.page.wait_for_selector("#entry[data-ready]")
        return self

    def cell(self, address: str) -> Locator:
        return self.page.locator(f'input[data-address="{address}"]')

    def type(self, address: str, text: str, key: str = "Enter") -> None:
        self.cell(address).focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press(key)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        """As Excel puts it on the clipboard."""
        self.page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""",
            text,
        )

    def copied(self) -> str:
        return self.page.evaluate(
            """() => {
                const data = new DataTransfer();
                document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
                return data.getData("text/plain");
            }"""
        )

    def said(self) -> str:
        return self.page.locator("#message").inner_text()

    def state(self, wanted: str, seconds: float = 15) -> str:
        """Wait until the line of states says that all is saved, waiting or failed."""
        self.page.wait_for_selector(f'#status[data-state="{wanted}"]', timeout=1000 * seconds)
        return self.page.locator("#status").inner_text()

    def active(self) -> str | None:
        return self.page.evaluate("document.activeElement.dataset.address ?? null")

    def stored(self) -> dict[str, str]:
        """What stands in the database; the tests' own, in memory, may be locked while the site writes."""
        for _ in range(100):
            try:
                return {cell.address: cell.value for cell in Cell.objects.filter(ret=self.ret) if cell.value}
            except OperationalError:
                self.page.wait_for_timeout(50)
        raise AssertionError
