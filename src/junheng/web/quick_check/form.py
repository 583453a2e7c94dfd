"""What the form of the first door offers, wherever it stands."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings

from junheng import packs
from junheng.packs import Pack

DEFAULT_PACK = "education_cn/hq2017"
EXAMPLE = files("junheng.examples").joinpath("quick-check.xlsx")


@cache
def choices() -> tuple[Pack, ...]:
    """The standards to choose from, the newest national one first; a trade without pupils has no table of schools to check."""
    known = sorted(packs.available(), key=lambda name: (name != DEFAULT_PACK, name))
    return tuple(pack for pack in map(packs.load, known) if pack.vocabulary.has_pupils)


def form_context(pack: Pack | None = None) -> dict[str, Any]:
    """What the form needs, wherever it stands."""
    offered = choices()
    return {
        "packs": offered,
        "pack": pack or offered[0],
        "largest": settings.QUICK_CHECK_LARGEST_FILE,
        "largest_mb": settings.QUICK_CHECK_LARGEST_FILE // 2**20,
        "has_example": EXAMPLE.is_file(),
    }


def chosen_pack(name: str) -> Pack:
    """The pack of that name, or the default for a name that the form does not offer."""
    offered = choices()
    return next((pack for pack in offered if pack.name == name), offered[0])
