"""What else forms classes: dealing out in the order of the total (snake), and annealing on whole deviations."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]

#: Swaps that annealing tries; about a second.
STEPS = 20_000_000


def snake(values: IntArray, stratum: IntArray, classes: int) -> IntArray:
    """Class numbers: sex after sex in the order of the total, to and fro over the classes."""
    total = values.sum(axis=1)
    found = np.zeros(len(values), dtype=np.int64)
    for place, pupil in enumerate(sorted(range(len(values)), key=lambda one: (stratum[one], -total[one]))):
        turn, seat = divmod(place, classes)
        found[pupil] = 1 + (seat if turn % 2 == 0 else classes - 1 - seat)
    return found


def annealed(values: IntArray, stratum: IntArray, classes: int, *, start: IntArray, steps: int = STEPS, seed: int = 1) -> IntArray:
    """Class numbers: swaps within a sex, kept by Metropolis' rule on the sum of squared deviations of scores and total."""
    columns = np.column_stack([values, values.sum(axis=1)])
    return np.asarray(_anneal(columns, stratum, start - 1, classes, steps, seed) + 1)


@numba.njit(cache=True)
def _anneal(values, stratum, start, classes, steps, seed):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    np.random.seed(seed)  # noqa: NPY002 - numba has no other
    pupils, attributes = values.shape
    group = start.copy()
    # Whole deviations: sums times the pupils, less the whole times the class's size.
    away = np.zeros((classes, attributes), dtype=np.int64)
    for k in range(attributes):
        whole = values[:, k].sum()
        for one in range(pupils):
            away[group[one], k] += pupils * values[one, k] - whole
    best, energy = group.copy(), 0.0
    for c in range(classes):
        for k in range(attributes):
            energy += float(away[c, k]) ** 2
    least, heat = energy, energy / classes
    cool = (1e-7) ** (1.0 / steps)
    for _ in range(steps):
        heat *= cool
        one, other = np.random.randint(pupils), np.random.randint(pupils)  # noqa: NPY002
        a, b = group[one], group[other]
        if a == b or stratum[one] != stratum[other]:
            continue
        change = 0.0
        for k in range(attributes):
            gain = float(pupils * (values[other, k] - values[one, k]))
            change += gain * (2.0 * (away[a, k] - away[b, k]) + 2.0 * gain)
        if change <= 0 or np.random.random() < np.exp(-change / heat):  # noqa: NPY002
            for k in range(attributes):
                moved = pupils * (values[other, k] - values[one, k])
                away[a, k] += moved
                away[b, k] -= moved
            group[one], group[other] = b, a
            energy += change
            if energy < least:
                least = energy
                best[:] = group
    return best
