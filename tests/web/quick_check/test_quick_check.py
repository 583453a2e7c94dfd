"""From a table to one page and one workbook, and nothing kept."""

import io
import re
import tempfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from .conftest import as_csv, as_xlsx

pytestmark = pytest.mark.django_db
ADDRESS = "/quick-check/"


def check(client: Client, content: bytes, name: str = "东县2025.xlsx", **fields: str) -> HttpResponse:
    return client.post(ADDRESS, {"table": SimpleUploadedFile(name, content), **fields})


def again(client: Client, page: HttpResponse, **fields: str) -> HttpResponse:
    """What a button of the result page sends: the file that the page holds."""
    text = page.content.decode()
    form = text[text.index('<form id="again"') :]
    held = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("held", "name")}
    return client.post(ADDRESS, held | fields)


def sheets(response: HttpResponse) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("form", ["xlsx", "csv", "gbk"])
def test_each_form_of_file_gives_the_same_answer(client: Client, rows: list[list[object]], form: str) -> None:
    content = {"xlsx": as_xlsx(rows), "csv": as_csv(rows), "gbk": as_csv(rows, "gb18030")}[form]
    response = check(client, content, f"东县2025.{form if form == 'xlsx' else 'csv'}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "7 个差异系数中 1 个高于上限；3 所学校中 1 所未达标" in page
    assert "小学：7 项指标中 1 项校际差异过大" in page
    assert re.search(r"丙小学.*?5<span[^>]*> / 7", page, re.DOTALL)
    assert "体育场馆 27%" in page
    assert "骨干教师 50%" in page


def test_the_coefficient_is_the_standards_own(client: Client, rows: list[list[object]]) -> None:
    """Sports area 4000, 4000, 1200 for 400, 500, 600 pupils: mean 9200/1500, CV 0.5363."""
    book = sheets(again(client, check(client, as_xlsx(rows)), workbook="1"))
    heads = next(row for row in book["差异系数"] if row[0] == "地区")
    row = next(row for row in book["差异系数"] if row[3] == "生均体育运动场馆面积")
    found = dict(zip(heads, row, strict=True))
    mean = 9200 / 1500
    variance = (400 * (10 - mean) ** 2 + 500 * (8 - mean) ** 2 + 600 * (2 - mean) ** 2) / 1500
    assert found["差异系数"] == pytest.approx(variance**0.5 / mean)
    assert found["平均值"] == pytest.approx(mean)
    assert found["上限"] == 0.5
    assert found["结论"] == "未达标"


def test_the_workbook_has_all_schools_and_is_in_the_language_of_the_page(client: Client, rows: list[list[object]]) -> None:
    page = check(client, as_xlsx(rows))
    chinese, english = again(client, page, workbook="1"), again(client, page, workbook="1", language="en")
    assert list(sheets(chinese)) == ["差异系数", "学校", "薄弱学校", "问题"]
    assert list(sheets(english)) == ["Coefficients", "Schools", "Weak schools", "Issues"]
    values = {(row[0], row[5]): row[6] for row in sheets(chinese)["学校"]}
    assert [values[school, "生均体育运动场馆面积"] for school in ("甲小学", "乙小学", "丙小学")] == [10, 8, 2]
    assert "filename*" in chinese.headers["Content-Disposition"]
    assert english.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_another_language_and_another_standard_keep_the_table(client: Client, rows: list[list[object]]) -> None:
    page = check(client, as_xlsx(rows))
    english = again(client, page, language="en")
    assert "1 of 7 coefficients is above its limit" in english.content.decode()
    assert client.cookies["language"].value == "en"
    older = again(client, page, pack="education_cn/basic2012")
    assert '<option value="education_cn/basic2012" selected' in older.content.decode()
    assert "教督〔2012〕3号" in older.content.decode()


EIGHT = (
    "教学及辅助用房面积", "体育运动场馆面积", "教学仪器设备值（元）", "计算机", "图书", "教师",
    "高于规定学历教师数", "中级及以上专业技术职务教师数"
)  # fmt: skip


@pytest.mark.parametrize(
    ("last", "headline", "finding", "verdict"),
    [
        (100, "1 个差异系数全部在上限以内", "小学：综合差异系数在上限以内", "达标"),
        (0, "1 个差异系数中 1 个高于上限", "小学：综合差异系数高于上限", "未达标"),
    ],
)
def test_the_mean_of_the_coefficients_is_counted_where_the_standard_limits_it(
    client: Client, last: int, headline: str, finding: str, verdict: str
) -> None:
    """The standard of 2012 limits the mean alone, to 0.65 in primary schools; two schools of 100 pupils have 1 and `last` ÷ 100 a pupil."""
    table = [["区县", "学校代码", "学校名称", "办学类型", "在校生数", *EIGHT]]
    table += [["东县", code, code, "小学", 100, *[each] * len(EIGHT)] for code, each in (("5101040001", 100), ("5101040002", last))]
    page = check(client, as_xlsx(table), pack="education_cn/basic2012")
    assert headline in page.content.decode()
    assert finding in page.content.decode()
    book = sheets(again(client, page, workbook="1", pack="education_cn/basic2012"))["差异系数"]
    mean = next(row for row in book if row[3] == "综合差异系数（各项平均）")
    assert mean[8:] == (0.0 if last else 1.0, 0.65, verdict)
    assert {row[10] for row in book if row[3] and row[3] != mean[3]} == {"结论", None}


def test_a_limit_that_cannot_be_judged_is_not_no_limit(client: Client, rows: list[list[object]]) -> None:
    """Computers and books are not in the table, so that the mean of the standard of 2012 is not known."""
    page = check(client, as_xlsx(rows), pack="education_cn/basic2012").content.decode()
    assert "比较了 3 所学校；因缺数据，差异系数无法判定" in page
    assert "未设上限" not in page


def test_the_mean_of_the_coefficients_counts_for_nothing_where_no_standard_limits_it(client: Client, rows: list[list[object]]) -> None:
    book = sheets(again(client, check(client, as_xlsx(rows)), workbook="1"))["差异系数"]
    assert next(row for row in book if row[3] == "综合差异系数（各项平均）")[9:] == (None, None)


def test_a_name_that_is_a_formula_stays_a_text(client: Client, rows: list[list[object]]) -> None:
    rows[3][2] = '=HYPERLINK("http://example.org","丙小学")'
    page = check(client, as_csv([[f'"{str(cell).replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]), "a.csv")
    book = openpyxl.load_workbook(io.BytesIO(again(client, page, workbook="1").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert all(cell.data_type == "s" for cell in cells)
    assert not any(sheet._hyperlinks for sheet in book)


def test_a_name_that_is_markup_stays_a_text(client: Client, rows: list[list[object]]) -> None:
    rows[3][2] = "<script>alert(1)</script>"
    page = check(client, as_xlsx(rows), "<b>x</b>.xlsx").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_a_wrong_cell_is_named_with_its_address_and_nothing_is_computed(client: Client, rows: list[list[object]]) -> None:
    rows[2][4] = -500
    response = check(client, as_xlsx(rows))
    page = response.content.decode()
    assert response.status_code == 422
    assert "小学 · E4" in page
    assert "没有进行计算" in page
    assert "差异系数中" not in page
    assert list(sheets(again(client, response, workbook="1"))) == ["问题"]


def test_a_table_without_rows_says_so(client: Client, rows: list[list[object]]) -> None:
    response = check(client, as_xlsx(rows[:1]))
    assert response.status_code == 422
    assert 'class="issues"' in response.content.decode()


def test_the_same_cause_is_told_once(client: Client, rows: list[list[object]]) -> None:
    for row in rows[1:]:
        row[4] = -row[4]
    page = check(client, as_xlsx(rows)).content.decode()
    assert "E3 等 3 格" in page
    assert page.count('<span class="what">') == 1


def test_nothing_is_kept(client: Client, rows: list[list[object]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    page = check(client, as_xlsx(rows))
    again(client, page, workbook="1")
    assert list(tmp_path.iterdir()) == []
    assert "sessionid" not in client.cookies
    assert "no-store" in page.headers["Cache-Control"]


def test_the_example_is_shown_and_says_that_it_is_synthetic(client: Client) -> None:
    response = client.post(ADDRESS, {"example": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="synth"' in page
    workbook = again(client, response, workbook="1")
    assert all("演示数据" in str(rows[1][0]) for rows in sheets(workbook).values())
    downloaded = client.get("/quick-check/example.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(downloaded.content)).sheetnames
    assert 'class="synth"' not in check(client, as_xlsx([["学校", "学生"], ["甲", 1]])).content.decode()


def test_a_real_page_has_no_synthetic_strip(client: Client, rows: list[list[object]]) -> None:
    assert 'class="synth"' not in check(client, as_xlsx(rows)).content.decode()


def test_the_form_asks_for_a_token() -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"example": "1"}).status_code == 403


def test_a_column_that_is_not_known_can_be_told_and_stays_so(client: Client, rows: list[list[object]]) -> None:
    rows[0][9] = "活动场所"  # sports area under a name that nobody knows
    first = check(client, as_xlsx(rows))
    text = first.content.decode()
    assert "1 列请核对" in text
    assert "6 个差异系数" in text
    second = again(client, first, columns="chosen", **{"column:0:活动场所": "measure:sports_area"})
    assert "7 个差异系数中 1 个高于上限" in second.content.decode()
    assert "1 列请核对" not in second.content.decode()
    heads = [
        str(cell)
        for row in sheets(again(client, second, columns="chosen", workbook="1", **{"column:0:活动场所": "measure:sports_area"}))["差异系数"]
        for cell in row
    ]
    assert "生均体育运动场馆面积" in heads


def test_a_column_can_be_left_out(client: Client, rows: list[list[object]]) -> None:
    first = check(client, as_xlsx(rows))
    second = again(client, first, columns="chosen", **{f"column:0:{rows[0][9]}": "ignore"})
    assert "6 个差异系数" in second.content.decode()


def test_what_was_guessed_is_shown_until_somebody_looked(client: Client, rows: list[list[object]]) -> None:
    rows[0][9] = "体育运动场馆的面积（平方米）"
    first = check(client, as_xlsx(rows))
    assert "按相近名称" in first.content.decode()
    second = again(client, first, columns="chosen", **{f"column:0:{rows[0][9]}": "as proposed"})
    assert "按相近名称" not in second.content.decode()
    assert "7 个差异系数" in second.content.decode()


def test_a_choice_that_the_form_does_not_offer_changes_nothing(client: Client, rows: list[list[object]]) -> None:
    first = check(client, as_xlsx(rows))
    second = again(client, first, columns="chosen", **{f"column:0:{rows[0][9]}": "measure:nonsense", "column:7:x": "ignore"})
    assert "7 个差异系数" in second.content.decode()


def test_a_year_that_the_table_does_not_state_is_assumed_and_said(client: Client, rows: list[list[object]]) -> None:
    first = check(client, as_csv(rows), "学校.csv")
    assert "7 个差异系数" in first.content.decode()
    second = again(client, first, columns="chosen", **{f"column:0:{rows[0][9]}": "as proposed"})
    said = [re.findall(r'class="what">([^<]*学年[^<]*)<', page.content.decode()) for page in (first, second)]
    assert said[0]
    assert said[0] == said[1]


def test_a_ceiling_is_said_as_a_ceiling(client: Client, rows: list[list[object]]) -> None:
    for column in (4, 5, 6, 7, 8, 9, 10, 11):
        rows[3][column] = 6 * rows[3][column]  # 3,600 pupils where 2,000 are the most
    page = check(client, as_xlsx(rows)).content.decode()
    assert "规模 超 80%" in page


@pytest.mark.parametrize("form", ["xlsx", "gbk"])
def test_the_table_comes_back_with_marks_at_its_cells(client: Client, rows: list[list[object]], form: str) -> None:
    rows[2][4] = -500
    rows[3][2] = "=1+1"
    content, name = (as_xlsx(rows), "a.xlsx") if form == "xlsx" else (as_csv(rows, "gb18030"), "a.csv")
    response = check(client, content, name)
    marked = openpyxl.load_workbook(io.BytesIO(again(client, response, marked="1").content))
    cell = marked.worksheets[-1]["E4" if form == "xlsx" else "E3"]
    assert "-500" in str(cell.value)
    assert cell.comment is not None
    assert not any(cell.data_type == "f" for row in marked.worksheets[-1].iter_rows() for cell in row)
