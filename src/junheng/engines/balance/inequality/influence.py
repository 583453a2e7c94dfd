"""What each unit adds to an inequality: its share of the coefficient, and each measure without it."""

from __future__ import annotations

import numpy as np

from junheng.engines.balance.problem import FloatArray

#: The measures that can be compared with each other, as `leave_one_out` returns them.
MEASURES = ("cv", "cv_unweighted", "gini", "theil_t", "theil_l")


def leave_one_out(value: FloatArray, weight: FloatArray) -> dict[str, FloatArray]:
    """Each measure of one group without each unit in turn (12).

    Parameters
    ----------
    value : (unit,) float
        What a pupil has, zero or more; none missing.
    weight : (unit,) float
        Pupils, above zero.

    Returns
    -------
    dict
        For each of `MEASURES` a (unit,) array; NaN where nothing is left or the measure is not defined there.
    """
    n = len(value)
    people, held = _of_others(weight), _of_others(weight * value)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, logarithm = held / people, np.log(value)
        per_pupil = np.where(value > 0, value * logarithm, 0.0)
        zeros = (value == 0).sum() - (value == 0)
        finite = np.where(value > 0, logarithm, 0.0)
        found = {
            "cv": _cv(value, weight),
            "cv_unweighted": _cv(value, np.ones(n)),
            "gini": _pairs(value, weight) / (people * held),
            "theil_t": _of_others(weight * per_pupil) / held - np.log(mean),
            "theil_l": np.where(zeros == 0, np.log(mean) - _of_others(weight * finite) / people, np.nan),
        }
    left = held > 0 if n > 1 else np.zeros(n, dtype=bool)
    return {name: np.where(left, np.maximum(figure, 0.0), np.nan) for name, figure in found.items()}


def _cv(value: FloatArray, weight: FloatArray) -> FloatArray:
    """From distances to a value in the middle, summed over the others: taking one unit far away out leaves no rounding."""
    middle = np.sort(value)[(len(value) - 1) // 2]
    distance = value - middle
    people, first, second = _of_others(weight), _of_others(weight * distance), _of_others(weight * distance**2)
    without: FloatArray = np.sqrt(np.maximum(second / people - (first / people) ** 2, 0.0)) / (middle + first / people)
    return without


def _of_others(parts: FloatArray) -> FloatArray:
    """Sum over all but each one, by sums from both ends; a difference from the total would lose the small ones."""
    before = np.concatenate([[0.0], np.cumsum(parts)[:-1]])
    after = np.concatenate([np.cumsum(parts[::-1])[:-1][::-1], [0.0]])
    others: FloatArray = before + after
    return others


def _pairs(value: FloatArray, weight: FloatArray) -> FloatArray:
    """Σ wᵢ wⱼ |xᵢ − xⱼ| over the pairs i < j that remain without each unit."""
    order = np.argsort(value, kind="stable")
    x, w = value[order], weight[order]
    before, held_before = np.cumsum(w) - w, np.cumsum(w * x) - w * x
    after, held_after = w.sum() - before - w, w @ x - held_before - w * x
    of_unit = w * (x * before - held_before + held_after - x * after)
    without = np.empty_like(x)
    without[order] = of_unit.sum() / 2 - of_unit
    return without
