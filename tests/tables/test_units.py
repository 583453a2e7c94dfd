from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.tables.units import parse_unit, unit

NAMES = ("m2", "mu", "ha", "yuan", "10k_yuan", "100m_yuan", "pupil", "teacher", "room", "book", "%", "1", "hour", "km")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("㎡", "m2"),
        ("m²", "m2"),
        ("亩", "mu"),
        ("万元", "10k_yuan"),
        ("单位：万元", "10k_yuan"),
        ("（亿元）", "100m_yuan"),
        ("人", "person"),
        ("台套", "set"),
        ("％", "%"),
        ("square metres", "m2"),
    ],
)
def test_labels_of_sheets_are_known(label, name):
    assert parse_unit(label) == unit(name)


def test_a_scale_before_a_label_multiplies():
    assert parse_unit("百万元").factor_to(unit("yuan")) == 1_000_000
    assert parse_unit("万册").factor_to(unit("book")) == 10_000
    assert parse_unit("万").factor_to(unit("pupil")) == 10_000


def test_a_mu_is_two_thousand_thirds_of_a_square_metre():
    assert unit("mu").factor_to(unit("m2")) == Fraction(2000, 3)


def test_the_general_word_fits_the_special_one_and_nothing_else():
    assert parse_unit("人").factor_to(unit("pupil")) == 1
    assert parse_unit("个").factor_to(unit("room")) == 1
    assert parse_unit("人").factor_to(unit("m2")) is None
    assert unit("pupil").factor_to(unit("teacher")) is None


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("pupil/class", "人/班", "pupils per class"),
        ("m2/pupil", "平方米/生", "m² per pupil"),
        ("teacher/100 pupil", "人/百生", "teachers per 100 pupils"),
        ("book/person", "册/人", "books per person"),
        ("class", "班", "classes"),
    ],
)
def test_a_quotient_is_said_as_people_say_it_and_read_back(name, zh, en):
    assert (unit(name).label.zh, unit(name).label.en) == (zh, en)
    for label in (zh, en):
        assert parse_unit(label).factor_to(unit(name)) == 1


@pytest.mark.parametrize("label", ["", "备注", "平方", "元元"])
def test_what_is_no_unit_is_none(label):
    assert parse_unit(label) is None


def test_an_unknown_name_lists_those_that_exist():
    with pytest.raises(KeyError, match="m2"):
        unit("acre")


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_division_undoes_multiplication(left, right):
    product = unit(left) * unit(right)
    assert (product / unit(right)).dimension == unit(left).dimension
    assert (product / unit(right)).factor == unit(left).factor


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_conversion_there_and_back_is_exact(left, right):
    there, back = unit(left).factor_to(unit(right)), unit(right).factor_to(unit(left))
    if there is not None and back is not None:
        assert there * back == 1


def test_quotients_are_named_by_their_parts():
    assert unit("teacher/100 pupil").factor == Fraction(1, 100)
    assert unit("m2/pupil").dimension == (("m2", 1), ("pupil", -1))
