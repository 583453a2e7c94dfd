"""The reference pages are what the declarations say now."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("reference", ROOT / "script" / "reference.py")
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)


@pytest.mark.parametrize(
    ("name", "made"),
    [("tables.md", reference.tables_page), ("commands.md", reference.commands_page), ("rights.md", reference.rights_page)],
)
def test_page_is_current(name, made):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made(), "run script/docs"
