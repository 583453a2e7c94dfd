"""Columns of scores and certificates, which an entry grade 起始年级 must not even have."""

from __future__ import annotations

import re

from junheng.certificates import Listing
from junheng.language import Text

from .errors import ClassesError
from .heads import DISABILITY, GUARDIAN, PERSONAL, SCORE, columns_of
from .rules import ENTRY_GRADE, Rules

_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
_SCORE = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
#: Numbers of no more values than this are a grade of something, such as a district's number.
_FEWEST = 9
#: Columns that every list may have, whatever stands in them.
LISTED = frozenset(("code", "name", "sex", "birth", "identity", "salt", "distinct", "class", "reason"))


def refuse_scores(rules: Rules, people: Listing) -> None:
    """Refuse a roster of an entry grade that has scores or certificates, whether the rules read them or not.

    A column is known by what it is called, by a fraction in it, or, where the rules balance by it, by its many numbers.

    Raises
    ------
    ClassesError
        Names the columns.
    """
    if rules.mode != ENTRY_GRADE:
        return
    called = [column for column in columns_of(people, SCORE) if column not in columns_of(people, DISABILITY)]
    fractions = [column for column in _of_nobody(people) if any(_FRACTION.fullmatch(cell) for cell in people.column(column) or ())]
    read = [column for column in rules.traits if is_score(people, column)]
    found = tuple(dict.fromkeys((*called, *fractions, *read)))
    if found:
        raise ClassesError(
            Text(
                "起始年级不得以考试成绩或证书分班，名单却有 {columns} 列。请删去这些列后重新封存。",
                "An entry grade must not be formed by tests or certificates, and the roster has {columns}. "
                "Remove these columns and seal it anew.",
            ).format(columns=Text("、".join(found), ", ".join(found)))
        )


def _of_nobody(people: Listing) -> tuple[str, ...]:
    """Columns that do not say who or how tall somebody is, or when they were born."""
    personal = {column for heads in (PERSONAL, GUARDIAN) for column in columns_of(people, heads)}
    return tuple(column for column in people.columns if column not in LISTED and column not in personal)


def is_score(people: Listing, column: str) -> bool:
    """Whether a column holds numbers of many values, and no running number."""
    cells = people.column(column) or ()
    if column not in _of_nobody(people) or len(set(cells)) < _FEWEST or not all(_SCORE.fullmatch(cell) for cell in cells):
        return False
    # A running number has every value once.
    return sorted(cells, key=float) != [str(number) for number in range(1, len(cells) + 1)]
