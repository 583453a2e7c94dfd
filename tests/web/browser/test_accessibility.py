"""Every public page in both languages and themes, as axe sees it."""

import pytest
from playwright.sync_api import Page

from .accessibility import findings


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/quick-check/", "/figure-check/", "/quick-draw/", "/login/", "/keys/", "/nope"])
def test_axe_finds_nothing(visitor: Page, address: str, theme: str) -> None:
    visitor.emulate_media(color_scheme=theme)
    visitor.goto(address)
    assert findings(visitor) == []
