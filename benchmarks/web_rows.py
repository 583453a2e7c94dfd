"""The same aggregates from a release, and from SQL tables with a row a value, as DHIS2 keeps them.

DHIS2's table is ``datavalue``: data element, period, organisation unit, two category combinations, and the value *as text*, under a
primary key in this order, with an index on the unit; here in SQLite and, where its programs are installed, PostgreSQL. Pupils are a data
element like any other, counties the units above. Beside it stands ``analytics``, the table of plain numbers with their county that
DHIS2 makes of it every night.

Asked for are mean and coefficient of variation, weighted by pupils, of each county and indicator. Ours is the engine that pages use, on
an open release, and once more on a problem that was stated from it before, as the site keeps it; it computes Theil's indices and Gini's
besides. What a table of rows is better at stands here too.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from benchmarks import web_large as large
from benchmarks.table import Row, median_seconds
from benchmarks.web_postgres import Postgres, installed

SUITE = "web"
PUPILS = 0  # the number of their data element; measures are numbered from 1
COLUMNS = "dataelementid INTEGER, periodid INTEGER, sourceid INTEGER, categoryoptioncomboid INTEGER, attributeoptioncomboid INTEGER"
TABLES = f"""
CREATE TABLE organisationunit (organisationunitid INTEGER PRIMARY KEY, parentid INTEGER);
CREATE TABLE datavalue ({COLUMNS}, value TEXT,
  PRIMARY KEY (dataelementid, periodid, sourceid, categoryoptioncomboid, attributeoptioncomboid));
"""
INDEX = "CREATE INDEX datavalue_source ON datavalue (sourceid, periodid)"
ANALYTICS = """
CREATE TABLE analytics AS SELECT v.dataelementid AS dx, v.periodid AS pe, o.parentid AS county,
  CAST(v.value AS DOUBLE PRECISION) AS x, CAST(p.value AS DOUBLE PRECISION) AS pupils
FROM datavalue v JOIN datavalue p ON p.dataelementid = 0 AND p.periodid = v.periodid AND p.sourceid = v.sourceid
JOIN organisationunit o ON o.organisationunitid = v.sourceid WHERE v.dataelementid > 0;
CREATE INDEX analytics_when ON analytics (pe, dx, county);
"""
SUMS = "SUM(x), SUM(pupils), SUM(x * x / pupils)"
FROM_VALUES = f"""SELECT pe, county, dx, {SUMS} FROM (
  SELECT v.periodid AS pe, o.parentid AS county, v.dataelementid AS dx,
    CAST(v.value AS DOUBLE PRECISION) AS x, CAST(p.value AS DOUBLE PRECISION) AS pupils
  FROM datavalue v JOIN datavalue p ON p.dataelementid = 0 AND p.periodid = v.periodid AND p.sourceid = v.sourceid
  JOIN organisationunit o ON o.organisationunitid = v.sourceid
  WHERE v.dataelementid IN ({{elements}}) AND v.periodid IN ({{periods}})) found GROUP BY pe, county, dx"""
FROM_ANALYTICS = f"SELECT pe, county, dx, {SUMS} FROM analytics WHERE pe IN ({{periods}}) GROUP BY pe, county, dx"
ONE = 321  # the school whose single values are asked for
ONE_VALUE = f"SELECT value FROM datavalue WHERE dataelementid = 77 AND periodid = {{period}} AND sourceid = {ONE}"
ONE_SCHOOL = f"SELECT dataelementid, value FROM datavalue WHERE sourceid = {ONE} AND periodid = {{period}} AND dataelementid > 0"

Figures = dict[tuple[int, int, int], tuple[float, float]]  # period, county, measure -> mean and coefficient of variation


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = _Ours(folder)
        rows: list[Row] = []
        csv = _values(folder)
        with _sqlite(folder, csv) as peer:
            rows += _compared(ours, peer)
        if installed():
            with Postgres(folder / "postgres") as peer:
                _load_postgres(peer, csv)
                rows += _compared(ours, peer)
        return rows


class Peer(Protocol):
    """A database with the rows in it."""

    name: str

    def __call__(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def seconds(self, query: str, repeats: int) -> float:
        """How long it takes, rows included."""


class _Sqlite:
    name = "SQLite"

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def __call__(self, query: str) -> list[tuple[Any, ...]]:
        return self.database.execute(query).fetchall()

    def seconds(self, query: str, repeats: int) -> float:
        return median_seconds(lambda: self(query), repeats)


class _Ours:
    """The release, opened, and the rules."""

    def __init__(self, folder: Path) -> None:
        from junheng import packs
        from junheng.releases import freeze, releases_of
        from junheng.tables import read_region

        self.pack = packs.load(str(large.write_pack(folder / "pack")))
        region = read_region(large.write_long(folder / "region"), self.pack.vocabulary)
        freeze(region, folder / "region", reason=None)
        self.path = releases_of(folder / "region")[-1].path
        self.open()

    def open(self) -> None:
        """Every file checked, every table in memory."""
        from junheng.releases import open_release

        self.release = open_release(self.path)

    def problem(self, periods: list[str]) -> Any:  # noqa: ANN401
        """The question that the release poses."""
        from junheng.engines import balance

        return balance.from_release(self.release, self.pack, periods=periods)

    def result(self, problem: Any) -> Any:  # noqa: ANN401
        """The engine's answer, compiled where it thinks that worth while."""
        from junheng.engines import balance

        return balance.solve(problem)

    def figures(self, periods: list[str]) -> Figures:
        """The same as SQL gives it, by numbers."""
        result = self.result(self.problem(periods))
        place = {period: int(period) for period in periods}
        return {
            (place[result.periods[result.period[group]]], int(result.areas[result.area[group]]), measure + 1): (
                float(result.spread.mean[group, measure]),
                float(result.spread.cv[group, measure]),
            )
            for group in range(len(result.area))
            if result.areas[result.area[group]] != "51"
            for measure in range(large.MEASURES)
        }

    def values(self, **where: str) -> list[Any]:
        """Values of single cells."""
        return self.release.tables["observations"].filter(**where)["value"].to_list()


