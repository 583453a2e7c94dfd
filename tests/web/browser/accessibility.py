"""What axe finds wrong with a page: WCAG 2.2 A and AA, and its best practices."""

from pathlib import Path

from playwright.sync_api import Page

AXE = next(Path(__file__).parent.glob("vendor/axe-core/*/axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What the theme can change: a page whose structure was looked at in the light one needs no more in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]


def findings(page: Page, *, colours: bool = False) -> list[str]:
    """One line a rule and element, `colours` of them alone; the page's policy lets no other script in, so axe comes in by the debugger."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate("rules => axe.run(document, {runOnly: rules})", COLOURS if colours else RULES)
    return [f"{found['id']}: {found['help']}: {node['html'][:160]}" for found in answer["violations"] for node in found["nodes"]]
