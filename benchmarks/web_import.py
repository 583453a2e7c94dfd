"""Ten million values: imported with full validation from wide and from long CSV, and frozen to a release.

Each part runs in a process of its own, so that its memory can be told. `benchmarks.web_rows` asks such a release for aggregates.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks import web_large as large
from benchmarks.table import Row

SUITE = "web"


def run() -> list[Row]:
    values = large.SCHOOLS * large.MEASURES * large.YEARS
    size = f"{large.SCHOOLS:,} schools × {large.MEASURES} measures × {large.YEARS} years, generated"
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, target in (("wide", f"≤ {values / 100_000:.0f} s"), ("long", f"≤ {values / 100_000:.0f} s"), ("release", "< 60 s")):
            load = os.getloadavg()[0]
            done = _apart(kind, folder)
            note = f"{values / done['seconds']:,.0f} values/s, {done['megabytes']:,.0f} MB at most; load {load:.1f} before"
            work = "release: hash, write, read back" if kind == "release" else f"import with full validation, {kind} CSV"
            rows.append(Row(f"large region: {work}", size, done["seconds"], target=target, same_answer=done["said"], note=note))
    return rows


def _apart(stage: str, folder: Path) -> dict[str, float | str]:
    command = [sys.executable, "-m", "benchmarks.web_import", stage, os.fspath(folder)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def _import(kind: str, folder: Path) -> tuple[float, str]:
    from junheng import packs
    from junheng.tables import check_region

    write: Callable[[Path], Path] = large.write_wide if kind == "wide" else large.write_long
    if not (folder / "pack").exists():
        large.write_pack(folder / "pack")
    region = write(folder / kind)
    rules = packs.load(os.fspath(folder / "pack"))
    started = time.perf_counter()
    report = check_region(region, rules.vocabulary)
    seconds = time.perf_counter() - started
    assert not report.issues, report.issues[:3]
    assert report.region is not None
    found = report.region.tables["observations"]
    for at, period in enumerate(large.periods()):
        read = found.filter(found["period"] == period).group_by("measure").agg(pl.col("value").sum())
        assert dict(read.iter_rows()) == {code: column.sum() for code, column in large.year(at).to_dict().items()}
    return seconds, f"{found.height:,} values, the sums of all measures and years; no issue"


def _release(folder: Path) -> tuple[float, str]:
    from junheng import packs
    from junheng.releases import freeze, releases_of, verify
    from junheng.tables import read_region

    region = read_region(folder / "long", packs.load(os.fspath(folder / "pack")).vocabulary)
    started = time.perf_counter()
    release = freeze(region, folder / "long", reason=None)
    seconds = time.perf_counter() - started
    assert verify(releases_of(folder / "long")[-1].path) == ()
    return seconds, f"{release.label}, no finding"


if __name__ == "__main__":
    import resource

    stage, folder = sys.argv[1], Path(sys.argv[2])
    seconds, said = _release(folder) if stage == "release" else _import(stage, folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "said": said, "megabytes": most}))
