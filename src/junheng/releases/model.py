"""A release: what was said, frozen, and named by a hash over its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from junheng.tables.region import Description, Source, Waiver


@dataclass(frozen=True, slots=True)
class Release:
    """Tables sorted by their keys, as `junheng.tables.region.Region` has them."""

    hash: str  # 64 hex digits, over the canonical content
    number: int | None  # R1, R2, … in its region; None: a draft that nobody froze
    created: datetime | None
    reason: str | None
    description: Description
    tables: Mapping[str, pl.DataFrame]
    geometry: Mapping[str, Mapping[str, Any]]
    sources: tuple[Source, ...]
    waivers: tuple[Waiver, ...]

    @property
    def label(self) -> str:
        """R12, or the word for a draft."""
        return f"R{self.number}" if self.number is not None else "draft"
