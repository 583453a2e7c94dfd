"""The panel of chances beside the checks, before and after the counting, on a desk and on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from junheng.engines.classes import parse_rules, pose
from junheng.engines.classes.chances import base_of, chances
from junheng.engines.classes.chances_file import document
from junheng.web.admission.preparing import engine_for, prepared_lists

from ..admission.staged import staged
from .accessibility import findings
from .test_admission import officer  # noqa: F401 - the fixture

SHOWN = {
    "zh-hans": ("计算机会", "分班机会", "没有两名学生同班的次数"),
    "en": ("Count the chances", "Chances", "No two pupils sat in one class"),
}


def test_chances_are_offered_and_told(officer: Page, language: str, width: int, request: pytest.FixtureRequest) -> None:  # noqa: F811
    button, title, sentence = SHOWN[language]
    draw = staged("sealed")
    officer.set_viewport_size({"width": width, "height": 900})
    officer.goto(f"/admission/town/{draw.key}/checks/")
    expect(officer.get_by_role("button", name=button)).to_be_visible()
    people: Any = engine_for(draw).public(draw.rules, prepared_lists(draw))["list"]
    draw.chances = document(chances(pose(parse_rules(draw.rules), people), base_of("", people.sha256), 100))
    draw.save()
    officer.reload()
    panel = officer.get_by_role("region", name=title)
    expect(panel).to_contain_text(sentence)
    assert findings(officer) == []
    panel.scroll_into_view_if_needed()
    with officer.expect_download() as download:
        panel.get_by_role("link").last.click()
    assert download.value.suggested_filename.endswith(".xlsx")
