"""Least additions of 3,000 counties × 7 indicators, each proved and checked, beside a cone solver called county by county."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

import clarabel
import numpy as np
from scipy import sparse

from benchmarks.table import Row, median_seconds
from junheng.engines.balance import Additions, Problem, additions, least_additions
from junheng.packs import Pack, load

SUITE = "balance"
COUNTIES, SCHOOLS = 3_000, (40, 101)
SAMPLE = 40
PEER = "clarabel, called county by county"


def problem(pack: Pack) -> Problem:
    """One level, one year; amounts scatter around the floor so that most counties are over their limit in something."""
    random = np.random.default_rng(7)
    sizes = random.integers(*SCHOOLS, COUNTIES)
    rows = int(sizes.sum())
    pupils = random.integers(60, 2_500, rows)
    scale = np.array([i.resource.scale if i.resource else 1.0 for i in pack.indicators])
    floor = np.array([i.floor["primary"].values[-1].value for i in pack.indicators])
    around = random.lognormal(0.3, random.uniform(0.3, 0.7, len(floor)), (rows, len(floor)))
    amount = np.round(floor / scale * pupils[:, None] * around)
    return Problem(
        release="0" * 64,
        pack=pack.name,
        indicators=pack.indicators,
        areas=tuple(f"{n:06}" for n in range(COUNTIES)),
        parent=np.full(COUNTIES, -1),
        compared=np.ones(COUNTIES, dtype=np.int64),
        units=tuple(f"{n:08}" for n in range(rows)),
        levels=("primary",),
        periods=("2025",),
        unit=np.arange(rows),
        area=np.repeat(np.arange(COUNTIES), sizes),
        level=np.zeros(rows, dtype=np.int64),
        period=np.zeros(rows, dtype=np.int64),
        pupils=pupils,
        amount=amount,
        value=scale * amount / pupils[:, None],
    )


def by_cone(weight: np.ndarray, base: np.ndarray, limit: float) -> clarabel.DefaultSolver:
    """The least mean of values y as a sparse second-order cone program in (y, mean), to the solver's usual accuracy."""
    n, root = len(base), np.sqrt(weight)
    mean = np.append(weight, -1.0)[None]
    floor = sparse.hstack([-sparse.eye(n), sparse.csc_matrix((n, 1))])
    cone = sparse.vstack([np.append(np.zeros(n), -limit)[None], sparse.hstack([-sparse.diags(root), root[:, None]])])
    left = sparse.csc_matrix(sparse.vstack([mean, floor, cone]))
    right = np.concatenate([[0.0], -base, np.zeros(n + 1)])
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(n), clarabel.SecondOrderConeT(n + 1)]
    cost = np.append(np.zeros(n), 1.0)
    return clarabel.DefaultSolver(sparse.csc_matrix((n + 1, n + 1)), cost, left, right, cones, settings)


def peer(asked: Problem, found: Additions, floors: np.ndarray, limits: np.ndarray) -> tuple[float, float, int]:
    """Seconds of the peer for a sample of counties, the largest relative difference of the totals, and how many questions it had."""
    seconds, worst, questions = 0.0, 0.0, 0
    for county in np.random.default_rng(1).choice(COUNTIES, SAMPLE, replace=False):
        rows = found.peers.rows(int(county))
        pupils = asked.pupils[rows].astype(float)
        weight = pupils / pupils.sum()
        for at, answer in found.answers.items():
            value = asked.value[rows, at] / floors[at]  # the solver likes numbers near one
            solver = by_cone(weight, np.maximum(value, 1.0), limits[at])
            start = perf_counter()
            mean = solver.solve().obj_val
            seconds += perf_counter() - start
            ours = weight @ value + answer.total[county] / (asked.amount[rows, at].sum()) * (weight @ value)
            worst, questions = max(worst, abs(mean - ours) / mean), questions + 1
    return seconds, worst, questions


def run() -> list[Row]:
    standard = load("education_cn/hq2017")
    pack = replace(standard, indicators=tuple(i for i in standard.indicators if i.resource))
    asked = problem(pack)
    found = additions(asked, pack)
    day = date(2025, 9, 1)
    floors = np.array([i.floor["primary"].on(day) for i in pack.indicators], dtype=np.float64)
    limits = np.array([i.cv_max["primary"].on(day) for i in pack.indicators], dtype=np.float64)
    seconds, worst, questions = peer(asked, found, floors, limits)
    same = f"totals within {worst:.0e} on {questions}"
    gap = max(int((answer.whole_total - answer.whole_bound).max()) for answer in found.answers.values())
    residual = max(float(answer.residual.max()) for answer in found.answers.values())
    size = f"{COUNTIES:,} counties × {len(found.answers)}, {len(asked.unit):,} schools"
    scaled = seconds / questions * COUNTIES * len(found.answers)

    def bare() -> None:
        for at, indicator in enumerate(pack.indicators):
            scale = indicator.resource.scale if indicator.resource else 1.0
            limit = np.full(COUNTIES, limits[at])
            least_additions(asked.amount[:, at], asked.pupils, scale=scale, cv_max=limit, floor=floors[at], start=found.peers.start)

    within = {"peer": PEER, "peer_seconds": scaled, "same_answer": same}
    note = f"whole gap {gap}, KKT {residual:.0e}; peer scaled from {SAMPLE} counties, fractions only"
    return [
        Row("least additions, proved and checked", size, median_seconds(lambda: additions(asked, pack)), **within, target="5 s", note=note),
        Row("least additions, proved", size, median_seconds(bare), **within),
    ]
