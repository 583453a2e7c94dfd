"""Late arrivals 补录: pupils into classes that stand, each where it fits best, by lot where several are as good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from junheng.certificates import Listing
from junheng.draw import keyed_order

from .everybody import everybody, posed
from .placing import Limit, Rule, UndecidedError, chains, limit_of, rules_of
from .problem import Problem
from .rules import Rules
from .standing import BEFORE, IN_CLASS

ORDER, NUMBERS = "classes-late", "classes-late-numbers"
#: Placements of blocks, after which the search is given up.
TRIALS = 100_000
_SEX, _STRATUM, _BAND = 8, 4, 1


@dataclass(frozen=True)
class Late:
    """The question: everybody, where those sit who have a class, and who comes late."""

    problem: Problem  # over everybody; its sizes say nothing here
    sits: Mapping[int, int]  # pupil: class number
    weights: tuple[int, ...]  # of the classes by number; equal ones without given sizes
    totals: tuple[int, ...]  # (pupil,) of the scores, in steps; empty without scores
    traits: tuple[tuple[str, ...], ...]  # (trait, pupil) cells

    @property
    def late(self) -> list[int]:
        """Who has no class yet."""
        return [pupil for pupil in range(len(self.problem.codes)) if pupil not in self.sits]


@dataclass(frozen=True)
class Block:
    """Late pupils who go as one."""

    pupils: tuple[int, ...]  # in keyed order
    only: frozenset[int] | None  # class numbers that presets and siblings leave; None for all
    limits: tuple[int, ...]  # numbers of the limits that somebody of the block is in, once for each


def late_question(rules: Rules, lists: Mapping[str, Listing]) -> Late:
    """The question over the late roster and everybody who has a class, the office's own lists or the published ones."""
    everyone = everybody(lists)
    problem = posed(rules, everyone)
    sits = {code: int(row[IN_CLASS]) for code, row in lists[BEFORE].by_code.items()}
    totals: tuple[int, ...] = ()
    if rules.scores:
        totals = problem.total.values if problem.total else tuple(problem.values[:, 0].tolist())
    return Late(
        problem=problem,
        sits={pupil: sits[code] for pupil, code in enumerate(problem.codes) if code in sits},
        weights=rules.sizes or (1,) * rules.classes,
        totals=totals,
        traits=tuple(everyone.column(column) or () for column in rules.traits),
    )


@dataclass(frozen=True)
class Turn:
    """How the class of one block was chosen."""

    pupils: tuple[int, ...]
    suiting: tuple[int, ...]  # class numbers that the rules leave, the best first
    equal: tuple[int, ...]  # those among which the lot decided
    decided: int  # which of the four needs left them, from 0; -1 where all that suit are as good
    number: int


def place_late(question: Late, seed: bytes, rules: Sequence[Rule] | None = None) -> dict[int, int] | None:
    """The class number of every late pupil; docs/methods/classes.md §9. None where the rules collide, of which some may be left out.

    Raises
    ------
    UndecidedError
        The search was given up.
    """
    limits, blocks = _ordered(question, seed, rules_of(question.problem) if rules is None else rules)
    hall = _Hall(question, limits)
    where: list[int] = []
    left: list[Iterator[int]] = []
    trials = 0
    while len(where) < len(blocks):
        block = blocks[len(where)]
        if len(left) == len(where):
            left.append(iter(hall.choices(block, seed)))
        number = next(left[-1], 0)
        if number:
            trials += 1
            if trials > TRIALS:
                raise UndecidedError
            hall.seat(block, number)
            where.append(number)
            continue
        left.pop()
        if not where:
            return None
        hall.seat(blocks[len(where) - 1], where.pop(), back=True)
    return {pupil: number for block, number in zip(blocks, where, strict=True) for pupil in block.pupils}


def turns(question: Late, seed: bytes, placed: Mapping[int, int]) -> Iterator[Turn]:
    """How each class was chosen, block after block, once `place_late` has found them all."""
    limits, blocks = _ordered(question, seed, rules_of(question.problem))
    hall = _Hall(question, limits)
    for block in blocks:
        number, suiting = placed[block.pupils[0]], hall.choices(block, seed)
        needs = {one: hall.need(block, one) for one in suiting}
        equal = tuple(one for one in suiting if needs[one] == needs[number])
        others = [needs[one] for one in suiting if one not in equal]
        decided = max((_first_unlike(needs[number], other) for other in others), default=-1)
        yield Turn(block.pupils, tuple(suiting), equal, decided, number)
        hall.seat(block, number)


def _first_unlike(one: Sequence[object], other: Sequence[object]) -> int:
    return next(place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs)


