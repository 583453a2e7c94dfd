"""The groups again, from keyed order to class numbers; written from the method note, without the algorithm's code.

Plain lists and dictionaries, one class at a time, as a program in any language would do it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

Vector = tuple[int, ...]
_WORDS = 1 << 64
_KICKS, _BACK, _AT_ONCE = 200, 16, 3


@dataclass
class Hall:
    """All that the groups are made of; pupils are numbered in keyed order."""

    values: list[Vector]
    sex: list[str]
    bound: dict[int, int]  # pupil: group
    sizes: list[int]
    aims: list[Vector]
    group: list[int] = field(default_factory=list)


def ordered(key: bytes, domain: str, codes: Sequence[str]) -> list[str]:
    """Draws (2)."""
    return sorted(codes, key=lambda code: (hmac.new(key, f"order|{domain}|{code}".encode(), hashlib.sha256).digest(), code.encode()))


def below(key: bytes, domain: str) -> Iterator[int]:
    """The words of draws (3)."""
    block = 0
    while True:
        digest = hmac.new(key, f"stream|{domain}|{block}".encode(), hashlib.sha256).digest()
        yield from (int.from_bytes(digest[start : start + 8], "big") for start in (0, 8, 16, 24))
        block += 1


def integer(words: Iterator[int], n: int) -> int:
    """Draws §3."""
    return next(word for word in words if word < _WORDS - _WORDS % n) % n


def deal(hall: Hall, sexes: Sequence[str]) -> None:
    """Classes §3: sex after sex in keyed order, to the group that lacks most of the sex and has room."""
    count = len(hall.sizes)
    lacks = {sex: [0] * count for sex in sexes}
    for turn, sex in enumerate(sorted(hall.sex, key=str.encode)):
        lacks[sex][turn % count] += 1
    room = list(hall.sizes)
    for pupil, group in hall.bound.items():
        lacks[hall.sex[pupil]][group] -= 1
        room[group] -= 1
    hall.group = [hall.bound.get(pupil, -1) for pupil in range(len(hall.values))]
    for sex in sexes:
        for pupil, own in enumerate(hall.sex):
            if own == sex and hall.group[pupil] < 0:
                most = max(lacks[sex][group] for group in range(count) if room[group])
                group = next(group for group in range(count) if room[group] and lacks[sex][group] == most)
                hall.group[pupil] = group
                lacks[sex][group] -= 1
                room[group] -= 1


def swaps(hall: Hall, group: int, others: Sequence[int]) -> list[tuple[int, int]]:
    """Classes §4: who may be swapped with whom, in order."""
    own, rest = _first_two(hall, {group}), _first_two(hall, set(others))
    by_sex: dict[str, list[int]] = {}
    for pupil in rest:
        by_sex.setdefault(hall.sex[pupil], []).append(pupil)
    return [(one, other) for one in own for other in by_sex.get(hall.sex[one], ())]


def _first_two(hall: Hall, groups: set[int]) -> list[int]:
    seen: dict[tuple[str, Vector], int] = {}
    found = []
    for pupil, group in enumerate(hall.group):
        if group in groups and pupil not in hall.bound:
            kind = (hall.sex[pupil], hall.values[pupil])
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= 2:
                found.append(pupil)
    return found


def _effects(hall: Hall, pairs: Sequence[tuple[int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    values = np.array(hall.values, dtype=np.int64)
    return np.array(values[[other for _, other in pairs]] - values[[one for one, _ in pairs]])


def _exchange(hall: Hall, pair: tuple[int, int]) -> None:
    one, other = pair
    hall.group[one], hall.group[other] = hall.group[other], hall.group[one]


def _missing(hall: Hall, group: int) -> Vector:
    inside = [hall.values[pupil] for pupil, own in enumerate(hall.group) if own == group]
    return tuple(aim - sum(column) for aim, column in zip(hall.aims[group], zip(*inside, strict=True), strict=True))


def _squares(vector: Sequence[int]) -> int:
    return sum(number * number for number in vector)


def settle(hall: Hall, key: bytes) -> int | None:
    """Classes §5: groups to exact sums; how many seeded rounds it took, None where they were given up."""
    words = below(key, "classes-swaps")
    count, done, rounds = len(hall.sizes), 0, 0
    while done < count - 1:
        later = range(done + 1, count)
        missing = _approach(hall, done, later)
        pairs = swaps(hall, done, later)
        two = _two(hall, pairs, missing) if any(missing) else ()
        if two is not None:
            for pair in two:
                _exchange(hall, pair)
            done += 1
            continue
        rounds += 1
        if rounds > _KICKS:
            return None
        if rounds % _BACK == 0 and done:
            done = max(0, done - rounds // _BACK)
            pairs = swaps(hall, done, range(done + 1, count))
        if not pairs:
            return None
        for _ in range(_AT_ONCE):
            _exchange(hall, pairs[integer(words, len(pairs))])
    return rounds


def _approach(hall: Hall, group: int, later: range) -> Vector:
    missing = _missing(hall, group)
    while any(missing):
        pairs = swaps(hall, group, later)
        if not pairs:
            break
        left = np.square(np.array(missing) - _effects(hall, pairs)).sum(axis=1).tolist()
        best = left.index(min(left))
        if left[best] >= _squares(missing):
            break
        _exchange(hall, pairs[best])
        missing = _missing(hall, group)
    return missing


def _two(hall: Hall, pairs: Sequence[tuple[int, int]], missing: Vector) -> tuple[tuple[int, int], ...] | None:
    if not pairs:
        return None
    effects = [tuple(effect) for effect in _effects(hall, pairs).tolist()]
    having: dict[Vector, list[int]] = {}
    for number, effect in enumerate(effects):
        having.setdefault(effect, []).append(number)
    for pair, effect in zip(pairs, effects, strict=True):
        for number in having.get(tuple(want - has for want, has in zip(missing, effect, strict=True)), ()):
            if not set(pair) & set(pairs[number]):
                return pair, pairs[number]
    return None


def improve(hall: Hall) -> None:
    """Classes §6: the best swap of each group with any other, until none gains."""
    count = len(hall.sizes)
    gained = True
    while gained:
        gained = False
        for group in range(count):
            while pairs := swaps(hall, group, [other for other in range(count) if other != group]):
                missing = [_missing(hall, other) for other in range(count)]
                effects = _effects(hall, pairs)
                partners = [hall.group[other] for _, other in pairs]
                own, theirs = np.array(missing[group]), np.array([missing[partner] for partner in partners])
                before = np.square(own).sum() + np.square(theirs).sum(axis=1)
                after = np.square(own - effects).sum(axis=1) + np.square(theirs + effects).sum(axis=1)
                gains = (before - after).tolist()
                best = gains.index(max(gains))
                if gains[best] <= 0:
                    break
                _exchange(hall, pairs[best])
                gained = True


def numbers(key: bytes, classes: int, given: Mapping[int, int]) -> list[int]:
    """Classes §7: the class number of every group."""
    open_numbers = [str(number) for number in range(1, classes + 1) if number not in given.values()]
    drawn = ordered(key, "classes-numbers", open_numbers)
    free = [group for group in range(classes) if group not in given]
    by_group = {**given, **{group: int(number) for group, number in zip(free, drawn, strict=True)}}
    return [by_group[group] for group in range(classes)]
