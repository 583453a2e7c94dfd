"""The words of a trade: levels, grades, kinds of unit and measures that a region's files may use.

A pack supplies one; the readers check against it and recognise headers by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.language import Text
from junheng.tables.schema import ALL_LEVELS, WHOLE_SCHOOL, WHOLE_UNIT


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit, such as a nine-year school 九年一贯制学校."""

    name: Text
    levels: tuple[str, ...]  # what it teaches
    synonyms: tuple[str, ...] = ()  # as sheets write it


@dataclass(frozen=True, slots=True)
class AreaKind:
    """A kind of area, such as a county 县（市、区）."""

    name: Text
    synonyms: tuple[str, ...] = ()  # as sheets write it


@dataclass(frozen=True, slots=True)
class Level:
    """A level of schooling 学段, with its grades in order."""

    name: Text
    grades: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted at units."""

    name: Text
    unit: str  # of junheng.tables.units, e.g. "m2"
    synonyms: tuple[str, ...] = ()  # headers that mean it
    whole: bool = False  # counted in whole numbers
    plausible_per_pupil: tuple[float, float] | None = None  # outside it, a warning
    additive: bool = True  # parts add up to a whole; a mean or a largest value does not, and is never split between levels


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it; codes are the keys."""

    levels: Mapping[str, Level]
    unit_kinds: Mapping[str, UnitKind]
    measures: Mapping[str, Measure]
    area_kinds: Mapping[str, AreaKind]
    year_starts: tuple[int, int] = (1, 1)  # month, day on which a year is read, of the units that it has among others

    @property
    def has_pupils(self) -> bool:
        """Whether anybody is on roll: a trade whose levels have no grades counts no pupils, and nothing per pupil."""
        return any(level.grades for level in self.levels.values())

    @property
    def whole_unit(self) -> Text:
        """What the level of all that a whole unit has is called."""
        return WHOLE_SCHOOL if self.has_pupils else WHOLE_UNIT

    def level_name(self, code: str) -> Text:
        """A level's name, `ALL_LEVELS` among them; its code where there is no such level."""
        if code == ALL_LEVELS:
            return self.whole_unit
        return self.levels[code].name if code in self.levels else Text(code, code)
