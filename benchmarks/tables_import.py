"""Import with full validation: a million observations from CSV beside bare polars, a wide workbook beside bare calamine."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.table import Row, median_seconds
from junheng import packs
from junheng.tables import Region, check_region
from junheng.tables.vocabulary import Vocabulary

SUITE = "balance"
UNITS, PERIODS = 8_334, tuple(str(year) for year in range(2014, 2026))
MEASURES = {
    "teachers": 0.06,
    "teachers_qualified": 0.05,
    "teachers_backbone": 0.02,
    "teachers_pe_arts": 0.01,
    "teaching_area": 6.0,
    "sports_area": 9.0,
    "multimedia_rooms": 0.03,
    "equipment_value": 3000.0,
    "computers": 0.15,
    "books": 25.0,
}
SCHOOLS = 100_000


def _write(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    for name, frame in frames.items():
        frame.write_csv(folder / f"{name}.csv")
    resources = [{"name": name, "path": f"{name}.csv"} for name in frames]
    _describe(folder, resources)


def _describe(folder: Path, resources: list[dict[str, object]]) -> None:
    package = {"name": "benchmark", "junheng": {"pack": "education_cn/hq2017", "compare": "county"}, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def _areas() -> pl.DataFrame:
    codes = [f"5101{number:02d}" for number in range(1, 21)]
    return pl.DataFrame(
        {"area": ["5101", *codes], "name": ["市", *codes], "parent": [None] + ["5101"] * 20, "kind": ["city"] + ["county"] * 20}
    )


def long_region(folder: Path, *, shuffled: bool) -> int:
    """Canonical tables with a million observations; how many there are."""
    random = np.random.default_rng(7)
    units = pl.DataFrame({"unit": [f"51{number:08d}" for number in range(UNITS)]}).with_columns(
        name=pl.format("第{}小学", pl.int_range(pl.len())),
        area=pl.format("5101{}", (pl.int_range(pl.len()) % 20 + 1).cast(pl.String).str.zfill(2)),
        kind=pl.lit("primary_school"),
    )
    pupils = units.select("unit", level=pl.lit("primary"), grade=pl.lit("total")).join(pl.DataFrame({"period": PERIODS}), how="cross")
    pupils = pupils.with_columns(pupils=pl.Series(np.repeat(random.integers(60, 2_000, UNITS), len(PERIODS))))
    rates = pl.DataFrame({"measure": list(MEASURES), "rate": list(MEASURES.values())})
    observed = units.select("unit", level=pl.lit("primary")).join(rates, how="cross").join(pl.DataFrame({"period": PERIODS}), how="cross")
    observed = observed.join(pupils.select("unit", "period", "pupils"), on=["unit", "period"], maintain_order="left")
    noise = pl.Series(random.uniform(0.7, 1.4, observed.height))
    observed = observed.select("unit", "level", "measure", "period", value=(pl.col("pupils") * pl.col("rate") * noise).round(0) + 1)
    if shuffled:
        observed = observed.sample(fraction=1, shuffle=True, seed=7)
    _write(folder, {"areas": _areas(), "units": units, "enrolment": pupils, "observations": observed})
    return observed.height


def wide_region(folder: Path) -> None:
    """One workbook of 100,000 schools × 10 columns, read through a mapping."""
    import xlsxwriter

    random = np.random.default_rng(7)
    measures = (
        ("专任教师数（人）", "teachers", 0.06),
        ("教学及辅助用房面积（平方米）", "teaching_area", 6),
        ("体育运动场馆面积（平方米）", "sports_area", 9),
        ("教学仪器设备值（万元）", "equipment_value", 0.3),
        ("教学用计算机（台）", "computers", 0.15),
    )
    heads = ["学校代码", "学校名称", "区县代码", "办学类型", "在校生数（人）", *(head for head, _, _ in measures)]
    with xlsxwriter.Workbook(folder / "2025.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("小学")
        sheet.write_row(0, 0, heads)
        for row, pupils in enumerate(random.integers(60, 2_000, SCHOOLS).tolist(), start=1):
            fields = [f"51{row:08d}", f"第{row}小学", f"5101{row % 20 + 1:02d}", "小学", pupils]
            sheet.write_row(row, 0, [*fields, *(round(pupils * rate) + 1 for _, _, rate in measures)])
    columns = [
        ("学校代码", 'field = "unit"'),
        ("学校名称", 'field = "unit_name"'),
        ("区县代码", 'field = "area"'),
        ("办学类型", 'field = "kind"'),
    ]
    columns += [("在校生数（人）", 'grade = "total"'), *((head, f'measure = "{code}"') for head, code, _ in measures)]
    lines = ["format = 1", "[[sheet]]", 'period = { from = "file" }', 'level = "primary"']
    lines += [line for head, goal in columns for line in ("[[sheet.column]]", f'head = "{head}"', goal)]
    (folder / "mapping.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _areas().write_csv(folder / "areas.csv")
    _describe(folder, [{"name": "areas", "path": "areas.csv"}, {"name": "s", "path": "2025.xlsx", "junheng": {"mapping": "mapping.toml"}}])


def _read(folder: Path, vocabulary: Vocabulary) -> Region:
    report = check_region(folder, vocabulary)
    if report.region is None:
        raise AssertionError(report.issues[:3])
    return report.region


def _bare_csv(folder: Path) -> list[pl.DataFrame]:
    return [pl.read_csv(path) for path in sorted(folder.glob("*.csv"))]


def _bare_xlsx(folder: Path) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(folder / "2025.xlsx").get_sheet_by_index(0).to_python()


def run() -> list[Row]:
    """Time both kinds of file."""
    rows = []
    vocabulary = packs.load("education_cn/hq2017").vocabulary
    for order in ("in order", "shuffled"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            count = long_region(folder, shuffled=order == "shuffled")
            bare = pl.read_csv(folder / "observations.csv")
            ours = _read(folder, vocabulary).tables["observations"]
            same = ours["value"].to_list() == bare["value"].to_list() and ours["unit"].to_list() == bare["unit"].cast(pl.String).to_list()
            del ours, bare
            seconds, peer = _beside(partial(_read, folder, vocabulary), partial(_bare_csv, folder))
            size = f"{count:,} observations, {order}"
            rows.append(Row("CSV, full validation", size, seconds, "polars, reading alone", peer, _said(same), "≤ 3"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wide_region(folder)
        bare_rows = _bare_xlsx(folder)
        books = _read(folder, vocabulary).tables["observations"].filter(pl.col("measure") == "computers")["value"].to_list()
        same = books == [row[9] for row in bare_rows[1:]]
        del bare_rows
        seconds, peer = _beside(partial(_read, folder, vocabulary), partial(_bare_xlsx, folder))
        rows.append(Row("XLSX, full validation", f"{SCHOOLS:,} rows × 10", seconds, "calamine, reading alone", peer, _said(same), "≤ 1.5"))
    return rows


def _beside(ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Medians of five runs each, by turns, so that a machine that slows down slows both."""
    turns = [(median_seconds(ours, 1), median_seconds(peer, 1)) for _ in range(5)]
    return statistics.median(turn[0] for turn in turns), statistics.median(turn[1] for turn in turns)


def _said(same: bool) -> str:
    return "every value" if same else "DIFFERS"
