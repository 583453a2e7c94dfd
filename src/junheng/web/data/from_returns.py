"""Rows of the newest release that came from returns. No file of the region has them, so a draft frozen from files goes back."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from junheng.releases import open_release
from junheng.web.format import number
from junheng.web.regions import LoadedRegion

#: How a release names the source of what a return said; docs/methods/returns.md.
PREFIX = "returns/"


def rows_from_returns(loaded: LoadedRegion) -> int:
    """How many rows of the newest release a draft of files does not have; 0 before the first release."""
    newest = loaded.manifest("")
    return 0 if newest is None else _counted(newest.path, newest.hash)


def not_given_up(loaded: LoadedRegion, typed: str) -> str:
    """That rows from returns would be lost, unless their number was typed; empty where there are none."""
    lost = rows_from_returns(loaded)
    if not lost or typed.replace(",", "") == str(lost):
        return ""
    return _("{label} has {n} rows from returns that no file has: type that number to confirm that they go back to the files.").format(
        label=loaded.releases[-1].label, n=number(lost)
    )


@lru_cache(maxsize=8)
def _counted(path: Path, _hash: str) -> int:
    tables = open_release(path).tables.values()
    return sum(table.filter(pl.col("_file").str.starts_with(PREFIX)).height for table in tables if "_file" in table.columns)
