"""The architecture page tells the truth about the tree."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_room_has_a_row_and_every_row_a_room():
    house = ROOT / "src" / "junheng"
    rooms = {f"{p.name}/" for p in house.iterdir() if p.is_dir() and p.name != "__pycache__"} | {"language"}
    rows = set(re.findall(r"^\| `([a-z_]+/?)` \|", PAGE.split("## Inside")[0], re.MULTILINE))
    assert rows == rooms


def test_every_module_it_names_exists():
    for name in re.findall(r"`([a-z_]+\.py)`", PAGE):
        assert list((ROOT / "src").rglob(name)), name


def test_links_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"
