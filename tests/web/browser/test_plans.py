"""A planner with a plan of 39 items: import it, confirm its targets, report, see the board; all pages wide and narrow, as axe sees them."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .accessibility import findings

HEADS = ("均衡发展", "教师队伍", "信息化")
TARGETS = ("新建小学3所", "培训骨干教师4500名", "生机比达到14:1", "设施配备率达到98%以上")


def plan_text() -> str:
    """39 items under three heads; every third has a target."""
    lines = ["教育年度计划", ""]
    for number in range(1, 40):
        if number % 13 == 1:
            lines += [f"{'一二三'[number // 13]}、{HEADS[number // 13]}", ""]
        target = f"{TARGETS[number // 3 % len(TARGETS)]}。" if number % 3 == 0 else ""
        lines.append(f"{number}、推进第{number}项工作。{target}")
    return "\n".join(lines)


def test_a_plan_of_39_items(planner: Page, width: int) -> None:
    planner.set_viewport_size({"width": width, "height": 900})
    planner.goto("/plans/")
    assert findings(planner) == []
    planner.locator("main a.btn.pri").first.click()
    planner.fill("#title", "教育年度计划")
    today = timezone.localdate()
    planner.fill("#begins", (today - timedelta(days=100)).isoformat())
    planner.fill("#due", (today + timedelta(days=100)).isoformat())
    planner.fill("#text", plan_text())
    assert findings(planner) == []
    planner.locator("form .btn.pri").click()
    expect(planner.locator("tbody tr")).to_have_count(13)  # those with targets to confirm
    planner.goto(planner.url.partition("?")[0])
    assert findings(planner) == []
    assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.goto(f"{planner.url}3/")
    planner.locator("button[value=confirm]").click()
    planner.fill("#value", "2900")
    planner.fill("#words", "举办三期培训")
    assert findings(planner) == []
    assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.locator("#reports ~ * .btn.pri, section[aria-labelledby=reports] .btn.pri").first.click()
    expect(planner.locator(".reports").first).to_contain_text("举办三期培训")
