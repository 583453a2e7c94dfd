"""Lists as people bring them; the museum of bad ones grows here."""

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from junheng.certificates import CertificateError, ListRejected, listing, parse, read_listing, rows_by_code, rows_of


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_the_same_people_give_the_same_bytes_whoever_saved_the_file(tmp_path):
    plain = read_listing(write(tmp_path / "a.csv", "code,name,片区\nb2,冯天睿,东\na1,élan,西\n"))
    shuffled = read_listing(write(tmp_path / "b.csv", "片区,姓名,编号\r\n西,e\u0301lan , ａ1\r\n东,冯天睿,b2\r\n", "utf-8-sig"))
    assert plain.text == shuffled.text == "code,name,片区\na1,élan,西\nb2,冯天睿,东\n"
    assert parse(plain.text) == plain


def test_chinese_windows_and_excel_give_it_too(tmp_path):
    gbk = read_listing(write(tmp_path / "a.csv", "编号,姓名\n2,冯天睿\n1,杨一\n", "gb18030"))
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("编号", "姓名"), (2, "冯天睿"), (1, "杨一")]):
            sheet.write_row(row, 0, cells)
    assert read_listing(tmp_path / "b.xlsx").text == gbk.text


def test_the_first_column_of_a_bare_list_is_its_code(tmp_path):
    assert read_listing(write(tmp_path / "a.csv", "考号,总分\n7,600\n")).text == "code,总分\n7,600\n"


@pytest.mark.parametrize(
    ("text", "rule", "row"),
    [
        ("code,name\n1,甲\n1,乙\n", "code_twice", 3),
        ("code,name\n1,甲\n１,乙\n", "code_twice", 3),
        ("code,name\n,甲\n", "code_missing", 2),
        ("code\n1.0E+09\n", "code_was_a_number", 2),
        ("code,name,birth\n1,甲,2020\n2,甲,2020\n", "same_person", 3),
        ("code,identity\n1,X\n2,X\n", "same_person", 3),
        ("code,name,distinct,identity\n1,甲,y,X\n2,甲,y,X\n", "same_person", 3),
        ("code,name,name\n1,甲,乙\n", "column_twice", 1),
        ("code,\n1,甲\n", "column_unnamed", 1),
        ('code,name\n1,"甲\n乙"\n', "control_character", 2),
        ("code,name\n", "list_empty", None),
        ("code,name\n1,甲,乙\n", "ragged_row", 2),
        ("code,name\n1,甲\n合计,1\n", "total_row", 3),
        ("code,name\n1,甲\n,合 计\n", "total_row", 3),
        ("code,name\n1,甲\n填表人：王,\n", "total_row", 3),
        ("code，name\n1，甲\n", "full_width_commas", 1),
        ("code,name\n5101040001.0,甲\n", "code_was_a_number", 2),
        ("姓名,学生姓名,编号\n甲,乙,1\n", "column_twice", 1),
        ("%PDF-1.7\n", "file_no_table", None),
    ],
)
def test_a_bad_list_names_its_rows(tmp_path, text, rule, row):
    with pytest.raises(ListRejected) as refused:
        read_listing(write(tmp_path / "list.csv", text))
    found = [(issue.rule, issue.place.row) for issue in refused.value.issues]
    assert (rule, row) in found
    assert all(issue.remedy.zh and issue.remedy.en for issue in refused.value.issues)
    assert row is None or row in rows_of(refused.value.issues)


def test_titles_and_heads_of_two_rows_are_read(tmp_path):
    plain = read_listing(write(tmp_path / "a.csv", "编号,姓名,性别\n1,甲,男\n"))
    for name, text in (
        ("b.csv", "一年级新生名单,,\n编号,姓名,性别\n1,甲,男\n"),
        ("c.csv", "学生,,基本信息\n编号,姓名,性别\n1,甲,男\n"),
        ("d.csv", "新生名单,,\n,,\n编号,学生,\n,姓名,性别\n1,甲,男\n"),
    ):
        assert read_listing(write(tmp_path / name, text)).text == plain.text


def test_the_rows_of_codes_are_those_of_the_spreadsheet(tmp_path):
    path = write(tmp_path / "a.csv", "名单,\n编号,姓名\n1,甲\n\n２,乙\n")
    assert rows_by_code(path, ["2", "1", "9"]) == {"2": 5, "1": 3}


def test_all_bad_rows_are_named_at_once(tmp_path):
    with pytest.raises(ListRejected) as refused:
        read_listing(write(tmp_path / "list.csv", "code,name\n1,甲\n1,乙\n,丙\n1,丁\n"))
    assert rows_of(refused.value.issues) == (3, 4, 5)


def workbook(path, fill):
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def two_sheets(book):
    for name in ("一班", "二班"):
        book.add_worksheet(name).write_row(0, 0, ["编号", "姓名"])


def merged(book):
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["编号", "1", "2"])
    sheet.write(0, 1, "片区")
    sheet.merge_range(1, 1, 2, 1, "东")


def failing(book):
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["编号", "1", "2"])
    sheet.write(0, 1, "片区")
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")


@pytest.mark.parametrize(
    ("fill", "rule", "row"), [(two_sheets, "several_sheets", None), (merged, "merged_cells", 2), (failing, "cell_error", 3)]
)
def test_a_workbook_that_says_more_than_a_list_is_not_guessed_at(tmp_path, fill, rule, row):
    with pytest.raises(ListRejected) as refused:
        read_listing(workbook(tmp_path / "list.xlsx", fill))
    assert (rule, row) in [(issue.rule, issue.place.row) for issue in refused.value.issues]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)


@given(st.dictionaries(CELLS.filter(lambda text: text.strip()), st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_a_canonical_text_comes_back(rows):
    try:
        found = listing(("code", "name", "note"), [(code, *cells) for code, cells in rows.items()])
    except CertificateError:
        return  # two codes that are one after NFC
    assert parse(found.text) == found
    assert listing(found.columns, found.rows[::-1]) == found


@pytest.mark.parametrize("text", ["", "name\n1\n", "code\n2\n1\n", "code\r\n1\r\n", "code\n1", 'code\n"1"\n', "name,code\n甲,1\n"])
def test_what_is_not_canonical_is_refused(text):
    with pytest.raises(CertificateError):
        parse(text)
