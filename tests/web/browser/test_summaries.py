"""A planner writes the summary: begin from the template, change its words, see it beside, take the Word file; wide and narrow."""

import io
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from .accessibility import findings


def test_from_template_to_word_file(planner: Page, width: int) -> None:
    planner.set_viewport_size({"width": width, "height": 900})
    for address in ("/summaries/", "/summaries/town/new/"):
        planner.goto(address)
        assert findings(planner) == []
        assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.locator("form.form .btn.pri").click()
    expect(planner.locator(".official .fig").first).to_be_visible()
    assert findings(planner) == []
    assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.fill("#template", planner.input_value("#template") + "\n本年新建学校3所。\n")
    planner.locator(".editor .btn.pri").click()
    expect(planner.locator(".official")).to_contain_text("本年新建学校3所")
    with planner.expect_download() as download:
        planner.locator(".head .acts a").first.click()
    file = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any("本年新建学校3所" in paragraph.text for paragraph in file.paragraphs)
