"""The frame by hand and by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from junheng.web.shell.demo import create_demo_people


def opened(page: Page, address: str) -> None:
    """The page with its behaviours at work."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_theme_changes_on_the_spot_and_stays(visitor: Page) -> None:
    opened(visitor, "/")
    light = background(visitor)
    visitor.locator(".menu summary").click()
    with visitor.expect_response("**/theme/"):
        visitor.locator(".menu button[value=dark]").click()
    dark = background(visitor)
    assert dark != light
    visitor.reload()
    assert background(visitor) == dark


def test_as_the_system_follows_the_system(visitor: Page) -> None:
    opened(visitor, "/")
    visitor.emulate_media(color_scheme="light")
    light = background(visitor)
    visitor.emulate_media(color_scheme="dark")
    assert background(visitor) != light
    visitor.emulate_media(color_scheme="dark", media="print")
    assert background(visitor) == "rgb(255, 255, 255)"


def test_the_keyboard_reaches_the_content_first_and_lists_its_keys(visitor: Page) -> None:
    opened(visitor, "/quick-check/")
    visitor.keyboard.press("Tab")
    expect(visitor.locator(".skip")).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()
    visitor.keyboard.press("?")
    expect(visitor.locator("dialog#keys")).to_be_visible()
    visitor.keyboard.press("Escape")
    expect(visitor.locator("dialog#keys")).to_be_hidden()


def test_single_keys_are_switched_off_while_typing_and_by_choice(visitor: Page) -> None:
    opened(visitor, "/login/")
    visitor.locator("#id_login").press("?")
    expect(visitor.locator("dialog#keys")).to_be_hidden()
    assert visitor.locator("#id_login").input_value() == "?"
    opened(visitor, "/keys/")
    visitor.locator("main input[type=checkbox]").uncheck()
    visitor.locator("h1").click()
    visitor.keyboard.press("?")
    expect(visitor.locator("dialog#keys")).to_be_hidden()


@pytest.mark.parametrize("address", ["/", "/quick-check/", "/login/", "/keys/", "/nope"])
def test_no_page_is_wider_than_the_screen(visitor: Page, width: int, address: str) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    opened(visitor, address)
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_signing_in_and_out(visitor: Page) -> None:
    login = create_demo_people()[0]
    name, password = login.user, login.password
    opened(visitor, "/login/")
    visitor.fill("#id_login", name)
    visitor.fill("#id_password", "wrong")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("[role=alert]")).to_be_focused()
    visitor.fill("#id_password", password)
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".jump")).to_be_visible()
    visitor.wait_for_selector("html[data-ready]")
    visitor.keyboard.press("Control+k")
    expect(visitor.locator("dialog.palette")).to_be_visible()
    visitor.keyboard.type("zzzz")
    expect(visitor.locator(".nothing")).not_to_be_empty()
    visitor.keyboard.press("Escape")
    expect(visitor.locator("dialog.palette")).to_be_hidden()
    visitor.locator("form[action='/logout/'] button").click()
    expect(visitor.locator(".jump")).to_have_count(0)


def test_everything_works_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/keys/?a=1")
    page.locator("button[name=language]").click()
    assert page.url.endswith("/keys/?a=1")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".menu summary").click()
    page.locator(".menu button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto("/quick-check/")
    assert page.locator("input[type=file]").is_visible()
    context.close()
