import csv
import io

import openpyxl
import pytest

from junheng.language import Text
from junheng.tables import Issue, Place, Severity, annotate_folder, annotate_workbook


def issue(place, *, severity=Severity.ERROR, value="-4", message="负数"):
    return Issue("negative", severity, place, value, Text(message, "negative"), Text("改正。", "Correct it."))


def workbook(*rows, merged=None):
    book = openpyxl.Workbook()
    book.active.title = "小学"
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def marked(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_cell_is_tinted_and_says_what_is_wrong_and_others_stay():
    data = workbook(["学校代码", "面积"], ["0012", -4])
    book = marked(annotate_workbook(data, ".xlsx", [issue(Place("a.xlsx", "小学", 2, "面积", "B2"))], language="zh"))
    sheet = book["小学"]
    assert "负数" in sheet["B2"].comment.text
    assert "改正" in sheet["B2"].comment.text
    assert sheet["B2"].fill.start_color.rgb.endswith("FBE6E0")
    assert sheet["A2"].comment is None
    assert [cell.value for cell in sheet[2]] == ["0012", -4]


def test_two_issues_of_one_cell_are_both_said():
    place = Place("a.xlsx", "小学", 2, "面积", "B2")
    book = marked(
        annotate_workbook(workbook(["x", "面积"], ["1", -4]), ".xlsx", [issue(place), issue(place, message="太大")], language="zh")
    )
    assert "负数" in book["小学"]["B2"].comment.text
    assert "太大" in book["小学"]["B2"].comment.text


def test_the_first_sheet_lists_every_issue_as_text():
    place = Place("a.xlsx", "小学", 2, "面积", "B2")
    book = marked(annotate_workbook(workbook(["x"], ["=1+1"]), ".xlsx", [issue(place, value="=HYPERLINK(1)")], language="en"))
    assert book.sheetnames[0] == "Issues"
    cell = next(cell for cell in book["Issues"][2] if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_no_formula_survives_in_the_copy():
    book = marked(annotate_workbook(workbook(["x"], ["=1+1"]), ".xlsx", [], language="zh"))
    assert book["小学"]["A2"].value == "=1+1"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_issue_inside_a_merged_range_is_put_on_its_first_cell():
    data = workbook(["a", "b"], ["x", "y"], merged="A2:B2")
    book = marked(annotate_workbook(data, ".xlsx", [issue(Place("a.xlsx", "小学", 2, "b", "B2"))], language="zh"))
    assert book["小学"]["A2"].comment is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_becomes_a_marked_workbook(encoding):
    data = "学校代码,面积\r\n0012,-4\r\n=1+1,5\r\n".encode(encoding)
    book = marked(annotate_workbook(data, ".csv", [issue(Place("a.csv", None, 2, "面积"))], language="zh"))
    sheet = book.worksheets[1]
    assert sheet["A2"].value == "0012"
    assert sheet["B2"].comment is not None
    assert sheet["A3"].data_type == "s"


def test_a_folder_keeps_its_files_and_all_issues_are_listed(tmp_path):
    folder, target = tmp_path / "region", tmp_path / "marked"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(workbook(["x"], [1]))
    before = (folder / "a.xlsx").read_bytes()
    issues = [issue(Place("a.xlsx", "小学", 2, "x", "A2")), issue(Place("missing.csv"), value=None)]
    written = annotate_folder(folder, issues, target, language="zh")
    assert {path.name for path in written} == {"issues.csv", "a.xlsx"}
    assert (folder / "a.xlsx").read_bytes() == before
    with (target / "issues.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 3
    assert lines[1][6] == "'-4"
