"""Columns of scores and certificates, which an entry grade 起始年级 must not even have."""

from __future__ import annotations

import re

from junheng.certificates import Listing
from junheng.language import Text

from .errors import ClassesError
from .rules import ENTRY_GRADE, Rules

#: What a column of scores or certificates is called; an entry grade must not be formed by them, so it must not even have them.
_SCORE_WORDS = ("成绩", "分数", "总分", "得分", "考试", "测试", "排名", "名次", "语文", "数学", "英语", "证书", "奖", "等级")  # fmt: skip
#: The same in English, as whole words: a remark is no mark.
_ENGLISH = re.compile(r"(?<![a-z])(scores?|marks?|tests?|exams?|rank|math|reading|certificates?|awards?|iq)(?![a-z])")
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")


def refuse_scores(rules: Rules, people: Listing) -> None:
    """Refuse a roster of an entry grade that has scores or certificates, whether the rules read them or not.

    Raises
    ------
    ClassesError
        Names the columns.
    """
    if rules.mode != ENTRY_GRADE:
        return
    words = [column for column in people.columns if any(word in column for word in _SCORE_WORDS) or _ENGLISH.search(column.lower())]
    fractions = [column for column in people.columns if any(_FRACTION.fullmatch(cell) for cell in people.column(column) or ())]
    if words or fractions:
        raise ClassesError(
            Text(
                "起始年级不得以考试成绩或证书分班，名单却有 {columns} 列。请删去这些列后重新封存。",
                "An entry grade must not be formed by tests or certificates, and the roster has {columns}. "
                "Remove these columns and seal it anew.",
            ).format(columns="、".join(dict.fromkeys((*words, *fractions))))
        )
