"""Pupils whom a wish or a limit binds are placed first; what cannot be kept is found here, before the seal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from .problem import IntArray, Problem

#: Groups tried for blocks, after which the search begins anew in another order.
TRIALS = 100_000
#: Orders in which the search is begun, before it is given up.
ATTEMPTS = 10

Rule = tuple[str, str]  # kind, and its label, its pupil or its attribute


class UndecidedError(Exception):
    """The search was given up."""


@dataclass(frozen=True)
class Limit:
    """Pupils, and how many of them a class may have."""

    pupils: tuple[int, ...]
    most: int


@dataclass(frozen=True)
class Placed:
    """Where the pupils sit who are placed first."""

    group: dict[int, int]
    bound: frozenset[int]  # those who stay there; the others are only kept within a `most`


def rules_of(problem: Problem) -> list[Rule]:
    """Everything that has to be kept and may not be."""
    return [
        *(("together", label) for label in problem.together),
        *(("apart", label) for label in problem.apart),
        *(("preset", problem.codes[pupil]) for pupil in problem.preset),
        *(("namesakes", label) for label in problem.namesakes),
        *(("most", name) for name in problem.most if name in problem.names),
    ]


def limit_of(problem: Problem, rule: Rule) -> Limit | None:
    """What a rule says at most, where it says that."""
    kind, label = rule
    if kind == "apart":
        return Limit(problem.apart[label], 1)
    if kind == "namesakes":
        return Limit(problem.namesakes[label], -(-len(problem.namesakes[label]) // problem.classes))
    if kind == "most":
        return Limit(tuple(np.flatnonzero(problem.values[:, problem.names.index(label)]).tolist()), problem.most[label])
    return None


def place(problem: Problem, orders: Callable[[int], Sequence[int]], share: IntArray) -> Placed | None:
    """Where everybody sits who is placed first; docs/methods/classes.md §3. None where the rules collide.

    `orders(0)` is the keyed order of all pupils, `orders(1)` … are those in which the search begins anew.

    Raises
    ------
    UndecidedError
        The search was given up.
    """
    return search(problem, rules_of(problem), orders, share)


def search(
    problem: Problem,
    rules: Collection[Rule],
    orders: Callable[[int], Sequence[int]],
    share: IntArray,
    *,
    attempts: int = ATTEMPTS,
    trials: int = TRIALS,
) -> Placed | None:
    """The same for some of the rules."""
    limits = [limit for rule in rules if (limit := limit_of(problem, rule)) and len(limit.pupils) > limit.most]
    firm = {pupil for rule in rules if rule[0] != "most" and (limit := limit_of(problem, rule)) for pupil in limit.pupils}
    wished = {pupil for pupil in problem.preset if ("preset", problem.codes[pupil]) in rules}
    chained = chains(members for label, members in problem.together.items() if ("together", label) in rules)
    bound = firm | wished | set(chain.from_iterable(chained))
    placed = bound | {pupil for limit in limits for pupil in limit.pupils}
    blocks = [*chained, *((pupil,) for pupil in placed.difference(*chained))]
    if _hopeless(problem, blocks, limits):
        return None
    for attempt in range(attempts):
        rank = {pupil: place for place, pupil in enumerate(orders(attempt))}
        try:
            where = _seated(problem, _sorted(blocks, wished, rank), wished, limits, share, trials)
        except UndecidedError:
            continue
        return None if where is None else Placed(where, frozenset(bound))
    raise UndecidedError


def preset_groups(problem: Problem) -> dict[int, int]:
    """The group of every class number that somebody is preset to."""
    return {number: group for group, number in enumerate(sorted(set(problem.preset.values())))}


def _hopeless(problem: Problem, blocks: Iterable[tuple[int, ...]], limits: Iterable[Limit]) -> bool:
    """Whether counting alone shows that there is no way: a search would try every order of what comes before."""
    alone = [(set(limit.pupils), limit.most) for limit in limits]
    return any(len(pupils) > most * problem.classes for pupils, most in alone) or any(
        len(block) > max(problem.sizes) or any(len(pupils.intersection(block)) > most for pupils, most in alone)
        for block in blocks
        if len(block) > 1
    )


def chains(links: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Pupils who go as one: sets joined by whom they share."""
    found: list[set[int]] = []
    for link in links:
        joined = set(link).union(*(one for one in found if not one.isdisjoint(link)))
        found = [*(one for one in found if one.isdisjoint(link)), joined]
    return [tuple(sorted(one)) for one in found]


def _sorted(blocks: Iterable[tuple[int, ...]], wished: set[int], rank: dict[int, int]) -> list[tuple[int, ...]]:
    return sorted(blocks, key=lambda block: (wished.isdisjoint(block), -len(block), min(rank[pupil] for pupil in block)))


def _seated(
    problem: Problem, blocks: Sequence[tuple[int, ...]], wished: set[int], limits: Sequence[Limit], share: IntArray, trials: int
) -> dict[int, int] | None:
    """A group for every block, with a way back where one leads nowhere; None if there is none."""
    seats = _Seats(problem, blocks, wished, limits, share)
    where: list[int] = []
    left: list[Iterator[int]] = []
    while len(where) < len(blocks):
        block = len(where)
        if len(left) == block:
            left.append(iter(seats.preferred(block)))
        for group in left[-1]:
            trials -= 1
            if trials < 0:
                raise UndecidedError
            if seats.fit(block, group):
                seats.move(block, group, 1)
                where.append(group)
                break
        else:
            left.pop()
            if not where:
                return None
            seats.move(block - 1, where.pop(), -1)
    return {pupil: group for members, group in zip(blocks, where, strict=True) for pupil in members}


class _Seats:
    """What is taken so far, and what is left."""

    def __init__(
        self, problem: Problem, blocks: Sequence[tuple[int, ...]], wished: set[int], limits: Sequence[Limit], share: IntArray
    ) -> None:
        groups, stratum = preset_groups(problem), problem.stratum.tolist()
        within: dict[int, list[int]] = {}
        for number, limit in enumerate(limits):
            for pupil in limit.pupils:
                within.setdefault(pupil, []).append(number)
        self._sizes, self._limits, self._blocks = problem.sizes, limits, blocks
        self._given = [{groups[problem.preset[pupil]] for pupil in block if pupil in wished} for block in blocks]
        self._strata = [[stratum[pupil] for pupil in block] for block in blocks]
        self._within = [Counter(number for pupil in block for number in within.get(pupil, ())) for block in blocks]
        self._lacks, self._placed = share.copy(), [0] * problem.classes
        self._counts = [[0] * problem.classes for _ in limits]

    def preferred(self, block: int) -> list[int]:
        """Groups in the order in which they are tried."""
        need = self._lacks[self._strata[block]].sum(axis=0).tolist()
        return sorted(range(len(self._sizes)), key=lambda group: (-need[group], self._placed[group], group))

    def fit(self, block: int, group: int) -> bool:
        """Whether the block may go to the group."""
        return (
            self._placed[group] + len(self._blocks[block]) <= self._sizes[group]
            and self._given[block] <= {group}
            and all(self._counts[number][group] + n <= self._limits[number].most for number, n in self._within[block].items())
        )

    def move(self, block: int, group: int, sign: int) -> None:
        """Put the block there, or take it away."""
        self._placed[group] += sign * len(self._blocks[block])
        for stratum in self._strata[block]:
            self._lacks[stratum, group] -= sign
        for number, n in self._within[block].items():
            self._counts[number][group] += sign * n
