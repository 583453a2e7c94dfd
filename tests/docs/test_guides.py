"""Every command of a guide works as it stands."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from junheng.cli import build

ROOT = Path(__file__).parents[2]


def commands(name):
    text = (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")
    return [shlex.split(line) for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def test_both_languages_show_the_same_commands():
    assert commands("day-of-a-class-draw.md") == commands("day-of-a-class-draw.zh.md")


@pytest.mark.parametrize(("name", "language"), [("day-of-a-class-draw.md", "en"), ("day-of-a-class-draw.zh.md", "zh")])
def test_the_day_of_a_class_draw_can_be_played(name, language, tmp_path, monkeypatch):
    place = tmp_path
    for command, *arguments in commands(name):
        monkeypatch.chdir(place)
        if command == "cd":
            place = place / arguments[0]
        else:
            assert command == "junheng"
            result = CliRunner().invoke(build(language), arguments)
            assert result.exit_code == 0, result.output
    text = (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")
    written = {path.name for path in (place / "result").iterdir()}
    assert set(re.findall(r"\| `([a-z-]+\.[a-z]+)` \|", text)) <= written
