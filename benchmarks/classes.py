"""Classes from a roster with scores, and from an entry grade; beside them, dealing out in the order of the total (snake)."""

from __future__ import annotations

import hashlib
import random
from fractions import Fraction

from benchmarks.draws import cpu_seconds
from benchmarks.table import Row

SUITE = "classes"

_SEED = hashlib.sha256(b"benchmark").digest()


def run() -> list[Row]:
    return [
        _scored(600, 12, "≤ 5 s, gap = bound"),
        _scored(2_000, 40, "≤ 15 s, gap = bound"),
        _entering(5_000, 100, "< 2 s"),
    ]


def _scored(pupils: int, classes: int, target: str) -> Row:
    """Generated pupils: sex and three scores in half marks that go together, about 70 ± 10."""
    from junheng.certificates import listing
    from junheng.engines.classes import balances, pose, sensible_rules, solve

    chance = random.Random(pupils)
    rows = []
    for number in range(pupils):
        able = chance.gauss(70, 9)
        rows.append(
            (f"S{number:05d}", chance.choice("FM"), *(f"{min(200, max(0, round(2 * chance.gauss(able, 5)))) / 2}" for _ in range(3)))
        )
    people = listing(("code", "sex", "x1", "x2", "x3"), rows)
    problem = pose(sensible_rules(people, classes), people)
    found = balances(problem, solve(problem, _SEED))
    total = problem.values.sum(axis=1)
    order = sorted(range(pupils), key=lambda pupil: -total[pupil])
    snake: list[list[int]] = [[] for _ in range(classes)]
    for place, pupil in enumerate(order):
        turn, seat = divmod(place, classes)
        snake[seat if turn % 2 == 0 else classes - 1 - seat].append(int(total[pupil]))
    means = [Fraction(sum(one), len(one)) * Fraction(problem.steps[0]) for one in snake]
    widest = max(one.gap for name, one in found.items() if "=" not in name)
    reached = "every gap is its bound" if all(one.gap == one.bound for one in found.values()) else "WIDER than the bound"
    return Row(
        "classes, score-allowed",
        f"{pupils:,} × {classes} × 3 scores and sex",
        cpu_seconds(lambda: solve(problem, _SEED)),
        "snake by total (gap of the total only)",
        None,
        f"{reached}: {float(widest):.4f}; snake's total {float(max(means) - min(means)):.4f}",
        target,
        "generated pupils; processor seconds, one core",
    )


def _entering(pupils: int, classes: int, target: str) -> Row:
    """An entry grade: sex, origin of three kinds, one in sixty with a handicap."""
    from junheng.certificates import listing
    from junheng.engines.classes import balances, pose, sensible_rules, solve

    chance = random.Random(pupils)
    rows = [
        (f"S{number:05d}", chance.choice("FM"), chance.choice("甲甲乙丙"), "是" if chance.random() < 1 / 60 else "否")
        for number in range(pupils)
    ]
    people = listing(("code", "sex", "origin", "disability"), rows)
    problem = pose(sensible_rules(people, classes), people)
    found = balances(problem, solve(problem, _SEED))
    wider = [name for name, one in found.items() if one.gap > one.bound]
    return Row(
        "classes, entry-grade",
        f"{pupils:,} × {classes}, sex, origin, disability",
        cpu_seconds(lambda: solve(problem, _SEED)),
        same_answer="every gap is its bound" if not wider else "WIDER: " + "、".join(wider),
        target=target,
        note="generated pupils; processor seconds, one core",
    )
