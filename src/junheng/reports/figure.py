"""A figure's address, and what a trace tells of it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from junheng.language import Text
from junheng.packs import Citation
from junheng.releases import Release

#: Of one unit.
UNIT_KINDS = ("value", "amount")
#: Of the units of an area.
AREA_KINDS = ("cv", "cv_unweighted", "mean", "gini", "theil_t", "theil_l", "units", "pupils", "below", "comprehensive")
#: Of an area as a whole, without comparing its units: see `totals`.
WHOLE_KINDS = ("total", "count", "overall")
#: In the place of the indicator where a figure has none.
NO_INDICATOR = "-"


class FigureError(ValueError):
    """No such figure; `text` says what is wrong with its address."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class FigureId:
    """The address of a figure within a release under a pack.

    >>> FigureId.read("cv:510104:primary:sports_area:2025").subject
    '510104'
    """

    kind: str  # of UNIT_KINDS, AREA_KINDS or WHOLE_KINDS
    subject: str  # code of the unit or area
    level: str  # ALL_LEVELS for a whole amount at all levels
    indicator: str  # for "amount" and "total", a measure; for "count", a kind of unit; NO_INDICATOR where there is none
    period: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject}:{self.level}:{self.indicator}:{self.period}"

    @classmethod
    def read(cls, text: str) -> FigureId:
        """From its written form.

        Raises
        ------
        FigureError
            It has not five parts, or its kind is unknown.
        """
        parts = text.split(":")
        kinds = UNIT_KINDS + AREA_KINDS + WHOLE_KINDS
        if len(parts) != 5 or parts[0] not in kinds:
            shape = Text(
                "“{text}”不是数字编号，应为 类型:学校或地区代码:学段:指标:期间，"
                "类型是 {kinds} 之一，如 cv:510104:primary:sports_area:2025。",
                "{text!r} is not a figure: write kind:code:level:indicator:period with a kind of {kinds}, "
                "for example cv:510104:primary:sports_area:2025.",
            )
            raise FigureError(shape.format(text=text, kinds=", ".join(kinds)))
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Part:
    """One figure that went into another."""

    figure: FigureId
    name: str | Text
    pupils: int | None  # None where pupils do not weigh
    value: float | None
    share: float | None  # of the square of the coefficient, or of the sum


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from, in the order in which a page shows it."""

    figure: FigureId
    value: float | None  # unrounded; None where it cannot be computed
    decimals: int  # shown
    unit: str  # of junheng.tables.units
    name: Text
    subject: str  # name of the school or area
    level: Text
    formula: Text
    calculation: Text  # the formula with its numbers
    source: Citation
    release: Release
    pack: str
    parts: tuple[Part, ...]
    rows: pl.DataFrame  # of `junheng.reports.rows.SOURCE_ROWS`
    notes: tuple[Text, ...]

    @property
    def command(self) -> str:
        """The command that prints this trace, once FOLDER is the region's folder."""
        release = f" --release {self.release.hash[:8]}" if self.release.number is not None else ""
        return f"junheng trace FOLDER {self.figure} --pack {self.pack}{release}"
