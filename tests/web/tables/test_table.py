"""A list as the address asks for it: rows, columns, pages, what is picked, what leaves as a file."""

import io

import polars as pl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from junheng.web.tables.address import Address
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.download import listing_as_file
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Action, Empty, ListChangedError, Listing, Table, picked

PEOPLE = [("01", "张三", 41, "open"), ("02", "李四", 29, "shut"), ("03", "=cmd()", 35, "open"), ("04", "Nobody", None, "open")]


def table(**more):
    return Table(
        name="people",
        title="People",
        columns={
            "name": ListColumn(lambda row: row[1], "Name", numeric=False),
            "age": ListColumn(lambda row: row[2], "Age", first="descending", secondary=True),
            "state": ListColumn(lambda row: row[3], "State", numeric=False, shown=lambda row: Cell(row[3], mark="met")),
            "code": ListColumn(lambda row: row[0], "Code", numeric=False, extra=True),
        },
        default="name",
        tie=lambda row: row[0],
        filters=(Filter("state", "State", [("open", "Open"), ("shut", "Shut")], lambda row, value: row[3] == value),),
        search=lambda row: (row[1], row[0]),
        pick=lambda row: row[0],
        empty=Empty("Nobody yet", "Invite someone.", "/invite/", "Invite"),
        **more,
    )


def listing(query="", rows=PEOPLE, **more):
    request = RequestFactory().get(f"/people/?{query}")
    request.user = AnonymousUser()
    return Listing.of(request, table(**more), rows)


def codes(found):
    return "".join(row.row[0][1] for row in found.rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=age", "2314"),
        ("sort=-age", "1324"),
        ("state=open&sort=age", "314"),
        ("state=unknown&sort=age", ""),
        ("q=zs", "1"),
        ("q=李", "2"),
        ("q=04", "4"),
        ("q=nothing", ""),
    ],
)
def test_filters_search_and_order_are_in_the_address(query, expected):
    assert codes(listing(query)) == expected


def test_columns_are_those_chosen_and_the_first_always_stays():
    assert list(listing().columns) == ["name", "age", "state"]
    assert list(listing("column=code&column=age").columns) == ["name", "age", "code"]
    assert list(listing("column=nonsense").columns) == ["name", "age", "state"]
    assert listing("column=age").columns["age"].secondary is False


MANY = [(f"{n:03}", f"n{n:03}", n, "open") for n in range(120)]


def test_another_number_of_rows_a_page_keeps_the_first_row_in_sight():
    found = listing("page=2", MANY)
    assert found.rows[0].row[2] == 50
    sizes = {link.text: link for link in found.sizes}
    assert listing(sizes["25"].query.strip("?").split("#")[0], MANY).rows[0].row[2] == 50
    assert sizes["50"].current
    assert "page" not in sizes["200"].query


def test_a_page_beyond_the_last_is_the_last():
    assert listing("page=99", MANY).rows[-1].row[2] == 119


def test_links_keep_what_was_chosen_and_start_at_the_first_page():
    heads = {head.name: head.query for head, _column in listing("state=open&page=2&q=a", MANY).heads}
    assert heads["age"] == "?state=open&q=a&sort=-age"


def test_what_was_ticked_is_picked():
    assert picked(QueryDict("pick=02&pick=03&pick=99"), table(), PEOPLE) == [PEOPLE[1], PEOPLE[2]]


def test_all_are_those_that_the_filters_leave_on_every_page():
    posted = QueryDict(mutable=True)
    posted.update({"all": "1", "query": "state=open&page=2", "total": "120"})
    assert len(picked(posted, table(), MANY)) == 120


def test_all_is_refused_where_the_list_has_changed_since():
    posted = QueryDict(mutable=True)
    posted.update({"all": "1", "query": "state=open", "total": "4"})
    with pytest.raises(ListChangedError):
        picked(posted, table(), PEOPLE)


def test_the_file_has_all_rows_unrounded_and_runs_nothing():
    response = listing_as_file(listing("sort=age&state=open"), "csv", "town", "R3-7c1e5b90")
    assert "town_R3-7c1e5b90_people.csv" in response.headers["Content-Disposition"]
    frame = pl.read_csv(io.BytesIO(response.content))
    assert frame.rows() == [("'=cmd()", 35, "open"), ("张三", 41, "open"), ("Nobody", None, "open")]


def written(found):
    template = engines["django"].from_string("{% load datatable %}{% datatable listing %}")
    request = RequestFactory().get("/people/")
    request.user = AnonymousUser()
    return template.render({"listing": found}, request)


def test_an_empty_list_says_what_to_do_next():
    assert "Invite someone." in written(listing(rows=[]))
    assert 'href="/invite/"' in written(listing(rows=[]))
    narrowed = written(listing("q=nothing&sort=age"))
    assert "Invite someone." not in narrowed
    assert 'href="?sort=age#people"' in narrowed


def test_what_can_be_searched_has_a_field_that_keeps_the_words():
    assert 'type="search" name="q" value="&lt;zs"' in written(listing("q=<zs"))


def test_rows_are_escaped_and_can_be_picked_only_where_something_can_be_done():
    page = written(listing(rows=[("<b>", "<script>", 1, "open")]))
    assert "<script>" not in page
    assert 'name="pick"' not in page
    assert page.count('name="pick"') == 0
    assert 'value="&lt;b&gt;" form="people-picked"' in written(listing(rows=[("<b>", "x", 1, "open")], actions=(Action("Go", "/go/"),)))


def test_an_address_without_parameters_leads_to_the_bare_page():
    assert Address({"page": "2"}).here(page=None) == "?"
    assert Address({"page": "2"}).query(page=None) == ""
