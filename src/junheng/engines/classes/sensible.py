"""The rules for a roster that came without: which of its columns a class list is balanced by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from junheng.certificates import Listing
from junheng.draw import DeclaredSource

from .rules import ENTRY_GRADE, SCORE_ALLOWED, Rules

#: Columns that say who somebody is; nothing is balanced by them.
_PERSON = frozenset(("code", "name", "sex", "birth", "identity", "salt", "distinct", "class"))
_WISHES = {"together": ("together", "同班"), "apart": ("apart", "分开"), "preset": ("preset", "指定班级")}
#: More values than this are no trait by which one would balance.
_MOST_VALUES = 8
_SCORE = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")


def sensible_rules(people: Listing, classes: int, sources: Sequence[DeclaredSource] = ()) -> Rules:
    """The rules for a roster that came without: its sex, its traits of few values, its wishes; scores where it has any.

    A roster with scores is taken for classes that are re-formed, and says so by its mode: whoever forms an entry
    grade writes entry-grade, which refuses the scores.
    """
    wishes = {key: next((word for word in words if word in people.columns), "") for key, words in _WISHES.items()}
    left = [column for column in people.columns if column not in _PERSON and column not in wishes.values()]
    scores = tuple(column for column in left if _is_score(people, column))
    traits = tuple(column for column in left if column not in scores and 2 <= len(set(people.column(column) or ())) <= _MOST_VALUES)
    return Rules(
        classes=classes,
        mode=SCORE_ALLOWED if scores else ENTRY_GRADE,
        sex="sex" if "sex" in people.columns else "",
        traits=traits,
        scores=scores,
        sources=tuple(sources),
        **wishes,
    )


def _is_score(people: Listing, column: str) -> bool:
    cells = people.column(column) or ()
    return len(set(cells)) > _MOST_VALUES and all(_SCORE.fullmatch(cell) for cell in cells)
