"""A large region, made by a program: 10,000 schools × 200 measures × 5 years, as long and as wide CSV, with a pack of 200 indicators.

Schools, areas and numbers are generated and stand for nothing: a school's value is its pupils times the measure's rate times its own
factor, which moves by a few percent from year to year, so that no rule has a reason to warn.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl

SCHOOLS, MEASURES, YEARS, COUNTIES = 10_000, 200, 5, 50


def measures() -> list[str]:
    return [f"measure_{number:03}" for number in range(MEASURES)]


def periods() -> list[str]:
    return [str(2025 - YEARS + 1 + year) for year in range(YEARS)]


def write_pack(folder: Path) -> Path:
    """Rules for it: each measure, and each as an indicator per pupil."""
    lines = [
        '[pack]\ntitle = { zh = "生成的规则", en = "Generated rules" }\ndefault = "per_pupil"\ncompare = "county"\nyear_starts = "09-01"',
        '[level.primary]\nname = { zh = "小学", en = "Primary" }\ngrades = ["1", "2", "3", "4", "5", "6"]',
        '[unit_kind.primary_school]\nname = { zh = "小学", en = "Primary school" }\nlevels = ["primary"]',
        '[area_kind.city]\nname = { zh = "市", en = "City" }',
        '[area_kind.county]\nname = { zh = "区县", en = "County" }',
        '[split.by_pupils]\nname = { zh = "按在校生数分摊", en = "By pupils" }\nsource = { title = "generated" }',
        *(f'[measure.{code}]\nname = {{ zh = "{code}", en = "{code}" }}\nunit = "m2"' for code in measures()),
    ]
    standard = [
        '[standard]\ntitle = { zh = "生均", en = "Per pupil" }\nlevels = ["primary"]\nsplit = "by_pupils"',
        'source = { title = "generated" }',
        *(
            f'[indicator.per_pupil_{code}]\nname = {{ zh = "生均 {code}", en = "{code} per pupil" }}\nformula = "{code} / pupils"\n'
            f'unit = "m2/pupil"\ndirection = "higher"\nsource = {{ article = "generated" }}'
            for code in measures()
        ),
    ]
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    (folder / "per_pupil.toml").write_text("\n\n".join(standard) + "\n", encoding="utf-8")
    return folder


def schools() -> pl.DataFrame:
    """Pupils of each, with the county that it lies in."""
    random = np.random.default_rng(7)
    return pl.DataFrame({"number": np.arange(SCHOOLS), "pupils": random.integers(60, 2_000, SCHOOLS)}).select(
        unit=pl.format("51{}", pl.col("number").cast(pl.String).str.zfill(8)),
        name=pl.format("生成第{}小学", pl.col("number")),
        area=pl.format("51{}", (pl.col("number") % COUNTIES + 1).cast(pl.String).str.zfill(4)),
        kind=pl.lit("primary_school"),
        pupils="pupils",
    )


def year(number: int) -> pl.DataFrame:
    """One row a school, one column a measure."""
    random = np.random.default_rng(7)
    pupils = schools()["pupils"].to_numpy().astype(float)
    rate = random.uniform(0.5, 20, MEASURES)
    own = random.uniform(0.6, 1.5, (SCHOOLS, MEASURES))
    moved = own * (1 + 0.01 * number) * np.random.default_rng(100 + number).uniform(0.98, 1.02, own.shape)
    values = np.round(pupils[:, None] * rate * moved) + 1
    return pl.DataFrame({code: values[:, at] for at, code in enumerate(measures())})


def write_wide(folder: Path) -> Path:
    """A sheet a year, as an office sends them, read through a mapping."""
    known = schools()
    _write_areas(folder)
    heads = {"unit": "学校代码", "name": "学校名称", "area": "区县代码", "kind": "办学类型", "pupils": "在校生数（人）"}
    goals = {
        "学校代码": 'field = "unit"',
        "学校名称": 'field = "unit_name"',
        "区县代码": 'field = "area"',
        "办学类型": 'field = "kind"',
        "在校生数（人）": 'grade = "total"',
    }
    goals |= {f"{code}（平方米）": f'measure = "{code}"' for code in measures()}
    for at, period in enumerate(periods()):
        sheet = pl.concat([known.rename(heads), year(at).rename(lambda code: f"{code}（平方米）")], how="horizontal")
        sheet.with_columns(办学类型=pl.lit("小学")).write_csv(folder / f"{period}.csv")
    lines = ["format = 1", "[[sheet]]", 'period = { from = "file" }', 'level = "primary"']
    lines += [line for head, goal in goals.items() for line in ("[[sheet.column]]", f'head = "{head}"', goal)]
    (folder / "mapping.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheets = [{"name": f"y{period}", "path": f"{period}.csv", "junheng": {"mapping": "mapping.toml"}} for period in periods()]
    _describe(folder, [{"name": "areas", "path": "areas.csv"}, *sheets])
    return folder


def write_long(folder: Path) -> Path:
    """A row a value: the tables as they are declared; values in a file a year, since one file of all would be refused as too large."""
    known = schools()
    _write_areas(folder)
    known.drop("pupils").write_csv(folder / "units.csv")
    pl.DataFrame({"measure": measures(), "unit": "m2"}).write_csv(folder / "measures.csv")
    pupils = known.select("unit", level=pl.lit("primary"), grade=pl.lit("total")).join(pl.DataFrame({"period": periods()}), how="cross")
    pupils.join(known.select("unit", "pupils"), on="unit", maintain_order="left").write_csv(folder / "enrolment.csv")
    for at, period in enumerate(periods()):
        wide = pl.concat([known.select("unit"), year(at)], how="horizontal")
        long = wide.unpivot(index="unit", variable_name="measure").sort("unit", maintain_order=True)
        order = ("unit", pl.lit("primary").alias("level"), "measure", pl.lit(period).alias("period"), "value")
        long.select(*order).write_csv(folder / f"observations-{period}.csv")
    tables = [{"name": name, "path": f"{name}.csv"} for name in ("areas", "units", "measures", "enrolment")]
    years = [{"name": f"y{period}", "path": f"observations-{period}.csv", "junheng": {"table": "observations"}} for period in periods()]
    _describe(folder, [*tables, *years])
    return folder


def _write_areas(folder: Path) -> None:
    folder.mkdir(parents=True)
    codes = [f"51{number:04}" for number in range(1, COUNTIES + 1)]
    areas = {"area": ["51", *codes], "name": ["生成市", *codes], "parent": [None, *["51"] * COUNTIES]}
    pl.DataFrame({**areas, "kind": ["city", *["county"] * COUNTIES]}).write_csv(folder / "areas.csv")


def _describe(folder: Path, resources: list[dict[str, object]]) -> None:
    title = {"zh": "生成的大区域", "en": "A large generated region"}
    package = {"name": folder.name, "title": title, "junheng": {"compare": "county", "synthetic": True}, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
