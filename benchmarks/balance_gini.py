"""The same with Gini: all pairs of schools in small groups, beside DuckDB's windows and PySAL called group by group."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from inequality.gini import Gini
from inequality.theil import Theil

from benchmarks import balance_data as data
from benchmarks.table import Row
from junheng.engines.balance.inequality import one_pass

SUITE = "balance"
WORK = "CV + Theil + Gini, between/within"
#: Groups that PySAL is called for; its time is scaled up to all of them.
SAMPLE = 3_000


def pysal(values: list[np.ndarray]) -> np.ndarray:
    """Gini and Theil T of each group by PySAL, the rest by numpy; each school counts once, since PySAL has no weights."""
    return np.array([(Gini(x).g, Theil(x).T, x.std() / x.mean(), np.log(x.mean() / x).mean()) for x in values])


def run() -> list[Row]:
    wide = data.wide()
    long = data.long(wide)
    start = one_pass.starts(*(long[name].to_numpy() for name in ("indicator", "year", "county")))
    groups = len(start) - 1
    chosen = np.random.default_rng(7).choice(groups, SAMPLE, replace=False)
    values = [long["x"].to_numpy()[start[g] : start[g + 1]] for g in chosen]
    alone = one_pass.spread([np.concatenate(values)], np.ones(sum(map(len, values)), dtype=np.int64), np.cumsum([0, *map(len, values)]))
    theirs = pysal(values)
    same_pysal = data.verdict(float(np.abs(np.hstack([alone.gini, alone.theil_t, alone.cv, alone.theil_l]) - theirs).max()))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.parquet"
        long.write_parquet(file)
        connection = data.database(long=file)
    ginis, figures = data.ask_gini(connection, "long"), data.ask_long(connection, "long")
    same_duckdb = data.verdict(data.of_long(long, with_gini=True).differs(ginis() | figures()))
    seconds = data.in_turn(
        3,
        wide=lambda: data.of_wide(wide, with_gini=True),
        long=lambda: data.of_long(long, with_gini=True),
        duckdb=lambda: (data.ask_long(connection, "long"), data.ask_gini(connection, "long")),
        pysal=lambda: pysal(values),
    )
    row = Row(WORK, data.SIZE, 0.0)
    beside_duckdb = replace(row, peer="DuckDB, long", peer_seconds=seconds["duckdb"], same_answer=same_duckdb, target="≤ 0.05")
    return [
        replace(beside_duckdb, work=f"{WORK}, wide", ours=seconds["wide"]),
        replace(beside_duckdb, work=f"{WORK}, long", ours=seconds["long"]),
        replace(
            row,
            work=f"{WORK}, wide",
            ours=seconds["wide"],
            peer="PySAL, group by group",
            peer_seconds=seconds["pysal"] * groups / SAMPLE,
            same_answer=same_pysal,
            target="≤ 0.02",
            note=f"peer: {SAMPLE:,} of {groups:,} groups, scaled; unweighted, CV and Theil L by numpy, no between/within",
        ),
    ]
