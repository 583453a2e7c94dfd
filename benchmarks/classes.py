"""Classes re-formed by scores and of entry grades, beside dealing out (snake) and annealing; rules that keep a gap from its bound."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from benchmarks.draws import cpu_seconds
from benchmarks.table import Row

if TYPE_CHECKING:
    from junheng.certificates import Listing
    from junheng.engines.classes import Balance, Problem

SUITE = "classes"

_SEED = hashlib.sha256(b"benchmark").digest()
_NOTE = "processor seconds, one core"
_SCORES = 'method = "classes"\nmode = "score-allowed"\nclasses = {classes}\nsex = "sex"\nscores = ["x1", "x2", "x3"]\n'


def run() -> list[Row]:
    return [
        *_scored("shipped roster", _shipped("score-allowed-synthetic"), 12, "≤ 5 s, gap = bound"),
        *_scored("generated pupils", _generated(2_000), 40, "≤ 15 s, gap = bound"),
        _banded(),
        _entering(5_000, 100, "< 2 s"),
        _wishing(),
    ]


def _shipped(name: str) -> Listing:
    from junheng.certificates import read_listing
    from junheng.examples.rosters import FOLDER

    return read_listing(FOLDER / name / "roster.csv")


def _generated(pupils: int) -> Listing:
    """Sex and three scores in half marks that go together, about 70 ± 10."""
    from junheng.certificates import listing

    chance = random.Random(pupils)
    rows = []
    for number in range(pupils):
        able = chance.gauss(70, 9)
        marks = (f"{min(200, max(0, round(2 * chance.gauss(able, 5)))) / 2}" for _ in range(3))
        rows.append((f"S{number:05d}", chance.choice("FM"), *marks))
    return listing(("code", "sex", "x1", "x2", "x3"), rows)


def _posed(text: str, people: Listing) -> Problem:
    from junheng.engines.classes import parse_rules, pose

    return pose(parse_rules(text), people)


def _scored(what: str, people: Listing, classes: int, target: str) -> list[Row]:
    """The widest gap of the class means of total and subjects; snake and annealing by the same measure."""
    import numpy as np

    from benchmarks.classes_peers import annealed, snake
    from junheng.engines.classes import Result, balances, solve

    problem = _posed(_SCORES.format(classes=classes), people)
    ours = balances(problem, solve(problem, _SEED))
    dealt = snake(problem.values, problem.stratum, classes)
    annealed(problem.values, problem.stratum, classes, start=dealt, steps=10)  # compiled before the clock
    peers: Mapping[str, Callable[[], np.ndarray]] = {
        "snake by sex and total": lambda: snake(problem.values, problem.stratum, classes),
        "annealing, compiled": lambda: annealed(problem.values, problem.stratum, classes, start=dealt),
    }
    seconds = cpu_seconds(lambda: solve(problem, _SEED))
    rows = []
    for name, peer in peers.items():
        theirs = balances(problem, Result(peer(), 0, exact=False))
        rows.append(
            Row(
                "classes, score-allowed",
                f"{len(problem.codes):,} × {classes} × 3 scores and sex ({what})",
                seconds,
                name,
                cpu_seconds(peer, 1),
                f"no: widest gap {_widest(ours)} ({_reached(ours)}), theirs {_widest(theirs)}",
                target,
                _NOTE,
            )
        )
    return rows


def _widest(found: Mapping[str, Balance]) -> str:
    return f"{float(max(one.gap for name, one in found.items() if '=' not in name)):.4f}"


def _reached(found: Mapping[str, Balance]) -> str:
    wider = [f"{name} {float(one.gap):.3g} > {float(one.bound):.3g}" for name, one in found.items() if one.gap > one.bound]
    return "every gap is its bound" if not wider else "WIDER: " + ", ".join(wider)


def _banded() -> Row:
    """The shipped rules: scores, and bands of the total that every class shares evenly."""
    from junheng.engines.classes import balances, solve
    from junheng.examples.rosters import FOLDER

    people = _shipped("score-allowed-synthetic")
    problem = _posed((FOLDER / "score-allowed-synthetic" / "rules.toml").read_text(encoding="utf-8"), people)
    found = balances(problem, solve(problem, _SEED))
    return Row(
        "classes, score-allowed",
        "600 × 12 × 3 scores, sex, five bands (shipped rules)",
        cpu_seconds(lambda: solve(problem, _SEED)),
        same_answer=_reached(found),
        target="gap = bound",
        note=_NOTE,
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
    return Row(
        "classes, entry-grade",
        f"{pupils:,} × {classes}, sex, origin, disability",
        cpu_seconds(lambda: solve(problem, _SEED)),
        same_answer=_reached(found),
        target=target,
        note=f"generated pupils; {_NOTE}",
    )


def _wishing() -> Row:
    """Many wishes, so that gaps cannot reach their bounds: the certificate names the rules without which they would."""
    from junheng.certificates import listing
    from junheng.draw import seed_source
    from junheng.engines.classes import Rules, certify, seal_roster, write_rules

    chance = random.Random(60)
    rows = []
    for number in range(240):
        together = f"t{number // 2}" if number < 80 else ""
        preset = "1" if 80 <= number < 110 else ""
        # More of one origin are preset to class 1 than its share of them.
        origin = "甲" if preset else chance.choice("甲乙丙")
        rows.append((f"S{number:05d}", chance.choice("FM"), origin, together, preset))
    people = listing(("code", "sex", "origin", "together", "preset"), rows)
    rules = write_rules(Rules(6, sex="sex", traits=("origin",), together="together", preset="preset"))
    sources = (seed_source("hall", "07-19-23-31-02"), seed_source("lottery", "40771"))
    certificate = certify(rules, people, (seal_roster(rules, people),), sources)
    gaps = {name: Fraction(*gap) for name, *gap in certificate.figures["gaps"]}  # type: ignore[union-attr, misc]
    bounds = {name: Fraction(*bound) for name, *bound in certificate.proof["bounds"]}  # type: ignore[union-attr, misc]
    wider = ", ".join(f"{name} {gaps[name]} > {bounds[name]}" for name in certificate.proof["wider"])  # type: ignore[union-attr]
    blocking = ", ".join(map(str, certificate.proof["blocking"])) or "none"  # type: ignore[arg-type]
    return Row(
        "classes, rules that block the bound",
        "240 × 6, 40 pairs together, 30 preset to class 1",
        cpu_seconds(lambda: certify(rules, people, (seal_roster(rules, people),), sources), 1),
        same_answer=f"WIDER: {wider}; blocked by {blocking}",
        note=f"with certificate and check; {_NOTE}",
    )
