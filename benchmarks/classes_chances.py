"""Chances of a class draw over 2,000 seeds, whole, and the statistics after them."""

from __future__ import annotations

import time

from benchmarks.table import Row

SUITE = "classes"

_SEEDS = 2_000


def run() -> list[Row]:
    from junheng.certificates import read_listing
    from junheng.engines.classes import parse_rules, pose, prepare_roster, shown
    from junheng.engines.classes.chances import base_of, chances
    from junheng.engines.classes.chances_file import document
    from junheng.examples.rosters import FOLDER

    folder = FOLDER / "entry-grade-synthetic"
    rules = parse_rules((folder / "rules.toml").read_text(encoding="utf-8"))
    people = shown(rules, prepare_roster(read_listing(folder / "roster.csv")).people)
    start = time.process_time()
    content = document(chances(pose(rules, people), base_of("benchmark", people.sha256), _SEEDS))
    seconds = time.process_time() - start
    classes, pairs = content["classes"], content["pairs"]
    return [
        Row(
            "chances of a class draw",
            f"{len(content['codes'])} × {len(classes['draws'][0])}, {_SEEDS:,} seeds",
            seconds,
            same_answer=(
                f"{len(classes['named'])} of {classes['whole']['compared']:,} frequencies and {len(pairs['named'])} of "
                f"{pairs['whole']['compared']:,} pairs named; all pairs z = {pairs['whole']['z']:.1f}, "
                f"{100 * pairs['whole']['distance']:.2f} points of {100 * pairs['fair'][1]:.1f} off"
            ),
            target="< 120 s",
            note="draws and statistics; processor seconds, one core, one run",
        )
    ]
