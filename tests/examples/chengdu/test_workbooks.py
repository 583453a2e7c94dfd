"""The committed workbooks say, cell by cell, what the generator says."""

import pytest
from python_calamine import CalamineWorkbook

from junheng.examples import chengdu
from junheng.examples.chengdu import sheets, workbook, years


def cells(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def shown(value):
    return "" if value is None else value


@pytest.mark.parametrize("year", years.YEARS)
def test_committed_cells_are_those_of_the_generator(year):
    found = cells(chengdu.FOLDER / chengdu.workbook_name(year))
    wanted = sheets.year_sheets(years.returns(year), with_classes=year == years.YEARS[-1])
    assert list(found) == [sheet.name for sheet in wanted]
    for sheet in wanted:
        rows = [*sheet.rows, sheet.total_row()] if sheet.total else sheet.rows
        assert found[sheet.name][sheets.ROWS_ABOVE :] == [[shown(value) for value in row] for row in rows], sheet.name
        assert found[sheet.name][0][0] == sheet.title


def test_heads_without_a_group_are_merged_over_both_rows(tmp_path):
    sheet = sheets.Sheet(
        "表", "题", [sheets.Head("代码", adds=False), sheets.Head("甲", "组"), sheets.Head("乙", "组")], [["01", 1, 2], ["02", 3, None]]
    )
    workbook.write_workbook(tmp_path / "book.xlsx", [sheet])
    book = CalamineWorkbook.from_path(str(tmp_path / "book.xlsx"))
    assert cells(tmp_path / "book.xlsx")["表"] == [
        ["题", "", ""],
        ["代码", "组", ""],
        ["", "甲", "乙"],
        ["01", 1, 2],
        ["02", 3, ""],
        ["合计", 4, 2],
    ]
    assert set(book.get_sheet_by_name("表").merged_cell_ranges) == {((0, 0), (0, 2)), ((1, 0), (2, 0)), ((1, 1), (1, 2))}
