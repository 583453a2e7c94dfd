"""A planner with 39 items from a workbook: import, targets, reports, timeline, districts; every page wide and narrow, as axe sees it."""

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Page, expect

from .accessibility import findings

HEADS = ("序号", "工作任务", "主要指标", "牵头单位", "配合单位", "完成时限", "经费（万元）")
SECTIONS = ("一、均衡发展", "二、教师队伍", "三、信息化")
TARGETS = ("新建小学3所", "培训骨干教师4500名", "生均体育运动场馆面积达到8平方米")
SPORTS = ("体育运动", "Sports ground")
MEANS = ("平均值", "mean")
OFFICES = ("规划处", "教师处", "信息中心")


def workbook(path: Path, due: date, *, wrong: bool = False) -> Path:
    """39 items under three sections; every third has a target, the first is due tomorrow."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("任务分解")
        page.merge_range(0, 0, 0, len(HEADS) - 1, "年度工作任务分解表")
        page.write_row(1, 0, HEADS)
        row = 2
        for number in range(1, 40):
            part = (number - 1) // 13
            if number % 13 == 1:
                page.merge_range(row, 0, row, len(HEADS) - 1, SECTIONS[part])
                row += 1
            target = TARGETS[number // 3 % len(TARGETS)] if number % 3 == 0 else ""
            day = "尽快" if wrong and number == 5 else due.isoformat() if number == 1 else "全年"
            page.write_row(row, 0, (number, f"推进第{number}项工作", target, OFFICES[part], "", day, 100 if number == 1 else ""))
            row += 1
        page.write_row(row, 0, ("合计", "", "", "", "", "", 100))
    return path


def seen(page: Page) -> None:
    """A page keeps inside its width, and axe finds nothing."""
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_plan_of_39_items(planner: Page, width: int, tmp_path: Path) -> None:
    planner.set_viewport_size({"width": width, "height": 900})
    planner.goto("/plans/")
    seen(planner)
    today = timezone.localdate()
    planner.locator("main a.btn.pri").first.click()

    def send(file: Path) -> None:
        planner.fill("#title", "教育年度计划")
        planner.fill("#begins", (today - timedelta(days=100)).isoformat())
        planner.fill("#due", (today + timedelta(days=100)).isoformat())
        planner.set_input_files("#document", file)
        planner.locator("form .btn.pri").click()

    send(workbook(tmp_path / "wrong.xlsx", today + timedelta(days=1), wrong=True))
    expect(planner.locator(".issues .cell").first).to_contain_text("F8")
    seen(planner)
    send(workbook(tmp_path / "plan.xlsx", today + timedelta(days=1)))
    expect(planner.locator("tbody tr")).to_have_count(13)  # those with targets to confirm
    board = planner.url.partition("?")[0]
    planner.goto(board)
    expect(planner.locator("details.note")).to_contain_text("1")  # the total row was left out
    seen(planner)
    planner.goto(f"{board}?by=lead")
    expect(planner.locator(".groups .panel")).to_have_count(3)
    seen(planner)

    planner.goto(f"{board}3/")
    planner.locator("button[value=confirm]").click()
    planner.fill("#value", "2900")
    planner.fill("#words", "举办三期培训")
    seen(planner)
    planner.locator("section[aria-labelledby=reports] .btn.pri").first.click()
    expect(planner.locator(".reports").first).to_contain_text("举办三期培训")
    planner.fill("#step-day", (today - timedelta(days=2)).isoformat())
    planner.fill("#step-title", "开班")
    planner.locator("#step .btn").click()

    planner.goto(f"{board}6/")
    names = planner.locator("#figures option").evaluate_all("all => all.map(each => each.value)")
    planner.fill("input[name=figure]", next(name for name in names if name.endswith(MEANS) and any(word in name for word in SPORTS)))
    planner.locator("button[value=confirm]").click()
    planner.locator("section[aria-labelledby=links] summary").last.click()
    planner.fill("#label", "批复")
    planner.fill("#reference", "1号")
    planner.locator("section[aria-labelledby=links] .form .btn").click()
    expect(planner.locator("section[aria-labelledby=links]")).to_contain_text("批复")
    seen(planner)

    planner.goto(f"{board}timeline/")
    expect(planner.locator("svg.mark.late").first).to_be_attached()
    expect(planner.locator("li.lane")).to_have_count(39)
    seen(planner)
    planner.goto(f"{board}reminders/")
    expect(planner.locator(".groups .panel")).not_to_have_count(0)
    planner.locator(".groups .panel .btn").first.click()
    seen(planner)
    planner.goto(f"{board}districts/")
    expect(planner.locator("tbody tr")).to_have_count(2)
    seen(planner)
    planner.locator("tbody .fig").first.click()
    planner.wait_for_url("**/trace/**")


def test_a_plan_begun_by_mistake_is_withdrawn_and_comes_back(planner: Page) -> None:
    planner.goto("/plans/town/new/")
    planner.fill("#title", "误建")
    planner.fill("#text", "一、做好。\n二、再做好。\n")
    planner.locator("form .btn.pri").click()
    planner.wait_for_url("**/plans/town/*/?what=open")
    planner.locator("details.withdraw summary").click()
    planner.fill("#reason", "试录")
    planner.locator("details.withdraw .btn").click()
    expect(planner.locator(".said-once")).to_contain_text("误建")
    planner.locator(".said-once .btn").click()
    planner.wait_for_url("**/plans/town/*/")
    planner.goto("/plans/")
    expect(planner.locator("main")).to_contain_text("误建")
