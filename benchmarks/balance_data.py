"""A country's schools for the balance benchmarks, what we compute of them, and the same asked of DuckDB and polars."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from junheng.engines.balance.inequality import one_pass
from junheng.engines.balance.inequality.decomposition import BetweenWithin, between_within
from junheng.engines.balance.inequality.spread import Spread

SCHOOLS, COUNTIES, YEARS, INDICATORS = 200_000, 3_000, 10, 12
SIZE = f"{SCHOOLS:,} schools × {INDICATORS} × {YEARS} years, {COUNTIES:,} counties"
VALUES = [f"x{k}" for k in range(INDICATORS)]
#: Fetches what a peer found, after its clock has stopped.
Answers = Callable[[], dict[str, np.ndarray]]
#: Answers may differ by what rounding of sums in another order leaves.
SAME = 1e-9


def wide() -> pl.DataFrame:
    """`year, county, pupils, x0 … x11`, in the order of year and county, as a release keeps its rows together."""
    random = np.random.default_rng(7)
    county = np.sort(random.integers(0, COUNTIES, SCHOOLS)).astype(np.int32)
    rows = SCHOOLS * YEARS
    return pl.DataFrame(
        {
            "year": np.repeat(np.arange(2016, 2016 + YEARS, dtype=np.int16), SCHOOLS),
            "county": np.tile(county, YEARS),
            "pupils": random.integers(50, 2_500, rows),
            **{name: random.lognormal(1.5, 0.4, rows) for name in VALUES},
        }
    )


def long(frame: pl.DataFrame) -> pl.DataFrame:
    """`indicator, year, county, pupils, x`, one indicator after the other."""
    return pl.concat(
        frame.select(pl.lit(k, dtype=pl.Int8).alias("indicator"), "year", "county", "pupils", x=name) for k, name in enumerate(VALUES)
    ).rechunk()


def read(file: Path) -> pl.DataFrame:
    """The wide table from a file, each column in one piece."""
    return pl.read_parquet(file).rechunk()


@dataclass(frozen=True)
class Answer:
    """Figures by (year, county) × indicator, and between/within by year × indicator."""

    spread: Spread
    parts: BetweenWithin

    def differs(self, other: dict[str, np.ndarray]) -> float:
        """The largest difference from a peer's arrays of the same names."""
        own = {name: getattr(self.spread if hasattr(self.spread, name) else self.parts, name) for name in other}
        return max(float(np.abs(own[name] - other[name]).max()) for name in other)


def of_wide(frame: pl.DataFrame, *, with_gini: bool = False) -> Answer:
    year, county = frame["year"].to_numpy(), frame["county"].to_numpy()
    start = one_pass.starts(year, county)
    spread = one_pass.spread([frame[name].to_numpy() for name in VALUES], frame["pupils"].to_numpy(), start, with_gini=with_gini)
    return Answer(spread, between_within(spread, one_pass.starts(year[start[:-1]])))


def of_long(frame: pl.DataFrame, *, with_gini: bool = False) -> Answer:
    keys = [frame[name].to_numpy() for name in ("indicator", "year", "county")]
    start = one_pass.starts(*keys)
    spread = one_pass.spread([frame["x"].to_numpy()], frame["pupils"].to_numpy(), start, with_gini=with_gini)
    first = start[:-1]
    return Answer(spread, between_within(spread, one_pass.starts(keys[0][first], keys[1][first])))


# What a peer is asked, of one column of values x. Sums first, then figures, then between and within.
_SUMS = "sum(pupils * {x}) AS s_{x}, sum(pupils * {x} * {x}) AS q_{x}, sum(pupils * {x} * ln({x})) AS e_{x}, sum(pupils * ln({x})) AS l_{x}"
_FIGURES = """sqrt(greatest(q_{x} / p - (s_{x} / p) ** 2, 0)) / (s_{x} / p) AS cv_{x},
    e_{x} / s_{x} - ln(s_{x} / p) AS theil_t_{x}, ln(s_{x} / p) - l_{x} / p AS theil_l_{x}, s_{x}, s_{x} / p AS m_{x}"""
_PARTS = """sum(s_{x} * ln(m_{x})) / sum(s_{x}) - ln(sum(s_{x}) / sum(p)) AS between_t_{x},
    sum(s_{x} * theil_t_{x}) / sum(s_{x}) AS within_t_{x},
    ln(sum(s_{x}) / sum(p)) - sum(p * ln(m_{x})) / sum(p) AS between_l_{x}, sum(p * theil_l_{x}) / sum(p) AS within_l_{x}"""


_SIDES = ("between_t", "within_t", "between_l", "within_l")


def _each(template: str, names: list[str]) -> str:
    return ", ".join(template.format(x=name) for name in names)


