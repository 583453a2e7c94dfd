"""An indicator's page: filters, order, pages and files, all by the address."""

import csv
import io
import json
import re

import openpyxl
import pytest

from .conftest import page, text_of


def units_of(response):
    body = response.content.decode()
    table = body[body.index('id="units"') :]
    return re.findall(r'<th scope="row"><a href="[^"]*/unit/([^/]+)/', table[: table.index("</table>")])


def sports(visitor, **parameters):
    return visitor(page("indicator", "town", "sports_area", **parameters))


def test_units_come_lowest_first(visitor):
    assert units_of(sports(visitor)) == ["S5", "S3", "S2", "S1", "S6", "S4"]


@pytest.mark.parametrize(
    ("parameters", "units"),
    [
        ({"sort": "-value"}, ["S4", "S1", "S6", "S2", "S3", "S5"]),
        ({"sort": "-pupils"}, ["S5", "S2", "S1", "S3", "S4", "S6"]),
        ({"area": "01"}, ["S3", "S2", "S1"]),
        ({"setting": "rural"}, ["S5", "S3"]),
        ({"ownership": "private"}, []),
        ({"below": "1"}, ["S5", "S3"]),
        ({"q": "s4"}, ["S4"]),
        ({"q": "S1 小学"}, ["S1"]),
        ({"q": "s1xx"}, ["S1"]),  # pinyin initials
        ({"q": "nothing"}, []),
        ({"area": "01", "setting": "urban", "sort": "name"}, ["S1", "S2"]),
    ],
)
def test_filters_and_order_are_in_the_address(visitor, parameters, units):
    assert units_of(sports(visitor, **parameters)) == units


def test_a_value_exactly_at_its_floor_reaches_it(visitor):
    assert "S2" not in units_of(sports(visitor, below="1"))


def test_no_match_says_so(visitor):
    assert "Nothing fits these filters" in text_of(sports(visitor, q="nothing"))


def test_long_tables_have_pages_that_keep_the_filters(visitor):
    first = visitor(page("indicator", "california", "computers", sort="-value"))
    assert len(units_of(first)) == 50
    assert "sort=-value&amp;page=2#units" in first.content.decode()
    second = visitor(page("indicator", "california", "computers", sort="-value", page=2))
    assert not set(units_of(first)) & set(units_of(second))
    assert "51–100 of 420" in text_of(second)
    assert "401–420 of 420" in text_of(visitor(page("indicator", "california", "computers", page=99)))
    assert "1–50 of 420" in text_of(visitor(page("indicator", "california", "computers", page="x")))


def test_the_file_holds_the_rows_of_the_page_in_its_order(visitor):
    response = sports(visitor, below="1", format="csv")
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["unit"] for row in rows] == ["S5", "S3"]
    assert [(float(row["value"]), row["floor"], row["meets"]) for row in rows] == [(2.0, "7.5", "false"), (7.0, "7.5", "false")]


def test_the_file_name_says_what_it_holds(visitor):
    name = sports(visitor, format="csv").headers["Content-Disposition"]
    assert re.search(r'filename="town_sports_area_primary_2025_R2-[0-9a-f]{8}_synthetic\.csv"', name)
    plain = visitor(page("indicator", "plain", "sports_area", format="csv")).headers["Content-Disposition"]
    assert "synthetic" not in plain


def test_no_cell_of_a_file_is_a_formula(visitor):
    rows = list(csv.DictReader(io.StringIO(sports(visitor, format="csv").content.decode("utf-8-sig"))))
    assert {row["unit"]: row["name"] for row in rows}["S5"] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(sports(visitor, format="xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any("Synthetic data" in str(cell.value) for cell in cells)


def test_json_says_the_same(visitor):
    content = json.loads(sports(visitor, format="json", area="01").content)
    assert [row["value"] for row in content["sports_area"]["rows"]] == [7.0, 7.5, 8.0]
    assert any("R2" in note for note in content["sports_area"]["notes"])


def test_an_unknown_format_is_the_page(visitor):
    assert sports(visitor, format="exe").headers["Content-Type"].startswith("text/html")


def test_the_parts_add_up_to_the_whole(visitor):
    said = text_of(sports(visitor))
    assert "of the differences lie between areas" in said
    assert "Urban and rural" in said
    assert "Ownership" not in said[said.index("add up to the whole") :]  # all of the town is public


def test_california_says_nothing_of_settings(visitor):
    assert "Setting" not in text_of(visitor(page("indicator", "california", "computers")))


def test_every_dot_is_a_unit(visitor):
    assert len(re.findall(r'data-unit="S\d"', sports(visitor).content.decode())) == 6
    assert len(re.findall(r'data-unit="S\d"', sports(visitor, area="01").content.decode())) == 3
