"""What a field of a template asks for: ``total all funds -1 @510104 in 10k_yuan to 1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from junheng.language import Text

from .errors import TemplateError


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure as a field names it; ``*`` is what the loop is at."""

    kind: str
    level: str
    name: str  # indicator, measure or kind of unit
    area: str = ""  # code or name; the scope's where empty
    back: int = 0  # periods before the scope's
    unit: str = ""  # the figure's own where empty
    decimals: int | None = None  # the figure's own where None
    bare: bool = False  # without its unit, as in a table whose head names it


def read_asked(words: Sequence[str], line: int) -> Asked:
    """KIND LEVEL NAME, then in any order @AREA, -1, in UNIT, to DECIMALS, bare.

    Raises
    ------
    TemplateError
        Fewer than three words, or one behind them that means nothing.
    """
    if len(words) < 3:
        why = Text("“{words}”应写作：类型 学段 指标。", "“{words}” should be KIND LEVEL NAME.")
        raise TemplateError(line, why.format(words=" ".join(words)))
    area, back, unit, decimals, bare = "", 0, "", None, False
    rest = iter(words[3:])
    for word in rest:
        if word.startswith("@"):
            area = word.removeprefix("@")
        elif re.fullmatch("-[0-9]{1,3}", word):
            back = int(word.removeprefix("-"))
        elif word == "bare":
            bare = True
        elif word == "in" and (named := next(rest, "")):
            unit = named
        elif word == "to" and re.fullmatch("[0-9]", places := next(rest, "")):
            decimals = int(places)
        else:
            why = Text(
                "“{word}”应写作 @地区、-1、in 单位、to 小数位数 或 bare。", "“{word}” is none of @AREA, -1, in UNIT, to DECIMALS, bare."
            )
            raise TemplateError(line, why.format(word=word))
    return Asked(words[0], words[1], words[2], area, back, unit, decimals, bare)
