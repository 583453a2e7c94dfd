"""A planner writes the summary: begins from a template, picks a figure, sees it beside, follows it to its rows, closes it."""

import io
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from .accessibility import findings

DOUBTFUL = "招生500人，其中男生260人，女生260人。"


def test_from_template_to_final_word_file(planner: Page, width: int) -> None:
    planner.set_viewport_size({"width": width, "height": 900})
    for address in ("/summaries/", "/summaries/town/new/"):
        planner.goto(address)
        sound(planner)
    planner.select_option("#template", "annual-summary")
    planner.locator("form.form .btn.pri").click()
    expect(planner.locator(".official .fig").first).to_be_visible()
    sound(planner)
    pick(planner)
    doubt(planner)
    follow(planner)
    close(planner)
    planner.goto("/summaries/")
    sound(planner)
    expect(planner.locator("tbody .badge, tbody .mark").first).to_be_visible()


def sound(page: Page) -> None:
    """Nothing that axe minds, and no page wider than the screen."""
    page.evaluate("scrollTo(0, 0)")  # what lies under the sticky bar would count as too close to its links
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def pick(page: Page) -> None:
    """A figure found by words stands at the caret, and on the paper without saving."""
    before = page.locator(".official .fig").count()
    page.fill("#template", page.input_value("#template") + "本年小学生均体育场馆面积")
    page.locator(".pick > summary").click()
    page.fill("#q", "primary sports mean")
    expect(page.locator("#picks [data-insert='{mean primary sports_area}']")).to_be_visible()
    sound(page)
    page.locator("#picks [data-insert='{mean primary sports_area}']").click()
    assert page.input_value("#template").endswith("本年小学生均体育场馆面积{mean primary sports_area}")
    expect(page.locator(".official .fig")).to_have_count(before + 1)
    expect(page.locator(".official p").last).to_contain_text("本年小学生均体育场馆面积7.56平方米/生")


def doubt(page: Page) -> None:
    """What does not add up is underlined while one writes, and a wrong field is said with the paper left as it was."""
    page.fill("#template", page.input_value("#template") + "\n" + DOUBTFUL)
    expect(page.locator(".official .fig.doubt").first).to_have_text("500人")
    page.fill("#template", page.input_value("#template") + "{nonsense}")
    expect(page.locator("#shown .errsum")).to_be_visible()
    expect(page.locator(".official .fig.doubt").first).to_be_visible()
    page.fill("#template", page.input_value("#template").removesuffix("{nonsense}"))
    expect(page.locator("#shown .errsum")).to_have_count(0)
    page.locator(".editor .btn.pri").click()
    expect(page.locator(".note.said-once")).to_be_visible()
    sound(page)


def follow(page: Page) -> None:
    """A figure opens its trace beside the paper, down to a row of a file."""
    page.locator(".official a.fig").last.click()
    expect(page.locator("#pane .rows")).to_contain_text("2025.xlsx")
    page.keyboard.press("Escape")
    expect(page.locator("#pane")).to_be_hidden()


def close(page: Page) -> None:
    """A doubtful figure stays for a reason only; the Word file says what the paper says."""
    page.fill("#reason", "与招生办核对过")
    page.locator(".close form .btn.pri").click()
    expect(page.locator("#template")).to_have_attribute("readonly", "")
    with page.expect_download() as download:
        page.locator(".head .acts a").first.click()
    file = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any(DOUBTFUL in paragraph.text for paragraph in file.paragraphs)
