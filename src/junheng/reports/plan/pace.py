"""The rules of pace, read from `pace.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Pace:
    """What is on course, reached and due soon."""

    slack: float  # share of the way
    about: float  # share of a target
    soon_days: int
    week_days: int


@cache
def pace() -> Pace:
    """The rules in force."""
    return Pace(**tomllib.loads(files("junheng.reports.plan").joinpath("pace.toml").read_text(encoding="utf-8")))
