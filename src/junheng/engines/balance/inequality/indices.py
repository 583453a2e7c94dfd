"""Inequality of one indicator between units 不均衡程度: differences, Gini, Theil; by their definitions, in numpy.

Formulas are numbered as in docs/methods/balance.md. These functions are for a caller who has the figures in hand, so
they refuse what they cannot answer; tables (`solve`) answer the same questions with a null and a count instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def coefficient_of_variation(amount: ArrayLike, pupils: ArrayLike) -> float:
    """Difference coefficient 差异系数 of what schools have, weighted by pupils.

    Parameters
    ----------
    amount
        What each school has of the resource (books, m², yuan), zero or more.
    pupils
        People, all above zero.

    Raises
    ------
    ValueError
        Names the first school without pupils, with a negative or with a missing amount; or no school has anything.

    Notes
    -----
    Population form: 教督〔2012〕3号; docs/methods/balance.md (1)–(3).

    >>> round(coefficient_of_variation([279, 137, 935, 160, 402], [45, 37, 89, 76, 55]), 2)
    0.52
    """
    amounts, people = _checked("amount", amount, "pupils", pupils)
    mean = amounts.sum() / people.sum()
    deviation = amounts / people - mean
    return float(np.sqrt(people @ deviation**2 / people.sum()) / mean)


def plain_coefficient_of_variation(value: ArrayLike) -> float:
    """Coefficient of variation in which each school counts once 不加权差异系数, population form (4).

    Raises
    ------
    ValueError
        Names the first negative or missing value; or all are zero.
    """
    values = _not_negative("value", value)
    return float(values.std() / values.mean())


def gini(value: ArrayLike, weight: ArrayLike) -> float:
    """Gini coefficient 基尼系数: half the mean difference of all pairs over the mean (5).

    Parameters
    ----------
    value
        What a pupil has at each school, zero or more.
    weight
        Pupils, all above zero; ones where each school counts once.

    Raises
    ------
    ValueError
        Names the first weight that is not above zero, the first negative or missing value; or all values are zero.
    """
    values, weights = _checked("value", value, "weight", weight)
    order = np.argsort(values, kind="stable")
    weights, parts = weights[order], (weights * values)[order]
    before = np.cumsum(weights) - weights
    total = weights.sum()
    return float(parts @ (2 * before + weights - total) / (total * parts.sum()))


def theil_t(value: ArrayLike, weight: ArrayLike) -> float:
    """Theil T 泰尔指数 T, which weighs by what each school has (6); a zero value adds nothing, as x·ln x goes to 0.

    Raises
    ------
    ValueError
        Names the first weight that is not above zero, the first negative or missing value; or all values are zero.
    """
    values, weights = _checked("value", value, "weight", weight)
    ratio = values * (weights.sum() / (weights @ values))
    logarithm = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return float(weights @ (ratio * logarithm) / weights.sum())


def theil_l(value: ArrayLike, weight: ArrayLike) -> float:
    """Theil L 泰尔指数 L (mean logarithmic deviation), which weighs by pupils (7).

    Raises
    ------
    ValueError
        Names the first value that is zero, since ln 0 has no value: Theil L is undefined there; and as `theil_t`.
    """
    values, weights = _checked("value", value, "weight", weight)
    if not values.all():
        raise ValueError(f"value[{int(np.argmin(values))}] is zero: Theil L is undefined where a school has nothing")
    return float(weights @ np.log((weights @ values) / weights.sum() / values) / weights.sum())


def _checked(name: str, value: ArrayLike, weight_name: str, weight: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Both as arrays of one length, fit for dividing by."""
    weights = np.asarray(weight, dtype=np.float64)
    values = np.asarray(value, dtype=np.float64)
    if weights.shape != values.shape:
        raise ValueError(f"{name} has shape {values.shape} and {weight_name} has {weights.shape}; they go together one to one")
    _refuse(~(weights > 0) | np.isinf(weights), weight_name, weights, "must be a number above zero")
    return _not_negative(name, values), weights


def _not_negative(name: str, value: ArrayLike) -> FloatArray:
    values = np.asarray(value, dtype=np.float64)
    if values.ndim != 1 or not len(values):
        raise ValueError(f"{name} must be a list of at least one number, not of shape {values.shape}")
    _refuse(~(values >= 0) | np.isinf(values), name, values, "must be a number, zero or more")
    if not values.any():
        raise ValueError(f"{name} is zero everywhere: there is no mean to compare with")
    return values


def _refuse(wrong: NDArray[np.bool_], name: str, array: FloatArray, rule: str) -> None:
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(f"{name}[{at}] = {array[at]:g}: {rule}")
