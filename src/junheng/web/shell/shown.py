"""Whose figures a page shows: for the synthetic strip on top and the footer below."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Text
from junheng.packs import Pack
from junheng.releases import Release


@dataclass(frozen=True, slots=True)
class Shown:
    """Goes into a page's context as ``shown``."""

    region: Text
    synthetic: bool
    pack: Pack | None = None
    release: Release | None = None
