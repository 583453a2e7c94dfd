"""Chances 分班机会: classes formed over and over from other seeds, who sat in which class how often, and who with whom.

The seeds follow from one published base, so that anyone counts the same; docs/methods/chances.md.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from junheng.language import Text

from .chances_fair import FloatArray, attributes_of, expected_classes, expected_pairs, strata_of, traits_of
from .chances_overall import Overall, together_in, whole_of_classes, whole_of_pairs
from .chances_tails import Named, named
from .errors import ClassesError
from .forming import solve
from .problem import IntArray, Problem

#: Fewer say little of a pair: a chance of a sixth would be known to a twentieth only.
LEAST_SEEDS = 100
DEFAULT_SEEDS = 2_000
#: Seeds that one process takes at a time; progress is told, and cancelling heard, in between.
_AT_A_TIME = 20

Numbers = NDArray[np.int16]
Solver = Callable[[Problem, bytes], IntArray]


@dataclass(frozen=True)
class Chances:
    """What came of all the draws; pupils in the order of the problem."""

    problem: Problem
    base: str
    numbers: Numbers  # (draw, pupil) class number
    bound: NDArray[np.bool_]  # (pupil,) a wish says with whom or where, so that chance does not

    @property
    def seeds(self) -> int:
        """How many draws."""
        return len(self.numbers)

    @cached_property
    def free(self) -> IntArray:
        """The pupils who are compared."""
        return np.flatnonzero(~self.bound)

    @cached_property
    def classes(self) -> IntArray:
        """(pupil, class) draws in which the pupil sat there."""
        return np.stack([(self.numbers == number).sum(axis=0) for number in range(1, self.problem.classes + 1)], axis=1)

    @cached_property
    def together(self) -> IntArray:
        """(pupil, pupil) draws in which both sat in one class."""
        return together_in(self.numbers, self.problem.classes)

    @cached_property
    def fair_classes(self) -> FloatArray:
        """(free pupil, class) the share of draws that is fair."""
        return expected_classes(self.problem, self._seats, self._attributes)

    @cached_property
    def fair_pairs(self) -> FloatArray:
        """(free pupil, free pupil) the share of draws that is fair."""
        return expected_pairs(self._seats, self._attributes, self.fair_classes, traits_of(self.problem, self.free))

    @cached_property
    def plain_classes(self) -> FloatArray:
        """(free pupil, class) the share of draws, were only strata shared."""
        return expected_classes(self.problem, self._seats, strata_of(self.problem, self.free))

    @cached_property
    def plain_pairs(self) -> FloatArray:
        """(free pupil, free pupil) the share of draws, were only strata shared."""
        return expected_pairs(self._seats, strata_of(self.problem, self.free), self.plain_classes)

    @cached_property
    def named_classes(self) -> tuple[Named, ...]:
        """Pupils who sit in a class more or less often than chance allows; `places` are pupil and class number."""
        fair = (self.plain_classes.reshape(-1), self.fair_classes.reshape(-1))
        found = named(self.classes[self.free].reshape(-1), fair, self.seeds)
        return tuple(
            one.at(int(self.free[one.places[0] // self.problem.classes]), one.places[0] % self.problem.classes + 1) for one in found
        )

    @cached_property
    def named_pairs(self) -> tuple[Named, ...]:
        """Pairs who sit together more or less often than chance allows; `places` are both pupils."""
        first, second = np.triu_indices(len(self.free), 1)
        pairs = self.together[np.ix_(self.free, self.free)][first, second]
        found = named(pairs, (self.plain_pairs[first, second], self.fair_pairs[first, second]), self.seeds)
        return tuple(one.at(int(self.free[first[one.places[0]]]), int(self.free[second[one.places[0]]])) for one in found)

    @cached_property
    def all_classes(self) -> Overall:
        """All pupils taken together."""
        return whole_of_classes(self._seats, self.classes[self.free], self.fair_classes)

    @cached_property
    def all_pairs(self) -> Overall:
        """All pairs taken together."""
        return whole_of_pairs(self._seats, self.together[np.ix_(self.free, self.free)], self.fair_pairs)

    @cached_property
    def _seats(self) -> Numbers:
        return self.numbers[:, self.free]

    @cached_property
    def _attributes(self) -> FloatArray:
        return attributes_of(self.problem, self.free)


def base_of(rules_sha256: str, public_sha256: str) -> str:
    """The base of a roster that was not sealed; a sealed one has the digest of its seal."""
    return hashlib.sha256(f"junheng-chances-base/1|{rules_sha256}|{public_sha256}".encode()).hexdigest()


def seed_of(base: str, number: int) -> bytes:
    """The seed of one draw, counted from 1. No draw that counts has such a seed: its text begins otherwise.

    >>> seed_of("00", 1).hex()[:16]
    '7d95e43a3dd4b46b'
    """
    return hashlib.sha256(f"junheng-chances/1|{base}|{number}".encode()).digest()


def forms(problem: Problem, seed: bytes) -> IntArray:
    """The classes that the algorithm gives."""
    return solve(problem, seed).number


def chances(
    problem: Problem,
    base: str,
    seeds: int = DEFAULT_SEEDS,
    *,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
    solver: Solver = forms,
) -> Chances:
    """Form the classes from that many seeds and count. The answer is the same for one process or many.

    Parameters
    ----------
    problem : Problem
        Over the published roster, as in the draw that counts.
    base : str
        What the seeds follow from: the digest of the seal, or `base_of`.
    seeds : int
        How many draws.
    processes : int
        How many at once.
    progress : callable, optional
        Told how many draws of how many are done; what it raises ends the work.
    solver : callable, optional
        Gives the class number of every pupil; a function of a module, where there are several processes.

    Raises
    ------
    ClassesError
        Too few seeds; or the wishes collide.
    """
    if seeds < LEAST_SEEDS:
        raise ClassesError(Text("种子至少要 {least} 个，才说得出机会。", "Chances take {least} seeds at least.").format(least=LEAST_SEEDS))
    found, done = [], 0
    for part in _parts(partial(_some, problem, base, solver), seeds, processes):
        found.append(part)
        done += len(part)
        if progress is not None:
            progress(done, seeds)
    return Chances(problem, base, np.concatenate(found), bound_of(problem))


def bound_of(problem: Problem) -> NDArray[np.bool_]:
    """Whom a wish or a name that others have binds: together, apart, preset, namesakes."""
    bound = np.zeros(len(problem.codes), dtype=np.bool_)
    bound[list(problem.preset)] = True
    for members in (*problem.together.values(), *problem.apart.values(), *problem.namesakes.values()):
        bound[list(members)] = True
    return bound


def _parts(work: Callable[[tuple[int, int]], Numbers], seeds: int, processes: int) -> Iterator[Numbers]:
    spans = [(start, min(start + _AT_A_TIME, seeds + 1)) for start in range(1, seeds + 1, _AT_A_TIME)]
    if processes == 1:
        yield from map(work, spans)
        return
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield from pool.map(work, spans)
    finally:
        pool.shutdown(cancel_futures=True)


def _some(problem: Problem, base: str, solver: Solver, span: tuple[int, int]) -> Numbers:
    return np.array([solver(problem, seed_of(base, number)) for number in range(*span)], dtype=np.int16)
