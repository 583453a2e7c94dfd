"""A person with last year's summary: drop it, see the doubtful figures, take the Word file with comments."""

import io
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from .accessibility import findings

TEXT = "共有学校305所，其中小学200所，初中100所，高中15所。入学率从85.3%提高到88.1%，提高2.8%。"


def word() -> bytes:
    file = docx.Document()
    file.add_paragraph(TEXT)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_word_file_comes_back_with_comments(visitor: Page, language: str, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.goto("/figure-check/")
    visitor.set_input_files("#document", {"name": "总结.docx", "mimeType": "application/octet-stream", "buffer": word()})
    visitor.click("#go")
    visitor.wait_for_selector("[data-done]")
    expect(visitor.locator("a.figure.miss")).to_have_count(2)
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(visitor) == []
    visitor.locator("a.figure.miss").first.click()
    expect(visitor.locator("#finding-1:target")).to_be_visible()
    with visitor.expect_download() as download:
        visitor.click("button[name=commented]")
    assert len(list(docx.Document(Path(download.value.path())).comments)) == 2


def test_pasted_text_stays_where_it_cannot_be_checked(visitor: Page) -> None:
    visitor.goto("/figure-check/")
    visitor.set_input_files("#document", {"name": "old.doc", "mimeType": "application/octet-stream", "buffer": b"x"})
    visitor.fill("#text", TEXT)
    visitor.click("#go")
    expect(visitor.locator(".errsum")).to_be_visible()
    expect(visitor.locator("#text")).to_have_value(TEXT)


def test_the_calculation_is_reached_by_pointer_and_by_keys_and_findings_are_sifted(visitor: Page) -> None:
    visitor.goto("/figure-check/")
    visitor.fill("#text", TEXT + "\n财政占33.3%，收费占33.3%，捐赠占33.3%。")
    visitor.click("#go")
    visitor.wait_for_selector("[data-done]")
    said = visitor.locator(".calculation")
    expect(said).to_be_hidden()
    visitor.locator(".figure").nth(1).hover()
    expect(said).to_contain_text("200所")
    visitor.locator(".letters").focus()
    visitor.keyboard.press("ArrowRight")
    expect(said).to_contain_text("100所")
    visitor.keyboard.press("Escape")
    expect(said).to_be_hidden()
    visitor.click(".sifted button[value=told]")
    expect(visitor.locator(".said li:visible")).to_have_count(2)
