"""What every job that freezes a release has in common: the region's folder, and how far the writing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from junheng.language import Text
from junheng.tables.schema import TABLES
from junheng.web.home import loaded_regions
from junheng.web.jobs.progress import JobFailed, Progress

READING = Text("正在读取并检查数据文件", "Reading and checking the files")
_ARRANGING = Text("正在整理“{table}”表", "Putting {table} in order")
_WRITING = Text("正在写入“{table}”表", "Writing {table}")
_NAMING = Text("正在命名版次", "Naming the release")
_GONE = Text("没有载入名为 {region} 的地区。", "No region called {region} is loaded.")

#: Reading, then each table put in order, then each written.
STEPS = 1 + 2 * len(TABLES)


def folder_of(region: str) -> Path:
    """The folder of a loaded region; a job whose region is gone fails with the sentence."""
    folder = next((folder for folder in loaded_regions() if folder.name == region), None)
    if folder is None:
        raise JobFailed(_GONE.format(region=region))
    return folder


def telling(progress: Progress) -> Callable[[int, int, str], None]:
    """What `releases.freeze` is to be told with: each table, and that from the naming on there is no way back."""

    def tell(done: int, total: int, table: str) -> None:
        if done == total:
            progress.set(STEPS, STEPS, _NAMING)
            progress.no_return()
        else:
            progress.set(1 + done, STEPS, (_ARRANGING if done < len(TABLES) else _WRITING).format(table=TABLES[table].title))

    return tell
