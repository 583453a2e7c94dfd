"""A synthetic city's science bureau 合成示例: five years of projects, instruments, firms and talks, as an office would keep its files.

``python -m junheng.examples.science`` writes its files again; a test holds the cells of the committed ones against it.
"""

from __future__ import annotations

from pathlib import Path

from junheng.examples.chengdu.workbook import write_workbook
from junheng.examples.files import write_tables
from junheng.examples.science import outlines
from junheng.examples.science.city import CITY, CITY_NAME, COUNTIES, YEARS
from junheng.examples.science.sheets import mapping, year_sheets

__all__ = ["FOLDER", "generate"]

FOLDER = Path(__file__).parents[1] / "science-synthetic"


def generate(folder: Path = FOLDER) -> None:
    """Write areas, outlines, the mapping and a workbook a year."""
    areas = [[CITY, CITY_NAME, "", "city"], *([county.code, county.name, CITY, "county"] for county in COUNTIES)]
    write_tables(folder, {"areas": [["area", "name", "parent", "kind"], *areas]})
    outlines.write(folder / "areas.geojson")
    (folder / "mapping.toml").write_text(mapping(), encoding="utf-8", newline="\n")
    for year in YEARS:
        write_workbook(folder / f"{year}.xlsx", year_sheets(year))