def _ordered(question: Late, seed: bytes, rules: Sequence[Rule]) -> tuple[list[Limit], list[Block]]:
    """The limits of these rules, and the blocks in the order in which they are placed."""
    problem = question.problem
    limits = [limit for rule in rules if (limit := limit_of(problem, rule)) and len(limit.pupils) > limit.most]
    codes = [problem.codes[pupil] for pupil in question.late]
    rank = {code: place for place, code in enumerate(keyed_order(seed, ORDER, codes))}
    return limits, _blocks(question, rules, limits, rank)


def _blocks(question: Late, rules: Sequence[Rule], limits: Sequence[Limit], rank: Mapping[str, int]) -> list[Block]:
    problem, late = question.problem, set(question.late)
    linked = chains(problem.together[label] for kind, label in rules if kind == "together")
    alone = ((pupil,) for pupil in late.difference(*linked))
    wished = {label for kind, label in rules if kind == "preset"}
    found: list[tuple[tuple[bool, bool, int, int], Block]] = []
    for chain in (*(one for one in linked if late & set(one)), *alone):
        pupils = tuple(sorted(late & set(chain), key=lambda pupil: rank[problem.codes[pupil]]))
        sets = [frozenset({problem.preset[pupil]}) for pupil in pupils if pupil in problem.preset and problem.codes[pupil] in wished]
        siblings = frozenset(question.sits[pupil] for pupil in chain if pupil not in late)
        sets += [siblings] if siblings else []
        only = frozenset.intersection(*sets) if sets else None
        within = tuple(number for pupil in pupils for number, limit in enumerate(limits) if pupil in limit.pupils)
        free = len(pupils) == 1 and not within
        found.append(((only is None, free, -len(pupils), rank[problem.codes[pupils[0]]]), Block(pupils, only, within)))
    return [block for _, block in sorted(found, key=lambda one: one[0])]


@dataclass
class _Hall:
    """The classes as they fill."""

    question: Late
    limits: Sequence[Limit]
    inside: list[list[int]] = field(init=False)  # pupils by class number, from 1

    def __post_init__(self) -> None:
        self.inside = [[] for _ in range(self.question.problem.classes + 1)]
        for pupil, number in self.question.sits.items():
            self.inside[number].append(pupil)

    def seat(self, block: Block, number: int, *, back: bool = False) -> None:
        """Put a block into a class, or take it out again."""
        for pupil in block.pupils:
            if back:
                self.inside[number].remove(pupil)
            else:
                self.inside[number].append(pupil)

    def choices(self, block: Block, seed: bytes) -> list[int]:
        """The classes that suit a block, the best first."""
        code, numbers = self.question.problem.codes[block.pupils[0]], range(1, self.question.problem.classes + 1)
        drawn = keyed_order(seed, NUMBERS, [f"{code}\n{number}" for number in numbers])
        lot = {int(item.rpartition("\n")[2]): place for place, item in enumerate(drawn)}
        return sorted(
            (number for number in numbers if self._suits(block, number)), key=lambda number: (*self.need(block, number), lot[number])
        )

    def _suits(self, block: Block, number: int) -> bool:
        if block.only is not None and number not in block.only:
            return False
        return all(
            len(set(self.limits[limit].pupils).intersection(self.inside[number])) + block.limits.count(limit) <= self.limits[limit].most
            for limit in set(block.limits)
        )

    def need(self, block: Block, number: int) -> tuple[Fraction, Fraction, int, Fraction]:
        """How much of what the block brings is there already: places, the shared strata, totals, traits."""
        problem, weight, here = self.question.problem, self.question.weights[number - 1], self.inside[number]
        shared = sum(
            times * _seats(kinds, here, block.pupils)
            for times, kinds in ((_SEX, problem.sex.tolist()), (_STRATUM, problem.stratum.tolist()), (_BAND, problem.band.tolist()))
        )
        traits = sum(_seats(cells, here, block.pupils) for cells in self.question.traits)
        places = Fraction(2 * len(here) + len(block.pupils), weight)
        return places, Fraction(shared, weight), self._above(block, here), Fraction(traits, weight)

    def _above(self, block: Block, here: Sequence[int]) -> int:
        """How many such blocks the class is above an even share of the totals, to the nearest whole number."""
        totals = self.question.totals
        everybody, whole = len(totals), sum(totals)
        brings = sum(everybody * totals[pupil] - whole for pupil in block.pupils) if totals else 0
        if not brings:
            return 0
        excess = everybody * sum(totals[pupil] for pupil in here) - len(here) * whole
        return (2 * (excess if brings > 0 else -excess) + abs(brings)) // (2 * abs(brings))


def _seats(kinds: Sequence[object], here: Sequence[int], block: Sequence[int]) -> int:
    """The seats of its own kind that each of the block would take, added up; twice as far in as in §2."""
    there, own = [kinds[pupil] for pupil in here], [kinds[pupil] for pupil in block]
    return sum(2 * there.count(kind) + own.count(kind) for kind in own)
