"""What the parents of likely twins asked for, in place of whatever the list said of it before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from junheng.certificates import Listing, listing
from junheng.engines.classes import Answer, with_answer
from junheng.engines.classes.heads import wish_columns

#: Labels of namesakes as they are computed before a seal.
_COMPUTED = re.compile(r"(?:n[0-9]+(?: n[0-9]+)*)?")


def answered(people: Listing, codes: Sequence[str], answer: Answer) -> Listing:
    """The list with an answer for these pupils; labels of wishes that they share, and computed labels of namesakes, go."""
    people = with_answer(people, codes, answer)
    rows = {code: dict(row) for code, row in people.by_code.items()}
    wishes = wish_columns(people)
    for key in (Answer.TOGETHER, Answer.APART):
        column = wishes[key]
        if not column:
            continue
        shared = set.intersection(*(set(rows[code][column].split()) for code in codes))
        for code in codes:
            rows[code][column] = " ".join(label for label in rows[code][column].split() if label not in shared)
    column = wishes["namesakes"]
    stale = bool(column) and all(_COMPUTED.fullmatch(row[column]) for row in rows.values())
    kept = [name for name in people.columns if not (stale and name == column)]
    return listing(kept, [[row[name] for name in kept] for row in rows.values()])
