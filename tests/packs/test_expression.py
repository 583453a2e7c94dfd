"""Formulas: what they mean, what they measure, and that no text and no number breaks them."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.language import Text
from junheng.packs import Expression, ExpressionError
from junheng.packs.syntax import DEEPEST, LARGEST, LONGEST, parse

UNITS = {"area": "m2", "hall": "m2", "books": "book", "money": "yuan", "large_money": "10k_yuan", "pupils": "pupil", "ratio": "1"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("area", "m2"),
        ("area / pupils", "m2/pupil"),
        ("(area + hall) / pupils", "m2/pupil"),
        ("max(area, hall) - min(area, hall)", "m2"),
        ("per_100(books, pupils)", "book/100 pupil"),
        ("100 * books / pupils", "book/pupil"),
        ("large_money / pupils", "10000 yuan/pupil"),
        ("books / pupils * pupils", "book"),
        ("books * area / pupils / pupils", "book m2/pupil/pupil"),
        ("area / hall", "1"),
        ("1 / pupils", "1/pupil"),
        ("per_100(area, hall)", "1/100"),
        ("-money * 2", "yuan"),
        ("ratio + 1", "1"),
    ],
)
def test_the_unit_follows_from_the_measures(text, unit):
    assert Expression.read(text, UNITS).unit.name == unit


@pytest.mark.parametrize(
    ("text", "rule", "column"),
    [
        ("area + money", "formula-unit", 8),
        ("money - large_money", "formula-unit", 9),
        ("min(area, books)", "formula-unit", 11),
        ("area / pupils + area", "formula-unit", 17),
        ("books + 1", "formula-unit", 9),
        ("area / chairs", "formula-measure", 8),
        ("area / 0", "formula-zero", 8),
        ("area / (2 - 2)", "formula-zero", 9),
        ("per_100(area, 0 * 3)", "formula-zero", 15),
        ("area / (1 / 0)", "formula-zero", 13),
        ("", "formula-syntax", 1),
        ("area /", "formula-syntax", 7),
        ("area / / hall", "formula-syntax", 8),
        ("area ** 2", "formula-syntax", 7),
        ("area hall", "formula-syntax", 6),
        ("(area", "formula-syntax", 6),
        ("area)", "formula-syntax", 5),
        ("1.", "formula-syntax", 2),
        ("面积 / pupils", "formula-syntax", 1),
        ("area\n/ $", "formula-syntax", 8),
        ("__import__('os')", "formula-syntax", 1),
        ("area.__class__", "formula-syntax", 5),
        ("mean(area, hall)", "formula-syntax", 1),
        ("books / max(pupils)", "formula-syntax", 9),
        ("per_100(books)", "formula-syntax", 1),
        ("1+" * LONGEST + "1", "formula-syntax", LONGEST + 1),
        ("-" * DEEPEST + "1", "formula-syntax", 1),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(text, rule, column):
    with pytest.raises(ExpressionError) as caught:
        Expression.read(text, UNITS)
    assert (caught.value.rule, caught.value.column) == (rule, column)


def test_an_unknown_measure_is_told_which_exist():
    with pytest.raises(ExpressionError, match="there are area, pupils"):
        Expression.read("aera / pupils", {"pupils": "pupil", "area": "m2"})


def test_deep_brackets_need_no_stack():
    depth = (LONGEST - 1) // 2
    assert Expression.read("(" * depth + "1" + ")" * depth, {}).evaluate({}) == 1


def test_a_wide_formula_has_an_end():
    with pytest.raises(ExpressionError, match="too complex"):
        parse("+".join(["a"] * (LARGEST // 2)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 - 3 - 2", 4),
        ("8 / 4 / 2", 1),
        ("2 + 3 * 4", 14),
        ("-2 * 3", -6),
        ("2 * -3", -6),
        ("(2 + 3) * 4", 20),
        ("max(1, 2, 3)", 3),
        ("1.5 + .5", None),
    ],
)
def test_arithmetic_is_that_of_paper(text, expected):
    if expected is None:
        with pytest.raises(ExpressionError):
            Expression.read(text, {})
    else:
        assert Expression.read(text, {}).evaluate({}) == expected


def test_a_zero_divisor_is_missing_and_a_missing_part_stays_missing():
    per_pupil = Expression.read("area / pupils", UNITS)
    largest = Expression.read("max(area, hall)", UNITS)
    frame = pl.DataFrame({"area": [4.0, 4.0, None, math.nan], "hall": [1.0, None, 1.0, 1.0], "pupils": [0, 2, 2, 2]})
    assert frame.select(per_pupil.to_polars())["area"].to_list() == [None, 2.0, None, None]
    assert frame.select(largest.to_polars()).to_series().to_list() == [4.0, None, None, None]
    assert [per_pupil.evaluate(row) for row in frame.to_dicts()] == [None, 2.0, None, None]


def test_a_value_that_is_not_given_is_an_error():
    with pytest.raises(KeyError, match="pupils"):
        Expression.read("area / pupils", UNITS).evaluate({"area": 1})


def test_the_sum_is_written_as_on_paper():
    per_pupil = Expression.read("area / pupils", UNITS)
    values = {"area": 6831, "pupils": 1284}
    assert per_pupil.explain(values) == "6,831 ㎡ ÷ 1,284 人 = 5.3201"
    assert per_pupil.explain(values, "en") == "6,831 m² ÷ 1,284 pupils = 5.3201"
    assert per_pupil.explain({"area": None, "pupils": 1284}) == "– ÷ 1,284 人 = –"
    hundred = Expression.read("per_100(books + 2 * books, pupils)", UNITS)
    assert hundred.explain({"books": 10, "pupils": 60}) == "(10 册 + 2 × 10 册) ÷ 60 人 × 100 = 50"


def test_the_formula_is_said_in_names():
    names = {"area": Text("面积", "area"), "hall": Text("场馆", "hall"), "pupils": Text("在校生数", "pupils")}
    formula = Expression.read("(area - (hall - area)) / pupils", UNITS)
    assert formula.in_words(names.__getitem__, "zh") == "(面积 − (场馆 − 面积)) ÷ 在校生数"
    assert str(formula) == "(area - (hall - area)) / pupils"


NAMES = ("a", "b", "c")
PURE = dict.fromkeys(NAMES, "1")


def trees(leaves):
    pair = st.tuples(leaves, leaves)
    return st.one_of(
        st.tuples(leaves, st.sampled_from("+-*/"), leaves).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        pair.map(lambda t: f"min({t[0]}, {t[1]})"),
        pair.map(lambda t: f"max({t[0]}, {t[1]})"),
        pair.map(lambda t: f"per_100({t[0]}, {t[1]})"),
        leaves.map(lambda t: f"-{t}"),
    )


formulas = st.recursive(st.sampled_from([*NAMES, "0", "1", "2.5", "100"]), trees, max_leaves=12)
numbers = st.none() | st.sampled_from([0.0, 1.0, -1.0, 1e308, math.inf, math.nan]) | st.floats(-1e6, 1e6)


@given(formulas, st.fixed_dictionaries(dict.fromkeys(NAMES, numbers)))
def test_polars_and_plain_python_agree_and_neither_gives_infinity(text, values):
    try:
        formula = Expression.read(text, PURE)
    except ExpressionError:
        return  # divides by a zero that needs no data, or is too long
    frame = pl.DataFrame({name: pl.Series([value], dtype=pl.Float64) for name, value in values.items()})
    plain = formula.evaluate(values)
    assert frame.select(formula.to_polars().alias("x"))["x"].to_list() == [plain]
    assert plain is None or math.isfinite(plain)
    assert formula.explain(values, "en").count(" = ") == 1


@given(st.text() | st.lists(st.sampled_from([*"()+-*/.,\n \t$", "min", "per_100", "a", "b", "1", "2.5", "indicator.", "∞"])).map("".join))
def test_no_text_breaks_the_parser(text):
    error = formula = None
    try:
        formula = Expression.read(text, PURE)
    except ExpressionError as refused:
        error = refused
    if formula is None:
        assert error is not None
        assert 1 <= error.column <= len(text) + 1
        assert error.text.zh
        assert error.text.en
    else:
        assert set(formula.names) <= set(NAMES)
        assert parse(str(formula)) == formula.node
