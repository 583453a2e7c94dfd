"""The roll 分班名册: who is in which class, by masked name, so that nobody can lay a name beside what the list says of a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from junheng.language import Text

from .canonical_json import Json
from .concealment import masked, public_codes, tail
from .finding import Finding, differs
from .listing import Listing

#: Where a result keeps it; a result that has none names nobody but by what its lists show.
ROLL = "roll"


def roll_of(people: Listing, assigned: Mapping[str, str | int], *more: Listing) -> list[Json]:
    """Rows of class, the end of the number and the masked name, of everyone who is assigned; `assigned` goes by published code.

    By class, then by the bytes of the other two: the order says nothing of the order of the codes. `more` are further lists
    of people, such as those who had a class before late ones came.
    """
    rows = [
        (assigned[public], tail(code), masked(name))
        for each in (people, *more)
        for public, code, name in zip(public_codes(each), each.codes, each.column("name") or ("",) * len(each.rows), strict=True)
        if public in assigned
    ]
    return [list(row) for row in sorted(rows, key=_order)]


def check_roll(stated: Json, assigned: Mapping[str, str | int], lists: Mapping[str, Listing]) -> Iterator[Finding]:
    """What is wrong with a roll: against the lists where there are any (the office's own), else against what is assigned."""
    if not isinstance(stated, list) or not all(_is_row(row) for row in stated):
        yield Finding("result.roll", Text("名册的行应为班级、尾号、姓名。", "A row of the roll is class, end of the number and name."))
        return
    for place, (before, after) in enumerate(pairwise(stated), start=1):
        if _order(before) > _order(after):
            yield Finding(f"result.roll[{place}]", Text("名册没有按班级、尾号、姓名排序。", "The roll is not in its order."))
    counted, wanted = Counter(row[0] for row in stated), Counter(assigned.values())
    for number in sorted({*counted, *wanted}, key=str):
        yield from differs(f"result.roll.{number}", stated=counted[number], found=wanted[number])
    if lists:
        first, *more = lists.values()
        found: list[Any] = roll_of(first, assigned, *more)
        if len(found) != len(stated):
            yield from differs("result.roll", stated=len(stated), found=len(found))
        for place, (said, row) in enumerate(zip(stated, found, strict=False)):
            yield from differs(f"result.roll[{place}]", stated=said, found=row)


def _is_row(row: Json) -> bool:
    if not isinstance(row, list) or len(row) != 3:
        return False
    return type(row[0]) in (int, str) and all(isinstance(cell, str) for cell in row[1:])


def _order(row: Any) -> tuple[int, bytes, bytes, bytes]:  # noqa: ANN401 - a row of JSON
    number, end, name = row
    return (number if isinstance(number, int) else -1, str(number).encode(), end.encode(), name.encode())
