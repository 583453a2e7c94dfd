import math

import pytest

from junheng.web.tables.order import Column, Order

ROWS = [("b", 2.0), ("a", math.nan), ("c", 1.0), ("d", 2.0)]
COLUMNS = {
    "name": Column(lambda row: row[0], "Name", numeric=False),
    "value": Column(lambda row: row[1], "Value", first="descending"),
}


def names(order):
    return "".join(row[0] for row in order.apply(ROWS, COLUMNS, tie=lambda row: row[0]))


@pytest.mark.parametrize(("text", "names_in_order"), [("value", "cbda"), ("-value", "bdca"), ("name", "abcd"), ("-name", "dcba")])
def test_what_has_no_value_stands_last_either_way(text, names_in_order):
    assert names(Order.read(text, COLUMNS, "name")) == names_in_order


@pytest.mark.parametrize("text", ["", "unknown", "--", "-", "__class__"])
def test_a_sort_that_does_not_exist_is_the_default(text):
    assert Order.read(text, COLUMNS, "-value") == Order("value", descending=True)


def test_a_head_turns_its_own_column_and_starts_others_the_way_that_matters():
    heads = Order.read("name", COLUMNS, "name").heads(COLUMNS, lambda **changes: changes["sort"])
    assert [(head.query, head.sorted) for head in heads] == [("-name", "ascending"), ("-value", "")]
