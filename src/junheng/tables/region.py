"""A region as its files say it: frames, outlines and where all of it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from junheng.language import Text
from junheng.tables.issue import Issue


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read."""

    path: str  # inside the region's folder, with forward slashes
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning that someone looked at and let stand."""

    rule: str
    file: str
    reason: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What `datapackage.json` says of the region as a whole."""

    name: str  # lower case, digits, hyphens
    title: Text
    pack: str | None  # default pack, e.g. "education_cn/hq2017"
    compare: str | None  # kind of area within which units are compared, e.g. "county"; None: the pack's
    synthetic: bool  # shown on every page, file name and print
    attribution: Text | None
    licence: str | None
    map_approval: str | None = None  # 审图号 of the outlines, which the bureau enters once it has it


@dataclass(frozen=True, slots=True)
class Region:
    """A region without errors. Each frame has the declared columns of its table and `schema.PROVENANCE`.

    All tables of `schema.TABLES` are present; one that the region does not have is an empty frame.
    """

    description: Description
    tables: Mapping[str, pl.DataFrame]
    geometry: Mapping[str, Mapping[str, Any]]  # area code -> GeoJSON geometry, WGS-84
    sources: tuple[Source, ...]
    warnings: tuple[Issue, ...]
    waivers: tuple[Waiver, ...]
