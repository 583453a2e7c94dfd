"""From what was typed to what is kept: the browser does the same, held to it by the vectors in the tests."""

from __future__ import annotations

import unicodedata
from typing import Any

from junheng.tables.cells import read_code, read_number, read_text

Json = dict[str, Any]

#: Characters in one cell.
LONGEST = 500


def read(column: Json, typed: str) -> tuple[str, str | None]:
    """What is kept of a typed text, and the name of the message where it does not fit its column's kind.

    A number is kept as plain digits, a choice as its code. What does not fit is kept as it was typed: nothing is lost.

    >>> read({"kind": "number", "unit": "m2"}, "１，２３４．５０"), read({"kind": "number", "unit": "m2"}, "1.2 万")
    (('1234.5', None), ('12000', None))
    >>> read({"kind": "number", "unit": "m2"}, "约 80")
    ('约 80', 'number')
    """
    if len(typed) > LONGEST:
        return typed[:LONGEST], "length"
    if column["kind"] == "number":
        return _number(column, typed)
    if column["kind"] == "code":
        return read_code(typed), None
    tidy = read_text(typed)
    if column["kind"] == "choice" and tidy:
        return _choice(column, tidy)
    return tidy, None


def _number(column: Json, typed: str) -> tuple[str, str | None]:
    number, kind = read_number(typed)
    if kind == "number" or (kind == "percent" and column.get("unit") == "%"):
        return ("" if number is None else plain(number)), None
    problem = {"percent": "percent", "placeholder": "placeholder"}.get(kind, "number")
    return read_text(typed), problem


def plain(number: float) -> str:
    """A number as the shortest digits that mean it, whole ones without decimals; never with an exponent, so to 20 decimals at most."""
    if number == int(number):
        return str(int(number))
    text = repr(number)
    if "e" in text:
        text = f"{number:.20f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _choice(column: Json, tidy: str) -> tuple[str, str | None]:
    wanted = _folded(tidy)
    for choice in column["choices"]:
        if wanted in (_folded(choice["id"]), _folded(choice["name"]["zh"]), _folded(choice["name"]["en"])):
            return choice["id"], None
    return tidy, "choice"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").lower()
