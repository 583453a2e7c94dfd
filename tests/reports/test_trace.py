"""A figure leads to the rows of the files, and the rows to the figure."""

import csv
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from junheng import packs, releases, tables
from junheng.engines import balance
from junheng.examples import copy_example
from junheng.packs.model import DatedValue, Parameter
from junheng.reports import FigureError, FigureId, trace
from junheng.reports.figure import AREA_KINDS


@pytest.fixture(scope="module")
def california(tmp_path_factory):
    folder = tmp_path_factory.mktemp("region") / "california"
    copy_example("california", folder)
    pack = packs.load("generic")
    return folder, releases.draft(tables.read_region(folder, pack.vocabulary)), pack


def line_of(folder: Path, row: dict) -> dict:
    """The line of the CSV file that a traced row names."""
    with (folder / row["file"]).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    return dict(zip(lines[0], lines[row["row"] - 1], strict=True))


def test_a_value_leads_to_the_lines_it_came_from(california):
    folder, release, pack = california
    found = trace(release, pack, FigureId.read("value:75119:elementary:teachers:1998"))
    assert found.value == 100 * 10.9 / 195
    lines = [line_of(folder, row) for row in found.rows.iter_rows(named=True)]
    assert [(line["unit"], line.get("pupils") or line.get("value")) for line in lines] == [("75119", "195"), ("75119", "10.9")]
    assert "10.9" in found.calculation.zh
    assert "195" in found.calculation.en


def test_a_coefficient_can_be_recomputed_from_its_parts(california):
    _, release, pack = california
    found = trace(release, pack, FigureId.read("cv:06019:elementary:computers:1998"))
    people = sum(part.pupils for part in found.parts)
    mean = sum(part.pupils * part.value for part in found.parts) / people
    square = sum(part.pupils * (part.value - mean) ** 2 for part in found.parts) / people
    assert found.value == pytest.approx(math.sqrt(square) / mean, rel=1e-12)
    assert sum(part.share for part in found.parts) == pytest.approx(1)
    assert len(found.parts) > 5
    assert found.rows["unit"].n_unique() == len(found.parts)


@pytest.mark.parametrize("kind", [kind for kind in AREA_KINDS if kind not in ("below", "comprehensive")])
def test_a_traced_figure_is_the_one_in_the_table(california, kind):
    _, release, pack = california
    table = balance.solve(balance.from_release(release, pack)).balance_table()
    row = table.filter((table["area"] == "06019") & (table["indicator"] == "spending")).row(0, named=True)
    found = trace(release, pack, FigureId(kind, "06019", "elementary", "spending", "1998"))
    assert found.value == row[kind]


def test_each_part_of_a_coefficient_can_be_traced_on(california):
    _, release, pack = california
    found = trace(release, pack, FigureId.read("mean:06001:elementary:teachers:1998"))
    assert [trace(release, pack, part.figure).value for part in found.parts] == [part.value for part in found.parts]


def test_a_value_on_its_floor_is_not_below_it_whatever_the_last_bit_says(california):
    _, release, pack = california
    teachers = pack.indicator("teachers")
    value = trace(release, pack, FigureId.read("value:75119:elementary:teachers:1998")).value
    floor = Parameter("floor", teachers.name, teachers.unit, (DatedValue(date(1990, 1, 1), value * (1 + 1e-15)),), teachers.source)
    held = replace(pack, indicators=(replace(teachers, floor={"elementary": floor}),))
    found = trace(release, held, FigureId.read("below:06001:elementary:teachers:1998"))
    assert "75119" not in {part.figure.subject for part in found.parts}


def test_a_mean_coefficient_names_what_is_not_in_it(california):
    _, release, pack = california
    found = trace(release, pack, FigureId.read("comprehensive:06019:elementary:-:1998"))
    assert found.value == pytest.approx(sum(part.value for part in found.parts) / 3)
    assert ") ÷ 3 = " in found.calculation.en
    assert "nan" not in found.calculation.en
    assert "Mean distance from home" in found.notes[-1].en


def test_an_amount_is_the_sum_of_its_rows(california):
    _, release, pack = california
    found = trace(release, pack, FigureId.read("amount:75119:elementary:pupils:1998"))
    assert found.value == found.rows["value"].sum() == 195


@pytest.mark.parametrize(
    "address",
    [
        "cv:06001",
        "median:06001:elementary:teachers:1998",
        "cv:nowhere:elementary:teachers:1998",
        "cv:06001:elementary:nothing:1998",
        "cv:06001:nothing:teachers:1998",
        "cv:06001:elementary:teachers:1912",
        "value:75119:elementary:teachers:1912",
        "value:nobody:elementary:teachers:1998",
        "amount:75119:elementary:nothing:1998",
    ],
)
def test_a_figure_that_is_not_there_is_refused_in_both_languages(california, address):
    _, release, pack = california
    with pytest.raises(FigureError) as refused:
        trace(release, pack, FigureId.read(address))
    assert refused.value.text.zh
    assert refused.value.text.en


def test_the_command_names_the_frozen_release(california, tmp_path):
    folder, _, pack = california
    frozen = releases.freeze(tables.read_region(folder, pack.vocabulary), tmp_path, reason=None)
    found = trace(frozen, pack, FigureId.read("value:75119:elementary:teachers:1998"))
    assert found.command.endswith(f"--pack {pack.name} --release {frozen.hash[:8]}")
