"""What is to be divided into classes: pupils with whole numbers, the shares of each class, and the wishes that bind some pupils."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from junheng.certificates import Listing, listing, public_codes
from junheng.language import Text

from .errors import ClassesError
from .numbers import Attribute, Trait, bands, refuse_wide, scores, total, traits
from .rules import Rules

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Pupils in the order of their codes, in groups that have no class numbers yet. Every number is whole."""

    codes: tuple[str, ...]
    sizes: tuple[int, ...]  # places by group
    given: tuple[int, ...]  # places by class number, where the rules say them
    shared: str  # what the sex is called: sex, or post of teachers
    sexes: tuple[str, ...]  # its values
    sex: IntArray  # (pupil,) index into sexes
    bands: int  # how many there are; 1 without cuts
    band: IntArray  # (pupil,) from 0 at the top
    names: tuple[str, ...]  # (attribute,) score columns, then column=value of every trait
    counted: tuple[bool, ...]  # (attribute,) whether sums are counts; else class means are compared
    values: IntArray  # (pupil, attribute) in steps
    steps: tuple[Decimal, ...]  # (attribute,) what one step is worth; 1 for counts
    traits: tuple[Trait, ...]
    total: Attribute | None  # of the scores, where there are two or more
    together: Mapping[str, tuple[int, ...]]  # label: pupils of one class
    apart: Mapping[str, tuple[int, ...]]  # label: pupils, all in different classes
    preset: Mapping[int, int]  # pupil: class number, from 1
    namesakes: Mapping[str, tuple[int, ...]]  # label: pupils whose names are alike
    most: Mapping[str, int]  # attribute: how many of it a class may have

    @property
    def classes(self) -> int:
        """How many there are."""
        return len(self.sizes)

    @property
    def stratum(self) -> IntArray:
        """(pupil,) the sex in a band; swaps keep it."""
        return self.sex * self.bands + self.band

    @property
    def strata(self) -> int:
        """How many there are."""
        return len(self.sexes) * self.bands

    @property
    def weighs_size(self) -> bool:
        """Whether counts are compared as shares of the class, its sizes being too different for counts."""
        return max(self.given, default=0) - min(self.given, default=0) > 1


def shown(rules: Rules, people: Listing) -> Listing:
    """The roster as published: salted codes and what the rules read; a list of teachers may be shown as it is.

    No name and no tail of a pupil: beside a score or a handicap they would tell whose it is.
    """
    missing = [column for column in rules.columns if column not in people.columns]
    if missing:
        raise ClassesError(
            Text("名单中没有列“{columns}”，有 {known}。", "The roster has no column “{columns}”; it has {known}.").format(
                columns="、".join(missing), known="、".join(people.columns)
            )
        )
    heads = tuple(dict.fromkeys(("name", *rules.columns))) if rules.open_codes and "name" in people.columns else rules.columns
    columns = [people.column(column) or () for column in heads]
    return listing(("code", *heads), list(zip(public_codes(people, open_codes=rules.open_codes), *columns, strict=True)))


def pose(rules: Rules, people: Listing) -> Problem:
    """State the question over a roster, the office's own or the published one.

    Raises
    ------
    ClassesError
        Fewer pupils than classes, sizes that do not add up, a score that is none, a class that does not exist.
    """
    pupils = len(people.rows)
    _refuse_sizes(rules, pupils)
    preset = _preset(people, rules)
    sizes = _sizes(rules, pupils, set(preset.values()))
    marks = scores(rules, people)
    whole = total(marks)
    counts, columns = traits(rules, people, len(marks))
    refuse_wide([*marks, whole] if whole else marks, max(sizes))
    attributes = [*marks, *counts]
    cells = people.column(rules.shared) or ("",) * pupils
    sexes = tuple(sorted(set(cells), key=str.encode))
    return Problem(
        codes=people.codes,
        sizes=sizes,
        given=rules.sizes,
        shared="post" if rules.post else "sex",
        sexes=sexes,
        sex=np.array([sexes.index(cell) for cell in cells], dtype=np.int64),
        bands=len(rules.bands) + 1,
        band=np.array(bands(rules.bands, whole, pupils), dtype=np.int64),
        names=tuple(one.name for one in attributes),
        counted=tuple(one.counted for one in attributes),
        values=np.array([one.values for one in attributes], dtype=np.int64).T.reshape(pupils, len(attributes)),
        steps=tuple(one.step for one in attributes),
        traits=tuple(columns),
        total=whole if len(marks) > 1 else None,
        together=_labels(people.column(rules.together)),
        apart=_labels(people.column(rules.apart)),
        preset=preset,
        namesakes=_labels(people.column(rules.namesakes)),
        most={f"{column}={value}": k for column, value, k in rules.most},
    )


def _refuse_sizes(rules: Rules, pupils: int) -> None:
    if pupils < rules.classes:
        raise ClassesError(
            Text(
                "名单只有 {n} 人，分不成 {classes} 个班：会有空班。", "{n} pupils do not fill {classes} classes: one would be empty."
            ).format(n=pupils, classes=rules.classes)
        )
    if rules.sizes and sum(rules.sizes) != pupils:
        raise ClassesError(
            Text(
                "各班人数 sizes 合计 {places}，名单有 {n} 人。请改到相等。",
                "The sizes add up to {places} places, and the roster has {n} pupils. Make them equal.",
            ).format(places=sum(rules.sizes), n=pupils)
        )


def _sizes(rules: Rules, pupils: int, numbers: set[int]) -> tuple[int, ...]:
    """Places by group: groups of preset numbers first, in their order."""
    if rules.sizes:
        rest = [number for number in range(1, rules.classes + 1) if number not in numbers]
        return tuple(rules.sizes[number - 1] for number in (*sorted(numbers), *rest))
    least, more = divmod(pupils, rules.classes)
    return tuple(least + (group < more) for group in range(rules.classes))


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
                ).format(code=people.codes[pupil], cell=cell, classes=rules.classes),
                codes=[people.codes[pupil]],
            )
        found[pupil] = int(cell)
    return found
