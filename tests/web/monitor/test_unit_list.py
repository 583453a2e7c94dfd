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
