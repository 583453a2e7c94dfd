"""The worked example of the method note runs."""

from __future__ import annotations

import doctest
from pathlib import Path

import junheng.engines.balance.inequality.indices

NOTE = Path(__file__).parents[3] / "docs" / "methods" / "balance.md"


def test_the_note_and_the_docstrings_say_what_the_code_does():
    note = doctest.testfile(str(NOTE), module_relative=False, encoding="utf-8")
    assert note.attempted == 6
    assert note.failed == 0
    found = doctest.testmod(junheng.engines.balance.inequality.indices)
    assert found.attempted
    assert not found.failed