def database(**files: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB with a table in memory for each Parquet file."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for name, file in files.items():
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{file}')")
    return connection


def ask_wide(connection: duckdb.DuckDBPyConnection, source: str) -> Answers:
    """Sums and figures of every county and year, then between and within, of a wide table or file."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE figures AS
        WITH sums AS (SELECT year, county, sum(pupils) AS p, {_each(_SUMS, VALUES)} FROM {source} GROUP BY year, county)
        SELECT year, county, p, {_each(_FIGURES, VALUES)} FROM sums"""
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE parts AS SELECT year, {_each(_PARTS, VALUES)} FROM figures GROUP BY year")
    return lambda: _fetched(connection, VALUES, "year, county", "year")


def ask_long(connection: duckdb.DuckDBPyConnection, source: str) -> Answers:
    """The same of a long table."""
    key = "indicator, year, county"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE figures AS
        WITH sums AS (SELECT {key}, sum(pupils) AS p, {_each(_SUMS, ["x"])} FROM {source} GROUP BY {key})
        SELECT {key}, p, {_each(_FIGURES, ["x"])} FROM sums"""
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE parts AS SELECT indicator, year, {_each(_PARTS, ['x'])} FROM figures GROUP BY indicator, year"
    )
    return lambda: _fetched(connection, ["x"], key, "indicator, year")


def ask_gini(connection: duckdb.DuckDBPyConnection, source: str) -> Answers:
    """Gini of every group of a long table: pupils before each school, in the order of the value."""
    key = "indicator, year, county"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE ginis AS
        WITH ordered AS (
            SELECT {key}, pupils, x, sum(pupils) OVER (PARTITION BY {key} ORDER BY x ROWS UNBOUNDED PRECEDING) AS upto FROM {source}
        )
        SELECT {key}, sum(pupils * x * (2 * upto - pupils)) / (sum(pupils) * sum(pupils * x)) - 1 AS gini FROM ordered GROUP BY {key}"""
    )
    return lambda: {"gini": connection.execute(f"SELECT gini FROM ginis ORDER BY {key}").fetchnumpy()["gini"].reshape(-1, 1)}


def _fetched(connection: duckdb.DuckDBPyConnection, names: list[str], groups: str, wholes: str) -> dict[str, np.ndarray]:
    """Sorted and put side by side as ours are; not part of what is timed."""
    figures = connection.execute(f"SELECT * FROM figures ORDER BY {groups}").fetchnumpy()
    parts = connection.execute(f"SELECT * FROM parts ORDER BY {wholes}").fetchnumpy()
    found = {name: np.stack([figures[f"{name}_{x}"] for x in names], axis=1) for name in ("cv", "theil_t", "theil_l")}
    return found | {name: np.stack([parts[f"{name}_{x}"] for x in names], axis=1) for name in _SIDES}


def polars_wide(frame: pl.DataFrame) -> dict[str, np.ndarray]:
    """The same figures by polars expressions."""
    p = pl.col("pupils")
    sums = (
        frame.lazy()
        .group_by("year", "county")
        .agg(
            p.sum().alias("p"),
            *((p * pl.col(x)).sum().alias(f"s_{x}") for x in VALUES),
            *((p * pl.col(x) ** 2).sum().alias(f"q_{x}") for x in VALUES),
            *((p * pl.col(x) * pl.col(x).log()).sum().alias(f"e_{x}") for x in VALUES),
            *((p * pl.col(x).log()).sum().alias(f"l_{x}") for x in VALUES),
        )
    )
    figures = sums.with_columns((pl.col(f"s_{x}") / pl.col("p")).alias(f"m_{x}") for x in VALUES).with_columns(
        expression
        for x in VALUES
        for expression in (
            ((pl.col(f"q_{x}") / pl.col("p") - pl.col(f"m_{x}") ** 2).sqrt() / pl.col(f"m_{x}")).alias(f"cv_{x}"),
            (pl.col(f"e_{x}") / pl.col(f"s_{x}") - pl.col(f"m_{x}").log()).alias(f"theil_t_{x}"),
            (pl.col(f"m_{x}").log() - pl.col(f"l_{x}") / pl.col("p")).alias(f"theil_l_{x}"),
        )
    )
    found = figures.collect()
    p, parts = pl.col("p"), []
    for x in VALUES:
        amount, mean = pl.col(f"s_{x}"), pl.col(f"m_{x}")
        whole = (amount.sum() / p.sum()).log()
        parts += [
            ((amount * mean.log()).sum() / amount.sum() - whole).alias(f"between_t_{x}"),
            ((amount * pl.col(f"theil_t_{x}")).sum() / amount.sum()).alias(f"within_t_{x}"),
            (whole - (p * mean.log()).sum() / p.sum()).alias(f"between_l_{x}"),
            ((p * pl.col(f"theil_l_{x}")).sum() / p.sum()).alias(f"within_l_{x}"),
        ]
    wholes = found.group_by("year").agg(parts).sort("year")
    found = found.sort("year", "county")
    tables = {**dict.fromkeys(("cv", "theil_t", "theil_l"), found), **dict.fromkeys(_SIDES, wholes)}
    return {name: table.select(f"{name}_{x}" for x in VALUES).to_numpy() for name, table in tables.items()}


def in_turn(repeats: int, **works: Callable[[], object]) -> dict[str, float]:
    """Median seconds of each, run one after the other in every round so that all meet the same disturbances."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def verdict(difference: float) -> str:
    """What a row says of its answers; a difference beyond rounding stops the benchmark."""
    if not difference <= SAME:
        raise AssertionError(f"the answers differ by {difference:.2g}")
    return f"to {difference:.0e}"
