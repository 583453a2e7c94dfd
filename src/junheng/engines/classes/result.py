"""Who sits in which class, how far apart the classes are, and how near they could be at best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from junheng.certificates.canonical_json import Json

from .aims import narrowest
from .problem import IntArray, Problem

TOTAL = "total"
_FINE = 10_000  # scores have at most four decimals


@dataclass(frozen=True)
class Result:
    """Classes of a problem's pupils."""

    number: IntArray  # (pupil,) class number, from 1
    kicks: int  # seeded swaps that the exact sums took
    exact: bool  # every sum is the one aimed at


@dataclass(frozen=True)
class Balance:
    """One attribute in every class."""

    sums: tuple[int, ...]  # in steps, by class number
    gap: Fraction  # of the class means, or of the counts; in the attribute's own unit
    bound: Fraction  # no classes of these sizes have a smaller one


def balances(problem: Problem, result: Result) -> Mapping[str, Balance]:
    """Every attribute, the total of the scores, and the sexes."""
    columns = {
        name: (problem.values[:, place], problem.counted[place], Fraction(problem.steps[place])) for place, name in enumerate(problem.names)
    }
    scores = [(values, step) for values, counted, step in columns.values() if not counted]
    if len(scores) > 1:
        common = Fraction(gcd(*(int(step * _FINE) for _, step in scores)), _FINE)
        total = np.array(np.sum([values * int(step / common) for values, step in scores], axis=0), dtype=np.int64)
        columns[_free(TOTAL, columns)] = (total, False, common)
    return {name: _balance(problem, result, values, counted, step) for name, (values, counted, step) in columns.items()} | {
        f"sex={sex}": _balance(problem, result, (problem.stratum == place).astype(np.int64), True, Fraction(1))
        for place, sex in enumerate(problem.strata)
        if len(problem.strata) > 1
    }


def _free(name: str, taken: Mapping[str, object]) -> str:
    while name in taken:
        name += "*"
    return name


def _balance(problem: Problem, result: Result, values: IntArray, counted: bool, unit: Fraction) -> Balance:
    sizes = np.bincount(result.number, minlength=problem.classes + 1)[1:]
    sums = np.zeros(problem.classes, dtype=np.int64)
    np.add.at(sums, result.number - 1, values)
    weights = [1] * problem.classes if counted else sizes.tolist()
    means = [Fraction(int(total), weight) for total, weight in zip(sums, weights, strict=True)]
    low, high = narrowest(int(values.sum()), weights)
    return Balance(tuple(sums.tolist()), (max(means) - min(means)) * unit, (high - low) * unit)


def figures(problem: Problem, result: Result, *, mode: str) -> dict[str, Json]:
    """What the notice says in numbers; rows begin with the attribute; fractions as numerator and denominator."""
    found = balances(problem, result)
    return {
        "classes": problem.classes,
        "gaps": [[name, one.gap.numerator, one.gap.denominator] for name, one in found.items()],
        "mode": mode,
        "pupils": len(problem.codes),
        "sizes": np.bincount(result.number, minlength=problem.classes + 1)[1:].tolist(),
        "steps": [[name, f"{step:f}"] for name, step in zip(problem.names, problem.steps, strict=True)],
        "sums": [[name, *one.sums] for name, one in found.items()],
    }


def proof(problem: Problem, result: Result) -> dict[str, Json]:
    """The bound of every gap, and which gaps do not reach theirs."""
    found = balances(problem, result)
    wider: list[Json] = [*sorted((name for name, one in found.items() if one.gap > one.bound), key=str.encode)]
    return {"bounds": [[name, one.bound.numerator, one.bound.denominator] for name, one in found.items()], "wider": wider}
