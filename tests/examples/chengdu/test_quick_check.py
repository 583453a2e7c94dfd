"""The table for the start page is untidy, readable, and what its generator writes."""

from collections import Counter

from python_calamine import CalamineWorkbook

from junheng import packs
from junheng.examples import QUICK_CHECK
from junheng.examples.chengdu import quick_check
from junheng.tables import read_school_table


def test_it_is_read_with_warnings_alone():
    report = read_school_table(QUICK_CHECK, packs.load("education_cn/hq2017").vocabulary)
    rules = Counter(issue.rule for issue in report.issues)
    assert rules == {"total_row": 1, "note_row": 1, "merged_text": 3, "placeholder": 1}
    assert report.region is not None
    assert report.region.tables["units"].height == len(quick_check.sheet().rows)
    assert report.region.tables["enrolment"]["period"].unique().to_list() == ["2025"]


def test_value_of_equipment_is_brought_from_10_000_yuan_to_yuan():
    report = read_school_table(QUICK_CHECK, packs.load("education_cn/hq2017").vocabulary)
    found = report.region.tables["observations"].filter(measure="equipment_value")
    written = [row[13] for row in quick_check.sheet().rows]
    assert found["value"].to_list() == [round(value * 10_000) for value in written]


def test_the_committed_file_is_what_the_generator_writes(tmp_path):
    quick_check.write(tmp_path / "table.xlsx")
    books = [CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0) for path in (tmp_path / "table.xlsx", QUICK_CHECK)]
    assert books[0].to_python() == books[1].to_python()
    assert books[0].merged_cell_ranges == books[1].merged_cell_ranges
