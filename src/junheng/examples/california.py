"""The district data of California, 1998-99, as a region: from the published file to the canonical tables.

``python -m junheng.examples.california`` writes the tables again; a test holds the committed ones against it.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np

from junheng.examples.files import Rows, write_tables

FOLDER = Path(__file__).parent / "california"
SOURCE = FOLDER / "source" / "districts_1999.csv"

STATE = "CA"
PERIOD = "1998"
LEVEL = "elementary"

#: All counties of the state in the order of their FIPS codes, which are the odd numbers from 06001 on.
# fmt: off
COUNTIES = (
    "Alameda", "Alpine", "Amador", "Butte", "Calaveras", "Colusa", "Contra Costa", "Del Norte", "El Dorado", "Fresno", "Glenn",
    "Humboldt", "Imperial", "Inyo", "Kern", "Kings", "Lake", "Lassen", "Los Angeles", "Madera", "Marin", "Mariposa", "Mendocino",
    "Merced", "Modoc", "Mono", "Monterey", "Napa", "Nevada", "Orange", "Placer", "Plumas", "Riverside", "Sacramento", "San Benito",
    "San Bernardino", "San Diego", "San Francisco", "San Joaquin", "San Luis Obispo", "San Mateo", "Santa Barbara", "Santa Clara",
    "Santa Cruz", "Shasta", "Sierra", "Siskiyou", "Solano", "Sonoma", "Stanislaus", "Sutter", "Tehama", "Trinity", "Tulare",
    "Tuolumne", "Ventura", "Yolo", "Yuba",
)
# fmt: on

MEASURES = (
    ("teachers", "专任教师", "Teachers", "fte"),
    ("computers", "计算机", "Computers", "piece"),
    ("spending", "支出", "Expenditure", "usd"),
)


def county_code(county: str) -> str:
    """The FIPS code of a county."""
    return f"06{2 * COUNTIES.index(county) + 1:03d}"


def published(number: str) -> Decimal:
    """A number as it was before the source stored it in single precision.

    The file prints single-precision numbers with fifteen digits (10.8999996185303). The shortest decimal that gives the same
    single-precision number (10.9) says the same and nothing more.
    """
    return Decimal(str(np.float32(number)))


def tables() -> dict[str, Rows]:
    """The canonical tables, each with its head, in the order of the source."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        districts = list(csv.DictReader(file))
    counties = sorted({d["county"] for d in districts})
    areas: Rows = [["area", "name", "parent", "kind"], [STATE, "California", "", "state"]]
    areas += [[county_code(county), county, STATE, "county"] for county in counties]
    units: Rows = [["unit", "name", "area", "kind"]]
    observations: Rows = [["unit", "level", "measure", "period", "value"]]
    enrolment: Rows = [["unit", "level", "grade", "period", "pupils"]]
    for district in districts:
        unit = district["distcod"]
        pupils = int(district["enrltot"])
        amounts = {
            "teachers": published(district["teachers"]),
            "computers": published(district["computer"]),
            "spending": published(district["expnstu"]) * pupils,
        }
        units.append([unit, district["district"], county_code(district["county"]), "district"])
        enrolment.append([unit, LEVEL, "total", PERIOD, str(pupils)])
        observations += [[unit, LEVEL, measure, PERIOD, f"{amount.normalize():f}"] for measure, amount in amounts.items()]
    measures: Rows = [["measure", "name_zh", "name_en", "unit"], *map(list, MEASURES)]
    return {"areas": areas, "units": units, "measures": measures, "observations": observations, "enrolment": enrolment}


def build(folder: Path = FOLDER) -> None:
    """Write the tables as CSV into a folder."""
    write_tables(folder, tables())


if __name__ == "__main__":
    build()
