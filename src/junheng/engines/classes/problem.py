"""What is to be divided into classes: pupils with whole numbers, and the wishes that bind some of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

import numpy as np
from numpy.typing import NDArray

from junheng.certificates import Listing, listing, public_codes
from junheng.language import Text

from .errors import ClassesError
from .rules import Rules

IntArray = NDArray[np.int64]

_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
_DECIMALS = 4


@dataclass(frozen=True)
class Problem:
    """Pupils in the order of their codes, classes still without numbers. Every number is whole."""

    codes: tuple[str, ...]
    classes: int
    stratum: IntArray  # (pupil,) index of the sex; classes share each evenly and swaps keep it
    strata: tuple[str, ...]  # the values of the sex
    names: tuple[str, ...]  # (attribute,) score columns, then column=value of every trait
    counted: tuple[bool, ...]  # (attribute,) whether sums are counts; else class means are compared
    values: IntArray  # (pupil, attribute) in steps
    steps: tuple[Decimal, ...]  # (attribute,) what one step is worth; 1 for counts
    together: Mapping[str, tuple[int, ...]]  # label: pupils of one class
    apart: Mapping[str, tuple[int, ...]]  # label: pupils, all in different classes
    preset: Mapping[int, int]  # pupil: class number, from 1

    @property
    def sizes(self) -> tuple[int, ...]:
        """Places of every class, within one of each other."""
        least, more = divmod(len(self.codes), self.classes)
        return tuple(least + (number < more) for number in range(self.classes))


def shown(rules: Rules, people: Listing) -> Listing:
    """The roster as published: salted codes and what the rules read.

    No name and no tail: beside a score or a handicap they would tell whose it is.
    """
    missing = [column for column in rules.columns if column not in people.columns]
    if missing:
        raise ClassesError(
            Text("名单中没有列“{columns}”，有 {known}。", "The roster has no column “{columns}”; it has {known}.").format(
                columns="、".join(missing), known="、".join(people.columns)
            )
        )
    columns = [people.column(column) or () for column in rules.columns]
    return listing(("code", *rules.columns), list(zip(public_codes(people), *columns, strict=True)))


def pose(rules: Rules, people: Listing) -> Problem:
    """State the question over a roster, the office's own or the published one.

    Raises
    ------
    ClassesError
        Fewer pupils than classes, a score that is none, a class that does not exist.
    """
    if len(people.rows) < rules.classes:
        raise ClassesError(
            Text(
                "名单只有 {n} 人，分不成 {classes} 个班：会有空班。", "{n} pupils do not fill {classes} classes: one would be empty."
            ).format(n=len(people.rows), classes=rules.classes)
        )
    sexes = people.column(rules.sex) or ("",) * len(people.rows)
    strata = tuple(sorted(set(sexes), key=str.encode))
    scores, steps = _scores(rules.scores, people)
    names, columns = list(rules.scores), list(scores)
    for trait in rules.traits:
        cells = people.column(trait) or ()
        for value in sorted(set(cells), key=str.encode):
            names.append(f"{trait}={value}")
            columns.append([int(cell == value) for cell in cells])
    values = np.array(columns, dtype=np.int64).T.reshape(len(people.rows), len(columns))
    return Problem(
        codes=people.codes,
        classes=rules.classes,
        stratum=np.array([strata.index(sex) for sex in sexes], dtype=np.int64),
        strata=strata,
        names=tuple(names),
        counted=tuple(number >= len(rules.scores) for number in range(len(names))),
        values=values,
        steps=(*steps, *[Decimal(1)] * (len(names) - len(scores))),
        together=_labels(people.column(rules.together)),
        apart=_labels(people.column(rules.apart)),
        preset=_preset(people, rules),
    )


def _scores(columns: Sequence[str], people: Listing) -> tuple[list[list[int]], list[Decimal]]:
    """Scores in whole steps, the largest that all of the column are multiples of."""
    found, steps = [], []
    for column in columns:
        for code, cell in zip(people.codes, people.column(column) or (), strict=True):
            if not _NUMBER.fullmatch(cell):
                raise ClassesError(
                    Text(
                        "{code} 的“{column}”为“{cell}”，不是分数。请补上分数；缺考的请按学校规定填写。",
                        "{code} has “{cell}” as {column}, which is no score. Fill it in; for who was absent, as the school's rules say.",
                    ).format(code=code, column=column, cell=cell)
                )
        fine = [int(Decimal(cell).scaleb(_DECIMALS)) for cell in people.column(column) or ()]
        step = gcd(*fine) or 1
        found.append([value // step for value in fine])
        steps.append(Decimal(step).scaleb(-_DECIMALS).normalize())
    return found, steps


def _labels(cells: Sequence[str] | None) -> dict[str, tuple[int, ...]]:
    members: dict[str, list[int]] = defaultdict(list)
    for pupil, cell in enumerate(cells or ()):
        for label in dict.fromkeys(cell.split()):
            members[label].append(pupil)
    return {label: tuple(members[label]) for label in sorted(members, key=str.encode) if len(members[label]) > 1}


def _preset(people: Listing, rules: Rules) -> dict[int, int]:
    found: dict[int, int] = {}
    for pupil, cell in enumerate(people.column(rules.preset) or ()):
        if not cell:
            continue
        if not re.fullmatch(r"[0-9]{1,4}", cell) or not 1 <= int(cell) <= rules.classes:
            raise ClassesError(
                Text(
                    "{code} 指定的班级“{cell}”不存在。请写 1 到 {classes}。",
                    "{code} is preset to the class “{cell}”, which does not exist. Write 1 to {classes}.",
                ).format(code=people.codes[pupil], cell=cell, classes=rules.classes)
            )
        found[pupil] = int(cell)
    return found
