"""Of what a field speaks: the area, level, indicator, kind of unit and period in force at its place of the template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the writing stands; loops narrow it."""

    area: str
    period: str
    level: str = ""
    indicator: str = ""
    kind: str = ""  # of unit
    unit: str = ""
    number: int = 0  # of the round of the innermost loop, from 1
