"""Regions to learn with: two real ones, a synthetic city for the Chinese standards, and the science bureau of another one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from junheng.language import Text

__all__ = ["EXAMPLES", "QUICK_CHECK", "Example", "copy_example"]

_HERE = Path(__file__).parent

#: A synthetic table of some sixty schools, merged heads and all, to drop on the start page.
QUICK_CHECK = _HERE / "quick-check.xlsx"


@dataclass(frozen=True, slots=True)
class Example:
    """A region that comes with the software, under its name in this folder."""

    title: Text
    synthetic: bool  # shown on every page
    dirty: bool = False  # full of errors on purpose; it cannot be released


EXAMPLES: Mapping[str, Example] = {
    "chengdu-synthetic": Example(Text("成都市（合成示例）", "A synthetic city (Chengdu's outlines)"), synthetic=True),
    "science-synthetic": Example(Text("澜屿市科技局（合成示例）", "A synthetic city's science bureau"), synthetic=True),
    "california": Example(Text("加利福尼亚州：420 个小学学区", "California: 420 elementary districts"), synthetic=False),
    "amsterdam": Example(
        Text("阿姆斯特丹：99 个街区的 193 所小学", "Amsterdam: 193 primary schools in 99 neighbourhoods"), synthetic=False
    ),
    "chengdu-synthetic-dirty": Example(
        Text("成都市（合成示例，带错）", "A synthetic city, with errors planted"), synthetic=True, dirty=True
    ),
}


def copy_example(name: str, folder: Path) -> None:
    """Copy an example region into a folder that does not exist or is empty.

    Raises
    ------
    KeyError
        No such example; it lists those that exist.
    FileExistsError
        The folder has files.
    """
    if name not in EXAMPLES:
        raise KeyError(f"no example {name!r}; there are {', '.join(EXAMPLES)}")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    shutil.copytree(_HERE / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("releases", "__pycache__"))
