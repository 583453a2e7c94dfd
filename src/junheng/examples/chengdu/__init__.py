"""A synthetic city 合成示例: real county outlines, invented schools, six school years, as an office would keep its files.

``python -m junheng.examples.chengdu`` writes its workbooks again; a test holds the cells of the committed ones against it.
"""

from __future__ import annotations

from pathlib import Path

from junheng.examples.chengdu.city import CITY, CITY_NAME, COUNTIES
from junheng.examples.chengdu.sheets import year_sheets
from junheng.examples.chengdu.workbook import write_workbook
from junheng.examples.chengdu.years import YEARS, returns
from junheng.examples.files import write_tables

__all__ = ["FOLDER", "generate", "workbook_name"]

FOLDER = Path(__file__).parents[1] / "chengdu-synthetic"


def workbook_name(year: int) -> str:
    """The file of a school year."""
    return f"{year}-{year + 1}.xlsx"


def generate(folder: Path = FOLDER) -> None:
    """Write the table of areas and the workbooks, one a school year; classes stand in the last one only."""
    areas = [[CITY, CITY_NAME, "", "city"], *([county.code, county.name, CITY, "county"] for county in COUNTIES)]
    write_tables(folder, {"areas": [["area", "name", "parent", "kind"], *areas]})
    for year in YEARS:
        sheets = year_sheets(returns(year), with_classes=year == YEARS[-1])
        write_workbook(folder / workbook_name(year), sheets)
