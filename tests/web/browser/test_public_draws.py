"""The public pages in a browser: a family's own row, which is found without telling anyone; what axe sees; print."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from junheng.certificates import own_row, slips

from ..admission.staged import made, staged
from .accessibility import findings


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


def slip() -> tuple[str, str, str]:
    certificate = made()[2]
    code, salt = slips(certificate)[3]
    found = own_row(certificate, code, salt)
    assert found is not None
    return code, salt, found.got


def look_up(page: Page, code: str, salt: str) -> None:
    page.fill("#code", code)
    page.fill("#salt", salt)
    page.click("form[data-module=mine] button")


def test_a_row_is_found_here_and_the_number_goes_nowhere(visitor: Page) -> None:
    draw = staged("published")
    code, salt, got = slip()
    sent: list[str] = []
    visitor.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"))
    visitor.goto(f"/draws/{draw.key}/mine/")
    visitor.wait_for_selector("html[data-ready]")
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    look_up(visitor, f" {wide}", f"{salt[:4].lower()} {salt[4:]}")
    expect(visitor.locator("[data-answer=got]")).to_be_focused()
    assert visitor.inner_text("[data-answer=got] [data-got]") == got
    look_up(visitor, code, "0" * 16)
    expect(visitor.locator("[data-answer=unknown]")).to_be_visible()
    expect(visitor.locator("[data-answer=got]")).to_be_hidden()
    look_up(visitor, "B99999", salt)
    expect(visitor.locator("[data-answer=unknown]")).to_be_visible()
    assert not [line for line in sent if code in line or salt in line or line.startswith("POST")]
    look_up(visitor, code, salt)
    visitor.click("[data-answer=got] form button")
    expect(visitor.locator("[data-answer=got] p")).not_to_have_count(0)
    assert visitor.inner_text("[data-answer=got] [data-got]") == got
    assert not [line for line in sent if code in line or salt in line]


@pytest.mark.parametrize("language", ["zh-hans"])
def test_without_scripts_the_form_does_it(browser: Browser, live_server: Any, language: str) -> None:
    del language
    draw = staged("published")
    code, salt, got = slip()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/draws/{draw.key}/mine/")
    look_up(page, code, salt)
    assert page.inner_text("[data-answer=got] [data-got]") == got
    assert code not in page.url
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_public_page_is_clean(visitor: Page, width: int, theme: str) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.emulate_media(color_scheme=theme)
    published, sealed = staged("published"), staged("sealed")
    published.objections.create(public_code="0", text_sha256="0", text="x", shown_question="Q?", shown_answer="A.")
    for address in (
        "",
        "receipt/",
        f"{published.key}/",
        f"{sealed.key}/",
        f"{published.key}/mine/",
        f"{published.key}/objection/",
    ):
        visitor.goto(f"/draws/{address}")
        visitor.wait_for_selector("html[data-ready]")
        assert findings(visitor) == [], address
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("language", ["zh-hans"])
def test_an_objection_by_keyboard_and_its_answer(visitor: Page) -> None:
    draw = staged("published")
    code, salt, _got = slip()
    visitor.goto(f"/draws/{draw.key}/objection/")
    visitor.wait_for_selector("html[data-ready]")
    visitor.focus("#code")
    for typed in (code, salt, "我有异议"):
        visitor.keyboard.type(typed)
        visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    receipt = visitor.locator("[data-done] .got").inner_text()
    visitor.goto("/draws/receipt/")
    visitor.fill("#receipt", receipt)
    visitor.click("form .btn.pri")
    expect(visitor.locator("[data-done]")).to_contain_text("尚未答复")


@pytest.mark.parametrize("language", ["zh-hans"])
def test_on_paper_there_are_no_buttons(visitor: Page) -> None:
    visitor.goto(f"/draws/{staged('published').key}/")
    visitor.emulate_media(media="print")
    expect(visitor.locator(".public-notice .title")).to_be_visible()
    expect(visitor.locator(".public-notice .btn").first).to_be_hidden()
