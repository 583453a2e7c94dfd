"""Indicators that use other indicators."""

from junheng.packs.references import read_formulas
from junheng.packs.syntax import DEEPEST

UNITS = {"books": "book", "pupils": "pupil", "area": "m2"}


def test_a_reference_is_written_out():
    formulas = read_formulas({"double": "2 * indicator.each", "each": "books / pupils"}, UNITS)
    assert formulas.errors == {}
    assert formulas.read["double"].names == ("books", "pupils")
    assert formulas.read["double"].unit.name == "book/pupil"
    assert formulas.read["double"].evaluate({"books": 30, "pupils": 10}) == 6


def test_a_circle_is_named_once_with_its_path():
    formulas = read_formulas(
        {"start": "indicator.a", "a": "indicator.b + 1", "b": "2 * indicator.c", "c": "indicator.a", "sound": "books"}, UNITS
    )
    assert {name: error.rule for name, error in formulas.errors.items()} == {"c": "formula-cycle"}
    assert "a → b → c → a" in formulas.errors["c"].text.zh
    assert list(formulas.read) == ["sound"]


def test_an_indicator_may_not_use_itself():
    formulas = read_formulas({"a": "indicator.a / pupils"}, UNITS)
    assert "a → a" in str(formulas.errors["a"])


def test_an_error_stands_only_where_it_arises():
    formulas = read_formulas({"a": "indicator.b + books", "b": "area + books", "c": "indicator.d"}, UNITS)
    assert {name: error.rule for name, error in formulas.errors.items()} == {"b": "formula-unit", "c": "formula-reference"}
    assert formulas.read == {}


def test_doubling_at_every_step_is_stopped():
    texts = {f"a{i}": f"indicator.a{i + 1} + indicator.a{i + 1}" for i in range(30)} | {"a30": "books"}
    formulas = read_formulas(texts, UNITS)
    assert [error.rule for error in formulas.errors.values()] == ["formula-syntax"]


def test_a_long_chain_is_stopped():
    texts = {f"a{i}": f"indicator.a{i + 1}" for i in range(DEEPEST * 5)} | {f"a{DEEPEST * 5}": "books"}
    formulas = read_formulas(texts, UNITS)
    assert {error.rule for error in formulas.errors.values()} == {"formula-syntax"}
    assert "a0" not in formulas.read
