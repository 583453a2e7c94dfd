"""The groups again, from keyed order to class numbers; written from the method note, without the algorithm's code.

Plain lists and dictionaries, one class at a time, as a program in any language would do it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

Vector = tuple[int, ...]
Stratum = tuple[object, ...]
Kind = tuple[Stratum, Vector]
Table = np.ndarray[Any, np.dtype[np.int64]]
_WORDS = 1 << 64
_BACK, _AT_ONCE = 16, 3


@dataclass
class Hall:
    """All that the groups are made of; pupils are numbered in keyed order."""

    values: list[Vector]
    stratum: list[Stratum]
    first: dict[int, int]  # pupil who is placed first: group
    bound: set[int]  # those of them who stay
    sizes: list[int]
    aims: list[Vector]
    group: list[int] = field(default_factory=list)

    def kind(self, pupil: int) -> Kind:
        """Stratum and values: who have them alike change a group alike."""
        return self.stratum[pupil], self.values[pupil]

    @cached_property
    def table(self) -> Table:
        """The values as one array."""
        return np.array(self.values, dtype=np.int64)


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


def deal(hall: Hall, lacks: Mapping[Stratum, list[int]]) -> None:
    """Classes §3: stratum after stratum in keyed order, to the group that lacks most of it and has room.

    `lacks` is what each group is to have of each stratum, in their order; it is used up.
    """
    room = list(hall.sizes)
    for pupil, group in hall.first.items():
        lacks[hall.stratum[pupil]][group] -= 1
        room[group] -= 1
    hall.group = [hall.first.get(pupil, -1) for pupil in range(len(hall.values))]
    for stratum, lack in lacks.items():
        for pupil, own in enumerate(hall.stratum):
            if own == stratum and hall.group[pupil] < 0:
                most = max(lack[group] for group, left in enumerate(room) if left)
                group = next(group for group, left in enumerate(room) if left and lack[group] == most)
                hall.group[pupil] = group
                lack[group] -= 1
                room[group] -= 1


def swaps(hall: Hall, group: int, others: Sequence[int]) -> list[tuple[int, int]]:
    """Classes §5: who may be swapped with whom, in order."""
    own, rest = _first_two(hall, {group}), _first_two(hall, set(others))
    alike: dict[Stratum, list[int]] = {}
    for pupil in rest:
        alike.setdefault(hall.stratum[pupil], []).append(pupil)
    return [(one, other) for one in own for other in alike.get(hall.stratum[one], ())]


def _first_two(hall: Hall, groups: set[int]) -> list[int]:
    seen: dict[Kind, int] = {}
    found = []
    for pupil, group in enumerate(hall.group):
        if group in groups and pupil not in hall.bound:
            kind = hall.kind(pupil)
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= 2:
                found.append(pupil)
    return found


def _effects(hall: Hall, pairs: Sequence[tuple[int, int]]) -> Table:
    return np.asarray(hall.table[[other for _, other in pairs]] - hall.table[[one for one, _ in pairs]])


def _exchange(hall: Hall, pair: tuple[int, int]) -> None:
    one, other = pair
    hall.group[one], hall.group[other] = hall.group[other], hall.group[one]


def _missing(hall: Hall, group: int) -> Vector:
    inside = [hall.values[pupil] for pupil, own in enumerate(hall.group) if own == group]
    return tuple(aim - sum(column) for aim, column in zip(hall.aims[group], zip(*inside, strict=True), strict=True))


def _squares(vector: Sequence[int]) -> int:
    return sum(number * number for number in vector)


def settle(hall: Hall, words: Iterator[int], kicks: int) -> int | None:
    """Classes §5: groups to exact sums; how many seeded rounds it took, None where they were given up after `kicks`."""
    count, done, rounds = len(hall.sizes), 0, 0
    while done < count - 1:
        later = range(done + 1, count)
        missing = _approach(hall, done, later, words)
        pairs = swaps(hall, done, later)
        found = (_two(hall, pairs, missing) or _four(hall, pairs, missing)) if any(missing) else ()
        if found is not None:
            for pair in found:
                _exchange(hall, pair)
            done += 1
            continue
        rounds += 1
        if rounds > kicks:
            return None
        if rounds % _BACK == 0 and done:
            done = max(0, done - rounds // _BACK)
            pairs = swaps(hall, done, range(done + 1, count))
        if not pairs:
            return None
        for _ in range(_AT_ONCE):
            _exchange(hall, pairs[integer(words, len(pairs))])
    return rounds


def _approach(hall: Hall, group: int, later: range, words: Iterator[int]) -> Vector:
    """Classes §5, step 1: of all pairs of free pupils, not of the first two of a kind only."""
    missing = _missing(hall, group)
    while any(missing):
        own, rest = _alike(hall, [group]), _alike(hall, later)
        if not own or not rest:
            break
        # Whether a swap comes nearer depends on the two kinds only: rows are kinds of the group, columns those of later ones.
        nearer = _nearer(hall, [pupils[0] for pupils in own], [pupils[0] for pupils in rest], missing)
        partners = (nearer @ np.array([len(pupils) for pupils in rest])).tolist()
        row = {pupil: number for number, pupils in enumerate(own) for pupil in pupils}
        count = sum(partners[number] for number in row.values())
        if not count:
            break
        left = integer(words, count)
        for one in sorted(row):
            if left < partners[row[one]]:
                fitting = sorted(pupil for number in np.flatnonzero(nearer[row[one]]).tolist() for pupil in rest[number])
                _exchange(hall, (one, fitting[left]))
                break
            left -= partners[row[one]]
        missing = _missing(hall, group)
    return missing


def _alike(hall: Hall, groups: Sequence[int]) -> list[list[int]]:
    """The free pupils of the groups, those of a kind together."""
    found: dict[Kind, list[int]] = {}
    for pupil, group in enumerate(hall.group):
        if group in groups and pupil not in hall.bound:
            found.setdefault(hall.kind(pupil), []).append(pupil)
    return list(found.values())


def _nearer(hall: Hall, own: Sequence[int], rest: Sequence[int], missing: Vector) -> Table:
    """Whether a swap of one of these with one of those brings the sums nearer: 1 or 0."""
    left = np.array(missing) + hall.table[own][:, None, :] - hall.table[rest][None, :, :]
    names = {stratum: number for number, stratum in enumerate(dict.fromkeys(hall.stratum))}
    mine, theirs = (np.array([names[hall.stratum[pupil]] for pupil in pupils]) for pupils in (own, rest))
    return np.asarray((np.square(left).sum(axis=2) < _squares(missing)) & (mine[:, None] == theirs)).astype(np.int64)


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


def _four(hall: Hall, pairs: Sequence[tuple[int, int]], missing: Vector) -> tuple[tuple[int, int], ...] | None:
    some = list(pairs[:: -(-len(pairs) // 400)]) if pairs else []
    twos = [(one, two) for place, one in enumerate(some) for two in some[place + 1 :] if one[0] != two[0] and one[1] != two[1]]
    if not twos:
        return None
    effects = _effects(hall, [one for one, _ in twos]) + _effects(hall, [two for _, two in twos])
    having: dict[bytes, list[int]] = {}
    for number, effect in enumerate(_as_bytes(effects)):
        having.setdefault(effect, []).append(number)
    for (one, two), wanted in zip(twos, _as_bytes(np.array(missing) - effects), strict=True):
        for number in having.get(wanted, ()):
            if not {*one, *two} & {*twos[number][0], *twos[number][1]}:
                return one, two, *twos[number]
    return None


def _as_bytes(table: Table) -> list[bytes]:
    """Every row as one value that can be looked up."""
    whole = np.ascontiguousarray(table, dtype=np.int64).tobytes()
    width = 8 * table.shape[1]
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def improve(hall: Hall, words: Iterator[int]) -> None:
    """Classes §6: a drawn swap of each group with any other, of those that gain, until none does."""
    count = len(hall.sizes)
    missing = np.array([_missing(hall, group) for group in range(count)], dtype=np.int64).reshape(count, -1)
    gained = True
    while gained:
        gained = False
        for group in range(count):
            while pairs := swaps(hall, group, [other for other in range(count) if other != group]):
                effects = _effects(hall, pairs)
                partners = [hall.group[other] for _, other in pairs]
                own, theirs = missing[group], missing[partners]
                before = np.square(own).sum() + np.square(theirs).sum(axis=1)
                after = np.square(own - effects).sum(axis=1) + np.square(theirs + effects).sum(axis=1)
                gaining = np.flatnonzero(after < before).tolist()
                if not gaining:
                    break
                chosen = gaining[integer(words, len(gaining))]
                missing[group] -= effects[chosen]
                missing[partners[chosen]] += effects[chosen]
                _exchange(hall, pairs[chosen])
                gained = True


def numbers(key: bytes, classes: int, given: Sequence[int], sizes: Sequence[int], places: Sequence[int]) -> list[int]:
    """Classes §7: the class number of every group; `given` are the preset ones, of the first groups, `places` the sizes by number."""
    found = list(given)
    drawn = ordered(key, "classes-numbers", [str(number) for number in range(1, classes + 1) if number not in given])
    for size in sizes[len(given) :]:
        number = next(one for one in drawn if not places or places[int(one) - 1] == size)
        drawn.remove(number)
        found.append(int(number))
    return found