def _compared(ours: _Ours, peer: Peer) -> list[Row]:
    rows = []
    elements = ", ".join(map(str, range(1, large.MEASURES + 1)))
    for years, repeats in ((large.periods()[-1:], 3), (large.periods(), 1)):
        size = f"{large.SCHOOLS * large.MEASURES * len(years):,} values, {len(years)} year{'s' * (len(years) > 1)}"
        wanted, kept = ours.figures(years), ours.problem(years)
        mine = {
            "from the release": median_seconds(lambda years=years: ours.result(ours.problem(years)), repeats),
            "problem kept": median_seconds(lambda kept=kept: ours.result(kept), repeats),
        }
        for table, text in (("datavalue", FROM_VALUES), ("analytics", FROM_ANALYTICS)):
            query = text.format(elements=elements, periods=", ".join(years))
            same, theirs = _same(wanted, peer(query)), peer.seconds(query, repeats)
            rows += [
                Row(f"rows: mean, CV per county, indicator; {way}", size, seconds, f"{peer.name} {table}", theirs, same)
                for way, seconds in mine.items()
            ]
    return [*rows, *_better_in_rows(ours, peer)]


def _better_in_rows(ours: _Ours, peer: Peer) -> list[Row]:
    """Single cells: what an index is for."""
    period, unit = large.periods()[-1], large.schools()["unit"][ONE]
    rows = []
    for work, query, where in (
        ("one value", ONE_VALUE, {"unit": unit, "period": period, "measure": large.measures()[76]}),
        ("all values of a school and year", ONE_SCHOOL, {"unit": unit, "period": period}),
    ):
        text = query.format(period=period)
        found = sorted(float(row[-1]) for row in peer(text))
        same = "the same" if found == sorted(ours.values(**where)) else "DIFFERS"
        seconds = median_seconds(lambda where=where: ours.values(**where))
        rows.append(Row(f"rows: {work}", "", seconds, f"{peer.name} datavalue", peer.seconds(text, 9), same))
    return rows


def _same(wanted: Figures, rows: list[tuple[Any, ...]]) -> str:
    found: Figures = {}
    for period, county, measure, total, pupils, squares in rows:
        mean = float(total) / float(pupils)
        variance = max(0.0, float(squares) / float(pupils) - mean**2)
        found[int(period), int(county), int(measure)] = (mean, variance**0.5 / mean)
    if found.keys() != wanted.keys():
        return "DIFFERS: other groups"
    worst = max(abs(mine - theirs) / abs(mine) for key in wanted for mine, theirs in zip(wanted[key], found[key], strict=True))
    return f"{len(wanted):,} × 2, within {worst:.0e}"


def _values(folder: Path) -> Path:
    """Every value as a row, pupils first."""
    path = folder / "values.csv"
    schools = large.schools().select(pl.int_range(pl.len()).alias("sourceid"), "pupils")
    with path.open("wb") as file:
        for at, period in enumerate(large.periods()):
            wide = pl.concat(
                [schools.rename({"pupils": "0"}), large.year(at).rename({c: str(n + 1) for n, c in enumerate(large.measures())})],
                how="horizontal",
            )
            long = wide.with_columns(pl.col(str(PUPILS)).cast(pl.Float64)).unpivot(index="sourceid", variable_name="dataelementid")
            order = {"dataelementid": pl.col("dataelementid"), "periodid": pl.lit(period), "sourceid": pl.col("sourceid")}
            long.select(**order, c=pl.lit(1), a=pl.lit(1), value=pl.col("value").cast(pl.Int64)).write_csv(file, include_header=False)
    return path


@contextmanager
def _sqlite(folder: Path, csv: Path) -> Iterator[Peer]:
    database = sqlite3.connect(folder / "rows.sqlite3")
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;" + TABLES)
    database.executemany("INSERT INTO organisationunit VALUES (?, ?)", _units())
    with csv.open(encoding="utf-8") as file:
        database.executemany("INSERT INTO datavalue VALUES (?, ?, ?, ?, ?, ?)", (line.rstrip("\n").split(",") for line in file))
    database.executescript(f"{INDEX}; {ANALYTICS} ANALYZE;")
    database.commit()
    try:
        yield _Sqlite(database)
    finally:
        database.close()


def _load_postgres(peer: Postgres, csv: Path) -> None:
    peer.run(TABLES)
    peer.run("INSERT INTO organisationunit VALUES " + ", ".join(f"({unit}, {county})" for unit, county in _units()))
    peer.copy("datavalue", csv)
    peer.run(f"{INDEX}; {ANALYTICS} ANALYZE;")


def _units() -> list[tuple[int, int]]:
    return [(number, int(area)) for number, area in enumerate(large.schools()["area"].to_list())]
