"""All units, the weak ones first."""

import csv
import io
import re

import pytest

from .conftest import page, text_of


def units_of(response):
    body = response.content.decode()
    table = body[body.index("<tbody>") :]
    return re.findall(r'href="[^"]*/unit/([^/]+)/', table[: table.index("</tbody>")])


@pytest.mark.parametrize(
    ("parameters", "units"),
    [
        ({}, ["S5"]),
        ({"verdict": "miss"}, ["S5"]),
        ({"verdict": "met", "sort": "name"}, ["S3", "S1", "S2", "S4", "S6"]),
        ({"aspect": "sports_area", "verdict": "miss"}, ["S5"]),
        ({"area": "01", "sort": "-pupils"}, ["S2", "S1", "S3"]),
    ],
)
def test_filters_and_order_are_in_the_address(visitor, parameters, units):
    assert units_of(visitor(page("units", "town", **parameters)))[: len(units)] == units


def test_the_title_counts(visitor):
    assert "The town: 1 of 6 units does not meet the standard" in text_of(visitor(page("units", "town")))


def test_the_file_has_the_same_rows(visitor):
    response = visitor(page("units", "town", verdict="miss", format="csv"))
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["unit"], row["floors_reached"], row["floors"], row["meets"]) == ("S5", "5", "7", "false")


def test_where_nothing_is_judged_those_behind_come_first(visitor):
    response = visitor(page("units", "california"))
    assert "furthest behind their area's mean first" in text_of(response)
    assert len(units_of(response)) == 50


def test_picked_units_leave_as_a_workbook_that_names_its_release(visitor, client_of):
    import openpyxl

    response = client_of().post("/monitor/town/units/", {"pick": ["S5", "S1", "unknown"]})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    codes = {cell.value for cell in next(book.worksheets[0].iter_cols(min_col=1, max_col=1)) if cell.value}
    assert {"S1", "S5"} <= codes
    assert "S2" not in codes
    assert "_R2-" in response.headers["Content-Disposition"]


def test_all_units_of_the_filters_are_those_of_every_page(visitor, client_of):
    form = {"all": "1", "query": "verdict=miss", "total": "1"}
    assert client_of().post("/monitor/town/units/", form).status_code == 200
    assert client_of().post("/monitor/town/units/", form | {"total": "2"}).status_code == 409


def test_columns_are_chosen_in_the_address(visitor):
    body = visitor(page("units", "town", column="name,code")).content.decode()
    head = body[body.index("<thead>") : body.index("</thead>")]
    assert re.findall(r">([^<>]+)</a>", head) == ["Unit", "Code"]
