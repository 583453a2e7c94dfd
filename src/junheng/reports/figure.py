"""The address of a figure: what it is, of whom, at which level, of which indicator, in which period."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Text

#: Of one unit.
UNIT_KINDS = ("value", "amount")
#: Of the units of an area.
AREA_KINDS = ("cv", "cv_unweighted", "mean", "gini", "theil_t", "theil_l", "units", "pupils", "below", "comprehensive")
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

    kind: str  # of UNIT_KINDS or AREA_KINDS
    subject: str  # code of the unit or area
    level: str
    indicator: str  # for "amount", a measure; NO_INDICATOR where there is none
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
        kinds = UNIT_KINDS + AREA_KINDS
        if len(parts) != 5 or parts[0] not in kinds:
            shape = Text(
                "“{text}”不是数字编号，应为 类型:学校或地区代码:学段:指标:期间，"
                "类型是 {kinds} 之一，如 cv:510104:primary:sports_area:2025。",
                "{text!r} is not a figure: write kind:code:level:indicator:period with a kind of {kinds}, "
                "for example cv:510104:primary:sports_area:2025.",
            )
            raise FigureError(shape.format(text=text, kinds=", ".join(kinds)))
        return cls(*parts)
