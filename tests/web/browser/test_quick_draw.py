"""The second door as a person uses it: a list in, the sealed file out, another day the numbers, then the downloaded verifier."""

import time
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from junheng.web.quick_draw.reading import EXAMPLE

from .accessibility import findings
from .test_quick_check import opened

SYNTHETIC = {"zh-hans": "演示数据", "en": "synthetic"}


def looked(page: Page, kind: str, number: str) -> None:
    opened(page, "/quick-draw/")
    page.set_input_files("#list", EXAMPLE)
    page.select_option("#kind", kind)
    page.fill("#number", number)
    page.click("main button[value=look]")
    page.wait_for_selector("[data-done]")


def taken(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(f"main button[value={button}]")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize(("kind", "number"), [("entry", "6"), ("lottery", "")])
def test_from_a_file_to_a_verified_certificate(visitor: Page, language: str, kind: str, number: str, tmp_path: Path) -> None:
    looked(visitor, kind, number)
    expect(visitor.locator("h1")).to_contain_text("268")
    visitor.click("main button[value=seal]")
    visitor.wait_for_selector("dl.seal")
    sealed = taken(visitor, "keep", tmp_path)
    assert SYNTHETIC[language] in sealed.name

    opened(visitor, "/quick-draw/")
    visitor.set_input_files("#sealed", sealed)
    visitor.click("main button[value=back]")
    visitor.fill("#value-hall", "07、19 23，31 02")
    visitor.fill("#value-lottery", "４０７")
    time.sleep(1.1)  # a number has to be younger than the seal, and both are written to the second
    visitor.click("main button[value=draw]")
    visitor.wait_for_selector("#roll-title")
    short = visitor.locator(".lead").inner_text()
    with zipfile.ZipFile(taken(visitor, "files", tmp_path)) as archive:
        archive.extractall(tmp_path)

    verifier = visitor.context.browser.new_context(offline=True).new_page()
    verifier.goto((tmp_path / "verify.html").as_uri())
    verifier.set_input_files("#file", tmp_path / "published.json")
    verifier.wait_for_selector("#outcome:not([hidden])")
    assert verifier.get_attribute("#verdict", "class") == "met", verifier.inner_text("#verdict")
    assert verifier.inner_text("#short") in short
    verifier.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_step_is_clean(visitor: Page, width: int, theme: str) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.emulate_media(color_scheme=theme)
    opened(visitor, "/quick-draw/")
    clean(visitor)
    visitor.click("button[name=example]")
    visitor.wait_for_selector("[data-done]")
    clean(visitor)
    visitor.fill("#label-lottery", "")
    visitor.click("main button[value=seal]")  # refused, and says so
    expect(visitor.locator(".errsum")).to_be_focused()
    clean(visitor)
    visitor.fill("#label-lottery", "lottery")
    visitor.click("main button[value=rehearse]")
    visitor.wait_for_selector("dl.seal")
    clean(visitor)
    visitor.fill("#value-hall", "1")
    visitor.fill("#value-lottery", "2")
    visitor.locator("#value-lottery").press("Enter")  # does what is most likely meant
    visitor.wait_for_selector("#roll-title")
    clean(visitor)


def clean(page: Page) -> None:
    page.wait_for_selector("html[data-ready]")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
