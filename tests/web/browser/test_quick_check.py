"""A person with a file: drop it, read the answer, take the workbook; in both languages, wide and narrow."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from junheng.web.quick_check.form import EXAMPLE

from .accessibility import findings

WORDS = {
    "zh-hans": {"sheet": "差异系数", "strip": "演示数据", "other": "en"},
    "en": {"sheet": "Coefficients", "strip": "Synthetic data", "other": "zh-CN"},
}
DROP = """async ([name, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  const form = document.querySelector("form.drop");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def opened(page: Page, address: str = "/quick-check/") -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def checked(page: Page, name: str, content: bytes) -> None:
    opened(page)
    page.set_input_files("#table", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    expect(page.locator("output")).to_have_text(name)
    page.click("#go")
    page.wait_for_selector("[data-done]")
    page.wait_for_selector("html[data-ready]")


def test_drop_result_download(visitor: Page, language: str, width: int) -> None:
    import base64

    visitor.set_viewport_size({"width": width, "height": 900})
    opened(visitor, "/")
    visitor.evaluate(DROP, ["学校表.xlsx", base64.b64encode(EXAMPLE.read_bytes()).decode()])
    visitor.wait_for_selector("[data-done]")
    expect(visitor.locator("h1")).to_contain_text("21")
    expect(visitor.locator(".synth")).to_contain_text(WORDS[language]["strip"])
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with visitor.expect_download() as download:
        visitor.click("button[name=workbook]")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames[0] == WORDS[language]["sheet"]
    assert "学校表" in download.value.suggested_filename


def test_the_result_can_be_read_in_the_other_language(visitor: Page, language: str) -> None:
    checked(visitor, "a.xlsx", EXAMPLE.read_bytes())
    before = visitor.locator("h1").inner_text()
    visitor.click("button[name=language]")
    expect(visitor.locator("html")).to_have_attribute("lang", WORDS[language]["other"])
    expect(visitor.locator("[data-done]")).to_be_visible()
    assert visitor.locator("h1").inner_text() != before


def test_columns_sort_by_click_and_keyboard(visitor: Page) -> None:
    checked(visitor, "a.xlsx", EXAMPLE.read_bytes())
    table = visitor.locator("table").first
    head = table.locator("thead th").nth(1)
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    numbers = [int(cell.replace(",", "")) for cell in table.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    head.locator("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")


def test_a_refused_file_takes_the_reader_to_the_reason(visitor: Page) -> None:
    opened(visitor)
    visitor.set_input_files("#table", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    visitor.click("#go")
    expect(visitor.locator("[role=alert]")).to_be_focused()
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#table")).to_be_focused()


def test_a_file_over_the_limit_is_not_even_sent(visitor: Page, settings: Any) -> None:
    settings.QUICK_CHECK_LARGEST_FILE = 2**20
    opened(visitor)
    visitor.set_input_files("#table", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n" * 300_000})
    visitor.click("#go")
    expect(visitor.locator("form.drop [role=status]")).to_contain_text("1 MB")
    expect(visitor.locator("[data-done]")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_result(visitor: Page, theme: str) -> None:
    visitor.emulate_media(color_scheme=theme)
    checked(visitor, "a.xlsx", EXAMPLE.read_bytes())
    assert findings(visitor) == []


def test_it_works_without_scripts(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/quick-check/")
    page.set_input_files("#table", {"name": "a.xlsx", "mimeType": "application/octet-stream", "buffer": EXAMPLE.read_bytes()})
    page.click("#go")
    assert page.locator("[data-done]").is_visible()
    context.close()
