"""Who sits in which class, how far apart the classes are, and how near they could be at best."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from junheng.certificates.canonical_json import Json

from .aims import narrowest
from .problem import IntArray, Problem


@dataclass(frozen=True)
class Result:
    """Classes of a problem's pupils."""

    number: IntArray  # (pupil,) class number, from 1
    kicks: int  # seeded swaps that the exact sums took
    exact: bool  # every sum is the one aimed at


@dataclass(frozen=True)
class Balance:
    """One attribute in every class."""

    values: IntArray  # (pupil,) in steps
    counted: bool  # 1 who has it, 0 who has not
    step: Fraction
    sums: tuple[int, ...]  # in steps, by class number
    gap: Fraction  # of the class means, or of the counts; in the attribute's own unit
    bound: Fraction  # no classes of these sizes have a smaller one


def balances(problem: Problem, result: Result) -> Mapping[str, Balance]:
    """Every attribute, the total of the scores, the sexes and the bands."""
    found = {
        name: _balance(problem, result, problem.values[:, place], problem.counted[place], Fraction(problem.steps[place]))
        for place, name in enumerate(problem.names)
    }
    if problem.total:
        total = problem.total
        found[_free(total.name, found)] = _balance(problem, result, np.array(total.values, dtype=np.int64), False, Fraction(total.step))
    shared = [(f"{problem.shared}={sex}", problem.sex == place) for place, sex in enumerate(problem.sexes) if len(problem.sexes) > 1]
    shared += [(f"band={band + 1}", problem.band == band) for band in range(problem.bands) if problem.bands > 1]
    for name, having in shared:
        found[_free(name, found)] = _balance(problem, result, having.astype(np.int64), True, Fraction(1))
    return found


def _free(name: str, taken: Container[str]) -> str:
    while name in taken:
        name += "*"
    return name


def _balance(problem: Problem, result: Result, values: IntArray, counted: bool, step: Fraction) -> Balance:
    sizes = np.bincount(result.number, minlength=problem.classes + 1)[1:]
    sums = np.zeros(problem.classes, dtype=np.int64)
    np.add.at(sums, result.number - 1, values)
    weights = [1] * problem.classes if counted and not problem.weighs_size else sizes.tolist()
    means = [Fraction(int(total), weight) for total, weight in zip(sums, weights, strict=True)]
    low, high = narrowest(int(values.sum()), weights)
    return Balance(values, counted, step, tuple(sums.tolist()), (max(means) - min(means)) * step, (high - low) * step)


def figures(problem: Problem, result: Result, *, mode: str) -> dict[str, Json]:
    """What the notice says in numbers; rows begin with the attribute; fractions as numerator and denominator."""
    found = balances(problem, result)
    marks = {name: one.values for name, one in found.items() if not one.counted}
    classes = [result.number == number for number in range(1, problem.classes + 1)]
    return {
        "classes": problem.classes,
        "gaps": [[name, one.gap.numerator, one.gap.denominator] for name, one in found.items()],
        "highest": [[name, *(int(values[members].max()) for members in classes)] for name, values in marks.items()],
        "lowest": [[name, *(int(values[members].min()) for members in classes)] for name, values in marks.items()],
        "mode": mode,
        "pupils": len(problem.codes),
        "sizes": [int(members.sum()) for members in classes],
        "spreads": [[name, *(_spread(values[members].tolist()) for members in classes)] for name, values in marks.items()],
        "steps": [[name, _decimal(one.step)] for name, one in found.items()],
        "sums": [[name, *one.sums] for name, one in found.items()],
    }


def _spread(values: Sequence[int]) -> int:
    """N Σv² − (Σv)², whole: its root divided by n is the standard deviation."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2


def _decimal(step: Fraction) -> str:
    whole, rest = divmod(int(step * 10_000), 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def wider(problem: Problem, result: Result) -> tuple[str, ...]:
    """Whatever has a gap above its bound, in the order of bytes."""
    return tuple(sorted((name for name, one in balances(problem, result).items() if one.gap > one.bound), key=str.encode))


def missed(problem: Problem, result: Result) -> tuple[str, ...]:
    """The same without the total, which is the sum of what is aimed at."""
    total = _free(problem.total.name, problem.names) if problem.total else ""
    return tuple(name for name in wider(problem, result) if name != total)


def proof(problem: Problem, result: Result, blocking: Sequence[str] = ()) -> dict[str, Json]:
    """The bound of every gap, which gaps do not reach theirs, and the kinds of rule that keep them from it."""
    found = balances(problem, result)
    return {
        "blocking": [*blocking],
        "bounds": [[name, one.bound.numerator, one.bound.denominator] for name, one in found.items()],
        "wider": [*wider(problem, result)],
    }
