"""A real school of Project STAR re-formed, beside the classes to which its pupils were really assigned at random.

The scores are those of the year's end, after the classes had been taught, and serve to show the measure only: the true classes were
formed without them. Pupils without one of the scores are left out of both.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction

from benchmarks.draws import cpu_seconds
from benchmarks.table import Row

SUITE = "classes"

_SEED = hashlib.sha256(b"benchmark").digest()
_NAMES = ("reading", "mathematics", "free_lunch=yes", "sex=F")


def run() -> list[Row]:
    import numpy as np

    from junheng.certificates import read_listing
    from junheng.engines.classes import Result, balances, parse_rules, pose, solve
    from junheng.examples.rosters import FOLDER

    people = read_listing(FOLDER / "star-school" / "roster.csv")
    problem = pose(parse_rules((FOLDER / "star-school" / "rules.toml").read_text(encoding="utf-8")), people)
    true = Result(np.array([int(cell) for cell in people.column("class") or ()], dtype=np.int64), 0, exact=False)
    ours, theirs = balances(problem, solve(problem, _SEED)), balances(problem, true)

    def said(name: str, gap: Fraction) -> str:
        return f"{100 * float(gap):.0f} points" if "=" in name else f"{float(gap):.2f}"

    told = "; ".join(
        f"{name} {said(name, ours[name].gap)} (bound {said(name, ours[name].bound)}), true {said(name, theirs[name].gap)}"
        for name in _NAMES
    )
    return [
        Row(
            "classes of a real school",
            f"STAR school 22: {len(problem.codes)} pupils with both scores × {problem.classes}, its own sizes",
            cpu_seconds(lambda: solve(problem, _SEED)),
            "its true random assignment, 1985",
            None,
            f"gaps of class means and shares: {told}",
            "",
            "scores of the year's end, to show the measure only; processor seconds, one core",
        )
    ]
