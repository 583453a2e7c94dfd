"""What is fair: the chance of a class number, and of sitting together, in the most even-handed draw that is as balanced.

Beside it stands what it would be if classes shared the strata only. docs/methods/chances.md (2)–(5).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .problem import IntArray, Problem

FloatArray = NDArray[np.float64]

#: Rounds of the fixed point; a dozen are enough for twelve places.
_ROUNDS = 200
_NEAR = 1e-12
#: Attributes that say less than this share of the largest say nothing of their own.
_INDEPENDENT = 1e-9


def strata_of(problem: Problem, free: IntArray) -> FloatArray:
    """(free pupil, direction) what every class shares evenly at any rate: size and strata, as orthonormal directions."""
    if not len(free):
        return np.zeros((0, 0))
    stratum = problem.stratum[free]
    return _independent((stratum[:, None] == np.unique(stratum)[None, :]).astype(np.float64))


def attributes_of(problem: Problem, free: IntArray) -> FloatArray:
    """(free pupil, direction) all that classes share evenly: size, strata, scores, traits."""
    if not len(free):
        return np.zeros((0, 0))
    return _independent(np.concatenate([strata_of(problem, free), problem.values[free]], axis=1))


def expected_classes(problem: Problem, numbers: NDArray[np.int16], attributes: FloatArray) -> FloatArray:
    """(free pupil, class) chances of the class numbers; `numbers` are the free pupils' seats in every draw.

    Class numbers are drawn last and by lot, so that they are equal. Where the rules give sizes or preset classes they are not: a class
    takes of every attribute what is left to it. Then they are as the draws were, evened out over who has the same attributes.
    """
    if not problem.preset and not problem.given:
        return np.full((numbers.shape[1], problem.classes), 1 / problem.classes)
    shares = np.stack([(numbers == number).mean(axis=0) for number in range(1, problem.classes + 1)], axis=1)
    # The directions are orthonormal, so that this is the least squares fit.
    return np.asarray(np.clip(attributes @ (attributes.T @ shares), 0.0, 1.0))


def traits_of(problem: Problem, free: IntArray) -> NDArray[np.bool_]:
    """(trait, free pupil) who has each value that is counted."""
    return np.asarray(problem.values[free][:, np.array(problem.counted, dtype=np.bool_)].T > 0)


def expected_pairs(
    numbers: NDArray[np.int16], attributes: FloatArray, classes: FloatArray, traits: NDArray[np.bool_] | None = None
) -> FloatArray:
    """(free pupil, free pupil) chances of sitting in one class; 1 on the diagonal.

    Classes are as even in every attribute as they were in the draws; of all draws that keep this, the one of the largest
    entropy, to the second order (Deville and Tillé 2005). For strata alone it is exact. Of a trait that so few have that
    they hardly meet, the second order is not enough: its pairs are scaled to how often they met.
    """
    if not numbers.shape[1]:
        return np.zeros((0, 0))
    kept = _spread(numbers, attributes, classes)
    own = 1 - (classes**2).sum(axis=1)
    weight = own.copy()
    for _ in range(_ROUNDS):
        middle, weighted = _middle(attributes, weight, kept)
        diagonal = weight - np.einsum("ik,kl,il->i", weighted, middle, weighted)
        better = weight * own / diagonal
        settled = np.abs(better - weight).max() < _NEAR
        weight = better
        if settled:
            break
    middle, weighted = _middle(attributes, weight, kept)
    found = classes @ classes.T - weighted @ middle @ weighted.T
    found = np.clip(found, 0.0, 1.0)
    for who in traits if traits is not None else ():
        _scale(found, np.flatnonzero(who), numbers)
    np.fill_diagonal(found, 1.0)
    return found


def _scale(found: FloatArray, members: IntArray, numbers: NDArray[np.int16]) -> None:
    """Make the chances of the pairs of some pupils add up to the pairs of them that met."""
    here = np.ix_(members, members)
    part = found[here]
    np.fill_diagonal(part, 0.0)
    met = sum(float((np.square(seats) - seats).sum()) for seats in _counts(numbers[:, members])) / len(numbers)
    found[here] = part * (met / part.sum()) if part.sum() else part


def _counts(numbers: NDArray[np.int16]) -> Iterator[IntArray]:
    """(draw,) how many of the pupils sit in each class."""
    for number in range(1, int(numbers.max(initial=0)) + 1):
        yield (numbers == number).sum(axis=1)


def _independent(columns: FloatArray) -> FloatArray:
    """The size and the columns as orthonormal directions; a column that says the same of all says nothing."""
    centred = columns - columns.mean(axis=0)
    told = np.abs(centred).max(axis=0) > _INDEPENDENT * np.abs(columns).max(axis=0)
    table = np.concatenate([np.ones((len(columns), 1)), centred[:, told] / np.abs(centred[:, told]).max(axis=0)], axis=1)
    left, sizes, _ = np.linalg.svd(table, full_matrices=False)
    return np.ascontiguousarray(left[:, sizes > _INDEPENDENT * sizes[0]])


def _spread(numbers: NDArray[np.int16], attributes: FloatArray, classes: FloatArray) -> FloatArray:
    """(direction, direction) how far the classes were from even, on average over the draws and summed over the classes."""
    found = np.zeros((attributes.shape[1], attributes.shape[1]))
    for number, fair in enumerate(classes.T, start=1):
        away = ((numbers == number) - fair) @ attributes
        found += away.T @ away
    return np.asarray(found / len(numbers))


def _middle(attributes: FloatArray, weight: FloatArray, kept: FloatArray) -> tuple[FloatArray, FloatArray]:
    weighted = weight[:, None] * attributes
    inverse = np.linalg.inv(attributes.T @ weighted)
    return inverse @ (np.linalg.inv(inverse) - kept) @ inverse, weighted
