"""The roster in whole numbers: scores in steps, traits as counts, bands by the total."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from junheng.certificates import Listing
from junheng.language import Text

from .errors import ClassesError
from .rules import Rules

_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
_DECIMALS = 4
#: The range of a score, in steps, times the largest class: with it every sum of squares fits in 53 bits, in any language.
_WIDEST = 20_000_000


@dataclass(frozen=True)
class Attribute:
    """One number of every pupil."""

    name: str
    counted: bool  # 1 who has it, 0 who has not; else a score in steps
    step: Decimal
    values: tuple[int, ...]


@dataclass(frozen=True)
class Trait:
    """A column whose values fill the seats one after the other."""

    cells: tuple[int, ...]  # (pupil,) which value
    counts: tuple[int, ...]  # (value,) how many have it
    attributes: tuple[int | None, ...]  # (value,) which attribute counts them, if one does


def scores(rules: Rules, people: Listing) -> tuple[Attribute, ...]:
    """Scores in whole steps, the largest that all of the column are multiples of.

    Raises
    ------
    ClassesError
        A cell that is no score.
    """
    found = []
    for column in rules.scores:
        cells = people.column(column) or ()
        for code, cell in zip(people.codes, cells, strict=True):
            if not _NUMBER.fullmatch(cell):
                raise ClassesError(
                    Text(
                        "{code} 的“{column}”为“{cell}”，不是分数。请补上分数；缺考的请按学校规定填写。",
                        "{code} has “{cell}” as {column}, which is no score. Fill it in; for who was absent, as the school's rules say.",
                    ).format(code=code, column=column, cell=cell),
                    codes=[code],
                )
        found.append(_in_steps(column, [int(Decimal(cell).scaleb(_DECIMALS)) for cell in cells]))
    return tuple(found)


def _in_steps(name: str, fine: Sequence[int]) -> Attribute:
    step = gcd(*fine) or 1
    return Attribute(name, False, Decimal(step).scaleb(-_DECIMALS).normalize(), tuple(value // step for value in fine))


def total(marks: Sequence[Attribute]) -> Attribute | None:
    """The sum of the scores in the largest step of which all of theirs are multiples; None without any score."""
    if not marks:
        return None
    steps = [int(one.step.scaleb(_DECIMALS)) for one in marks]
    unit = gcd(*steps)
    worth = [step // unit for step in steps]
    summed = tuple(
        sum(value * times for value, times in zip(row, worth, strict=True)) for row in zip(*(m.values for m in marks), strict=True)
    )
    return Attribute("total", False, Decimal(unit).scaleb(-_DECIMALS).normalize(), summed)


def refuse_wide(marks: Sequence[Attribute], largest: int) -> None:
    """Refuse scores of more decimals than can be reckoned with exactly in every language.

    Raises
    ------
    ClassesError
        Names the column.
    """
    for one in marks:
        if (max(one.values) - min(one.values)) * largest > _WIDEST:
            raise ClassesError(
                Text(
                    "“{column}”的分差对 {largest} 人的班来说过大或小数位过多（最小单位 {step}）。请减少小数位数。",
                    "{column} is too wide, or has too many decimals, for classes of {largest} (its step is {step}). Give fewer decimals.",
                ).format(column=one.name, largest=largest, step=f"{one.step:f}")
            )


def traits(rules: Rules, people: Listing, before: int) -> tuple[list[Attribute], list[Trait]]:
    """Counts of every value of the traits and of what `[most]` limits, and how the values fill the seats.

    `before` is how many attributes stand before them.
    """
    cells = {column: people.column(column) or () for column in (*rules.traits, *(column for column, _, _ in rules.most))}
    values = {column: sorted(set(of), key=str.encode) for column, of in cells.items()}
    wanted = [(column, value) for column in rules.traits for value in values[column] if value]
    limited = sorted(((column, value) for column, value, _ in rules.most), key=lambda one: "=".join(one).encode())
    wanted += [one for one in limited if one not in wanted and one[1] in values[one[0]]]
    attributes = [
        Attribute(f"{column}={value}", True, Decimal(1), tuple(int(cell == value) for cell in cells[column])) for column, value in wanted
    ]
    at = {one: before + place for place, one in enumerate(wanted)}
    columns = [
        Trait(
            tuple(values[column].index(cell) for cell in of),
            tuple(of.count(value) for value in values[column]),
            tuple(at.get((column, value)) for value in values[column]),
        )
        for column, of in cells.items()
    ]
    return attributes, columns


def bands(cuts: Sequence[int], whole: Attribute | None, pupils: int) -> tuple[int, ...]:
    """The band of every pupil, from 0 at the top: one more for each cut that as many of a hundred are above. Equal totals share a band."""
    if whole is None or not cuts:
        return (0,) * pupils
    ranked = sorted(-value for value in whole.values)
    return tuple(sum(100 * bisect_left(ranked, -value) >= cut * pupils for cut in cuts) for value in whole.values)
