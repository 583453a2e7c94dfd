"""The same questions put to an independent solver of cone programs, as the definitions state them."""

from __future__ import annotations

import clarabel
import numpy as np
from scipy import sparse


def least_sum(amount, pupils, scale, cv_max, floor=np.nan) -> float:
    """min Σ a with a ≥ 0, values at least `floor` and ‖√w (y − ȳ)‖ ≤ cv_max × ȳ, in terms of values y."""
    amount, pupils = np.asarray(amount, dtype=float), np.asarray(pupils, dtype=float)
    n, value, weight = len(amount), scale * amount / pupils, pupils / pupils.sum()
    unit = value.mean() or 1.0  # the solver likes numbers near one
    above = np.fmax(value, floor) / unit
    centred = np.sqrt(weight)[:, None] * (np.eye(n) - np.outer(np.ones(n), weight))
    cone = np.vstack([-cv_max * weight, -centred])
    left = np.vstack([-np.eye(n), cone])
    right = np.concatenate([-above, np.zeros(n + 1)])
    solution = _solve(weight, left, right, [clarabel.NonnegativeConeT(n), clarabel.SecondOrderConeT(n + 1)])
    assert str(solution.status) in ("Solved", "AlmostSolved")
    return float((weight @ np.array(solution.x) * unit - weight @ value) * pupils.sum() / scale)


def least_moved(amount, pupils, scale, cv_max, floor=np.nan) -> float | None:
    """min Σ (y − value)⁺ with the total unchanged; None where that cannot be."""
    amount, pupils = np.asarray(amount, dtype=float), np.asarray(pupils, dtype=float)
    n, value, weight = len(amount), scale * amount / pupils, pupils / pupils.sum()
    unit = value.mean() or 1.0
    value = value / unit
    mean, least = float(weight @ value), 0.0 if np.isnan(floor) else floor / unit
    eye, none, root = np.eye(n), np.zeros((n, n)), np.sqrt(weight)
    left = np.vstack(
        [
            np.hstack([weight[None], np.zeros((1, n))]),
            np.hstack([-eye, -eye]),
            np.hstack([none, -eye]),
            np.hstack([-eye, none]),
            np.zeros((1, 2 * n)),
            np.hstack([-np.diag(root), none]),
        ]
    )
    right = np.concatenate([[mean], -value, np.zeros(n), np.full(n, -least), [cv_max * mean], -root * mean])
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(3 * n), clarabel.SecondOrderConeT(n + 1)]
    solution = _solve(np.concatenate([np.zeros(n), weight]), left, right, cones)
    if "nfeasible" in str(solution.status):
        return None
    assert str(solution.status) in ("Solved", "AlmostSolved")
    return float(solution.obj_val * unit * pupils.sum() / scale)


def _solve(cost, left, right, cones):
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-11
    nothing = sparse.csc_matrix((len(cost), len(cost)))
    return clarabel.DefaultSolver(nothing, np.asarray(cost), sparse.csc_matrix(left), right, cones, settings).solve()
