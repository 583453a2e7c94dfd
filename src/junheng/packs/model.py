"""A pack: the rules of a trade as data, each with its source and the dates between which it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from junheng.language import Text
from junheng.packs.expression import Expression
from junheng.tables.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands."""

    title: str
    number: str | None = None  # document number, e.g. 教督〔2017〕6号
    article: str | None = None
    link: str | None = None
    confidence: Literal["A", "B"] = "A"  # B: one reading only, to be confirmed before it is printed as the text


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and the day from which it holds."""

    start: date
    value: float


@dataclass(frozen=True, slots=True)
class Parameter:
    """A norm, threshold or amount over time."""

    id: str
    name: Text
    unit: str
    values: tuple[DatedValue, ...]  # by start, ascending
    source: Citation

    def on(self, day: date) -> float | None:
        """The value in force on a day; None before the first."""
        held = [dated.value for dated in self.values if dated.start <= day]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Resource:
    """What can be added or moved to change an indicator: value = scale × amount ÷ pupils."""

    measures: tuple[str, ...]  # whose sum is the amount
    unit: str
    scale: float  # e.g. 100 for "per 100 pupils"
    whole: bool  # comes in whole units (teachers, rooms)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, e.g. sports area per pupil."""

    id: str
    name: Text
    short: Text  # for table heads
    unit: str  # e.g. "m2/pupil"
    formula: Expression
    levels: tuple[str, ...]  # `ALL_LEVELS` among them: stated for the unit as a whole
    direction: Literal["higher", "lower", "none"]  # which way is better
    balance: bool  # has a coefficient of variation between units
    floor: Mapping[str, Parameter]  # by level; for direction "lower" it is the ceiling
    cv_max: Mapping[str, Parameter]  # by level
    resource: Resource | None
    decimals: int  # shown
    source: Citation
    counted: bool = True  # among those of which `Compliance.at_least` must be reached
    unit_kinds: tuple[str, ...] = ()  # only for these kinds of unit; empty: for all


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Units that are left out of comparison, and why."""

    id: str
    name: Text
    unit_kinds: tuple[str, ...]
    fewer_pupils_than: int | None  # None: always
    source: Citation


@dataclass(frozen=True, slots=True)
class Split:
    """How what a combined unit shares is divided between its levels: by pupils times weight."""

    id: str
    name: Text
    weights: Mapping[str, Mapping[str, float]]  # unit kind -> level -> weight; 1 where not named
    source: Citation


@dataclass(frozen=True, slots=True)
class Compliance:
    """When a unit and when an area meets the standard."""

    at_least: Mapping[str, int]  # level -> how many floors a unit must reach
    rest_share: float  # and the share of the floor that the others must reach; 0 where free
    comprehensive_cv_max: Mapping[str, Parameter]  # level -> limit of the mean coefficient; empty: each indicator by itself
    source: Citation


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One standard with the vocabulary of its trade; `load` gives the same one for the same contents."""

    name: str  # e.g. "education_cn/hq2017"
    title: Text
    source: Citation
    vocabulary: Vocabulary
    indicators: tuple[Indicator, ...]
    parameters: Mapping[str, Parameter]
    compare: str  # kind of area within which units are compared
    year_starts: tuple[int, int]  # month, day: on this day of a year its parameters and units are read
    split: Split | None  # None: nothing is shared by levels, and what the whole unit states is its own
    exclusions: tuple[Exclusion, ...]
    compliance: Compliance | None

    def indicator(self, id: str) -> Indicator:  # noqa: A002 - the word that the pack uses
        """The indicator of that id; `KeyError` lists those that exist."""
        for indicator in self.indicators:
            if indicator.id == id:
                return indicator
        raise KeyError(f"{self.name} has no indicator {id!r}; it has {', '.join(i.id for i in self.indicators)}")
