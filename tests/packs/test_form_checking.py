"""What is wrong with answers: the vectors that server and browser share, and what must hold for any answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.packs import load
from junheng.packs.forms import form_of
from junheng.packs.forms.checking import check, holds, key_of, unexplained
from junheng.packs.forms.layout import lay_out
from junheng.packs.forms.sentences import sentence
from junheng.packs.forms.values import plain, read
from junheng.packs.syntax import parse

VECTORS = json.loads((Path(__file__).parent / "form_vectors.json").read_text(encoding="utf-8"))
LAYOUT = VECTORS["layout"]


def test_the_layout_of_the_vectors_is_what_the_declaration_gives(write_pack):
    folder = str(write_pack())
    laid_out = lay_out(form_of(folder, "yearly"), load(folder).vocabulary, unit_kind="school", areas={})
    assert json.loads(json.dumps(laid_out)) == LAYOUT


@pytest.mark.parametrize("case", VECTORS["checks"], ids=lambda case: case["name"])
def test_answers_have_the_findings_of_the_vectors(case):
    assert check(LAYOUT, case["given"], case["context"]) == case["findings"]


@pytest.mark.parametrize("case", VECTORS["reads"], ids=lambda case: f"{case['column']['kind']} {case['typed'][:20]!r}")
def test_typed_texts_are_kept_as_in_the_vectors(case):
    assert read(case["column"], case["typed"]) == (case["value"], case["problem"])


def test_every_check_of_the_vectors_form_is_seen_to_fail():
    found = {finding["check"] for case in VECTORS["checks"] for finding in case["findings"]}
    assert {check["id"] for part in ("rules", "changes", "outliers") for check in LAYOUT[part]} <= found


def test_a_unit_sees_only_the_levels_that_it_teaches(write_pack):
    folder = str(
        write_pack(
            (
                "pack.toml",
                "[area_kind.county]",
                '[unit_kind.small]\nname = { zh = "小", en = "Small" }\nlevels = ["primary"]\n\n[area_kind.county]',
            )
        )
    )
    laid_out = lay_out(form_of(folder, "yearly"), load(folder).vocabulary, unit_kind="small", areas={})
    pupils, resources, classes = laid_out["tables"]
    assert [row["id"] for row in pupils["rows"]] == ["primary.1", "primary.2"]
    assert [row["id"] for row in resources["rows"]] == ["primary"]  # nothing to share with another level
    assert not any(column["shared"] for column in resources["columns"])
    assert [choice["id"] for choice in classes["columns"][0]["choices"]] == ["primary.1", "primary.2"]


def test_an_explanation_holds_for_the_value_that_was_explained():
    case = next(case for case in VECTORS["checks"] if case["name"] == "much more than last year")
    check_id, table, row, column, value = key_of(case["findings"][0])
    said = {"check": check_id, "table": table, "row": row, "column": column, "value": value, "text": "扩建"}
    assert unexplained(case["findings"], [said]) == []
    assert unexplained(case["findings"], [said | {"value": "401"}]) == case["findings"]


def test_hard_findings_cannot_be_explained():
    case = next(case for case in VECTORS["checks"] if case["name"] == "more by a little")
    check_id, table, row, column, value = key_of(case["findings"][0])
    said = {"check": check_id, "table": table, "row": row, "column": column, "value": value, "text": "属实"}
    assert unexplained(case["findings"], [said]) == case["findings"]


ADDRESSES = sorted({address for case in VECTORS["checks"] for address in case["given"]["cells"]})
ANSWER = st.fixed_dictionaries(
    {"value": st.sampled_from(["", "0", "1", "20", "9999999", "-3", "0.1", "无", "primary.1", "abc"]), "nothing": st.booleans()}
)


@given(st.dictionaries(st.sampled_from(ADDRESSES), ANSWER), st.booleans())
def test_any_answers_have_findings_that_point_at_cells_of_the_form(cells, nothing):
    tables = {table["id"]: table for table in LAYOUT["tables"]}
    for finding in check(LAYOUT, {"nothing": nothing, "cells": cells}, {}):
        assert finding["check"] in LAYOUT["messages"] or finding["check"].partition(".")[0] in ("rule", "change", "outlier")
        for address in finding["cells"]:
            table, row, column = address.split("/")
            assert column in {each["id"] for each in tables[table]["columns"]}
            assert tables[table]["free"] or row in {each["id"] for each in tables[table]["rows"]}
        json.dumps(finding, allow_nan=False)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_kept_number_reads_back_as_itself(number):
    kept = plain(number)
    value, problem = read({"kind": "number", "unit": "m2", "choices": []}, kept)
    assert problem is None
    assert float(value) == pytest.approx(number, rel=1e-15, abs=1e-18)
    assert "e" not in kept


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.decimals(min_value=0, max_value=10**6, places=2))
def test_sums_of_decimals_compare_as_on_paper(one, other):
    assert holds(float(one) + float(other), "=", float(one + other))
    assert not holds(float(one) + float(other) + 0.01, "<=", float(one + other))


def test_the_formula_language_in_forms_is_that_of_packs():
    from junheng.packs.forms.layout import tree

    assert tree(parse("per_100(a, b.c) - 2.5")) == {
        "kind": "subtract",
        "arguments": [
            {"kind": "per_100", "arguments": [{"kind": "name", "value": "a"}, {"kind": "name", "value": "b.c"}]},
            {"kind": "number", "value": "2.5"},
        ],
    }


SENTENCES = {
    "more by a little": "Gifts are no more than the money. (0.3 against 0.3)",
    "a sum over a grade": "Classes add up to the grade. (19 against 20)",
    "much more than last year": "It differs by 33 % from the last period (300).",
    "last year was nothing": "The last period had 0.",
    "unlike the others": "Sports area per pupil: 9.52; like units are mostly between 2 and 8.",
    "above the maximum": "At most 9,000.",
    "no number": "“约 80” is not a number.",
}


@pytest.mark.parametrize(("name", "expected"), SENTENCES.items())
def test_a_finding_is_a_sentence(name, expected):
    (finding,) = next(case for case in VECTORS["checks"] if case["name"] == name)["findings"]
    assert sentence(LAYOUT, finding).en == expected


def test_every_finding_of_the_vectors_is_a_sentence_in_both_languages():
    for case in VECTORS["checks"]:
        for finding in case["findings"]:
            said = sentence(LAYOUT, finding)
            assert said.zh
            assert "{" not in said.zh + said.en
