"""Releases: hash and freeze ten million observations, beside a bare Parquet write of the same frame."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.table import Row, median_seconds
from junheng.language import Text
from junheng.releases import draft, freeze, open_release, verify
from junheng.tables.region import Description, Region
from junheng.tables.schema import TABLES

SUITE = "releases"
UNITS, MEASURES, YEARS = 100_000, 10, 10


def observations() -> pl.DataFrame:
    """One value for each unit, measure and year, as a reader of wide sheets gives them; already in the order of the key."""
    n = UNITS * MEASURES * YEARS
    index = pl.int_range(n, eager=True)
    frame = pl.DataFrame(
        {
            "at": index,
            "value": np.random.default_rng(7).normal(100, 20, n),
        }
    ).select(
        unit=pl.format("51{}", (pl.col("at") // (MEASURES * YEARS)).cast(pl.String).str.zfill(8)),
        level=pl.lit("primary"),
        measure=pl.format("measure_{}", pl.col("at") // YEARS % MEASURES),
        period=(2016 + pl.col("at") % YEARS).cast(pl.String),
        value="value",
        _file=pl.format("数据/{}.xlsx", 2016 + pl.col("at") % YEARS),
        _sheet=pl.lit("小学"),
        _row=pl.col("at") // (MEASURES * YEARS) + 3,
        _column=pl.format("项目{}", pl.col("at") // YEARS % MEASURES),
    )
    return frame.select(TABLES["observations"].polars_schema().keys())


def region(frame: pl.DataFrame) -> Region:
    tables = {name: pl.DataFrame(schema=table.polars_schema()) for name, table in TABLES.items()}
    said = Description("large", Text("大区域", "Large"), None, None, True, None, None)
    return Region(said, {**tables, "observations": frame}, {}, (), (), ())


def run() -> list[Row]:
    frame = observations()
    ordered, shuffled = region(frame), region(frame.sample(fraction=1, shuffle=True, seed=7))
    hashes: list[str] = []
    size = f"{frame.height:,} rows × {frame.width}"
    with tempfile.TemporaryDirectory() as folder:
        bare = median_seconds(lambda: frame.write_parquet(Path(folder) / "bare.parquet", compression="zstd"))
        within = {"peer": "polars write_parquet, zstd", "peer_seconds": bare, "target": "60 s"}
        rows = [
            Row("hash, rows in order", size, median_seconds(lambda: hashes.append(draft(ordered).hash), 1), **within),
            Row("hash, rows shuffled", size, median_seconds(lambda: hashes.append(draft(shuffled).hash), 1), **within),
            Row("freeze: hash, write, read back", size, median_seconds(lambda: freeze(ordered, Path(folder), reason=None), 1), **within),
        ]
        (release,) = (Path(folder) / "releases").glob("R1-*")
        rows += [
            Row("open, every file checked", size, median_seconds(lambda: hashes.append(open_release(release).hash)), **within),
            Row("verify", size, median_seconds(lambda: hashes.extend(finding.file for finding in verify(release)), 1), **within),
        ]
    same = "one hash, no finding" if len(set(hashes)) == 1 else "DIFFERS"
    return [replace(row, same_answer=same) for row in rows]
