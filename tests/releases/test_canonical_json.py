"""Canonical JSON against RFC 8785 and against what a JavaScript engine printed."""

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.releases.canonical_json import canonical_json

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOLDEN["numbers"], ids=lambda case: case["bits"])
def test_numbers_are_printed_as_ecmascript_does(case):
    (number,) = struct.unpack(">d", bytes.fromhex(case["bits"]))
    assert canonical_json(number).decode() == case["json"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_itself(number):
    assert float(json.loads(canonical_json(number))) == number


def test_members_are_sorted_by_utf16_and_controls_escaped():
    # The two examples of RFC 8785, section 3.2.2 and 3.2.3.
    names = ["€", "\r", "\u05d3", "1", "😀", "\x80", "ö"]
    assert json.loads(canonical_json(dict.fromkeys(names)).decode(), object_pairs_hook=lambda pairs: [name for name, _ in pairs]) == [
        "\r",
        "1",
        "\x80",
        "ö",
        "\u05d3",
        "€",
        "😀",
    ]
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_two_spellings_of_a_letter_are_one():
    assert canonical_json({"e\u0301": "A\u030a"}) == canonical_json({"\u00e9": "\u00c5"})


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), 10**400, [1, {"a": float("inf")}]])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(value)
