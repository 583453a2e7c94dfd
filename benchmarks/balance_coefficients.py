"""Coefficient of variation and Theil T and L of every county, year and indicator, with between and within: wide and long."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks import balance_data as data
from benchmarks.table import Row

SUITE = "balance"
WORK = "CV + Theil, between/within"


def run() -> list[Row]:
    wide = data.wide()
    long = data.long(wide)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.parquet" for name in ("wide", "long")}
        wide.write_parquet(files["wide"])
        long.write_parquet(files["long"])
        connection = data.database(**files)
        of_wide, of_long = data.of_wide(wide), data.of_long(long)
        same = {
            "duckdb wide": of_wide.differs(data.ask_wide(connection, "wide")()),
            "polars wide": of_wide.differs(data.polars_wide(wide)),
            "duckdb long": of_long.differs(data.ask_long(connection, "long")()),
            "duckdb file": of_wide.differs(data.ask_wide(connection, f"read_parquet('{files['wide']}')")()),
        }
        same = {name: data.verdict(difference) for name, difference in same.items()}
        seconds = data.in_turn(
            7,
            wide=lambda: data.of_wide(wide),
            duckdb_wide=lambda: data.ask_wide(connection, "wide"),
            long=lambda: data.of_long(long),
            duckdb_long=lambda: data.ask_long(connection, "long"),
            file=lambda: data.of_wide(data.read(files["wide"])),
            duckdb_file=lambda: data.ask_wide(connection, f"read_parquet('{files['wide']}')"),
        )
        polars = data.in_turn(3, ours=lambda: data.of_wide(wide), peer=lambda: data.polars_wide(wide))
    row = Row(WORK, data.SIZE, seconds["wide"])
    return [
        replace(
            row, work=f"{WORK}, wide", peer="DuckDB", peer_seconds=seconds["duckdb_wide"], same_answer=same["duckdb wide"], target="≤ 0.4"
        ),
        replace(
            row, work=f"{WORK}, wide", ours=polars["ours"], peer="polars", peer_seconds=polars["peer"], same_answer=same["polars wide"]
        ),
        replace(
            row,
            work=f"{WORK}, long",
            ours=seconds["long"],
            peer="DuckDB",
            peer_seconds=seconds["duckdb_long"],
            same_answer=same["duckdb long"],
            target="≤ 0.25",
        ),
        replace(
            row,
            work=f"{WORK}, from Parquet",
            ours=seconds["file"],
            peer="DuckDB",
            peer_seconds=seconds["duckdb_file"],
            same_answer=same["duckdb file"],
            target="≤ 1.0",
        ),
    ]
