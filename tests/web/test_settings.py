"""Every setting of an installation has its entry in the docs."""

import re
from pathlib import Path

from junheng.web import home, settings

VARIABLE = re.compile(r"JUNHENG_[A-Z_]+")


def test_each_variable_is_documented() -> None:
    read = {name for module in (home, settings) for name in VARIABLE.findall(Path(module.__file__).read_text(encoding="utf-8"))}
    page = (Path(__file__).parents[2] / "docs" / "site.md").read_text(encoding="utf-8")
    assert set(VARIABLE.findall(page)) == read
